"""What a training's events say to a person: one sentence each."""

from typing import Any

from tinylora.settings import Settings
from tinylora.stages.progress import Progress, Report


def tell(event: dict[str, Any], settings: Settings, report: Report) -> None:
    """Report an event that a person wants to hear of."""
    steps = settings.training.steps
    if event["event"] == "step":
        message = (
            f"step {event['step']} of {steps}: reward {event['reward_mean']:.3f}"
            f" ± {event['reward_std']:.3f}, equal groups {event['zero_variance_share']:.0%},"
            f" |Δv| {event['v_change']:.2e}, ‖ΔW‖/‖W‖ {event['weight_change']:.2e},"
            f" {event['generate_seconds']:.0f} s generate, {event['update_seconds']:.0f} s update"
        )
        report(Progress(event["step"], steps, message))
    elif event["event"] == "validation":
        message = (
            f"step {event['step']} of {steps}: validation {event['score']:.4f}"
            f" ({event['samples']} completions of {event['problems']} problems: compile rate"
            f" {event['compile_rate']:.1%}, pass rate {event['pass_rate']:.1%}, mean score"
            f" {event['mean_score']:.3f}), {event['seconds']:.0f} s"
        )
        report(Progress(event["step"], steps, message, always=True))
    elif event["event"] == "start":
        counts = f"{event['trainable']} of {event['total']:,} parameters train"
        since = event.get("resumed_from_step") or 0
        again = f", resumed after step {since}" if since else ""
        report(Progress(since, steps, counts + again))
