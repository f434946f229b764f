"""Who samples completions."""
