"""The simulated registers, asked over real HTTP."""

import json
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from opora.sources.registry import Control

QUESTION = {
    "emso": "0101960600016",
    "asked_for": {"day": "2026-02-10", "months": ["2026-01"], "years": ["2025"]},
}


def ask(registry, register, question=QUESTION, token=None):
    request = Request(
        f"{registry.url}/registers/{register}",
        data=json.dumps(question).encode(),
        headers={"Authorization": f"Bearer {token or registry.token}"},
    )
    with urlopen(request, timeout=5) as reply:
        return json.load(reply)


def test_a_register_tells_what_it_knows_of_a_person(registry):
    registry.data.knows("tax", QUESTION["emso"], {"wage": {"2026-01": "900.00"}})
    answer = ask(registry, "tax")
    assert answer["known"] is True
    assert answer["facts"] == {"wage": {"2026-01": "900.00"}}


def test_the_same_question_gets_the_same_answer_and_mark(registry):
    registry.data.knows("tax", QUESTION["emso"], {"wage": {"2026-01": "900.00"}})
    assert ask(registry, "tax") == ask(registry, "tax")


def test_an_unknown_person_is_told_apart_from_one_without_facts(registry):
    registry.data.knows("bank", QUESTION["emso"], {})
    assert ask(registry, "bank")["known"] is True
    assert ask(registry, "school")["known"] is False


def test_without_the_token_nothing_is_told(registry):
    with pytest.raises(HTTPError, match="401"):
        ask(registry, "tax", token="guessed")


def test_a_question_that_is_none_is_refused_and_the_registry_lives_on(registry):
    with pytest.raises(HTTPError, match="400"):
        ask(registry, "tax", question={"emso": "1"})
    with pytest.raises(HTTPError, match="404"):
        ask(registry, "gossip")
    assert ask(registry, "tax")["known"] is False


def test_a_register_out_of_order_leaves_the_others_answering(registry):
    control = Control(registry.url, registry.token)
    assert control.turn("tax", outage=True)["tax"]["outage"] is True
    with pytest.raises(HTTPError, match="503"):
        ask(registry, "tax")
    assert ask(registry, "bank")["known"] is False
    control.turn("tax", outage=False)
    assert ask(registry, "tax")["known"] is False


def test_only_a_known_register_and_a_sensible_latency_can_be_switched(registry):
    control = Control(registry.url, registry.token)
    for wish in ({"register": "gossip"}, {"register": "tax", "latency_ms": -1}):
        with pytest.raises(HTTPError, match="400"):
            control.turn(**wish)
    assert control.read()["tax"] == {"latency_ms": 0, "outage": False}


def test_a_slow_register_waits_as_long_as_it_was_told(registry, monkeypatch):
    waited = []
    monkeypatch.setattr("opora.sources.registry.switches.time.sleep", waited.append)
    Control(registry.url, registry.token).turn("tax", latency_ms=250)
    ask(registry, "tax")
    assert waited == [0.25]


ITS_OWN_PROCESS = """
from opora.sources.registry import serve

class Nobody:
    def answer(self, register, emso, period):
        return None

serve(Nobody(), token="t", port=0, ready=lambda server: print(server.url, flush=True))
print("ended", flush=True)
"""


def test_the_registry_runs_as_a_process_of_its_own_and_ends_cleanly():
    process = subprocess.Popen([sys.executable, "-c", ITS_OWN_PROCESS], stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        with urlopen(url, timeout=5) as reply:
            assert "population" in json.load(reply)["registers"]
        process.terminate()
        assert process.communicate(timeout=20)[0] == "ended\n"
        assert process.returncode == 0
    finally:
        process.kill()
