"""Calls the function that a program defines: arguments from standard input, the result as JSON.

What the interpreter runs in the box, with the function's name as its argument; the judge's own
process never does. It knows the arguments and no answer. The result goes to a copy of standard
output that is made before the program is loaded, and what the program prints goes nowhere. A
program that looks for that copy, or ends early, can write a guess of its own and nothing better.
"""

import _thread
import importlib
import json
import os
import signal
import sys
from types import ModuleType
from typing import Any

PROGRAM = "prog"
KNOWN = (
    *("string", "re", "datetime", "collections", "heapq", "bisect", "copy", "math", "random"),
    *("statistics", "itertools", "functools", "operator", "io", "sys", "json", "builtins"),
    "typing",
)
"""Modules that such solutions take for granted, with all that is in them, as LiveCodeBench's judge
has them: of two things with one name the later module's is there, and of a module and another thing
with one name the module."""
RECURSION = 50_000
THREAD_STACK = 8 << 20
"""Bytes, as any Python program's: else a thread takes what the first one may."""


def names_known() -> dict[str, Any]:
    """Return what a program finds defined."""
    found: dict[str, Any] = {}
    modules = {name: importlib.import_module(name) for name in KNOWN}
    for module in modules.values():
        public = getattr(module, "__all__", None)
        for name in public or [name for name in dir(module) if not name.startswith("_")]:
            found[name] = getattr(module, name)
    return {**found, **modules}


def function_in(namespace: dict[str, Any], name: str) -> Any:
    """Return the method of `Solution`, else the function at top level.

    Raises:
        SystemExit: there is neither.
    """
    solution = namespace.get("Solution")
    found = getattr(solution(), name, None) if isinstance(solution, type) else None
    found = namespace.get(name) if found is None else found
    if not callable(found):
        raise SystemExit(f"the program defines no function {name}, alone or in class Solution")
    return found


def as_json(result: Any) -> bytes:
    """Return the JSON of a result; tuples are lists.

    Raises:
        SystemExit: it has none.
    """
    try:
        return json.dumps(result).encode()
    except (TypeError, ValueError, RecursionError) as error:
        kind = type(result).__name__
        raise SystemExit(f"the function returns no JSON value ({kind}): {error}") from None


def main(name: str) -> None:
    """Call the function `name` of the program in the box and write what it returns."""
    arguments = sys.stdin.buffer.read().decode("utf-8", "surrogatepass").strip()
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # too much output ends the program, as in C
    _thread.stack_size(THREAD_STACK)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    sys.setrecursionlimit(RECURSION)
    given = [json.loads(line) for line in arguments.split("\n")] if arguments else []
    # a module that can be asked for by its name, as dataclasses do
    module = sys.modules["solution"] = ModuleType("solution")
    namespace = vars(module)
    namespace |= names_known()
    namespace.pop(name, None)  # operator has an `add`, and no program may answer by it
    with open(PROGRAM, "rb") as file:  # noqa: PTH123 pathlib takes milliseconds to import
        code = compile(file.read(), PROGRAM, "exec", dont_inherit=True)
    sys.argv[:] = [PROGRAM]
    try:
        exec(code, namespace)
        data = as_json(function_in(namespace, name)(*given))
    except SystemExit as end:
        said = end.code if isinstance(end.code, str) else "the program ends before it has answered"
        raise SystemExit(said) from None
    while data:
        data = data[os.write(answer, data) :]
    os._exit(0)  # what the program left to be done at its end is not


if __name__ == "__main__":
    main(sys.argv[1])
