"""Weights that ship, one folder a model, and the registry that verifies them. Imports nothing of ours."""
