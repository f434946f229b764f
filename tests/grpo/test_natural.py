import pytest
import torch
from pydantic import ValidationError
from scripted import cutting

from tinylora.adapter.inject import trainable_vector
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.natural import FisherSums, NaturalGradient, fisher
from tinylora.grpo.settings import TrainingSettings


def observed(gradients, weights):
    sums = FisherSums()
    for gradient, weight in zip(gradients, weights, strict=True):
        sums.add(torch.tensor(gradient), weight)
    return sums.take()


def test_fisher_hand_worked():
    # second moment diag(8, 2) / 2 = diag(4, 1): squares 17, trace 5; OAS in two dimensions shrinks
    # by (0 · 17 + 25) / ((n + 0) (17 - 12.5)) = 25 / (4.5 n)
    sums = observed([[2.0, 0.0], [-2.0, 0.0], [0.0, 1.0], [0.0, -1.0]], [0.5] * 4)
    few = fisher(sums)  # 25 / 18 > 1: all the way
    torch.testing.assert_close(few, torch.diag(torch.tensor([2.5, 2.5])))
    many = fisher(torch.cat([25 * sums[:-1], torch.tensor([100.0])]))  # 1 / 18
    expected = torch.tensor([4 * 17 / 18 + 2.5 / 18, 17 / 18 + 2.5 / 18])
    torch.testing.assert_close(many, torch.diag(expected))


def test_sums_start_anew_and_leave_out_what_has_no_advantage():
    sums = FisherSums()
    sums.add(torch.tensor([0.0]), 0.0)
    sums.add(torch.tensor([2.0]), 0.5)
    assert sums.take().tolist() == [4.0, 0.5, 1.0]
    sums.add(torch.tensor([1.0]), 0.25)
    assert sums.take().tolist() == [1.0, 0.25, 1.0]


def test_fisher_of_noise_is_the_one_it_was_drawn_from():
    torch.manual_seed(0)
    root = torch.randn(5, 5)
    scores = torch.randn(20_000, 5) @ root.T
    sums = FisherSums()
    for score in scores:
        sums.add(0.1 * score, 0.01)
    truth = root @ root.T
    assert float((fisher(sums.take()) - truth).norm() / truth.norm()) < 0.03


def test_a_step_hand_worked():
    v = torch.nn.Parameter(torch.tensor([1.0, 1.0]))
    natural = NaturalGradient(v, lr=0.5)
    # plenty of samples: F = diag(4, 1) to 1e-6; F⁻¹ g = (1, 4), its length √(4 + 16) = √20
    natural.observe(torch.tensor([4e6, 0.0, 0.0, 1e6, 1e6, 1e6]))
    v.grad = torch.tensor([4.0, 4.0])
    natural.step()
    expected = 1 - 0.5 * torch.tensor([1.0, 4.0]) / 20**0.5
    torch.testing.assert_close(v.detach(), expected, atol=1e-5, rtol=0)


def test_the_scale_of_the_loss_means_nothing():
    def stepped(scale):
        v = torch.nn.Parameter(torch.zeros(3))
        natural = NaturalGradient(v, lr=0.1)
        torch.manual_seed(1)
        gradients = scale * torch.randn(40, 3)
        sums = FisherSums()
        for gradient in gradients:
            sums.add(gradient, scale**2)
        natural.observe(sums.take())
        v.grad = gradients.sum(0)
        natural.step()
        return v.detach()

    torch.testing.assert_close(stepped(1.0), stepped(1e-3))


def test_no_gradient_no_step():
    v = torch.nn.Parameter(torch.ones(2))
    natural = NaturalGradient(v, lr=0.1)
    natural.observe(torch.zeros(6))
    v.grad = torch.zeros(2)
    natural.step()
    assert v.tolist() == [1.0, 1.0]


def scores(run):
    """∇ᵥ log π of the first batch's completions at v = 0, (8, u)."""
    _, rollouts, given = run.rollouts[0]
    v = trainable_vector(run.model)
    with torch.no_grad():
        v.zero_()
    found = []
    for rollout in rollouts:
        ids = torch.tensor([rollout.completion.token_ids])
        prompt = torch.tensor(rollout.prompt_ids)
        logps, _ = completion_log_probs(run.model, [prompt], ids, torch.ones_like(ids), 1.0)
        found.append(torch.autograd.grad(logps.sum(), v)[0])
    return torch.stack(found), torch.tensor(given)


@pytest.mark.parametrize("micro_batch_size", [1, 4])
def test_training_measures_the_scores_second_moment(run, micro_batch_size):
    done = run(1, optimizer="natural", micro_batch_size=micro_batch_size)
    seen = done.optimizers[0]["state"][0]["sums"]
    moved = trainable_vector(done.model).detach().clone()
    found, given = scores(done)
    parts = (given[:, None] * found).view(-1, micro_batch_size, 4).sum(1)
    parts = parts[given.view(-1, micro_batch_size).any(1)]
    second_moment = parts.T @ parts / (given**2).sum()
    torch.testing.assert_close(seen[:-2].view(4, 4) / seen[-2], second_moment, rtol=1e-3, atol=1e-4)
    assert seen[-1] == len(parts)
    assert float(moved @ fisher(seen) @ moved) ** 0.5 == pytest.approx(0.01, rel=1e-4)
    assert float(moved @ (given[:, None] * found).sum(0)) > 0  # towards the better completions


def test_what_is_cut_off_is_no_part_of_the_second_moment(run):
    natural = {"optimizer": "natural", "micro_batch_size": 1, "mask_truncated": True}
    done = run(1, worker=cutting((1, 3)), **natural)
    seen = done.optimizers[0]["state"][0]["sums"]
    found, given = scores(done)
    assert given[1::2].any()  # it has an advantage, and does not teach
    parts = (given[:, None] * found)[::2]
    second_moment = parts.T @ parts / (given[::2] ** 2).sum()
    torch.testing.assert_close(seen[:-2].view(4, 4) / seen[-2], second_moment, rtol=1e-3, atol=1e-4)
    assert seen[-1] == given[::2].count_nonzero()


def test_going_on_takes_the_natural_steps_of_an_uninterrupted_run(run):
    whole = run(4, optimizer="natural")
    half = run(2, optimizer="natural")
    last = half.optimizers[-1]
    rest = run(4, model=half.model, done=2, state=last, optimizer="natural")
    assert torch.equal(trainable_vector(rest.model), trainable_vector(whole.model))


@pytest.mark.parametrize("changes", [{"beta": 0.04}, {"num_iterations": 2}])
def test_refused_where_a_step_is_not_of_fresh_rewards_alone(changes):
    with pytest.raises(ValidationError, match="on fresh rollouts and their rewards alone"):
        TrainingSettings(optimizer="natural", **changes)


@pytest.mark.parametrize("changes", [{"loss_type": "grpo"}, {"algorithm": "grdpo"}])
def test_other_losses_are_refused(changes):
    with pytest.raises(ValidationError, match="natural reads the Fisher matrix"):
        TrainingSettings(optimizer="natural", **changes)
