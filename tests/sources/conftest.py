"""A running registry of simulated registers on a free port, and what it knows."""

import threading

import pytest

from opora.sources.registry import RegistryServer


class KnownFacts:
    """A `RegistryData` whose knowledge a test writes down."""

    def __init__(self):
        self.facts = {}

    def knows(self, register, emso, facts):
        self.facts[register, emso] = facts

    def answer(self, register, emso, period):
        return self.facts.get((register, emso))


@pytest.fixture
def registry(settings):
    server = RegistryServer(KnownFacts(), token="token-of-the-test", port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.OPORA_REGISTRY_URL = server.url
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
