"""Rows that share prompts, against each row's attention over all of its own keys."""

import pytest
import torch

from tinylora.policy.engines.shared_attention import Rows

LAYERS, KV_HEADS, REPEATS, WIDTH = 2, 2, 3, 8
SCALE = WIDTH**-0.5


class Plain:
    """Each row alone, with the keys and values of its prompt before what it said."""

    def __init__(self, keys, values, lengths, counts):
        owners = [prompt for prompt, count in enumerate(counts) for _ in range(count)]
        self.kept = [
            [
                tuple(one[layer][owner, :, -lengths[owner] :] for one in (keys, values))
                for owner in owners
            ]
            for layer in range(LAYERS)
        ]

    def attend(self, layer, query, key, value):
        found = []
        for row, (keys, values) in enumerate(self.kept[layer]):
            keys, values = torch.cat([keys, key[row]], 1), torch.cat([values, value[row]], 1)
            self.kept[layer][row] = keys, values
            heads = [one.repeat_interleave(REPEATS, 0) for one in (keys, values)]
            weights = (query[row] @ heads[0].mT * SCALE).softmax(-1)
            found.append((weights @ heads[1]).transpose(0, 1))
        return torch.stack(found)


def prompts(lengths, counts, drawn):
    """Rows of `counts` rows a prompt, both ways, padded on the left with what must not be read."""
    shape = (len(lengths), KV_HEADS, max(lengths), WIDTH)
    keys, values = ([torch.randn(shape, generator=drawn) for _ in range(LAYERS)] for _ in "kv")
    for one in (*keys, *values):
        for row, length in enumerate(lengths):
            one[row, :, : max(lengths) - length] = 1e3
    return Rows(keys, values, lengths, counts), Plain(keys, values, lengths, counts)


def say(ours, plain, drawn):
    """Take one token in every layer; both ways must find the same."""
    rows = len(plain.kept[0])
    for layer in range(LAYERS):
        query = torch.randn((rows, KV_HEADS * REPEATS, 1, WIDTH), generator=drawn)
        key, value = (torch.randn((rows, KV_HEADS, 1, WIDTH), generator=drawn) for _ in "kv")
        found = ours.attend(layer, query, key, value, SCALE)
        torch.testing.assert_close(found, plain.attend(layer, query, key, value))
    ours.advance()


@pytest.mark.parametrize("counts", [(2, 2, 2), (1, 4, 2), (1, 1, 1)])
def test_rows_that_say_leave_and_join_find_what_each_would_alone(counts):
    drawn = torch.Generator().manual_seed(7)
    ours, plain = prompts((5, 9, 3), counts, drawn)
    for _ in range(70):  # beyond the first block of room
        say(ours, plain, drawn)
    assert ours.positions.tolist() == [
        length + 70 for length, count in zip((5, 9, 3), counts, strict=True) for _ in range(count)
    ]
    left = [row for row in range(sum(counts)) if row not in (0, counts[0])]
    ours.keep(left)
    plain.kept = [[layer[row] for row in left] for layer in plain.kept]
    say(ours, plain, drawn)
    others, of_others = prompts((12, 4), (1, 3), drawn)
    ours.join(others)
    plain.kept = [a + b for a, b in zip(plain.kept, of_others.kept, strict=True)]
    for _ in range(3):
        say(ours, plain, drawn)
    assert ours.positions.tolist()[-4:] == [12 + 3, *[4 + 3] * 3]
    last = [len(plain.kept[0]) - 1]
    ours.keep(last)  # who joined stays alone: what was before it came is dropped
    plain.kept = [[layer[row] for row in last] for layer in plain.kept]
    say(ours, plain, drawn)


def test_rows_that_have_spoken_do_not_join():
    drawn = torch.Generator().manual_seed(7)
    ours, _ = prompts((2,), (1,), drawn)
    others, plain = prompts((2,), (1,), drawn)
    say(others, plain, drawn)
    with pytest.raises(ValueError, match="said 1 tokens cannot join"):
        ours.join(others)
