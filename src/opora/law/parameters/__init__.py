"""Dated parameters of the law with their sources."""
