"""What runs beside the pages: a clock to set, the simulated registers, and a worker at the queue."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django import app
from tests.documents.letters import letter
from tests.flow.office import DAY_OF_FILING, Office, open_office
from tests.flow.running_registers import registers

from opora.documents.compose import compose, preview_pages

pytest.register_assert_rewrite(
    "tests.flow.screens", "tests.flow.filing_to_calculation", "tests.flow.draft_to_payment"
)

__all__ = ["registers"]


@dataclass
class Clock:
    """The time everywhere in this process; it stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def goes_to(self, day: date) -> None:
        """Nine in the morning of a day. Who was signed in before has to sign in again."""
        self.now = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The morning on which applications come in these tests."""
    clock = Clock(datetime(2000, 1, 1, tzinfo=UTC))
    clock.goes_to(DAY_OF_FILING)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture(autouse=True)
def documents_and_keys_in_a_folder_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    settings.OPORA_KEYS = tmp_path / "keys"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return open_office()


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """A payslip and a photograph of one, as they are attached."""
    payslip, photograph = tmp_path / "plačilna lista.pdf", tmp_path / "fotografija.png"
    words = letter("call_to_supplement")
    payslip.write_bytes(compose("call_to_supplement", words, language="sl"))
    photograph.write_bytes(preview_pages("call_to_supplement", words, language="sl")[0])
    return [payslip, photograph]


@pytest.fixture
def worker_at_the_queue(transactional_db: None) -> Iterator[None]:
    """A real worker that takes jobs as they come, with its own connections, until the test is over."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_work(started)), name="worker")
    thread.start()
    loop, working = started.result(20)
    yield
    loop.call_soon_threadsafe(working.cancel)
    thread.join()


async def _work(started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]]) -> None:
    """Work until cancelled. The pages of this process keep queueing through Django's connection."""
    at_work = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with at_work.open_async():
        working = asyncio.create_task(
            at_work.run_worker_async(concurrency=2, install_signal_handlers=False, delete_jobs="never")
        )
        started.set_result((asyncio.get_running_loop(), working))
        await asyncio.gather(working, return_exceptions=True)
