"""Policies as data: what a shop may change without touching code."""
