"""Find a training by what people call it."""

from tinylora.errors import SourceMissing
from tinylora.warehouse import Row, Warehouse


def find_run(warehouse: Warehouse, word: str) -> Row:
    """Return the row of the training that `word` means: a run's id, its beginning, or latest.

    Raises:
        SourceMissing: there is none, or several begin so.
    """
    runs = warehouse.rows("select_runs")
    matching = [row for row in runs if word and row["run_id"].startswith(word)]
    matching = runs[:1] if word == "latest" else matching
    if len(matching) != 1:
        several = ", ".join(row["run_id"] for row in matching[:5])
        why = f"several trainings begin so ({several})" if matching else "no training"
        raise SourceMissing(
            f"{word!r}: {why}; give a run's id, its beginning or latest (tinylora sql recent_runs)"
        )
    return matching[0]
