"""Sentence templates: their notation, the automaton that all of them make, the sampler. Standard library only."""
