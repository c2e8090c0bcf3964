"""Finds cartons, labels, codes and products by a net. Imports onnxruntime (lazily), cv2, numpy, `models.registry`."""
