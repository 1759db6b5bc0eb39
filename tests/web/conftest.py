"""What is checked on pages only. The browser that opens them is every room's: `tests/browsing.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe finds wrong on a page, each with the element and the reason."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        found = axe.run(page, options={"resultTypes": ["violations"], "preload": False}).response[
            "violations"
        ]
        return [
            f"{violation['id']}: {violation['help']} in {node['html'][:160]} "
            f"{node.get('failureSummary', '')[:240]}"
            for violation in found
            for node in violation["nodes"][:4]
        ]

    return find
