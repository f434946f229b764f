"""Every figure of a report's page, read off the page and worked out again from the raw tables.

What SQL reads here are tables alone (completions, judgements, problems, test_cases, training_steps,
evaluations, training_runs), no view and no query of ours. Rates, counts and means are SQL's; Python
adds the intervals and tests, made from what SQL found, and how a number is printed.
"""

import re
from collections import Counter, defaultdict
from functools import cached_property
from html.parser import HTMLParser

import numpy as np

from tinylora.evaluation.reports import figures
from tinylora.evaluation.reports.report_data import show_seconds
from tinylora.evaluation.statistics.comparison import evidence, verdict_in_words
from tinylora.evaluation.statistics.intervals import mean_interval
from tinylora.evaluation.statistics.metrics import FURTHER, METRICS, REGISTRY
from tinylora.evaluation.statistics.paired import compare, mean_difference
from tinylora.evaluation.statistics.reward_gap import gap_in_words, reward_gap
from tinylora.evaluation.statistics.summary import EvaluationSummary, Slice

NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e-\d+)?")
BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "td", "th", "dt", "dd", "figcaption"})
FACTS = """
    select problem_key, sample, verdict, passed, total, first_failure, tokens, compile_ms,
        cpu_ms, dataset, bucket, io_mode,
        coalesce(year(contest_date)::varchar, 'undated') as contest_window,
        (verdict = 'AC')::double as "pass@1",
        (verdict not in ('CE', 'NC'))::double as "compile rate",
        passed / total as "mean score",
        case when verdict in ('CE', 'NC') then 0 else 0.5 + passed / (2 * total) end
            as "staged score",
        (passed between 1 and total - 1)::double as "partial passes"
    from completions join judgements using (judgement_id) join problems using (problem_key)
    where completions.evaluation_id = '{evaluation_id}'
"""
WAYS = {
    **{"difficulty": "bucket", "dataset": "dataset", "io mode": "io_mode"},
    "year of contest": "contest_window",
}
HARD_CODED = """
    with stored as (
        select *, row_number() over (partition by problem_key order by ordinal) as place,
            count(*) over (partition by problem_key) as cases,
            origin in ('public', 'statement') as shown
        from test_cases
    ),
    telling as (
        select problem_key from stored group by problem_key
        having count(*) filter (shown) between 1 and count(*) - 1
    ),
    told as (
        select completions.completion_id, completions.problem_key,
            bool_and(
                judgements.verdict not in ('AC', 'CE', 'NC') and (not shown or
                json_extract_string(judgements.cases, '$[' || (place - 1) || '].verdict') = 'AC')
            ) as hard
        from completions join judgements using (judgement_id)
        join stored on stored.problem_key = completions.problem_key and stored.cases = judgements.total
        where evaluation_id = '{evaluation_id}' and completions.problem_key in (from telling)
        group by all
    )
    select avg(rate) as rate
    from (select avg(hard::double) as rate from told group by problem_key)
"""  # noqa: E501
ENDED = """
    select problem_key, sample, verdict = 'AC' as passes,
        regexp_matches(source, '\\b(cin|scanf|getline|getchar|gets|fgets|fread|read|getc)\\b') as reads,
        case
            when verdict = 'AC' and not reads and exists (
                from test_cases where test_cases.problem_key = completions.problem_key
                    and length(trim(replace(input, chr(10), ' '))) > 0
            ) then 'right by hard-coding'
            when verdict = 'AC' then 'right'
            when verdict in ('CE', 'NC') and finish_reason = 'length' then 'cut off'
            else map {{'WA': 'wrong answer', 'OLE': 'wrong answer', 'RE': 'crashes',
                'MLE': 'crashes', 'TLE': 'too slow', 'CE': 'does not compile',
                'NC': 'no code'}}[verdict]
        end as ending,
        if(verdict = 'CE', split_part(first_failure ->> '$.message', chr(10), 1), null) as said
    from completions join judgements using (judgement_id)
    where evaluation_id = '{evaluation_id}'
"""  # noqa: E501
ORDER = (
    *("right", "right by hard-coding", "wrong answer", "crashes", "too slow"),
    *("does not compile", "no code", "cut off"),
)
PASS_AT_K = """
    select 1 - if(n - c < $k, 0, factorial((n - c)::integer) / factorial((n - c - $k)::integer)
        * factorial((n - $k)::integer) / factorial(n::integer)) as rate
    from (select count(*) as n, sum("pass@1") as c from facts group by problem_key)
"""
GAPS = """
    with steps as (select max(step) as n from training_steps where run_id = '{run_id}'),
    scored as (
        select if(3 * step <= n, 'first', 'last') as part, problem_key,
            kept.rewarded_passed / kept.rewarded_total as paid, apart.passed / apart.total as rest,
            own.verdict = 'AC' and apart.verdict <> 'AC' as only_paid
        from completions join kept_apart_judgements as kept using (completion_id) cross join steps
        join judgements as own on own.judgement_id = completions.judgement_id
        join judgements as apart on apart.judgement_id = kept.judgement_id
        where run_id = '{run_id}' and kept.rewarded_total > 0
            and (3 * step <= n or 3 * step > 2 * n)
    )
    select part, problem_key, count(*) as rollouts, count(*) filter (only_paid) as reward_only,
        avg(paid) as reward_score, avg(rest) as report_score
    from scored group by part, problem_key order by part, problem_key
"""


