"""Opora: the open information system for centres for social work."""

__version__ = "0.1.0"
