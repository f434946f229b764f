"""How the problem package format compares outputs where a package brings no validator of its own.

Tokens, in which case does not count unless `case_sensitive` says so; a token of the answer that is
a number may be met within `float_tolerance` (or its absolute or relative part alone); white space
counts only with `space_change_sensitive`. Where one of the judge's own comparisons does the same,
it is that one's name; else it is a validator, a program that is called with these arguments. (The
judge's own `float` asks more of whole numbers than the format does.)
"""

import math
from collections.abc import Sequence

from tinylora.judge.checkers.checker import Checker
from tinylora.problem import Refused, RejectReason

_SWITCHES = ("case_sensitive", "space_change_sensitive")
_TOLERANCES = ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance")


def default_checker(flags: Sequence[str]) -> Checker:
    """Return what compares as the format's default validator does with these arguments.

    Raises:
        Refused: it knows no such argument.
    """
    named = _names(flags)
    if named - {"case_sensitive"}:
        return Checker("validator", source=VALIDATOR, flags=tuple(flags))
    return Checker("tokens" if named else "case_fold")


def _names(flags: Sequence[str]) -> set[str]:
    named, left = set(), list(flags)
    while left:
        flag = left.pop(0)
        named.add(flag)
        if flag in _SWITCHES:
            continue
        try:
            usable = flag in _TOLERANCES and 0 <= float(left.pop(0)) < math.inf
        except (ValueError, IndexError):
            usable = False
        if not usable:
            raise Refused(
                RejectReason.CHECKER_NOT_RUN,
                f"the default validator is called with {' '.join(flags):.200}: write "
                f"{', '.join((*_SWITCHES, *_TOLERANCES))}, the last three with a number",
            )
    return named


VALIDATOR = r"""#include <cctype>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

static std::string feedback;
static int refuse(const std::string &why) {
    std::ofstream(feedback + "/judgemessage.txt", std::ios::app) << why << std::endl;
    return 43;
}
static bool number(const std::string &token, double &value) {
    char *end;
    value = std::strtod(token.c_str(), &end);
    return !token.empty() && !*end && std::isfinite(value);
}
static bool same_letters(const std::string &one, const std::string &other, bool case_counts) {
    if (one.size() != other.size()) return false;
    for (size_t i = 0; i < one.size(); i++) {
        int a = (unsigned char)one[i], b = (unsigned char)other[i];
        if (case_counts ? a != b : std::tolower(a) != std::tolower(b)) return false;
    }
    return true;
}
static std::string blanks(std::istream &stream) {
    std::string found;
    while (stream.peek() != EOF && std::isspace(stream.peek())) found += (char)stream.get();
    return found;
}
int main(int argc, char **argv) {
    if (argc < 4) return 1;
    std::ifstream answer(argv[2]);
    feedback = argv[3];
    bool case_counts = false, space_counts = false;
    double absolute = -1, relative = -1;
    for (int i = 4; i < argc; i++) {
        std::string flag = argv[i];
        if (flag == "case_sensitive") case_counts = true;
        else if (flag == "space_change_sensitive") space_counts = true;
        else if (i + 1 == argc) return 1;
        else if (flag == "float_absolute_tolerance") absolute = std::atof(argv[++i]);
        else if (flag == "float_relative_tolerance") relative = std::atof(argv[++i]);
        else if (flag == "float_tolerance") absolute = relative = std::atof(argv[++i]);
        else return 1;
    }
    std::string want, give;
    for (int place = 1;; place++) {
        std::string between = blanks(answer), given = blanks(std::cin);
        if (space_counts && between != given) return refuse("white space differs");
        bool more = bool(answer >> want), gives = bool(std::cin >> give);
        std::ostringstream where;
        where << "token " << place << ": ";
        if (!more) return gives ? refuse(where.str() + "nothing more expected, got " + give) : 42;
        if (!gives) return refuse(where.str() + "expected " + want + ", the output ends");
        double a, b;
        bool as_numbers = (absolute >= 0 || relative >= 0) && number(want, a);
        if (as_numbers && !number(give, b)) return refuse(where.str() + "no number: " + give);
        bool same = as_numbers ? std::fabs(a - b) <= absolute ||
                                     std::fabs(a - b) <= relative * std::fabs(a)
                               : same_letters(want, give, case_counts);
        if (!same) return refuse(where.str() + "expected " + want + ", got " + give);
    }
}
"""