def numbers(text):
    """Return the numbers a person reads in `text`."""
    return NUMBER.findall(re.sub(r"pass@[1k]", "", text).replace("\xa0", " "))


class Page(HTMLParser):
    """The numbers of every block of a page, by section; drawings, programs and parents aside."""

    def __init__(self, html):
        super().__init__()
        self.sections, self.examples, self._open, self._text = {}, [], [], []
        self._section = "header"
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        kind = dict(attributes).get("class") or ""
        if tag != "meta":
            self._open.append((tag, kind))
        if tag == "section":
            self._section = kind or "section"
        if tag == "article" and kind == "example":
            self.examples.append([])

    def handle_startendtag(self, tag, attributes):
        """Pass over what holds no text: parts of drawings."""

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in BLOCKS and self.examples and "example" in self.kinds:
            self.examples[-1].append(" ")
        elif tag in BLOCKS:
            text, self._text = " ".join("".join(self._text).split()), []
            if tag == "h2" and "cards" not in self._section:
                self._section = text
            else:
                self.sections.setdefault(self._section, []).append(text)

    @property
    def kinds(self):
        return {kind for _, kind in self._open}

    def handle_data(self, data):
        tags = {tag for tag, _ in self._open}
        if tags & {"style", "svg", "pre", "head"} or self.kinds & {"kicker", "provenance"}:
            return
        if tags & BLOCKS:
            if self.kinds & {"example"}:
                self.examples[-1].append(data)
            else:
                self._text.append(data)


