"""`tinylora score-math`: a file of a model's answers to mathematics problems, verified and scored.

The libraries behind it are imported when it runs, and not before: `tinylora sql` must stay quick.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel, ValidationError

from tinylora.commands.compare import show_rate
from tinylora.commands.options import NOTHING, AsJson, Workers, misuse_is, progress_lines
from tinylora.display import (
    Column,
    excerpt,
    few,
    first_problem,
    harmless,
    interval,
    percent,
    print_answer,
    print_rows,
    say,
)
from tinylora.errors import SettingsError
from tinylora.evaluation.statistics.comparison import evidence, show_p, verdict_in_words
from tinylora.files import whole_file
from tinylora.mathematics.settings import CheckSettings, MathRewardSettings
from tinylora.stages.progress import Progress

if TYPE_CHECKING:
    from tinylora.evaluation.statistics.metrics import Metric
    from tinylora.mathematics.pairs import Pairing
    from tinylora.mathematics.scores import ScoredProblem

HELP = """Score a model's answers to mathematics problems; set two models side by side.

FILE is a JSON list, or JSON Lines, of {"problem": text, "answer": text, "generations": [texts]}.
A prompt that the generations repeat, the row's "prompt" or one that is found, is cut off and shown.
An answer counts in `<answer>…</answer>` or in `\\boxed{…}`, and math-verify says whether it is
right, within limits of time and memory for each. Besides, "in any form" says how often the right
answer stands at the end of the text, however it is formatted: what changes there is more than form.

--larger: tiers by what two models solve: easy, the one of FILE does; medium, only the larger one;
hard, neither. --against: FILE's model is compared with another, problem by problem.

The exit status is 0 where something was scored, 1 where a file holds nothing that can be, and 2
where the question makes no sense: no such file, no problem in common, a wrong option.

Examples:

    tinylora score-math tuned.json --tokenizer Qwen/Qwen2.5-1.5B-Instruct

    tinylora score-math small.json --larger large.json --k 10 --out tiers.jsonl

    tinylora score-math tuned.json --against base.json --json
"""
STRICT, LENIENT, SPAN = "strict: tag or box", "lenient: any form", "95% interval"
REWARD, CHECK = MathRewardSettings(), CheckSettings()


def score_math(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Problems with generations.")],
    k: Annotated[
        int, typer.Option("--k", min=1, help="Tries of pass@k; of more generations, all count.")
    ] = 10,
    larger: Annotated[Path | None, typer.Option(help="A larger model's file: tiers.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="The base model's file: paired tests.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write a JSON line a problem, in full.")] = None,
    tokenizer: Annotated[
        str | None,
        typer.Option(help="tokenizer.json, its folder, or hub id. [default: lengths in words]"),
    ] = None,
    answer_tag: Annotated[str, typer.Option(help="Its name.")] = REWARD.answer_tag,
    full_length: Annotated[
        int, typer.Option(help="Tokens (or words) up to which length earns full credit.")
    ] = REWARD.full_length,
    no_length: Annotated[
        int, typer.Option(help="Tokens (or words) from which it earns none.")
    ] = REWARD.no_length,
    time_limit: Annotated[
        float, typer.Option(help="CPU seconds to verify one answer.")
    ] = CHECK.time_limit_s,
    memory_limit: Annotated[int, typer.Option(help="MiB, likewise.")] = CHECK.memory_limit_mb,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Score, compare, print."""
    with misuse_is():
        reward = _checked(
            MathRewardSettings,
            {"answer_tag": answer_tag, "full_length": full_length, "no_length": no_length},
        )
        check = _checked(
            CheckSettings,
            {"time_limit_s": time_limit, "memory_limit_mb": memory_limit, "workers": workers},
        )
        _refuse_overwriting(out, (file, larger, against))
        scored = _score_all((file, larger, against), k, reward, check, tokenizer)
        said: dict[str, Any] = {"k": k, "settings": reward.model_dump() | check.model_dump()}
        problems, said["file"] = scored[file]
        tiers: dict[str, str] = {}
        if larger is not None:
            others, said["larger"] = scored[larger]
            said["tiers"], tiers = _tiers(problems, others, k)
        if against is not None:
            others, said["against"] = scored[against]
            said["comparison"] = _comparison(problems, others, k)
        if out is not None:
            _write_rows(out, problems, tiers, k)
    print_answer(said, as_json, _show)


