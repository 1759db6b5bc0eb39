"""What is known of an application now, where it contradicts itself, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from opora.cases.models import Party
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.determining import Calculation, calculate
from opora.rights.models import Application
from opora.rights.situations import key_of
from opora.sources.facts import Knowledge, knowledge
from opora.sources.models import Fact
from opora.sources.panel import PanelRow, panel
from opora.sources.settling import settlements
from opora.web.case_frame import members_among
from opora.web.forms.facts import SettleForm
from opora.web.open_questions import Question
from opora.web.results import Result, results

Settling = tuple[Fact, SettleForm]


@dataclass(frozen=True)
class Source:
    """One register about one person, or what was stated and seen, with what is known from it."""

    key: str
    name: str
    first: PanelRow
    known: list[PanelRow]


@dataclass(frozen=True)
class Told:
    """All sources about one person; about the dwelling, without one."""

    person: Person | None
    sources: list[Source]

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def name(self) -> str:
        """What the page calls this part of itself, without naming anybody."""
        return key_of(self.person) if self.person else "dwelling"


@dataclass(frozen=True)
class Conflict:
    """Facts that say different things, side by side; the one that counts until it is settled comes first."""

    row: PanelRow
    fact: Fact
    rivals: list[Fact]
    form: SettleForm


@dataclass(frozen=True)
class Findings:
    """The facts of an application by person, and what the law gives and asks with them.

    Nothing is computed while facts contradict one another: `contradiction` says how.
    """

    members: list[Person]
    rows: list[PanelRow]
    computed: Calculation | None
    contradiction: str

    @property
    def results(self) -> list[Result]:
        return results(self.computed.result) if self.computed else []

    @property
    def questions(self) -> list[Question]:
        return list(self.computed.questions) if self.computed else []

    @property
    def names(self) -> dict[str, str]:
        """Of whom a question is, by the key the law engine knows them by."""
        return {key_of(person): person.full_name for person in self.members}


def findings_of(application: Application, parties: list[Party], *, on: date) -> Findings:
    """What the facts of a case say on a day, and what follows."""
    known = knowledge(application.case_id)
    members = members_among(parties, application)
    computed, contradiction = _computed(application, members, on, known)
    rows = panel(application.case_id, members, on=on, pieces=known)
    _attach_settlements(application.case_id, rows)
    return Findings(members, rows, computed, contradiction)


def told_by_person(found: Findings) -> list[Told]:
    """Rows of each person, by the register that gives them; the dwelling's come last."""
    return [
        Told(person, _by_source([row for row in found.rows if row.person == person]))
        for person in [*found.members, None]
    ]


def conflicts(rows: Iterable[PanelRow], settling: Settling | None = None) -> list[Conflict]:
    """What has to be settled; `settling` is a fact with the form that was refused."""
    found = []
    for row in rows:
        for piece in row.known:
            if not piece.is_in_conflict:
                continue
            rivals = [piece.fact, *piece.contradicted_by]
            refused = settling[1] if settling and settling[0].pk in {rival.pk for rival in rivals} else None
            form = refused or SettleForm(auto_id=f"id_{piece.fact.pk}_%s")
            found.append(Conflict(row, piece.fact, rivals, form))
    return found


def _by_source(rows: list[PanelRow]) -> list[Source]:
    groups = ((key, list(group)) for key, group in groupby(rows, key=lambda row: row.source or ""))
    return [
        Source(key, group[0].source_name, group[0], [row for row in group if row.is_known])
        for key, group in groups
    ]


def _computed(
    application: Application, members: list[Person], on: date, known: list[Knowledge]
) -> tuple[Calculation | None, str]:
    try:
        facts = [piece.fact for piece in known]
        return calculate(application, on=on, facts=facts, members=members, explain=False), ""
    except Refused as refusal:
        return None, refusal.message


def _attach_settlements(case_id: int, rows: Iterable[PanelRow]) -> None:
    """To each known fact why it counts, where somebody had to settle that."""
    told = settlements(case_id)
    for row in rows:
        for piece in row.known:
            piece.fact.settlement = told.get(piece.fact.pk)  # type: ignore[attr-defined]
