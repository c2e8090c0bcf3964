"""Trains the recogniser: PyTorch in, a directory that the stock vosk package loads out."""
