"""What comes off a disk or the hub: raw rows out of raw files."""
