"""The solver against LAPACK: on matrices with known factors, and on a real model's weights."""

from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from tinylora.adapter import lanczos
from tinylora.adapter.lanczos import NotConverged
from tinylora.adapter.svd import NEAR, truncated_svd


def with_spectrum(rows, columns, values, seed=0):
    """Build a matrix with the given leading singular values and random orthonormal vectors."""
    generator = torch.Generator().manual_seed(seed)
    draw = torch.randn(rows, len(values), generator=generator, dtype=torch.float64)
    u = torch.linalg.qr(draw).Q
    draw = torch.randn(columns, len(values), generator=generator, dtype=torch.float64)
    v = torch.linalg.qr(draw).Q
    return (u * torch.tensor(values, dtype=torch.float64)) @ v.T


def by_full_svd(weight, rank):
    """Return the top triplets of a float64 matrix as LAPACK finds them: (m, r), (r,), (n, r)."""
    u, sigma, vh = torch.linalg.svd(weight, full_matrices=False)
    return u[:, :rank], sigma[:rank], vh.T[:, :rank]


def by_gram_matrix(weight, rank):
    """Return the same from LAPACK's eigenvectors of the smaller Gram matrix, at a fraction of it.

    Squaring costs the small singular values their digits, and leaves those of the largest.
    """
    if weight.shape[0] > weight.shape[1]:
        v, sigma, u = by_gram_matrix(weight.T, rank)
        return u, sigma, v
    squares, vectors = torch.linalg.eigh(weight @ weight.T)
    sigma, u = squares[-rank:].flip(0).sqrt(), vectors[:, -rank:].flip(1)
    return u, sigma, weight.T @ u / sigma


def assert_agrees(weight, rank, angle=1e-4, value=1e-5, reference=by_full_svd):
    """Hold values, vectors with their signs, and the norm against LAPACK in float64."""
    found = truncated_svd(weight, rank)
    u, sigma, v = reference(weight.double(), rank)
    signs = u.gather(0, u.abs().argmax(dim=0, keepdim=True)).sign()
    torch.testing.assert_close(found.sigma.double(), sigma, rtol=value, atol=0)
    assert (found.u - u * signs).norm(dim=0).max() < angle
    assert (found.v - v * signs).norm(dim=0).max() < angle
    assert (found.u.T @ found.u - torch.eye(rank)).abs().max() < 1e-5
    assert (found.v.T @ found.v - torch.eye(rank)).abs().max() < 1e-5
    assert found.weight_norm == pytest.approx(float(weight.double().norm()), rel=1e-6)
    return found


