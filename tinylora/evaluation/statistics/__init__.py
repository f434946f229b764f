"""Numbers with intervals, and tests."""
