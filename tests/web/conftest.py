"""What is checked on pages only. The browser that opens them is every room's: `tests/browsing.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from opora.demo.synth import write_population
from opora.law.country.partition import Way
from opora.reports.simulation import Holder
from opora.reports.simulation.serving import SimulationServer


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


@pytest.fixture(scope="session")
def reform_population(tmp_path_factory):
    """Four hundred generated persons, on whom reforms are tried."""
    folder = tmp_path_factory.mktemp("reform") / "population"
    return write_population(folder, persons=400, seed=11, month=date(2026, 5, 1))


@pytest.fixture(scope="session")
def running_simulation(reform_population, tmp_path_factory):
    """The simulation as it answers over its socket; without machine code, which takes longer to make."""
    path = tmp_path_factory.mktemp("s") / "s.sock"
    holder = Holder(lambda _month: reform_population, way=Way(with_machine_code=False), patience=120)
    with SimulationServer(path, holder) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield path
        server.shutdown()
        thread.join()
    holder.close()


@pytest.fixture
def simulation(running_simulation, settings):
    settings.OPORA_SIMULATION_SOCKET = running_simulation
    return running_simulation
