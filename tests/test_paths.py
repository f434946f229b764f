"""Where things lie, whatever folder a process was started in."""

from tinylora.paths import CHECKOUT, home, resolve


def test_a_relative_home_starts_at_the_checkout(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # as a worker's runs are, in a folder that goes away with them
    for given, lies in (
        ("", CHECKOUT / "var"),
        ("other", CHECKOUT / "other"),
        (str(tmp_path), tmp_path.resolve()),
    ):
        monkeypatch.setenv("TINYLORA_HOME", given)
        assert home() == lies
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TINYLORA_HOME", "~/data")
    assert home() == resolve("~/data") == (tmp_path / "data").resolve()
