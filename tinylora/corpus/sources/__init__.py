"""One dataset, one reader; the registry of readers."""