def _score_all(
    paths: tuple[Path | None, ...],
    k: int,
    reward: MathRewardSettings,
    check: CheckSettings,
    tokenizer: str | None,
) -> dict[Path, tuple[list["ScoredProblem"], dict[str, Any]]]:
    """Return each file's scored problems, and what JSON says of it."""
    from tinylora.mathematics.answer import AnswerChecker
    from tinylora.mathematics.file import read_math_file
    from tinylora.mathematics.scores import score_file, tokens, words
    from tinylora.mathematics.summary import summarise

    unit = tokens(tokenizer) if tokenizer else words()
    tell = progress_lines()

    def report(done: int, total: int) -> None:
        tell(Progress(done, total, f"verified {done} of {total} problems"))

    scored = {}
    with AnswerChecker(check) as checker:
        for path in dict.fromkeys(path for path in paths if path is not None):
            found = read_math_file(path, k)
            problems, rejects = score_file(found, checker, unit, reward, report)
            said = {
                "path": str(path),
                "rows": {
                    "read": found.read,
                    "kept": len(problems),
                    "rejected": len(rejects),
                    "reasons": dict(Counter(reject.reason for reject in rejects)),
                },
                **asdict(summarise(problems, k, unit.name)),
                "answer_tag": reward.answer_tag,
                "rejects": [asdict(reject) for reject in rejects],
            }
            if not problems:
                lines = (f"tinylora: {path}: nothing that can be scored", *_row_lines(said))
                print(harmless("\n".join(lines)), file=sys.stderr)
                raise typer.Exit(NOTHING)
            scored[path] = (problems, said)
    return scored


