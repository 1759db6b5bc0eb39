"""A running registry of simulated registers on a free port, what it knows, and a client without pauses."""

import threading
from datetime import UTC, datetime

import pytest

from opora.sources import jobs
from opora.sources.client import HttpRegister
from opora.sources.registry import RegistryServer

TOKEN = "token-of-the-test"
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


class KnownFacts:
    """A `RegistryData` whose knowledge a test writes down."""

    def __init__(self):
        self.facts = {}
        self.questions = []

    def knows(self, register, person, facts):
        self.facts[register, getattr(person, "emso", person)] = facts

    def answer(self, register, emso, period):
        self.questions.append((register, emso, period))
        return self.facts.get((register, emso))


@pytest.fixture
def registry():
    server = RegistryServer(KnownFacts(), token=TOKEN, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client(registry):
    return HttpRegister(registry.url, TOKEN, pause=lambda _seconds: None)


@pytest.fixture
def clock():
    """The hour a look-up is carried out at; set `clock.now` to move it."""

    class Clock:
        now = NOON

        def __call__(self):
            return self.now

    return Clock()


@pytest.fixture
def registers_answer(client, monkeypatch):
    """Let the queued jobs reach the registry of the test."""
    monkeypatch.setattr(jobs, "registers", lambda: client)
