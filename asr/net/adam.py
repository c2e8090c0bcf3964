"""Adam, the optimiser of the adaptation (Kingma & Ba 2015)."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MEAN, _SQUARE = 0.9, 0.999


class Adam:
    """Changes `values` in place, against the gradients that it is given."""

    def __init__(self, values: Floats) -> None:
        self._values = values
        self._mean = np.zeros_like(values)
        self._square = np.zeros_like(values)
        self._steps = 0

    def step(self, gradient: Floats, rate: float) -> None:
        """Go one step."""
        self._steps += 1
        self._mean += (1 - _MEAN) * (gradient - self._mean)
        self._square += (1 - _SQUARE) * (gradient**2 - self._square)
        scaled = rate * np.sqrt(1 - _SQUARE**self._steps) / (1 - _MEAN**self._steps)
        self._values -= np.float32(scaled) * self._mean / (np.sqrt(self._square) + np.float32(1e-6))
