"""Which rights are determined together; told by `opora.law.batch`, for who reads a country by its rights."""

from opora.law.batch.together import grouped

__all__ = ["grouped"]
