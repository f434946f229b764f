"""What a child process starts with, and can move a number: so it is part of identities."""

CHILD_ENVIRONMENT = {
    "OMP_WAIT_POLICY": "passive",
    "TOKENIZERS_PARALLELISM": "false",
    # Nothing of ours is compiled by torch, and bitsandbytes, which peft imports, would import
    # torch's compiler only to wrap functions with it: a quarter of what a child's imports take.
    # vLLM, which compiles, takes this back (policy/engines/vllm_colocated.py).
    "TORCHDYNAMO_DISABLE": "1",
    # Without it the last bits of a product depend, on some processors (seen: an AMD with AVX2), on
    # where in memory its matrices lie: the same weights, read from a file or merged, differ.
    "MKL_CBWR": "AUTO",
    # glibc gives large buffers back to the system after every operation and asks for them again,
    # page by page: a fifth of a training's CPU time. Kept, they cost at most what the largest
    # moment needed anyway, and 1 GiB is where keeping ends.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_TOP_PAD_": str(64 << 20),
}
"""What a child starts with, unless the environment says otherwise."""
SHARED = ("--mixed_precision", "no", "--dynamo_backend", "no")
"""How `accelerate launch` starts the processes of a job that has several."""
