"""Asking one register over HTTP: a deadline for each try, a few tries, and one way to fail.

`RegisterClient` is what the rest of the room sees. Another way to reach a register (a message bus, say)
is another class with the same method.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from opora.sources.asked_for import AskedFor
from opora.sources.registers import REGISTERS

LARGEST_ANSWER = 1024 * 1024
TRY_AGAIN_STATUS = frozenset({429, 500, 502, 503, 504})


class RegisterFailed(Exception):
    """A register gave no usable answer. `word` is stable and says how; `may_pass` whether to ask again."""

    def __init__(self, word: str, *, may_pass: bool) -> None:
        super().__init__(word)
        self.word = word
        self.may_pass = may_pass


@dataclass(frozen=True)
class Answer:
    """What a register said of a person, in the form of a situation's person."""

    known: bool
    facts: dict[str, Any]
    reference: str


class RegisterClient(Protocol):
    """A way to ask the registers. Raises `RegisterFailed`, and nothing else."""

    def ask(self, register: str, *, emso: str, asked_for: AskedFor, purpose: str) -> Answer: ...


class _NoRedirects(HTTPRedirectHandler):
    """An EMŠO and a token must not follow a redirect to another address."""

    def redirect_request(self, *_redirect: object) -> None:
        """Follow none."""


@dataclass(frozen=True)
class HttpRegister:
    """The registers behind one address. Waits between tries, twice as long each time."""

    url: str
    token: str
    patience_seconds: float = 5.0
    tries: int = 3
    first_pause_seconds: float = 0.2
    pause: Callable[[float], None] = field(default=time.sleep)

    def ask(self, register: str, *, emso: str, asked_for: AskedFor, purpose: str) -> Answer:
        """One question, asked again while it makes sense."""
        request = self._request(register, emso, asked_for, purpose)
        for number in range(self.tries - 1):
            try:
                return _answer(self._body(request))
            except RegisterFailed as failure:
                if not failure.may_pass:
                    raise
            self.pause(self.first_pause_seconds * 2**number)
        return _answer(self._body(request))

    def _request(self, register: str, emso: str, asked_for: AskedFor, purpose: str) -> Request:
        if not self.url.startswith(("http://", "https://")):
            raise RegisterFailed("no_address", may_pass=False)
        question = {
            "emso": emso,
            "asked_for": asked_for.to_json(),
            "purpose": purpose,
            "legal_basis": [basis.model_dump() for basis in REGISTERS[register].legal_basis],
        }
        return Request(  # noqa: S310 - the scheme is checked above
            f"{self.url.rstrip('/')}/registers/{register}",
            data=json.dumps(question).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method="POST",
        )

    def _body(self, request: Request) -> bytes:
        opener = build_opener(_NoRedirects)
        try:
            reply: HTTPResponse
            with opener.open(request, timeout=self.patience_seconds) as reply:
                body = reply.read(LARGEST_ANSWER + 1)
        except HTTPError as error:
            error.close()
            raise _failure_of_status(error.code) from None
        except (URLError, HTTPException, OSError):
            raise RegisterFailed("no_answer", may_pass=True) from None
        if len(body) > LARGEST_ANSWER:
            raise RegisterFailed("broken_answer", may_pass=False)
        return body


def _failure_of_status(status: int) -> RegisterFailed:
    if status in TRY_AGAIN_STATUS:
        return RegisterFailed("out_of_order", may_pass=True)
    if status in {401, 403}:
        return RegisterFailed("not_allowed", may_pass=False)
    return RegisterFailed("not_understood", may_pass=False)


def _answer(body: bytes) -> Answer:
    try:
        content = json.loads(body, parse_float=str)
        known, facts, reference = content["known"], content["facts"], content["reference"]
    except (ValueError, KeyError, TypeError):
        raise RegisterFailed("broken_answer", may_pass=False) from None
    if not (isinstance(known, bool) and isinstance(facts, dict) and isinstance(reference, str)):
        raise RegisterFailed("broken_answer", may_pass=False)
    return Answer(known=known, facts=facts, reference=reference[:60])
