"""How a program's output is compared with the expected one."""
