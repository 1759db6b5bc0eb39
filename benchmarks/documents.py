"""Two-page decisions composed, and composed and signed, per second: by threads and by spawned processes.

Every letter is another one: its number, name and amounts differ, as they do on a day of issuing.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import django

from benchmarks.table import Table

CORES = 2
LETTERS_A_ROUND = 120
ROUNDS = 5
WHEN = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
_signers: list[Any] = []


def main() -> None:
    """Print decisions per second; the aims are 60 composed and 25 composed and signed."""
    _prepare("")
    pages = _pages_of(compose_only(0))
    table = Table(
        f"Decisions of {pages} pages a second, {CORES} workers "
        f"(median of {ROUNDS} rounds of {LETTERS_A_ROUND} letters)",
        ["act", "threads", "processes", "aim"],
    )
    with tempfile.TemporaryDirectory() as keys:
        for act, aim in ((compose_only, "60"), (compose_and_sign, "25"), (compose_and_sign_twice, "–")):
            rates = [f"{_rate(act, executor):.0f}" for executor in (_threads(keys), _processes(keys))]
            table.add(str(act.__doc__).rstrip("."), *rates, aim)
    table.print()


def compose_only(number: int) -> bytes:
    """Composed, with empty signature fields."""
    from opora.documents.compose import compose

    return compose("decision", _letter(number), language="sl")


def compose_and_sign(number: int) -> bytes:
    """Composed and signed once, EC P-256."""
    from opora.documents.signing import sign

    return sign(compose_only(number), field="led", signer=_signers[0], reason="vodenje postopka", at=WHEN)


def compose_and_sign_twice(number: int) -> bytes:
    """Composed and signed by both officials, EC P-256."""
    from opora.documents.signing import sign

    return sign(compose_and_sign(number), field="decided", signer=_signers[1], reason="odločitev", at=WHEN)


def _letter(number: int) -> dict[str, Any]:
    from tests.documents.letters import letter

    data = letter("decision", sections=2)
    periods = data["operative"][0]["blocks"][0]
    amount = f"{200 + number % 900}.{number % 100:02}"
    changed = periods | {"rows": [[*periods["rows"][0][:2], amount], *periods["rows"][1:]]}
    return data | {
        "case_number": f"1232-{number}/2026-7",
        "addressee": [f"Živa Čuček {number}", *data["addressee"][1:]],
        "operative": [
            {"text": f"Živi Čuček {number} se pomoč prizna:", "blocks": [changed]},
            data["operative"][1],
        ],
    }


def _rate(act: Callable[[int], bytes], executor: Any) -> float:
    with executor as workers:
        list(workers.map(act, range(20)))  # each worker loads fonts and layouts once
        rates = []
        for round_number in range(1, ROUNDS + 1):
            first = round_number * LETTERS_A_ROUND
            began = time.perf_counter()
            made = list(workers.map(act, range(first, first + LETTERS_A_ROUND)))
            rates.append(len(made) / (time.perf_counter() - began))
    return statistics.median(rates)


@contextmanager
def _threads(keys: str) -> Iterator[Executor]:
    _prepare(keys)
    with ThreadPoolExecutor(CORES) as workers:
        yield workers


@contextmanager
def _processes(keys: str) -> Iterator[Executor]:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(CORES, mp_context=spawned, initializer=_prepare, initargs=(keys,)) as workers:
        yield workers


def _prepare(keys: str) -> None:
    """Set up Django for its translations, and the two signers from this folder if one is given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
    django.setup()
    if not keys:
        return
    from opora.documents.development_authority import open_authority

    authority = open_authority(Path(keys))
    _signers[:] = [authority.signer(key, name=key.title(), organisation="CSD") for key in ("led", "decided")]


def _pages_of(pdf: bytes) -> int:
    from pyhanko.pdf_utils.reader import PdfFileReader

    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