def test_worked_by_hand():
    # singular values 3 and 2; the entry of largest magnitude of each left vector is positive
    found = truncated_svd(torch.tensor([[0.0, -2.0], [3.0, 0.0]]), 2)
    assert found.sigma.tolist() == [3.0, 2.0]
    torch.testing.assert_close(found.u, torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
    torch.testing.assert_close(found.v, torch.tensor([[1.0, 0.0], [0.0, -1.0]]))
    assert found.gap == pytest.approx(1 / 3)


@pytest.mark.parametrize("shape", [(300, 200), (200, 300), (500, 70), (40, 40), (9, 300)])
def test_agrees_with_lapack(shape):
    torch.manual_seed(2)
    assert_agrees(torch.randn(shape), 2)


@pytest.mark.parametrize("rank", [1, 2, 4, 8])
def test_ranks(rank):
    assert_agrees(with_spectrum(300, 260, [0.8**i for i in range(60)]).float(), rank)


def test_near_equal_values_need_float64():
    # σ₂ and σ₃ differ by 1e-4: float32 rounding alone would turn the vectors by a percent
    weight = with_spectrum(300, 260, [1.0, 0.5, 0.4999, 0.3, 0.2, 0.1, 0.05])
    found = assert_agrees(weight.float(), 2)
    assert found.gap == pytest.approx(1e-4, rel=0.05)


@pytest.mark.parametrize("values", [[1.0, 0.5, 0.5, 0.3], [0.5, 0.5, 0.4, 0.3]])
def test_tied_values_end_and_say_so(values, caplog):
    weight = with_spectrum(300, 260, values).float()
    found = truncated_svd(weight, 2)
    torch.testing.assert_close(found.sigma, torch.tensor(values[:2]), rtol=1e-5, atol=0)
    assert found.gap < NEAR
    torch.testing.assert_close(weight @ found.v, found.u * found.sigma, rtol=0, atol=1e-6)
    assert not caplog.records  # it ends by itself, with a basis of the plane


def test_small_second_value_beside_a_large_first():
    assert_agrees(with_spectrum(300, 260, [100.0, 1.0, 0.5, 0.2, 0.1]).float(), 2)


def test_a_flipped_weight_keeps_left_vectors():
    weight = torch.randn(120, 90, generator=torch.Generator().manual_seed(3))
    there, back = truncated_svd(weight, 2), truncated_svd(-weight, 2)
    torch.testing.assert_close(there.u, back.u)
    torch.testing.assert_close(there.v, -back.v)


@pytest.mark.parametrize("shape", [(300, 200), (200, 300)])
def test_what_does_not_converge_is_decomposed_in_full(monkeypatch, caplog, shape):
    weight = torch.randn(shape, generator=torch.Generator().manual_seed(2))
    iterated = truncated_svd(weight, 2)
    assert not caplog.records
    monkeypatch.setattr(lanczos, "MAX_BLOCKS", 1)
    monkeypatch.setattr(lanczos, "MAX_RESTARTS", 1)
    with pytest.raises(NotConverged):
        lanczos.leading(weight if shape[0] > shape[1] else weight.T, 2)
    found = assert_agrees(weight, 2)
    (record,) = caplog.records
    assert f"2 singular vectors of a {shape[0]} by {shape[1]} weight do not" in record.getMessage()
    assert found.gap == pytest.approx(iterated.gap, rel=1e-3)


@pytest.mark.parametrize("shape", [(4000, 90), (90, 4000)])
def test_slices_on_threads_agree_with_lapack_and_with_each_other(shape):
    weight = torch.randn(shape, generator=torch.Generator().manual_seed(5))
    threads, found = torch.get_num_threads(), []
    try:
        for count in (1, 3):
            torch.set_num_threads(count)
            found.append(assert_agrees(weight, 2))
            assert torch.get_num_threads() == count
    finally:
        torch.set_num_threads(threads)
    assert torch.equal(found[0].u, found[1].u) and torch.equal(found[0].v, found[1].v)


def test_zero_weight_has_no_change():
    found = truncated_svd(torch.zeros(90, 80), 2)
    assert found.sigma.tolist() == [0.0, 0.0]
    assert found.u.isfinite().all() and found.v.isfinite().all()
    assert found.gap == 0.0 and found.weight_norm == 0.0


def test_refuses_what_has_no_factors():
    with pytest.raises(ValueError, match="rank 3 exceeds"):
        truncated_svd(torch.ones(2, 5), 3)
    with pytest.raises(ValueError, match="NaN or infinity"):
        truncated_svd(torch.full((4, 4), float("nan")), 1)


@pytest.mark.slow
def test_real_weights(demo_model, demo_model_home):
    """All of SmolLM2's 210 matrices; the first layer's by a full SVD as well."""
    from tinylora.policy.model_source import resolve

    source = resolve(demo_model, demo_model_home)
    gaps = []
    with safe_open(Path(source.folder) / "model.safetensors", "pt") as file:
        names = sorted(name for name in file.keys() if name.endswith("_proj.weight"))  # noqa: SIM118
        assert len(names) == 210
        for name in names:
            weight = file.get_tensor(name).float()
            gaps.append(assert_agrees(weight, 2, reference=by_gram_matrix).gap)
            if ".layers.0." in name:
                assert_agrees(weight, 2)
    assert min(gaps) > 1e-4  # no pair of this model is ambiguous
