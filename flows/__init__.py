"""The order of the work, one flow a file."""

from tasks.thread_logs import keep_lines_of_threads

keep_lines_of_threads()
