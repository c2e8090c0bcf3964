"""Where sound comes from: one port, an adapter a file. May import numpy, soundfile and sounddevice, the last lazily."""
