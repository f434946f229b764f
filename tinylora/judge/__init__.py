"""A submission in, a judgement out. Neither torch nor duckdb.

`open_judge` makes a judge, `judge.py` says what it does. What can be added has a seam: a language
(`languages/language.py`), walls (`walls/walls.py`), a way of comparing (`checkers/checker.py`).
"""
