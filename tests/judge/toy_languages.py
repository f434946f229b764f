"""A language that is nobody's: what a new one's own file holds, as small as it gets."""

from tinylora.judge.languages.language import Canary, Compiled
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.walls import Access
from tinylora.problem import Origin, TestCase


def canary(verdict, source, given, wanted):
    cases = (TestCase(given, wanted, Origin.PUBLIC),)
    return Canary(verdict, source, cases, time_limit_s=2.0, memory_limit_mb=256)


class Text:
    """What follows the last "answer:" is the output; no process is started."""

    name = "text"
    version = "text 1"
    access = Access()

    def extract(self, text, code_block="last"):
        _, found, answer = text.rpartition("answer:")
        return answer.strip() if found else None

    def is_complete(self, text):
        return False

    def find(self, settings):
        return self

    def prepare(self, folder, kept):
        pass

    def close(self):
        pass

    def compile(self, sandbox, source, limits, slowness):
        if not source:
            return Compiled("an answer without a character")
        return Compiled(None, answer=source.encode())

    def canaries(self):
        return (
            canary(Verdict.AC, "42", "", "42\n"),
            canary(Verdict.WA, "41", "", "42\n"),
            canary(Verdict.CE, "", "", "42\n"),
        )
