"""Holds the population that was asked for last, and does one thing after the other in a thread of its own."""

from __future__ import annotations

import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from opora.law import rulebook
from opora.law.batch import PopulationError
from opora.law.country import CountryError, PopulationFolder
from opora.law.country.partition import Way
from opora.law.engine.errors import NotCovered
from opora.law.reform import HeldPopulation, ReformError, read_reform_text
from opora.reports.simulation.messages import Answer, People, Question

logger = logging.getLogger(__name__)
ANSWERS_KEPT = 16
PATIENCE = 4.0
"""Seconds after which a question is answered with what is being prepared."""
FolderOf = Callable[[date], Path]
"""Gives the folder of a population for a month; it may take long to make one."""


class Holder:
    """Answers questions; the same question again is answered at once."""

    def __init__(self, folder_of: FolderOf, *, way: Way | None = None, patience: float = PATIENCE) -> None:
        self.folder_of = folder_of
        self.way = way or Way()
        self.patience = patience
        self._thread = ThreadPoolExecutor(1)
        self._asked: OrderedDict[Question, Future[Answer]] = OrderedDict()
        self._lock = Lock()
        self._held: HeldPopulation | None = None
        self._people: People | None = None
        self._doing, self._since = "", time.monotonic()

    def answer(self, question: Question) -> Answer:
        """What the reform does, or what is being prepared for it."""
        with self._lock:
            if question not in self._asked:
                self._asked[question] = self._thread.submit(self._find, question)
                while len(self._asked) > ANSWERS_KEPT:
                    self._asked.popitem(last=False)[1].cancel()
            found = self._asked[question]
        try:
            answer = found.result(self.patience)
        except (NotYet, CancelledError):
            return Answer("preparing", doing=self._doing, seconds=time.monotonic() - self._since)
        if answer.state == "refused":  # what was in the way may be mended before it is asked again
            with self._lock:
                self._asked.pop(question, None)
        return answer

    def close(self) -> None:
        """Finish what is being done and take nothing more."""
        self._thread.shutdown(cancel_futures=True)

    def _find(self, question: Question) -> Answer:
        began = time.perf_counter()
        try:
            held = self._population_of(question.month)
            effect = held.effect(read_reform_text(question.reform, "reform.yaml"), self._tell)
        except NotCovered as refused:
            return Answer("refused", why="month", told={"sentence": str(refused)})
        except (CountryError, PopulationError) as refused:
            return Answer("refused", people=self._people, why="population", told={"sentence": str(refused)})
        except ReformError as refused:
            return Answer("refused", why="reform", told={"sentence": str(refused)})
        except Exception:
            logger.exception("The simulation could not answer.")
            return Answer("refused", why="broken")
        return Answer("ready", effect=effect, people=self._people, seconds=time.perf_counter() - began)

    def _population_of(self, month: date) -> HeldPopulation:
        if self._held is None or self._held.dates.month != month:
            self._held, self._people = None, None  # before the next is read: two would not fit
            self._tell("population")
            path = self.folder_of(month)
            folder = PopulationFolder(path)
            self._people = people_of(path)
            self._held = HeldPopulation(folder, rulebook().graph, month=month, way=self.way)
        return self._held

    def _tell(self, doing: str) -> None:
        if doing != self._doing:
            self._doing, self._since = doing, time.monotonic()


def people_of(folder: Path) -> People:
    """What `population.json` says of a folder; a folder without one is not known to be generated."""
    about: dict[str, Any] = _about(folder)
    return People(
        persons=int(about.get("persons", 0)),
        households=int(about.get("households", 0)),
        is_generated="seed" in about,
        seed=about.get("seed"),
    )


def month_of_population(folder: Path) -> date | None:
    """The month whose facts a folder holds, where it says so."""
    month = _about(folder).get("month")
    return date.fromisoformat(f"{month}-01") if month else None


def _about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / "population.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return about
