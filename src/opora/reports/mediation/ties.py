"""What speaks against a mediator in one case: an exclusion, a tie entered in the register, other cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from opora.cases.exclusions import excluded_among
from opora.cases.models import Case, CaseRecord
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.reports.mediation.roster import Listed
from opora.reports.mediation.who import REGISTER, Who


@dataclass
class Ties:
    """Of one mediator: the ground of an exclusion, parties they are tied to, their cases of the family."""

    excluded: str = ""
    parties: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    @property
    def are_any(self) -> bool:
        return bool(self.excluded or self.parties or self.cases)


def ties_in(case: Case, mediators: Iterable[Listed], *, reader: Worker, at: datetime) -> Mapping[Who, Ties]:
    """What is recorded against each of them, as far as `reader` may know it.

    Of the other cases of the family only those are looked at that the reader may see, so that nobody learns
    from a warning of a case that is kept from them.
    """
    mediators = list(mediators)
    found = {each.who: Ties() for each in mediators}
    workers = {each.worker.pk: each for each in mediators if each.worker is not None}
    for key in excluded_among([each.worker for each in workers.values() if each.worker], case):
        worker = workers[key].worker
        assert worker is not None
        found[workers[key].who].excluded = case.bars(worker) or ""
    persons = {str(key): name for key, name in _persons_of(case)}
    for who, person in _entered(case):
        if who in found and person in persons:
            found[who].parties.append(persons[person])
    for key, number in _other_cases(case, workers, reader, at):
        ties = found[workers[key].who]
        if number not in ties.cases:
            ties.cases.append(number)
    return found


def _persons_of(case: Case) -> list[tuple[object, str]]:
    persons = Person.objects.filter(parties__case=case).distinct()
    return [(person.public_id, person.full_name) for person in persons]


def _entered(case: Case) -> Iterable[tuple[Who, str]]:
    """Ties of the register: who, and to whom."""
    kept = CaseRecord.objects.filter(centre=case.centre_id, task=REGISTER, key="tie", struck_at=None)
    for content in kept.values_list("content", flat=True):
        who = Who.in_entry(content, "external")
        if who is not None:
            yield who, str(content.get("person", ""))


def _other_cases(
    case: Case, workers: Collection[int], reader: Worker, at: datetime
) -> Iterable[tuple[int, str]]:
    """Other cases of the case's persons that one of these has or works on, by number."""
    persons = list(case.parties.persons().values_list("person", flat=True))
    if not workers or not persons:
        return
    of_family = Case.objects.visible_to(reader, at=at).exclude(pk=case.pk)
    theirs = of_family.filter(
        Q(assigned_to__in=workers) | Q(team__worker__in=workers, team__until=None),
        parties__person__in=persons,
    ).distinct()
    for other in theirs.prefetch_related("team").order_by("-opened_on", "-pk"):
        mates = {mate.worker_id for mate in other.team.all() if mate.until is None}
        for key in {other.assigned_to_id, *mates} & set(workers):
            if key is not None:
                yield key, other.number
