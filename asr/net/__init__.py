"""The acoustic net in numpy: read from Vosk's file, run, adapted to a person, written back. May import numpy only."""
