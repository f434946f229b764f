import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from matplotlib.axes import Axes
from PIL import Image

from tinylora.evaluation.reports.figures import score_by_problem
from tinylora.evaluation.reports.leaderboard import render_leaderboard
from tinylora.evaluation.reports.report import (
    headline,
    print_comparison,
    render_html,
    render_markdown,
)
from tinylora.evaluation.reports.report_data import (
    ReportData,
    changed_verdicts,
    comparison_table,
    show_seconds,
)
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.paired import compare_evaluations
from tinylora.evaluation.statistics.reward_gap import reward_gap
from tinylora.evaluation.statistics.summary import summarise

HOSTILE = '</code></pre><script src="http://evil.example/x.js">$x_$</script><img src=x onerror=y>'


class Page(HTMLParser):
    """Collects tags, attributes that load something, and ids; complains of unbalanced tags."""

    VOID = frozenset({"meta", "br", "img", "link", "use", "path", "hr", "input"})

    def __init__(self):
        super().__init__()
        self.tags, self.loads, self.ids, self.open = set(), [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name in ("src", "href", "xlink:href", "action", "data", "srcset"):
                self.loads.append(value)
            if name == "id":
                self.ids.append(value)
            assert not name.startswith("on"), name
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


def read(html):
    page = Page()
    page.feed(html)
    assert page.open == []
    return page


@pytest.fixture
def data(judged):
    base, tuned = [], []
    for i in range(12):
        labels = {"bucket": ("easy", "hard")[i % 2], "dataset": ("luogu_dpo", "deepcoder")[i % 2]}
        for sample in range(2):
            base.append(judged(f"p{i}", "CE" if i < 9 else "AC", sample, **labels))
            tuned.append(judged(f"p{i}", "AC" if i < 8 else "WA", sample, **labels))
    changed = changed_verdicts(base, tuned)
    steps = [
        {"step": i, "reward_mean": i / 10, "reward_std": 0.1, "v_norm": i / 100}
        | {"zero_variance_share": 0.5}
        for i in range(1, 5)
    ]
    return ReportData(
        title="train-and-eval, demo profile",
        **{"base": summarise(base), "tuned": summarise(tuned)},
        comparisons=compare_evaluations(base, tuned),
        **{"steps": steps, "changed": changed, "changed_total": len(changed)},
        provenance={"tuned evaluation": "18f7e6d5c4b3a291"},
        wall_s={"base": 92.4, "train": 3723.0, "tuned": 99.7},
    )


@pytest.fixture
def hostile(judged, data):
    nasty = {"title": HOSTILE + "\x1b[2J\u202e|`", "source": HOSTILE, "text": HOSTILE + "\ud800"}
    nasty |= {"first_failure": {"ordinal": 0, "verdict": "WA", "expected": HOSTILE}
              | {"actual": HOSTILE, "message": HOSTILE}}  # fmt: skip
    nasty |= {"dataset": HOSTILE, "bucket": HOSTILE}
    base = [judged("p1", "WA", **nasty), judged("p2", "AC", **nasty)]
    tuned = [judged("p1", "NC", **{**nasty, "source": None}), judged("p2", "CE", **nasty)]
    return ReportData(
        title=HOSTILE,
        **{"base": summarise(base), "tuned": summarise(tuned)},
        comparisons=compare_evaluations(base, tuned),
        changed=changed_verdicts(base, tuned),
        provenance={HOSTILE: HOSTILE},
        wall_s={HOSTILE: 1.0},
    )


def test_a_completion_without_an_answer_is_shown_whatever_was_asked_for(hostile):
    assert "No answer to judge in this completion:" in render_html(hostile)


def test_a_dot_that_hundreds_share_stays_on_its_plot(judged, monkeypatch):
    """Its area is 2,000 square points at most, and one problem's the same share of that."""
    drawn = []
    scatter = Axes.scatter
    monkeypatch.setattr(
        Axes,
        "scatter",
        lambda self, *at, **how: drawn.append(how["s"]) or scatter(self, *at, **how),
    )
    few = summarise([judged("p1", "AC"), judged("p2", "AC"), judged("q", "WA")])
    score_by_problem(few, few)
    many = summarise([*(judged(f"p{i}", "AC") for i in range(400)), judged("q", "WA")])
    score_by_problem(many, many)
    assert [sorted(areas) for areas in drawn] == [[30, 60], [5, 2000]]


def test_page_stands_alone(data):
    page = read(render_html(data))
    assert all(target.startswith("#") for target in page.loads)
    assert not page.tags & {"script", "link", "iframe", "object", "embed", "form"}
    assert len(page.ids) == len(set(page.ids))
    assert not re.findall(r"@import|url\((?!#)|https?:", render_html(data))
    assert {f"#{name}" for name in page.ids} >= set(page.loads)


def test_the_content_policy_lets_styles_in_and_nothing_else(data, hostile):
    """A browser obeys it from the first element on, so it stands before all but the encoding."""
    for page in (render_html(data), render_html(hostile), render_leaderboard([], 0.95, "")):
        head = page.split("<head>")[1].split()
        assert head[:2] == ["<meta", 'charset="utf-8">']
        policy = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        (rules,) = ({one.split()[0]: one.split()[1:] for one in p.split("; ")} for p in policy)
        assert rules == {
            **{"default-src": ["&#39;none&#39;"], "style-src": ["&#39;unsafe-inline&#39;"]},
            **{"base-uri": ["&#39;none&#39;"], "form-action": ["&#39;none&#39;"]},
        }
        assert page.index("Content-Security-Policy") < page.index("<title>")


def test_page_says_what_was_found(data):
    html = render_html(data)
    assert "<svg" in html and html.count("<svg") == 4
    # 8 problems gained and 3 lost: 2 · P(Bin(11, ½) ≥ 8) = 0.23, whatever +41.7 points look like
    assert "No detectable difference in pass@1" in html and "pass@1 rose" not in html
    for text in ("25.0%", "66.7%", "18f7e6d5c4b3a291", "1 h 02 min", "1 min 32 s", "pass@k"):
        assert text in html
    assert "prefers-color-scheme: dark" in html


def test_a_gap_that_widens_stands_on_the_page(data):
    first = [{"part": "first", "reward_score": 0.0, "report_score": 0.0}] * 4
    last = [{"part": "last", "reward_score": 1.0, "report_score": 0.0}] * 4
    rows = [{**row, "rollouts": 1, "reward_only": 1} for row in (*first, *last)]
    told = replace(data, reward_gap=reward_gap(rows))
    assert 'class="fell">The gap between reward and report widened by +1.000' in render_html(told)
    assert "The gap between reward and report widened by +1.000" in render_markdown(told)
    assert "Not measured: no rollout" in render_html(data)


def test_io_modes_and_contests_are_slices(data, judged):
    labels = ({}, {"io_mode": "stdin", "contest_window": "2024"})
    rows = [judged(f"p{i}", "AC", **labels[i % 2]) for i in range(4)]
    told = replace(data, base=summarise(rows), tuned=summarise(rows[:3]))
    page = " ".join(render_html(told).split())
    for row in ("io mode</th>", '>stdin</td><td class="n">4<', '>2024</td><td class="n">2<'):
        assert row in page
    assert "| year of contest: 2024 | 2 | 100.0% | 100.0% |" in render_markdown(told)


def test_languages_are_slices_where_not_all_is_cpp(data, judged):
    labels = ({}, {"answer_language": "python"})
    rows = [judged(f"p{i}", "AC", **labels[i % 2]) for i in range(4)]
    told = replace(data, base=summarise(rows), tuned=summarise(rows[:3]))
    assert "| language: python | 2 | 100.0% | 100.0% |" in render_markdown(told)
    assert [one.name for one in summarise(rows[1:2]).slices["language"]] == ["python"]
    assert summarise(rows[::2]).slices["language"] == ()


def test_same_data_same_page(data):
    assert render_html(data) == render_html(data)


def test_hostile_text_stays_text(hostile):
    html = render_html(hostile)
    page = read(html)
    assert not page.tags & {"script", "img"}
    assert all(target.startswith("#") for target in page.loads)
    assert "&lt;script src=" in html
    assert "\x1b" not in html and "\u202e" not in html
    html.encode("utf-8")


def test_hostile_text_stays_text_in_markdown(hostile):
    text = render_markdown(hostile)
    assert "<script" not in text and "<img" not in text
    text.encode("utf-8")
    cells = [line for line in text.splitlines() if "evil" in line and line.startswith("|")]
    assert cells
    assert all(len(re.findall(r"(?<!\\)\|", line)) <= 8 for line in cells)


def test_nothing_at_all_is_said_in_words():
    nothing = ReportData("demo", summarise([]), summarise([]), {})
    html = render_html(nothing)
    read(html)
    assert "<svg" not in html
    for text in ("Nothing to compare", "No reward curve", "No verdict mix", "No sample changed"):
        assert text in html
    assert "No reward curve" in render_markdown(nothing)
    print_comparison(nothing)


def test_the_headline_names_what_else_changed_where_it_stands_as_one_of_three(data):
    def found(difference, low, high, p):
        change = Interval(difference, low, high, 0.95, "a method")
        return Comparison(0.1, 0.1 + difference, change, p, "a test", 43, detectable=0.015)

    comparisons = {
        "pass@1": found(0.0, -0.01, 0.01, 1.0),
        "compile rate": found(0.413, 0.321, 0.505, 0.0002),
        # 0.03 alone would do; as the second smallest of three p it is 2 · 0.03 = 0.06
        "mean score": found(0.02, 0.001, 0.04, 0.03),
    }
    data = replace(data, comparisons=data.comparisons | comparisons)
    nothing = "No detectable difference in pass@1: this sample could have seen 1.5 points"
    compiles = "Compile rate rose by 41.3 points, more than chance explains"
    assert headline(data) == f"{nothing}. {compiles}"
    html = render_html(data)
    assert f"<h1>{nothing}.</h1>" in html and f'<p class="also">{compiles}.</p>' in html
    assert [row["p"] for row in comparison_table(data)][:3] == ["1", "< 0.001", "0.03"]
    assert f"## {nothing}. {compiles}\n" in render_markdown(data)


def test_validation_problems_are_not_called_held_out(data):
    assert "12 validation problems," in render_html(replace(data, asked="validation problem"))
    assert "12 held-out problems," in render_markdown(replace(data, asked="held-out problem"))


def test_table_rows(data):
    rows = comparison_table(data)
    assert [row["metric"] for row in rows] == [
        *("pass@1", "compile rate", "mean score", "staged score", "partial passes"),
        *("problems", "completions", "wall time"),
    ]
    assert [bool(row["p"]) for row in rows] == [True] * 3 + [False] * 5
    assert all(row.keys() == rows[0].keys() for row in rows)
    first = rows[0]
    assert (first["base"], first["tuned"], first["difference"]) == (
        *("25.0%", "66.7%"), "+41.7 points",
    )  # fmt: skip
    # nine problems in twelve did not compile, then four in twelve pass one test case of four
    assert (rows[3]["base"], rows[3]["tuned"]) == ("0.250", f"{(8 + 4 * 0.625) / 12:.3f}")
    assert (rows[4]["base"], rows[4]["difference"]) == ("0.0%", "+33.3 points")
    assert (rows[5]["base"], rows[6]["tuned"], rows[7]["base"]) == ("12", "24", "1 min 32 s")


def test_terminal_table_fits_80_columns(data, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    print_comparison(data)
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    for text in ("pass@1", "compile rate", "mean score", "wall time", "1 min 40 s", "problems"):
        assert text in out
    assert "…" not in out.replace("[…]", "")


def test_examples_take_turns(judged):
    base = [judged("a", "CE"), judged("b", "CE"), judged("c", "AC"), judged("d", "CE")]
    base += [judged("a", "CE", 1), judged("e", "AC")]
    tuned = [judged("a", "AC"), judged("b", "AC"), judged("c", "WA"), judged("d", "WA")]
    tuned += [judged("a", "AC", 1), judged("e", "AC")]
    found = [(pair.tuned.problem_key, pair.tuned.sample) for pair in changed_verdicts(base, tuned)]
    assert found == [("a", 0), ("c", 0), ("b", 0), ("a", 1), ("d", 0)]


def test_show_seconds():
    assert [show_seconds(s) for s in (None, 0.44, 59.97, 61, 3599.6, 7380)] == [
        *("–", "0.4 s", "1 min 00 s", "1 min 01 s", "1 h 00 min", "2 h 03 min")
    ]


@pytest.fixture(scope="module")
def browser():
    """Return a runner of headless Chromium; skip where there is none that starts."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no chromium on this machine")

    def run(folder, page, *options):
        done = subprocess.run(
            [
                *(found, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--disable-background-networking", "--allow-file-access-from-files"),
                *(f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000"),
                *(*options, (folder / page).as_uri()),
            ],
            **{"capture_output": True, "text": True, "timeout": 120, "check": False},
        )
        if done.returncode != 0:
            pytest.skip(f"chromium does not start here: {done.stderr[-200:]}")
        return done.stdout

    return run


def test_nothing_is_cut_off_on_a_phone_or_on_paper(data, browser, tmp_path):
    html = render_html(data)
    (tmp_path / "phone.html").write_text(html, encoding="utf-8")
    # What paper gets, on a screen as wide as A4 between its margins: there is no scrolling there.
    paper = html.replace("@media print", "@media all")
    assert paper != html
    (tmp_path / "paper.html").write_text(paper, encoding="utf-8")
    probe = """<iframe src="phone.html" style="width:390px;height:3000px;border:0"></iframe>
    <iframe src="paper.html" style="width:703px;height:3000px;border:0"></iframe>
    <script>onload = () => {
      const wide = e => Math.max(0, e.scrollWidth - e.clientWidth);
      const [phone, paper] = [...document.querySelectorAll("iframe")].map(f => f.contentDocument);
      document.body.append("phone " + wide(phone.documentElement) + " ");
      const boxes = [...paper.querySelectorAll("html, .scroll, pre, figure, .card, .provenance")];
      const tall = [...paper.querySelectorAll("pre")].map(e => e.scrollHeight - e.clientHeight);
      document.body.append("paper " + Math.max(...boxes.map(wide), ...tall) + ".");
    }</script>"""
    (tmp_path / "probe.html").write_text(probe, encoding="utf-8")
    assert "phone 0 paper 0." in browser(tmp_path, "probe.html", "--dump-dom")


@pytest.mark.parametrize(("scheme", "page"), [(1, (0xFB, 0xFB, 0xF9)), (0, (0x14, 0x17, 0x1A))])
def test_a_screenshot_in_light_and_in_dark(data, browser, tmp_path, scheme, page):
    (tmp_path / "report.html").write_text(render_html(data), encoding="utf-8")
    shot = tmp_path / "shot.png"
    options = (f"--blink-settings=preferredColorScheme={scheme}", "--window-size=390,2400")
    browser(tmp_path, "report.html", *options, f"--screenshot={shot}")
    with Image.open(shot) as image:
        pixels = image.convert("RGB")
        colours = {colour: count for count, colour in pixels.getcolors(1 << 22)}
    assert pixels.size == (390, 2400)
    assert pixels.getpixel((2, 2)) == page
    # Paper is most of it, and there is text, with its anti-aliasing, and both policies' colours.
    assert max(colours, key=colours.get) in (page, (255, 255, 255), (0x1C, 0x20, 0x24))
    assert len(colours) > 200
    both = [((0x9A, 0x5B, 0x00), (0x00, 0x62, 0xA8)), ((0xE6, 0xA2, 0x3C), (0x5D, 0xB4, 0xF0))]
    assert all(colours.get(colour, 0) > 100 for colour in both[1 - scheme])
