"""Answers and diagnoses of the judge for people."""

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.judge.verdict import Verdict
from tinylora.stages.judging.judge_doctor import Diagnosis
from tinylora.stages.judging.judge_file import Answer

STYLES = {"AC": "green", "error": "bold red"}
OTHER = "yellow"
SHOWN_CHARS = 160


def line(answer: Answer) -> Text:
    """Return one line: row, verdict, passed, times, memory, and what went wrong first."""
    text = Text(f"{answer['row']:>5}  ")
    if "error" in answer:
        return text.append("error ", STYLES["error"]).append(_one_line(answer["error"]))
    verdict = answer["verdict"]
    text.append(f"{verdict:<4}", STYLES.get(verdict, OTHER))
    text.append(f"{answer['passed']:>3}/{answer['total']:<3} compile {answer['compile_ms']:.0f} ms")
    text.append(f", cpu {answer['cpu_ms']:.0f} ms, {answer['peak_kb'] / 1024:.1f} MiB")
    failure = answer["first_failure"]
    if failure:
        where = "" if failure["ordinal"] is None else f"case {failure['ordinal'] + 1}, "
        text.append(f"  {where}{_one_line(failure['message'])}", "dim")
    return text


def mix(verdicts: Counter[str]) -> str:
    """Return how often each verdict was given, best first, e.g. "3 rows: 2 AC, 1 error"."""
    order = [*Verdict, "error"]
    counts = ", ".join(f"{verdicts[name]} {name}" for name in order if verdicts[name])
    return f"{verdicts.total()} rows: {counts or 'nothing to judge'}"


def show_diagnosis(diagnosis: Diagnosis, console: Console) -> None:
    """Print the modes, the compiler, the speed and every canary."""
    modes = Table("isolation", "here", "gives, or why not", title="walls", title_justify="left")
    for mode in diagnosis.modes:
        here = "no" if mode.refusal else "chosen" if mode.name == diagnosis.isolation else "yes"
        modes.add_row(mode.name, here, Text(harmless(mode.refusal or mode.gives)))
    console.print(modes)
    if diagnosis.compiler:
        console.print(Text(f"compiler  {diagnosis.compiler}"))
        console.print(Text(f"speed     {diagnosis.slowness} × the reference's time"))
    canaries = Table("canary", "got", "", title="canaries", title_justify="left")
    for canary in diagnosis.canaries:
        style = STYLES["AC"] if canary.right else STYLES["error"]
        canaries.add_row(
            canary.expected, Text(canary.got, style), Text(_one_line(canary.why or ""))
        )
    if diagnosis.canaries:
        console.print(canaries)
    verdict = "this host judges rightly" if diagnosis.well else "this host cannot judge rightly"
    console.print(Text(f"{verdict}: {diagnosis.fault}" if diagnosis.fault else verdict))


def _one_line(text: str) -> str:
    shown = harmless(" ".join(text.split()))
    return shown if len(shown) <= SHOWN_CHARS else shown[:SHOWN_CHARS] + "…"
