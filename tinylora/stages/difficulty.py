"""Buckets after the fact: cut from the prior again, moved by what base models could solve.

The cut points live in `sql/views`; a change there reaches stored problems here, without a new load.
"""

from collections.abc import Sequence

from tinylora.warehouse import Warehouse


def refine_buckets(
    warehouse: Warehouse, load_ids: Sequence[str], tier_models: Sequence[str]
) -> None:
    """Set `bucket` and `measured_tier` of the problems of these loads; twice is the same as once.

    `tier_models` are none, one or two base models as `evaluations.base_model` names them, the
    smaller first.
    """
    small, large = (*tier_models, None, None)[:2]
    with warehouse.writing() as transaction:
        transaction.execute("refine_buckets", load_ids=list(load_ids), small=small, large=large)
