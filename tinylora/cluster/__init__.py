"""Work handed to the nodes of a Ray cluster. Only `connection.py` and what uses it imports ray."""
