"""The sources' own solutions replayed, and what they say of a problem's tests."""
