"""What of the settings shapes the problems of a load; loads that differ in it are two corpora."""

import json

from tinylora.corpus.settings import CorpusSettings, SourceSettings


def load_choices(source: SourceSettings, corpus: CorpusSettings) -> str:
    """Return, as JSON, the choices that are not the defaults: loads and runs are matched by it."""
    chosen = source.model_dump(
        mode="json", include={"contests_from", "contests_before"}, exclude_defaults=True
    ) | corpus.model_dump(mode="json", include={"non_ascii_samples"}, exclude_defaults=True)
    return json.dumps(chosen, sort_keys=True)
