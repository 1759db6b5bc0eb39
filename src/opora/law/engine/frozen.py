"""Lists as JSON and YAML give them, made into tuples that nobody changes."""

from typing import Any


def frozen(value: Any) -> Any:
    """A tuple of a list; anything else as it is."""
    return tuple(value) if isinstance(value, list) else value
