"""Recognising enrolled products by their looks. May import numpy, cv2, onnxruntime and `models.registry`."""
