"""Completions and judgements as rows of the warehouse."""

from typing import Any

from tinylora.identity import fingerprint
from tinylora.judge.verdict import Judgement


def completion_row(
    event: dict[str, Any], judgement: Judgement | None, **owner: Any
) -> dict[str, Any]:
    """Return the `completions` row of a sampled completion.

    Args:
        event: a "completion" or "rollout" event of a child.
        judgement: what the judge said of it; None for a rollout it failed on.
        owner: evaluation_id, or run_id and step.
    """
    where = [owner.get("evaluation_id") or owner["run_id"], owner.get("step")]
    return {
        "completion_id": fingerprint([*where, event["problem_key"], event["sample"]]),
        "run_id": owner.get("run_id"),
        "step": owner.get("step"),
        "evaluation_id": owner.get("evaluation_id"),
        "problem_key": event["problem_key"],
        "sample": event["sample"],
        "seed": event["seed"],
        "text": event["text"],
        "token_ids": event.get("token_ids"),
        "log_probs": event.get("log_probs"),
        "source_sha": judgement and judgement.source_sha,
        "judgement_id": judgement and judgement.judgement_id,
        "fault": event.get("fault"),
        "tokens": event["tokens"],
        "finish_reason": event["finish_reason"],
        "reward": event.get("reward"),
        "advantage": event.get("advantage"),
    }


def reward_term_rows(event: dict[str, Any], completion_id: str) -> list[dict[str, Any]]:
    """Return the `reward_terms` rows of a "rollout" event; none where the judge failed on it."""
    terms, weights = event.get("terms", {}), event.get("weights", {})
    return [
        {"completion_id": completion_id, "term": term, "value": terms[term], "weight": weight}
        for term, weight in weights.items()
        if term in terms
    ]


def distinct(rows: list[dict[str, Any]], *key: str) -> list[dict[str, Any]]:
    """Return the last row of each key: one statement may not write the same row twice."""
    return list({tuple(row[name] for name in key): row for row in rows}.values())
