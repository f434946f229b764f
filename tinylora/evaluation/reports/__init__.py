"""Numbers as pages."""
