"""llama.cpp as a peer: many completions side by side, each prompt read once for all of its own."""

from collections.abc import Sequence
from pathlib import Path

from tinylora.policy.settings import GenerationSettings


class LlamaCpp:
    """A model that llama.cpp has loaded; needs the package llama-cpp-python.

    Args:
        gguf: the weights, which stay packed.
        threads: that multiply.
        settings: how long, and how warm; its fence is not looked for.
    """

    def __init__(self, gguf: Path, threads: int, settings: GenerationSettings) -> None:
        import llama_cpp

        self._llama, self._threads, self._settings = llama_cpp, threads, settings
        self._quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)  # kept alive
        llama_cpp.llama_log_set(self._quiet, None)
        llama_cpp.llama_backend_init()
        given = llama_cpp.llama_model_default_params()
        self._model = llama_cpp.llama_model_load_from_file(str(gguf).encode(), given)
        if not self._model:
            raise OSError(f"llama.cpp does not load {gguf}")
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)

    def sample(self, prompts: Sequence[Sequence[int]], samples: int) -> int:
        """Sample `samples` completions of each prompt's token ids; return how many tokens."""
        llama, rows = self._llama, len(prompts) * samples
        longest = max(map(len, prompts))
        given = llama.llama_context_default_params()
        given.n_seq_max = rows
        given.n_ctx = rows * (longest + self._settings.max_new_tokens)
        given.n_batch = given.n_ubatch = max(longest, rows)
        given.n_threads = given.n_threads_batch = self._threads
        context = llama.llama_init_from_model(self._model, given)
        batch = llama.llama_batch_init(given.n_batch, 0, 1)
        samplers = [self._sampler(seed) for seed in range(rows)]
        try:
            return self._decode(context, batch, samplers, prompts, samples)
        finally:
            for sampler in samplers:
                llama.llama_sampler_free(sampler)
            llama.llama_batch_free(batch)
            llama.llama_free(context)

    def _decode(self, context, batch, samplers, prompts, samples) -> int:  # noqa: ANN001
        llama = self._llama
        memory = llama.llama_get_memory(context)
        live: dict[int, int] = {}  # by row, the token it took last
        at: dict[int, int] = {}  # and where that token stands
        for number, prompt in enumerate(prompts):
            first = number * samples
            self._run(context, batch, [(token, place, first) for place, token in enumerate(prompt)])
            for row in range(first, first + samples):
                if row > first:
                    llama.llama_memory_seq_cp(memory, first, row, 0, -1)
                live[row] = llama.llama_sampler_sample(samplers[row], context, -1)
                at[row] = len(prompt)
        taken = len(live)
        for _ in range(self._settings.max_new_tokens - 1):
            live = {row: token for row, token in live.items() if not self._ends(token)}
            if not live:
                break
            self._run(context, batch, [(token, at[row], row) for row, token in live.items()], True)
            for place, row in enumerate(live):
                live[row] = llama.llama_sampler_sample(samplers[row], context, place)
                at[row] += 1
            taken += len(live)
        return taken

    def _run(self, context, batch, entries, wanted: bool = False) -> None:  # noqa: ANN001
        batch.n_tokens = len(entries)
        for place, (token, position, row) in enumerate(entries):
            batch.token[place], batch.pos[place] = token, position
            batch.n_seq_id[place], batch.seq_id[place][0] = 1, row
            batch.logits[place] = wanted or place == len(entries) - 1
        if status := self._llama.llama_decode(context, batch):
            raise RuntimeError(f"llama_decode ended with {status}")

    def _sampler(self, seed: int):  # noqa: ANN202
        llama = self._llama
        chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        warm = llama.llama_sampler_init_temp(self._settings.temperature)
        llama.llama_sampler_chain_add(chain, warm)
        llama.llama_sampler_chain_add(chain, llama.llama_sampler_init_dist(seed))
        return chain

    def _ends(self, token: int) -> bool:
        return self._llama.llama_vocab_is_eog(self._vocabulary, token)
