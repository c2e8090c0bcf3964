"""Where pictures come from: one port, an adapter a file. May import numpy and cv2."""
