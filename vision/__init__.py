"""Picture to `Sighting`. May import numpy, cv2, onnxruntime and `models.registry`; this file imports nothing."""
