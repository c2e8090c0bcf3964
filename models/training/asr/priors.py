"""How often the net says each unit: what Kaldi subtracts from its scores before it decodes."""

import numpy as np
import torch

from models.training.asr.cases import Prepared
from models.training.asr.features import log_mel
from models.training.asr.net import AcousticNet

EXPONENT = 0.3
"""Share of the prior that is taken off; chosen on development speakers."""


def log_priors(net: AcousticNet, prepared: Prepared, recordings: int = 300, seed: int = 0) -> np.ndarray:
    """Return the logarithm of the mean output over a sample of training recordings, [units]."""
    chosen = prepared.of("training", "synthetic", "sentences", "words-hsk")
    rng = np.random.default_rng(seed)
    total, frames = 0.0, 0
    for at in rng.choice(len(chosen), recordings, replace=False):
        features = log_mel(prepared.cut(chosen[at], trimmed=True) * 32767)
        padded = np.pad(features, ((net.margin, net.margin), (0, 0)), mode="edge")
        with torch.no_grad():
            output = net(torch.from_numpy(padded)[None])[0].exp().double().numpy()
        total, frames = total + output.sum(axis=0), frames + len(output)
    return np.log(total / frames + 1e-5)
