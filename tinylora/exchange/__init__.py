"""Adapters in and out: LoRA, PEFT, merged weights, the earlier projects' files."""
