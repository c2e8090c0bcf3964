"""In what precision to train."""

import torch


def halved(device: str = "cpu") -> torch.autocast:
    """Return a context that computes in bfloat16, but on processors that only imitate it, sixty times as slowly."""
    imitated = device == "cpu" and not torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast(device, torch.bfloat16, enabled=not imitated)