def _tiers(
    problems: list["ScoredProblem"], larger: list["ScoredProblem"], k: int
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what JSON says of the tiers, and each shared problem's by its key."""
    from tinylora.mathematics.pairs import pair, tier, tier_shares

    pairing = pair(problems, larger)
    tiers = {small.key: tier(small, large, k) for small, large in pairing.shared}
    shares = {name: asdict(found) for name, found in tier_shares([*tiers.values()]).items()}
    counts = {name: [*tiers.values()].count(name) for name in shares}
    return {"problems": counts, "shares": shares, "unmatched": _unmatched(pairing)}, tiers


def _comparison(
    problems: list["ScoredProblem"], against: list["ScoredProblem"], k: int
) -> dict[str, Any]:
    """Return a sentence a metric, and one on form where that is all that changed."""
    from tinylora.mathematics.pairs import compare_files, form_only, pair
    from tinylora.mathematics.summary import metrics

    pairing = pair(problems, against)
    compared = compare_files(pairing, k)
    conclusions = [
        f"{verdict_in_words(compared[one.name], one)} ({evidence(compared[one.name], one)})"
        for one in metrics(k)
    ]
    if form_only(compared):
        conclusions.append(
            "the answers' form changed: read in any form they are not detectably more often right"
        )
    return {
        "metrics": {name: asdict(found) for name, found in compared.items()},
        "conclusions": conclusions,
        "unmatched": _unmatched(pairing),
    }


def _unmatched(pairing: "Pairing") -> dict[str, Any]:
    """Return the rows that were left out of a pairing."""

    def row(problem: "ScoredProblem") -> dict[str, Any]:
        return {"row": problem.row, "problem": excerpt(problem.problem)}

    return {
        "only_here": [row(problem) for problem in pairing.only_first],
        "only_there": [row(problem) for problem in pairing.only_second],
        "other_answer": [
            row(here) | {"answer": here.answer, "row_there": there.row, "there": there.answer}
            for here, there in pairing.other_answer
        ],
    }


def _write_rows(out: Path, problems: list["ScoredProblem"], tiers: dict[str, str], k: int) -> None:
    """Write a line a problem; the file is there whole or not at all."""
    from tinylora.mathematics.summary import metrics, values_by_problem

    any_of_k = values_by_problem(problems, metrics(k)[0], k)
    with whole_file(out) as handle:
        for problem in problems:
            row = asdict(problem)
            row["correct"] = [completion.correct for completion in problem.completions]
            row[f"pass@{k}"] = sum(any_of_k[problem.key]) / len(any_of_k[problem.key])
            if tiers:
                row["tier"] = tiers.get(problem.key)
            line = json.dumps(row, ensure_ascii=False) + "\n"
            handle.write(line.encode("utf-8", "backslashreplace"))


def _show(said: dict[str, Any]) -> None:
    for name in ("file", "larger", "against"):
        if name in said:
            _show_file(said[name], said["k"])
    if "tiers" in said:
        found = said["tiers"]
        columns = (
            Column("tier"),
            Column("problems"),
            Column("share", "estimate", percent),
            Column("95% interval", lambda row: interval(row["low"], row["high"])),
        )
        rows = [
            {"tier": name, "problems": found["problems"][name], **share}
            for name, share in found["shares"].items()
        ]
        print_rows(rows, columns, title="what they solve")
        _show_unmatched(found["unmatched"], "larger")
    if "comparison" in said:
        say(f"{said['file']['path']} against {said['against']['path']}:", style="bold")
        _show_differences(said["comparison"]["metrics"], said["k"])
        for sentence in said["comparison"]["conclusions"]:
            say(f"  {sentence}")
        _show_unmatched(said["comparison"]["unmatched"], "against")


def _show_file(file: dict[str, Any], k: int) -> None:
    from tinylora.mathematics.summary import metrics, strict_and_lenient

    def row(metric: "Metric") -> dict[str, str]:
        found = file["intervals"][metric.name]
        value, span = show_rate(metric)(found).split("\n")
        return {"": metric.name, "value": value, SPAN: span, "method": found["method"]}

    def cell(metric: "Metric") -> str:
        return show_rate(metric, " ")(file["intervals"][metric.name])

    method = Column("method", wrap=True)
    pairs = strict_and_lenient(k)
    print_rows(
        [row(strict) | {STRICT: cell(strict), LENIENT: cell(lenient)} for strict, lenient in pairs],
        (Column(""), Column(STRICT, right=True), Column(LENIENT, right=True), method),
        title=f"{file['path']}: {file['problems']} problems, {file['completions']} completions",
    )
    shown = {metric.name for pair in pairs for metric in pair}
    print_rows(
        [row(metric) for metric in metrics(k) if metric.name not in shown],
        (Column(""), *(Column(name, right=True) for name in ("value", SPAN)), method),
    )
    if file["prompts_cut"]:
        say(
            f"  an echoed prompt was cut off {file['prompts_cut']} of {file['completions']} "
            f"completions, and what follows it is scored: {excerpt(file['prompt'])}"
        )
    if file["shared_tag"] is not None:
        tag = file["answer_tag"]
        say(
            f"  warning: every completion holds <{tag}>{excerpt(file['shared_tag'])}</{tag}>. If "
            'that is an example of the prompt, give each row its prompt as "prompt"',
            style="bold",
        )
    found = ", ".join(f"{name} {count}" for name, count in file["found"].items())
    say(f"  answers found: {found}")
    if file["not_verified"]:
        why = ", ".join(f"{name} {count}" for name, count in file["not_verified"].items())
        say(f"  not verified, and counted as not right: {why}")
    mean, median = file["length_mean"], file["length_median"]
    say(f"  length in {file['length_unit']}: mean {mean:.0f}, median {median:.0f}")
    for line in _row_lines(file):
        say(line)


def _show_differences(compared: dict[str, Any], k: int) -> None:
    """Print strict and lenient side by side: what only the strict one gained is form."""
    from tinylora.mathematics.summary import strict_and_lenient

    def row(strict: "Metric", lenient: "Metric") -> dict[str, str]:
        cells = {"": strict.name}
        for title, metric in ((STRICT, strict), (LENIENT, lenient)):
            found = compared[metric.name]
            change = metric.show_difference(found["difference"]["estimate"])
            cells[title] = f"{change}, {show_p(found['p_value'])}"
        return cells

    rows = [row(*pair) for pair in strict_and_lenient(k)]
    print_rows(rows, (Column(""), Column(STRICT), Column(LENIENT)))


def _row_lines(file: dict[str, Any]) -> Iterator[str]:
    """Yield how many rows were read and kept, and the first that were not, with the reason."""
    rows = file["rows"]
    yield f"  rows: {rows['read']} read, {rows['kept']} kept, {rows['rejected']} rejected"
    for line in few(
        f"row {one['row']}: {one['reason']}: {one['detail']}" for one in file["rejects"]
    ):
        yield f"    {line}"


def _show_unmatched(found: dict[str, Any], option: str) -> None:
    for name, words in (
        ("only_here", "only in FILE"),
        ("only_there", f"only in --{option}"),
        ("other_answer", "with another right answer there"),
    ):
        if found[name]:
            say(f"  left out, {words}: {len(found[name])}")
        for line in few(f"row {row['row']}: {row['problem']}" for row in found[name]):
            say(f"    {line}")


def _checked(settings: type[BaseModel], values: dict[str, Any]) -> Any:
    try:
        return settings(**values)
    except ValidationError as error:
        said = first_problem(error)
        raise SettingsError(f"{said}; see tinylora score-math --help") from error


def _refuse_overwriting(out: Path | None, read: tuple[Path | None, ...]) -> None:
    if out is None:
        return
    if any(path is not None and path.resolve() == out.resolve() for path in read):
        raise SettingsError(f"--out {out} is a file to be read: name another")
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise SettingsError(f"--out {out}: name a file in a folder that is there")
