"""`tinylora score-math`: a file of a model's answers to mathematics problems, verified and scored.

The libraries behind it are imported when it runs, and not before: `tinylora sql` must stay quick.
"""

import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel, ValidationError
from rich.console import Console

from tinylora.display import harmless
from tinylora.errors import SettingsError, TinyLoRAError
from tinylora.mathematics.settings import CheckSettings, MathRewardSettings

if TYPE_CHECKING:
    from tinylora.commands.score_math_display import ScoredFile
    from tinylora.mathematics.answer import AnswerChecker
    from tinylora.mathematics.length import LengthUnit

HELP = """Score a model's answers to mathematics problems; set two models side by side.

FILE is a JSON list, or JSON Lines, of {"problem": text, "answer": text, "generations": [texts]}.
An answer counts in `<answer>…</answer>` or in `\\boxed{…}`, and math-verify says whether it is
right, within limits of time and memory for each. Besides, "in any form" says how often the right
answer stands at the end of the text in whatever form: what changes there is no matter of form.

--larger: tiers by what two models solve: easy, the one of FILE does; medium, only the larger one;
hard, neither. --against: FILE's model is compared with another, problem by problem.

The exit status is 0 where something was scored, 1 where a file holds nothing that can be, and 2
where the question makes no sense: no such file, no problem in common, a wrong option.

Examples:

    tinylora score-math tuned.json --tokenizer Qwen/Qwen2.5-1.5B-Instruct

    tinylora score-math small.json --larger large.json --k 10 --out tiers.jsonl

    tinylora score-math tuned.json --against base.json --json
"""
NOTHING, MISUSE = 1, 2
REWARD, CHECK = MathRewardSettings(), CheckSettings()


@dataclass(frozen=True, slots=True)
class _How:
    """What every file is scored with."""

    k: int
    reward: MathRewardSettings
    unit: "LengthUnit"
    checker: "AnswerChecker"


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
    workers: Annotated[
        int | None, typer.Option(help="Verified at once. [default: one per core]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Score, compare, print."""
    try:
        reward = _checked(
            MathRewardSettings,
            {"answer_tag": answer_tag, "full_length": full_length, "no_length": no_length},
        )
        check = _checked(
            CheckSettings,
            {"time_limit_s": time_limit, "memory_limit_mb": memory_limit, "workers": workers},
        )
        _refuse_overwriting(out, (file, larger, against))
        _run((file, larger, against), k, reward, check, tokenizer, out, as_json)
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error


def _run(
    paths: tuple[Path, Path | None, Path | None],
    k: int,
    reward: MathRewardSettings,
    check: CheckSettings,
    tokenizer: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    from tinylora.commands import score_math_display as display
    from tinylora.mathematics import length as math_length
    from tinylora.mathematics.answer import AnswerChecker
    from tinylora.mathematics.pairs import compare_files, form_only, pair, tier, tier_shares

    unit = math_length.tokens(tokenizer) if tokenizer else math_length.words()
    with AnswerChecker(check) as checker:
        how = _How(k, reward, unit, checker)
        files = {path: _score(path, how) for path in dict.fromkeys(paths) if path is not None}
    scored, larger, against = (files.get(path) for path in paths)
    tiers: dict[str, str] = {}
    said: dict[str, Any] = {"k": k, "settings": reward.model_dump() | check.model_dump()}
    said["file"] = scored.said()
    if larger is not None:
        pairing = pair(scored.problems, larger.problems)
        tiers = {small.key: tier(small, large, k) for small, large in pairing.shared}
        shares = {name: asdict(found) for name, found in tier_shares([*tiers.values()]).items()}
        said["larger"] = larger.said()
        said["tiers"] = {
            "problems": {name: [*tiers.values()].count(name) for name in shares},
            "shares": shares,
            "unmatched": display.unmatched(pairing),
        }
    if against is not None:
        pairing = pair(scored.problems, against.problems)
        compared = compare_files(pairing, k)
        said["against"] = against.said()
        said["comparison"] = {
            "metrics": {name: asdict(found) for name, found in compared.items()},
            "conclusions": display.conclusions(compared, k, form_only(compared)),
            "unmatched": display.unmatched(pairing),
        }
    if out is not None:
        display.write_rows(out, scored.problems, tiers, k)
    if as_json:
        text = json.dumps(said, ensure_ascii=False, indent=1)
        print(text.encode("utf-8", "backslashreplace").decode())
    else:
        display.show(said, Console(highlight=False, soft_wrap=True))


def _score(path: Path, how: _How) -> "ScoredFile":
    from tinylora.commands import score_math_display as display
    from tinylora.mathematics.file import read_math_file
    from tinylora.mathematics.scores import score_file
    from tinylora.mathematics.summary import summarise

    found = read_math_file(path, how.k)
    with display.progress(path.name) as report:
        problems, rejects = score_file(found, how.checker, how.unit, how.reward, report)
    file = display.ScoredFile(
        str(path),
        replace(found, rejects=rejects),
        problems,
        summarise(problems, how.k, how.unit.name),
    )
    if not problems:
        print(f"tinylora: {path}: nothing that can be scored", file=sys.stderr)
        for line in display.reject_lines(file.said()):
            print(line, file=sys.stderr)
        raise typer.Exit(NOTHING)
    return file


def _checked(settings: type[BaseModel], values: dict[str, Any]) -> Any:
    try:
        return settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "settings"
        raise SettingsError(f"{name}: {first['msg']}; see tinylora score-math --help") from error


def _refuse_overwriting(out: Path | None, read: tuple[Path | None, ...]) -> None:
    if out is None:
        return
    if any(path is not None and path.resolve() == out.resolve() for path in read):
        raise SettingsError(f"--out {out} is a file to be read: name another")
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise SettingsError(f"--out {out}: name a file in a folder that is there")
