"""A letter on the screen as it will be printed: its pages, drawn by what will print it."""

from __future__ import annotations

import base64
from typing import Any

from opora.decisions.parts import Draft, printable
from opora.documents.compose import LetterError, preview_pages


def drawn(draft: Draft, edits: dict[str, Any] | None = None) -> list[str]:
    """Each page as an address of a picture; none where the letter cannot be drawn as it is."""
    try:
        pages = preview_pages(draft["template"], printable(draft, edits), language=draft["language"])
    except LetterError:
        return []
    return ["data:image/png;base64," + base64.b64encode(page).decode() for page in pages]
