"""Submissions to the judge, judgements into the warehouse."""
