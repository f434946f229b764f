"""Identities: equal content gives equal ids."""

from hypothesis import given
from hypothesis import strategies as st

from tinylora import identity
from tinylora.grpo.settings import TrainingSettings

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values))
def test_key_order_does_not_count(value):
    turned = dict(reversed(value.items()))
    assert identity.fingerprint(value) == identity.fingerprint(turned)


def test_models_are_their_json():
    settings = TrainingSettings()
    assert identity.fingerprint(settings) == identity.fingerprint(settings.model_dump(mode="json"))
    changed = settings.model_copy(update={"steps": 9})
    assert identity.fingerprint(settings) != identity.fingerprint(changed)


@given(st.integers(), st.text(), st.integers(0, 1000))
def test_seeds_fit_in_sixty_bits(seed, key, sample):
    assert 0 <= identity.derive_seed(seed, key, sample) < 2**60


def test_neighbouring_samples_have_different_seeds():
    assert len({identity.derive_seed(42, "p", sample) for sample in range(1000)}) == 1000
