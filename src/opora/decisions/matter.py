"""Everything a letter says that the law engine does not know: who decides, about whom, since when.

Plain values without a database, so that the same letters are written for a case and for a situation file.
Names of bodies and posts are given in each language they exist in; `in_language` falls back to Slovenian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from opora.documents.officials import Body, ByLanguage, Official


@dataclass(frozen=True)
class Participant:
    """A person of the household, as printed."""

    name: str
    born: date | None = None
    address: tuple[str, ...] = ()
    iban: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a fact comes from: the name of the register or kind of evidence, and the day it came."""

    origin: str
    """register, applicant or evidence"""
    source: ByLanguage = field(default_factory=dict)
    on: date | None = None


@dataclass(frozen=True)
class Matter:
    """One application, as its letters speak of it."""

    body: Body
    case_number: str
    issued_on: date
    filed_on: date
    applicant: str
    """key of the person in the situation"""
    people: Mapping[str, Participant]
    rights: tuple[str, ...]
    led: Official | None = None
    decided: Official | None = None
    channel: str = "not_known"
    """in_person, post, electronic, oral, ex_officio, or not_known"""
    called_on: date | None = None
    """day on which the applicant was called to supplement the application"""
    supplement_days: int | None = None
    """the term for it, counted from the receipt of the call"""
    supplement_due_on: date | None = None
    supplemented_on: date | None = None
    objected_on: date | None = None
    """day of the objection to the informative calculation that a decision now replaces"""
    begun_because: str | Promise = ""
    """why a procedure was begun ex officio, as a sentence in the language active when it is read"""
    also_served: tuple[str, ...] = ()
    """names of those who get the act beside the party: who else is bound to pay"""
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """by `person/fact/period`, see `facts_found.reference`"""
    draft: bool = True

    @property
    def party(self) -> Participant:
        return self.people[self.applicant]

    def name(self, person: str) -> str:
        """The printed name of a person of the situation; an unknown key is printed as it is."""
        return self.people[person].name if person in self.people else person


CENTRE_OF_A_FILE = Body(
    organisation={
        "sl": "Center za socialno delo",
        "it": "Centro di assistenza sociale",
        "en": "Centre for social work",
    },
    address=(),
)
"""Stands for the centre where a situation comes from a file and no centre is named; it has no address."""


def matter_of_situation(
    situation: Mapping[str, Any], *, body: Body = CENTRE_OF_A_FILE, case_number: str = "–"
) -> Matter:
    """The matter of a situation file: persons carry their keys as names, and nobody signs.

    How the application came and whence the facts are is not known, so the letter does not say it.
    """
    dates = situation["dates"]
    return Matter(
        body=body,
        case_number=case_number,
        issued_on=date.fromisoformat(dates["decided"]),
        filed_on=date.fromisoformat(dates["filed"]),
        applicant=situation["applicant"],
        people={
            key: Participant(name=key.capitalize(), born=_born(facts))
            for key, facts in situation["persons"].items()
        },
        rights=tuple(situation["rights"]),
    )


def _born(facts: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(facts["born"]) if facts.get("born") else None
