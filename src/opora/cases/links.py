"""Cases that belong together: linked by hand, grown one out of another, or of one family."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, CaseLink, LinkKind, Party
from opora.cases.querysets import CaseQuerySet
from opora.cases.timeline import add_event
from opora.organisation.access import may, require
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

FAMILY_SHOWN = 8


@transaction.atomic
def link_cases(
    case: Case, other: Case, *, kind: LinkKind | str = LinkKind.SAME_FAMILY, by: Worker, at: datetime
) -> CaseLink:
    """Link two cases; for `grew_out_of`, `case` is the later one.

    Refused for one case with itself, for a link that is there already, whichever way round, and to whoever
    may not see both.
    """
    on = timezone.localdate(at)
    require(by, "link_cases", case=case, on=on)
    require(by, "see_case", case=other, on=on)
    if case.pk == other.pk:
        raise Refused(_("This is the same case. Choose the other one."), field="other")
    if CaseLink.objects.filter(_between(case, other), kind=kind).exists():
        raise Refused(_("These cases are linked already."), field="other")
    link = CaseLink.objects.create(case=case, other=other, kind=kind, made_by=by, made_at=at)
    for one, another in ((case, other), (other, case)):
        add_event(one, "cases_linked", by=by, at=at, other=another.pk, number=number_told(another))
    _log(by, "link_cases", case, at)
    return link


@transaction.atomic
def unlink_cases(link: CaseLink, *, reason: str, by: Worker, at: datetime) -> None:
    """Undo a link that was made by mistake; the reason stands in both cases.

    Refused without a reason, for a case that grew out of another, as that stays so, and to whoever may link
    neither of them or may not see both.
    """
    on = timezone.localdate(at)
    case, other = link.case, link.other
    require(by, "link_cases", case=case if may(by, "link_cases", case=case, on=on) else other, on=on)
    for each in (case, other):
        require(by, "see_case", case=each, on=on)
    if link.kind == LinkKind.GREW_OUT_OF:
        raise Refused(_("One case grew out of the other. That stays on record."))
    refuse_empty_words(reason)
    for one, another in ((case, other), (other, case)):
        told = {"who": number_told(another), "reason": reason.strip()[:500]}
        add_event(one, "cases_unlinked", by=by, at=at, other=another.pk, **told)
    link.delete()
    _log(by, "unlink_cases", case, at)


def linked_with(case: Case) -> CaseQuerySet:
    """The cases linked with this one, whichever way round. Whoever shows them asks `visible_to` as well."""
    return Case.objects.filter(pk__in=_linked_keys(case))


def family_of(case: Case) -> CaseQuerySet:
    """The other cases of the family, newest first: linked with this one, or about one of its persons.

    Whoever shows them asks `visible_to` as well: that a case exists may be the secret.
    """
    keys = _linked_keys(case)
    shared = Q(parties__person__in=case.parties.persons().values("person"))
    found = Case.objects.filter(Q(pk__in=keys) | shared).exclude(pk=case.pk)
    return Case.objects.filter(pk__in=found.values("pk")).order_by("-opened_on", "-pk")


def _linked_keys(case: Case) -> set[int]:
    pairs = CaseLink.objects.filter(Q(case=case) | Q(other=case)).values_list("case", "other")
    return {key for pair in pairs for key in pair} - {case.pk}


def number_told(case: Case) -> str:
    """The number of a case as another one tells it; of a sealed case not even that it has one."""
    return "" if case.seal else case.number


def family_seen_by(worker: Worker, case: Case) -> list[Case]:
    """The first of the family that the worker may see, newest first: one more than `FAMILY_SHOWN`."""
    keys = _keys_of_family(case)
    return _seen_among(worker, case, keys) if keys else []


@kept
def _keys_of_family(case: Case) -> QuerySet[CaseLink, int]:
    linked = CaseLink.objects.filter(case=case).values_list("other", flat=True)
    back = CaseLink.objects.filter(other=case).values_list("case", flat=True)
    persons = Party.objects.persons().filter(case=case).values("person")
    shared = Party.objects.filter(person__in=persons).values_list("case", flat=True)
    return linked.union(back, shared)


@kept
def _seen_among(worker: Worker, case: Case, keys: list[int]) -> QuerySet[Case]:
    family = Case.objects.filter(pk__among=keys).exclude(pk=case.pk)
    return family.visible_to(worker).order_by("-opened_on", "-pk")[: FAMILY_SHOWN + 1]


def _between(case: Case, other: Case) -> Q:
    return Q(case=case, other=other) | Q(case=other, other=case)


def _log(by: Worker, act: str, case: Case, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=case.person_ids(), case_id=case.pk, at=at)
