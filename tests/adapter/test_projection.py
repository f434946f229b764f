import math

import torch
from hypothesis import given
from hypothesis import strategies as st

from tinylora.adapter.tying import projections

FIRST_DRAWN = [
    [[-0.2061054, 0.6965537], [0.0143783, -0.3506581]],
    [[0.6252403, 0.3747440], [-0.8512440, 0.0762599]],
]


def test_depends_on_module_and_seed_alone():
    first = projections("layers.0.q_proj", 42, 16, 2, "dense")
    assert torch.equal(first, projections("layers.0.q_proj", 42, 16, 2, "dense"))
    assert not torch.equal(first, projections("layers.1.q_proj", 42, 16, 2, "dense"))
    assert not torch.equal(first, projections("layers.0.q_proj", 43, 16, 2, "dense"))


def test_leaves_the_global_generator_alone():
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    projections("m", 0, 4, 2, "dense")
    assert torch.equal(torch.rand(3), expected)


@given(st.integers(1, 40), st.integers(1, 8))
def test_diagonal_has_nothing_beside_the_diagonal(u, rank):
    drawn = projections("m", 1, u, rank, "diagonal")
    assert drawn.shape == (u, rank, rank)
    assert torch.equal(drawn, torch.diag_embed(drawn.diagonal(dim1=1, dim2=2)))


def test_entries_are_normal_over_root_rank():
    drawn = projections("m", 7, 4096, 4, "dense")
    assert abs(float(drawn.mean())) < 0.01
    assert abs(float(drawn.std()) * math.sqrt(4) - 1) < 0.01


def test_numbers_do_not_change():
    # a checkpoint is refused where these differ; a change here breaks every checkpoint there is
    drawn = projections("model.layers.0.self_attn.q_proj", 42, 2, 2, "dense")
    torch.testing.assert_close(drawn, torch.tensor(FIRST_DRAWN))
