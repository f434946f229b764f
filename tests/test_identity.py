"""Identities: equal content gives equal ids, and code counts while its comments do not."""

from hypothesis import given
from hypothesis import strategies as st

from tinylora import identity
from tinylora.grpo.settings import TrainingSettings

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values))
def test_key_order_does_not_count(value):
    turned = dict(reversed(value.items()))
    assert identity.fingerprint(value) == identity.fingerprint(turned)


def test_models_are_their_json():
    settings = TrainingSettings()
    assert identity.fingerprint(settings) == identity.fingerprint(settings.model_dump(mode="json"))
    changed = settings.model_copy(update={"steps": 9})
    assert identity.fingerprint(settings) != identity.fingerprint(changed)


@given(st.integers(), st.text(), st.integers(0, 1000))
def test_seeds_fit_in_sixty_bits(seed, key, sample):
    assert 0 <= identity.derive_seed(seed, key, sample) < 2**60


def test_neighbouring_samples_have_different_seeds():
    assert len({identity.derive_seed(42, "p", sample) for sample in range(1000)}) == 1000


def test_code_counts_and_comments_do_not(tmp_path, monkeypatch):
    monkeypatch.setattr(identity, "PACKAGE", tmp_path)
    path = tmp_path / "room.py"
    versions = []
    for text in ("x = 1", '"""Docs."""\n# why\nx = 1  # one', "x = 2"):
        path.write_text(text)
        identity.code_version.cache_clear()
        versions.append(identity.code_version("room.py"))
    identity.code_version.cache_clear()
    assert versions[0] == versions[1] != versions[2]
