"""The embedding of products: a cut and whitened EfficientNet-Lite0. Needs the extra `train`."""
