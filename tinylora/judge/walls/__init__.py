"""What stands between a program and the machine."""
