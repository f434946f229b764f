"""The files behind a code version, stored so that two versions can be compared later."""

from tinylora.code_identity import Code
from tinylora.warehouse import Transaction, Warehouse


def store_code(transaction: Transaction, *codes: Code) -> None:
    """Store the files of each code version that has none stored yet."""
    for code in codes:
        rows = [
            {"code_version": code.version, "file": file, "digest": digest}
            for file, digest in code.files.items()
        ]
        transaction.apply("insert_code_files", rows)


def stored_files(warehouse: Warehouse, code_version: str) -> dict[str, str] | None:
    """Return a code version's files with their digests, None where they were not stored."""
    rows = warehouse.rows("select_code_files", code_version=code_version)
    return {row["file"]: row["digest"] for row in rows} or None
