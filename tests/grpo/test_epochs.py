"""A training's length in epochs: how many steps it makes, and what is refused."""

import pytest
from pydantic import ValidationError

from tinylora.errors import SettingsError
from tinylora.grpo.settings import TrainingSettings


@pytest.mark.parametrize(
    ("given", "problems", "steps"),
    [
        ({"epochs": 1, "prompts_per_step": 2}, 30, 15),
        ({"epochs": 1, "prompts_per_step": 4}, 30, 8),  # 7½ batches: the last one begins an epoch
        ({"epochs": 2.5, "prompts_per_step": 2}, 30, 38),  # 37½
        ({"epochs": 0.1, "prompts_per_step": 1, "micro_batch_size": 4}, 30, 3),  # in floats above 3
        ({"epochs": 0.01, "prompts_per_step": 2}, 30, 1),
        # TinyLoRA-GRPO-Coder's: 2,000 problems, 2 a batch, 4 steps on each batch
        ({"epochs": 1, "prompts_per_step": 2, "num_iterations": 4}, 2000, 4000),
    ],
)
def test_epochs_make_steps(given, problems, steps):
    settings = TrainingSettings(**given)
    assert settings.steps is None
    counted = settings.in_steps(problems)
    assert (counted.steps, counted.epochs) == (steps, None)
    assert counted == TrainingSettings(**(given | {"epochs": None, "steps": steps}))


def test_fewer_steps_than_are_averaged_are_refused_before_anything_starts():
    chosen = TrainingSettings(epochs=1, average_last=8, prompts_per_step=2)
    with pytest.raises(SettingsError, match=r"epochs 1 of 4: .*average_last is 8, and 2 steps"):
        chosen.in_steps(4)


def test_steps_stay_as_they_are():
    assert TrainingSettings().steps == 8
    assert TrainingSettings(steps=20).in_steps(1000) == TrainingSettings(steps=20)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"steps": 8, "epochs": 1}, "steps is 8 and epochs 1.0: give one of them, and null"),
        ({"steps": None}, "steps is None and epochs None: give one of them"),
        ({"epochs": 0}, "greater than 0"),
    ],
)
def test_one_of_them_is_given(given, words):
    with pytest.raises(ValidationError, match=words):
        TrainingSettings(**given)


def test_settings_with_epochs_survive_being_written_down():
    settings = TrainingSettings(epochs=1.5)
    assert TrainingSettings.model_validate_json(settings.model_dump_json()) == settings
