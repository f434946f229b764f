"""Buckets after the fact: cut from the prior again, moved by what base models could solve.

The cut points live in `sql/views`; a change there reaches stored problems here, without a new load.
"""

from collections.abc import Sequence

from tinylora.errors import SettingsError
from tinylora.warehouse import Warehouse


def refine_buckets(
    warehouse: Warehouse,
    load_ids: Sequence[str],
    tier_models: Sequence[str],
    language: str = "c++",
) -> None:
    """Set `bucket` and `measured_tier` of the problems of these loads; twice is the same as once.

    `tier_models` are none, one or two base models as `evaluations.base_model` names them, the
    smaller first; what they answered in `language` (`prompt.language`) counts.

    Raises:
        SettingsError: one of them was never evaluated; the message lists those that were.
    """
    evaluated = warehouse.rows("select_evaluated_models", language=language)
    known = {row["base_model"]: row["base_fingerprint"] for row in evaluated}
    for model in tier_models:
        if model not in known:
            raise SettingsError(
                f"corpus.tier_models names {model!r}, which was never evaluated as a base model "
                f"in {language}; there are: {', '.join(known) or 'none'}: run the evaluate "
                "deployment on it first"
            )
    small, large = (*tier_models, None, None)[:2]
    with warehouse.writing() as transaction:
        transaction.execute(
            "refine_buckets",
            load_ids=list(load_ids),
            language=language,
            small=small,
            small_fingerprint=known.get(small),
            large=large,
            large_fingerprint=known.get(large),
        )
