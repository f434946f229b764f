"""docs/security.md names tests and pages that are there."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_holds_a_wall_exists():
    named = re.findall(r"`((?:tests/)?(?:\w+/)*test_\w+\.py)`", PAGE)
    there = {path.name: path for path in (CHECKOUT / "tests").rglob("test_*.py")}
    assert len(named) > 20
    for name in named:
        assert Path(name).name in there, name
        assert "/" not in name or (CHECKOUT / name).exists(), name


def test_every_wall_has_a_test():
    table = PAGE.split("which test holds each?")[1].split("##")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ") and "| held by |" not in row]
    assert rows and all("test_" in row.split("|")[-2] for row in rows), rows


def test_every_page_it_leads_to_has_the_heading():
    for page, anchor in re.findall(r"\]\((\w+\.md)(?:#([\w-]+))?\)", PAGE):
        text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
        heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
        assert not anchor or anchor in anchors, (page, anchor)
