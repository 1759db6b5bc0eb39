"""Generators of the demo centre and of its population."""
