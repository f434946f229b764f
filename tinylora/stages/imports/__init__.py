"""Completions of other programs, in and out."""
