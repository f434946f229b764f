"""One evaluation, and what several of them say together."""
