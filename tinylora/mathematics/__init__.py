"""Answers to mathematics problems, verified by math-verify."""
