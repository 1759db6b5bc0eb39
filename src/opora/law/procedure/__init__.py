"""Dated rules of procedure."""
