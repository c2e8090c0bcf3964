"""A projection that makes photos of one product alike and of different products unlike.

Whitening within classes, then principal axes: linear discriminant analysis with a ridge, Fukunaga 1990, chapter 10.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def whitening(
    features: Floats, products: npt.NDArray[np.int64], dimensions: int, ridge: float
) -> tuple[Floats, Floats]:
    """Return the centre [features] and the projection [features, dimensions].

    `features` is [n, features], `products` [n] says which product each shows; `ridge` is in units of the mean variance
    within products.
    """
    centre = features.mean(axis=0)
    within = np.zeros((features.shape[1],) * 2)
    for product in np.unique(products):
        apart = features[products == product]
        apart = apart - apart.mean(axis=0)
        within += apart.T @ apart
    within /= len(features)
    within += ridge * np.trace(within) / len(within) * np.eye(len(within))
    variances, axes = np.linalg.eigh(within)
    sphere = axes / np.sqrt(variances)
    white = (features - centre) @ sphere
    _, principal = np.linalg.eigh(white.T @ white / len(white))
    return centre, sphere @ principal[:, ::-1][:, :dimensions]
