"""Whom a typed name means: those on record, looked up while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.registering import register_person
from opora.people.search import search_persons
from opora.people.streets import streets_of
from opora.web.forms.quick_entry import ANEW
from opora.web.found_persons import HITS_SHOWN
from opora.web.household_rows import on_record

SHORTEST = 3


@dataclass(frozen=True)
class Candidate:
    """One person on record the name may mean, with what tells two of one name apart."""

    key: str
    name: str
    born_year: int | None
    street: str


@dataclass(frozen=True)
class WhoCame:
    """What the page shows below the name. `may_be_new` where the words can be a name at all."""

    typed: str
    chosen: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    more: bool = False
    refusal: str = ""

    @property
    def is_looked_up(self) -> bool:
        return len(self.typed) >= SHORTEST

    @property
    def may_be_new(self) -> bool:
        return not any(letter.isdigit() for letter in self.typed)

    @property
    def is_settled(self) -> bool:
        """Whether it is said who came, or that nobody says so."""
        return not self.typed or bool(self.chosen)


def look_up(typed: str, chosen: str, worker: Worker) -> WhoCame:
    """Those whom the words may mean; too few letters mean nobody yet."""
    typed = typed.replace("\x00", "").strip()
    if len(typed) < SHORTEST:
        return WhoCame(typed)
    today = timezone.localdate()
    try:
        page = search_persons(typed, worker, on=today, limit=HITS_SHOWN)
    except Refused as refused:
        return WhoCame(typed, refusal=refused.message)
    streets = streets_of([hit.person for hit in page.hits], today)
    candidates = [
        Candidate(str(hit.person.public_id), hit.name, hit.born_year, streets.get(hit.person.pk, ""))
        for hit in page.hits
    ]
    known = {ANEW, *(each.key for each in candidates)}
    return WhoCame(typed, chosen if chosen in known else "", candidates, more=page.after is not None)


def person_who_came(came: WhoCame, by: Worker) -> Person | None:
    """The person on record, the one entered anew by name, or nobody."""
    if not came.typed:
        return None
    if came.chosen == ANEW and came.may_be_new:
        given, _space, family = came.typed.rpartition(" ")
        return register_person(by=by, on=timezone.localdate(), given_name=given, family_name=family)
    person = on_record(came.chosen)
    if person is None:
        raise Refused(_("This record is no longer there. Look for the person again."), field="who")
    return person
