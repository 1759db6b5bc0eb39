"""The HTTP server of the simulated registers.

    POST /registers/tax      one question, answered with facts
    GET  /control            how the switches stand
    POST /control            {"register": "tax", "outage": true, "latency_ms": 400}
    GET  /                   whether it is up

An EMŠO travels in the body, never in an address. Everything but the last needs the token of
`credentials.py`. Loopback only, unless another host is named.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from opora.sources.asked_for import AskedFor
from opora.sources.registers import REGISTERS
from opora.sources.registry.data import RegistryData
from opora.sources.registry.switches import Switches

LARGEST_QUESTION = 64 * 1024


class RegistryServer(ThreadingHTTPServer):
    """All simulated registers on one port. `serve_forever()` runs it, `shutdown()` ends it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, data: RegistryData, *, token: str, port: int, host: str = "127.0.0.1") -> None:
        super().__init__((host, port), RegistryHandler)
        self.data = data
        self.token = token
        self.switches = Switches(REGISTERS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that lost its patience and hung up is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"


class RegistryHandler(BaseHTTPRequestHandler):
    """Reads one question and writes one answer."""

    protocol_version = "HTTP/1.1"
    server_version = "OporaRegistry"
    sys_version = ""
    timeout = 30

    @property
    def registry(self) -> RegistryServer:
        return cast(RegistryServer, self.server)

    def do_GET(self) -> None:
        if self.path == "/":
            self._reply(HTTPStatus.OK, {"registers": list(REGISTERS)})
        elif self._is_allowed():
            if self.path == "/control":
                self._reply(HTTPStatus.OK, self.registry.switches.to_json())
            else:
                self._no_such_address()

    def do_POST(self) -> None:
        body = self._read_body()
        if not self._is_allowed():
            return
        if body is None:
            self._reply(HTTPStatus.BAD_REQUEST, {"error": "The body is no JSON object of sensible size."})
        elif self.path == "/control":
            self._turn(body)
        elif self.path.startswith("/registers/"):
            self._answer(self.path.removeprefix("/registers/"), body)
        else:
            self._no_such_address()

    def _answer(self, register: str, question: dict[str, Any]) -> None:
        if register not in self.registry.switches:
            self._no_such_address()
            return
        if not self.registry.switches.wait_and_see(register):
            self._reply(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "The register is out of order."})
            return
        try:
            asked_for = AskedFor.from_json(question["asked_for"])
            emso = str(question["emso"])
        except (KeyError, ValueError):
            self._reply(HTTPStatus.BAD_REQUEST, {"error": "A question names an EMŠO and what it asks for."})
            return
        facts = self.registry.data.answer(register, emso, asked_for)
        mark = hashlib.sha256(json.dumps([register, question], sort_keys=True).encode()).hexdigest()[:16]
        self._reply(
            HTTPStatus.OK,
            {"reference": f"{register}-{mark}", "known": facts is not None, "facts": facts or {}},
        )

    def _turn(self, wish: dict[str, Any]) -> None:
        latency, outage = wish.get("latency_ms"), wish.get("outage")
        right_types = (latency is None or type(latency) is int) and (outage is None or type(outage) is bool)
        try:
            if not right_types:
                raise ValueError("`latency_ms` is a whole number and `outage` is true or false.")
            self.registry.switches.turn(str(wish.get("register")), latency_ms=latency, outage=outage)
        except ValueError as error:
            self._reply(HTTPStatus.BAD_REQUEST, {"error": str(error)})
            return
        self._reply(HTTPStatus.OK, self.registry.switches.to_json())

    def _is_allowed(self) -> bool:
        shown = self.headers.get("Authorization", "")
        if hmac.compare_digest(shown.encode(), f"Bearer {self.registry.token}".encode()):
            return True
        self._reply(HTTPStatus.UNAUTHORIZED, {"error": "Show the registry's token."})
        return False

    def _no_such_address(self) -> None:
        self._reply(HTTPStatus.NOT_FOUND, {"error": "There is nothing at this address."})

    def _read_body(self) -> dict[str, Any] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_QUESTION:
            self.close_connection = True
            return None
        try:
            body = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return body if isinstance(body, dict) else None

    def _reply(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        payload = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whom a register was asked about is no matter for a log."""
