"""Sound to `Utterance`. May import numpy, vosk and `models.registry`; this file imports nothing."""
