"""Lines of print in a picture, by the two nets of `models/label-text`. May import onnxruntime (lazily), cv2, numpy."""
