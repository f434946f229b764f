"""One command of `tinylora` a file. They know no Prefect."""
