"""One training, from its identity to its stored steps."""
