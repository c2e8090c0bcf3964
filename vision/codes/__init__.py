"""Barcodes and matrix codes: reading them, and what their text means. May import zxingcpp, biip, cv2 and numpy."""
