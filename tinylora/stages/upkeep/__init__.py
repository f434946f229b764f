"""The home folder as a whole: back it up, restore it, clean it."""
