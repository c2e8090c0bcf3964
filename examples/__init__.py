"""Catalogue, recordings and pictures of the demo, all made by us, and the demo that plays them."""