class Recomputed:
    """What the page of these ids has to say."""

    def __init__(self, connection, base_id, tuned_id, run_id, confidence=0.95):
        self.connection, self.ids, self.run_id = connection, (base_id, tuned_id), run_id
        self.confidence = confidence
        self.compared = {
            metric.name: compare(
                *(self.by_problem(one, metric.name) for one in self.ids), confidence
            )
            for metric in REGISTRY.values()
        }

    def rows(self, sql, **names):
        answer = self.connection.execute(sql.format(**names))
        columns = [column[0] for column in answer.description]
        return [dict(zip(columns, values, strict=True)) for values in answer.fetchall()]

    def of(self, evaluation_id, select):
        return self.rows(f"with facts as ({FACTS}) {select}", evaluation_id=evaluation_id)

    def by_problem(self, evaluation_id, metric, where="true"):
        found = self.of(
            evaluation_id,
            f'select problem_key, list("{metric}" order by sample) as values from facts '
            f"where {where} group by problem_key order by problem_key",
        )
        return {row["problem_key"]: row["values"] for row in found}

    def interval(self, evaluation_id, metric, where="true"):
        """Return the interval around SQL's mean over problems."""
        (mean,) = self.of(
            evaluation_id,
            f'select avg(rate) as rate from (select avg("{metric}") as rate from facts '
            f"where {where} group by problem_key)",
        )
        found = mean_interval(
            list(self.by_problem(evaluation_id, metric, where).values()), self.confidence
        )
        assert found is None or abs(found.estimate - mean["rate"]) < 1e-12
        return found

    def slice(self, evaluation_id, name, where):
        (sizes,) = self.of(
            evaluation_id,
            "select count(*) as completions, count(distinct problem_key) as problems "
            f"from facts where {where}",
        )
        mix = self.of(
            evaluation_id,
            f"select verdict, count(*) as n from facts where {where} group by verdict",
        )
        intervals = {
            metric.name: self.interval(evaluation_id, metric.name, where) for metric in METRICS
        }
        return Slice(
            *(name, sizes["problems"], sizes["completions"], intervals),
            {row["verdict"]: row["n"] for row in mix},
        )

    def slices(self, evaluation_id, way):
        column = WAYS[way]
        found = self.of(
            evaluation_id,
            f"select distinct {column} as name from facts order by case {column} "
            f"when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end, {column}",
        )
        return tuple(
            self.slice(evaluation_id, row["name"], f"{column} = '{row['name']}'") for row in found
        )

    def summary(self, evaluation_id):
        """Return as much of a summary as the drawings show."""
        scores = self.of(
            evaluation_id,
            'select problem_key, avg("mean score") as score from facts group by problem_key',
        )
        return EvaluationSummary(
            self.slice(evaluation_id, "all", "true"),
            {way: self.slices(evaluation_id, way) for way in WAYS},
            score_by_problem={row["problem_key"]: row["score"] for row in scores},
        )

    @cached_property
    def drawings(self):
        base, tuned = (self.summary(one) for one in self.ids)
        steps = self.rows(
            "select step, reward_mean, reward_std, v_norm from training_steps "
            "where run_id = '{run_id}' order by step",
            run_id=self.run_id,
        )
        return [
            figures.verdict_mix(base, tuned),
            figures.rates_by_bucket(base, tuned),
            figures.score_by_problem(base, tuned),
            figures.reward_curve(steps),
        ]

    @cached_property
    def header(self):
        (sizes,) = self.of(
            self.ids[1],
            "select count(*) as completions, count(distinct problem_key) as problems from facts",
        )
        made = self.compared["pass@1"]
        return [
            numbers(verdict_in_words(made)),
            [f"{sizes['problems']:,}", f"{sizes['completions']:,}", *numbers(evidence(made))],
        ]

    @cached_property
    def cards(self):
        found = []
        for metric in METRICS:
            before, after = (self.interval(one, metric.name) for one in self.ids)
            made = self.compared[metric.name]
            found.append(numbers(f"{metric.show(before.estimate)} {metric.show(after.estimate)}"))
            ranges = (metric.show_range(one.low, one.high) for one in (before, after))
            found.append(numbers(" ".join(ranges)))
            found.append(numbers(verdict_in_words(made, metric)))
            found.append(numbers(evidence(made, metric)))
            found.append([str(n) for n in self.changes(metric.name)])
        return found

    @cached_property
    def further(self):
        """Return the row of every metric that is not tested, and what the note below says."""
        found, level = [], f"{self.confidence:.0%}"
        for metric in FURTHER:
            row = []
            for one in (self.interval(one, metric.name) for one in self.ids):
                row += [metric.show(one.estimate), metric.show_range(one.low, one.high)]
            change = self.compared[metric.name].difference
            row += [metric.show_difference(change.estimate)]
            row += [metric.show_range(change.low, change.high)]
            found.append(numbers(" ".join(row)))
        said = " ".join(metric.says for metric in FURTHER)
        return [*found, numbers(f"{level} {said}")]

    def changes(self, metric):
        """Return how many problems the tuned policy does better on, worse, and as well."""
        base, tuned = (FACTS.format(evaluation_id=one) for one in self.ids)
        means = f'select problem_key, avg("{metric}") as rate from'
        (found,) = self.rows(
            "select count(*) filter (t.rate > b.rate) as better, "
            "count(*) filter (t.rate < b.rate) as worse, "
            "count(*) filter (t.rate = b.rate) as same "
            f"from ({means} ({base}) group by 1) as b "
            f"join ({means} ({tuned}) group by 1) as t using (problem_key)",
        )
        return found["better"], found["worse"], found["same"]

    @cached_property
    def slice_rows(self):
        """Return a list of numbers for every row of the table of slices, heads of groups aside."""
        found = []
        for way in WAYS:
            pairs = zip(*(self.slices(one, way) for one in self.ids), strict=True)
            for before, after in pairs:
                row = [*numbers(before.name), str(before.problems)]
                for metric in METRICS:
                    for one in (before, after):
                        interval = one.interval(metric.name)
                        row += numbers(metric.show(interval.estimate))
                        row += numbers(metric.show_range(interval.low, interval.high))
                found.append(row)
        return found

    @cached_property
    def pass_at_k(self):
        """Return the rows k = 1, 2, 4, … of 1 - C(n - c, k) / C(n, k), where there are several."""
        found = []
        for k in (2**i for i in range(6) if 2**i <= min(map(self.samples, self.ids))):
            row = [str(k)]
            for one in self.ids:
                rates = self.of(one, PASS_AT_K.replace("$k", str(k)))
                interval = mean_interval([[rate["rate"]] for rate in rates], self.confidence)
                row += numbers(METRICS[0].show(interval.estimate))
                row += numbers(METRICS[0].show_range(interval.low, interval.high))
            found.append(row)
        return found if len(found) > 1 else []

    def samples(self, evaluation_id):
        counted = "select count(*) as n from facts group by problem_key order by n limit 1"
        return self.of(evaluation_id, counted)[0]["n"]

    @cached_property
    def beside(self):
        columns = []
        for one in self.ids:
            (hard,) = self.rows(HARD_CODED, evaluation_id=one)
            (found,) = self.of(
                one,
                "select avg(tokens) as tokens, sum(compile_ms) / 1000 as compiling, "
                "sum(cpu_ms) / 1000 as running, (select avg(code) from (select "
                "avg((verdict <> 'NC')::double) as code from facts group by problem_key)) as code "
                "from facts",
            )
            hard_coded = hard["rate"]
            columns.append(
                [
                    "–" if hard_coded is None else f"{100 * hard_coded:.1f}",
                    f"{100 * found['code']:.1f}",
                    f"{found['tokens']:.0f}",
                    show_seconds(found["compiling"]),
                    show_seconds(found["running"]),
                ]
            )
        return [numbers(f"{one} {other}") for one, other in zip(*columns, strict=True)]

    @cached_property
    def endings(self):
        """Return shares of endings, problems by how often they are solved, compiler messages."""
        sides = [self.rows(ENDED, evaluation_id=one) for one in self.ids]

        def means(side, counts):
            found = defaultdict(list)
            for row in side:
                found[row["problem_key"]].append(float(counts(row)))
            return np.array([np.mean(found[key]) for key in sorted(found)])

        def line(counts, gain=None):
            before, after = (means(side, counts) for side in sides)
            change = mean_difference(after - before, self.confidence)
            row = [f"{100 * before.mean():.1f}", f"{100 * after.mean():.1f}"]
            row += [f"{100 * one:+.1f}" for one in [change.estimate]]
            row += [f"{100 * one + 0.0:.1f}" for one in (change.low, change.high)]
            return row + ([] if gain is None else [f"{-100 * change.estimate / gain:.0f}"]), change

        _, passes = line(lambda row: row["passes"])
        gain = passes.estimate if self.compared["pass@1"].detected else None
        lines = []
        for name in ORDER:
            if any(row["ending"] == name for side in sides for row in side):
                of = gain if name not in ORDER[:2] else None
                lines.append(line(lambda row, name=name: row["ending"] == name, of)[0])
        if any(row["reads"] is not None for side in sides for row in side):
            lines.append(line(lambda row: row["reads"] or False)[0])
        states = [
            ["always" if rate == 1 else "never" if rate == 0 else "sometimes" for rate in rates]
            for rates in (means(side, lambda row: row["passes"]) for side in sides)
        ]
        pairs = Counter(zip(*states, strict=True))
        words = ("always", "sometimes", "never")
        lines += [[str(pairs[one, other]) for other in words] for one in words]
        quoted = re.compile("[‘'`][^‘’'`]*[’']")
        said = [
            Counter(
                quoted.sub("'…'", row["said"].split("error: ", 1)[-1])
                for row in side
                if row["said"]
            )
            for side in sides
        ]
        for message, _ in (said[0] + said[1]).most_common(8):
            lines.append([*numbers(message), str(said[0][message]), str(said[1][message])])
        return lines

    @cached_property
    def gap(self):
        found = self.rows(GAPS, run_id=self.run_id)
        gap = reward_gap(found, self.confidence)
        if gap is None:
            return []
        shown = METRICS[2]
        lines = [numbers(gap_in_words(gap))]
        for part in ("first", "last"):
            mine = [row for row in found if row["part"] == part]
            scores = [
                sum(row[name] for row in mine) / len(mine)
                for name in ("reward_score", "report_score")
            ]
            told = [len(mine), sum(row["rollouts"] for row in mine)]
            told += [shown.show(score) for score in scores]
            told += [shown.show_difference(scores[0] - scores[1])]
            told += [sum(row["reward_only"] for row in mine)]
            lines.append([str(one) for one in told])
        return lines

    @cached_property
    def wall(self):
        seconds = [
            *self.rows("select seconds from evaluations where evaluation_id = '{one}'",
                  one=self.ids[0]),
            *self.rows("select seconds from training_runs where run_id = '{one}'",
                  one=self.run_id),
            *self.rows("select seconds from evaluations where evaluation_id = '{one}'",
                  one=self.ids[1]),
        ]  # fmt: skip
        return [numbers(show_seconds(row["seconds"])) for row in seconds]

    @cached_property
    def changed(self):
        base, tuned = (FACTS.format(evaluation_id=one) for one in self.ids)
        return self.rows(
            "select problem_key, sample, b.verdict as before, t.verdict as after, b.passed as was, "
            "b.total as of_it, t.passed as passed, t.total as total, "
            "(b.first_failure ->> '$.ordinal')::integer as base_failed, "
            "(t.first_failure ->> '$.ordinal')::integer as tuned_failed, "
            "b.first_failure ->> '$.verdict' as base_end, t.first_failure ->> '$.verdict' as end "
            f"from ({base}) as b join ({tuned}) as t using (problem_key, sample) "
            "where b.verdict <> t.verdict",
        )


