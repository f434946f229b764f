"""What a statement says: its samples, its words, how answers are marked."""
