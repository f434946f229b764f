"""The stack that `make demo` starts on this machine: server, worker, a run and its log."""
