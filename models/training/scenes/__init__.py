"""Scenes for the detector: cartons, products, labels and codes, rendered from a seed. May import vision, cv2, numpy."""
