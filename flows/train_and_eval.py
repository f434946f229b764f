"""The main job: train a handful of numbers, and measure on unseen problems whether it helped.

prepare the corpus -> evaluate the base model -> train -> evaluate the tuned model on the same
problems with the same seeds -> report. Each part is a flow of its own that can be run alone.
"""

from prefect import flow

from flows.evaluate_policy import evaluate
from flows.prepare_corpus import prepare_corpus
from flows.train_adapter import train
from tasks.artifacts import write_report
from tasks.machine import check_machine
from tinylora.overrides import Overrides
from tinylora.settings import Settings
from tinylora.stages.evaluation.evaluate import refuse_training_problems


@flow(name="train-and-eval")
def train_and_eval(settings: Settings, overrides: Overrides = Overrides()) -> str:
    """Run the whole pipeline; return the path of the report.

    Args:
        settings: the profile.
        overrides: knobs of the profile that this run changes.
    """
    settings = settings.override(overrides)
    refuse_training_problems(settings)  # now, and not after the training
    check_machine(settings)
    prepare_corpus(settings)
    base = evaluate(settings, checkpoint="base")
    trained = train(settings)
    tuned = evaluate(settings, checkpoint=trained.checkpoint["checkpoint_id"])
    return write_report(base, trained, tuned, settings.evaluation.confidence)
