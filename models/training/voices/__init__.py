"""Synthetic speakers: Kokoro-82M (Apache-2.0) with mixed voices, for examples and training. Nobody imports this."""
