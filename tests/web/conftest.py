"""What is checked on pages only. The browser that opens them is every room's: `tests/browsing.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


@pytest.fixture
def violations() -> Callable[..., list[str]]:
    """What axe finds wrong on a page, each with the element and the reason."""
    axe = Axe()

    def find(page: Page, rules: list[str] | None = None) -> list[str]:
        options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
        if rules:
            options["runOnly"] = {"type": "rule", "values": rules}
        found = axe.run(page, options=options).response["violations"]
        return [
            f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for violation in found
            for node in violation["nodes"][:4]
        ]

    return find
