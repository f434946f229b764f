"""Which problems count, and how hard they are."""
