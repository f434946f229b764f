"""What the tests of adapter and exchange share."""

from collections.abc import Callable

import pytest
import torch
from tiny_llama import VOCABULARY, tiny_llama
from transformers import PreTrainedModel

from tinylora.adapter.settings import AdapterSettings


@pytest.fixture
def make_model() -> Callable[..., PreTrainedModel]:
    return tiny_llama


@pytest.fixture
def settings() -> AdapterSettings:
    return AdapterSettings(u=16, rank=2)


@pytest.fixture
def tokens() -> torch.Tensor:
    return torch.randint(0, VOCABULARY, (2, 11), generator=torch.Generator().manual_seed(1))
