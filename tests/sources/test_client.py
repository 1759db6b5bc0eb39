"""Asking a register over HTTP, with everything that can go wrong on the way."""

import socket
from datetime import date

import pytest

from opora.sources.asked_for import AskedFor
from opora.sources.client import HttpRegister, RegisterFailed
from opora.sources.registry import Control

EMSO = "0101960600016"
ASKED_FOR = AskedFor(date(2026, 5, 4), months=("2026-04",))


def ask(client, register="tax"):
    return client.ask(register, emso=EMSO, asked_for=ASKED_FOR, purpose="case/1")


def test_an_answer_brings_facts_and_the_registers_mark(registry, client):
    registry.data.knows("tax", EMSO, {"wage": {"2026-04": "900.00"}})
    answer = ask(client)
    assert answer.known
    assert answer.facts == {"wage": {"2026-04": "900.00"}}
    assert answer.reference.startswith("tax-")


def test_only_what_was_asked_for_reaches_the_register(registry, client):
    ask(client)
    assert registry.data.questions == [("tax", EMSO, ASKED_FOR)]


def test_an_outage_is_tried_again_with_longer_and_longer_pauses(registry):
    pauses = []
    Control(registry.url, registry.token).turn("tax", outage=True)
    client = HttpRegister(registry.url, registry.token, tries=4, pause=pauses.append)
    with pytest.raises(RegisterFailed, match="out_of_order") as failure:
        ask(client)
    assert pauses == [0.2, 0.4, 0.8]
    assert failure.value.may_pass


def test_a_register_that_recovers_between_two_tries_has_answered(registry):
    control = Control(registry.url, registry.token)
    control.turn("tax", outage=True)
    client = HttpRegister(registry.url, registry.token, pause=lambda _: control.turn("tax", outage=False))
    assert ask(client).known is False


def test_a_dead_address_is_a_failure_that_may_pass():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    client = HttpRegister(f"http://127.0.0.1:{port}", "token", pause=lambda _: None)
    with pytest.raises(RegisterFailed, match="no_answer") as failure:
        ask(client)
    assert failure.value.may_pass


def test_a_register_slower_than_our_patience_has_not_answered(registry):
    Control(registry.url, registry.token).turn("tax", latency_ms=500)
    client = HttpRegister(registry.url, registry.token, patience_seconds=0.05, tries=1)
    with pytest.raises(RegisterFailed, match="no_answer"):
        ask(client)


def test_a_wrong_token_is_not_tried_again(registry):
    pauses = []
    with pytest.raises(RegisterFailed, match="not_allowed") as failure:
        ask(HttpRegister(registry.url, "guessed", pause=pauses.append))
    assert not pauses
    assert not failure.value.may_pass


def test_an_unknown_register_does_not_understand_us(client, registry, monkeypatch):
    from opora.sources.registers import REGISTERS

    monkeypatch.setitem(REGISTERS, "gossip", REGISTERS["tax"])
    with pytest.raises(RegisterFailed, match="not_understood"):
        ask(client, "gossip")


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "registry"])
def test_without_an_address_nobody_is_asked(address):
    with pytest.raises(RegisterFailed, match="no_address"):
        ask(HttpRegister(address, "token"))


def test_an_answer_that_is_none_is_told_apart(registry, client, monkeypatch):
    monkeypatch.setattr(
        "opora.sources.registry.server.RegistryHandler._answer",
        lambda handler, _register, _question: handler._reply(200, {"known": "perhaps"}),
    )
    with pytest.raises(RegisterFailed, match="broken_answer") as failure:
        ask(client)
    assert not failure.value.may_pass
