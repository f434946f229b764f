"""What compiles, or compares, the answers to a problem set: part of what its numbers rest on."""

from tinylora.judge.languages.registry import find_language
from tinylora.judge.settings import JudgeSettings
from tinylora.stages.corpus.problem_set import ProblemSet


def compilers(problems: ProblemSet, settings: JudgeSettings) -> str:
    """Return the versions for the languages that these problems are answered in, in one line.

    Raises:
        JudgeFault: this host does not have one of them.
    """
    languages = sorted({problem.answer_language for problem in problems.problems})
    return "; ".join(find_language(language).find(settings).version for language in languages)