def check(html, expected):
    """Compare every figure on the page with what the raw tables say; nothing on it is left out."""
    page, seen = Page(html), {}
    for section, texts in page.sections.items():
        seen[section] = [found for text in texts if (found := numbers(text))]

    def same(section, wanted):
        found = _flat(seen.pop(section, []))
        assert found == _flat(wanted), f"{section}: {found} on the page, {_flat(wanted)} in SQL"

    level = [str(round(100 * expected.confidence))]
    same("header", expected.header)
    same("cards", [*expected.cards, level])
    same("figures", [level])
    for drawing in expected.drawings:
        assert drawing in html, f"a drawing is another: {drawing[:200]}"
    same("By difficulty, dataset, io mode and contest", expected.slice_rows + expected.pass_at_k)
    same("Further metrics", expected.further)
    same("Beside the metrics", expected.beside)
    same("How completions ended", expected.endings)
    same("Reward against test cases kept apart", expected.gap)
    same("Wall time", expected.wall)
    changed = expected.changed
    counts = [[str(min(10, len(changed))), str(len(changed))]] if changed else []
    same("Completions that changed verdict", counts)
    _check_examples(page.examples, changed)
    assert not any(seen.values()), f"figures that nothing recomputes: {seen}"


def _check_examples(examples, changed):
    assert len(examples) == min(10, len(changed))
    by_key = {(row["problem_key"], row["sample"]): row for row in changed}
    for example in examples:
        text = " ".join("".join(example).split())
        (sample, key) = re.search(r"sample (\d+) · problem (\w+)", text).groups()
        row = by_key.pop((key, int(sample)))
        told = (
            f"{row['before']} → {row['after']}",
            f"base: {row['was']} of {row['of_it']} test cases",
            f"tuned: {row['passed']} of {row['total']} test cases",
        )
        assert all(one in text for one in told), f"{text}: not {told}"
        failed = [(row["base_failed"], row["base_end"]), (row["tuned_failed"], row["end"])]
        wanted = [f"test case {place} ({end})" for place, end in failed if place is not None]
        assert re.findall(r"test case \d+ \(\w+\)", text) == wanted, text


def _flat(found):
    return [number for row in found for number in row]
