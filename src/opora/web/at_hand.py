"""What the fields of a record let choose from in one case: asked only for the types its form has."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language

from opora.cases.agreeing import days_kept
from opora.cases.links import family_of
from opora.cases.models import Body, Case
from opora.cases.named_cases import cases_kept, told_of_cases
from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.organisation.models import Municipality, Worker
from opora.people.folding import order_key
from opora.web.forms.record_fields import AtHand, Choices

BODIES_OFFERED = 500
CASES_OFFERED = 50


def at_hand(case: Case, definition: Record, worker: Worker) -> AtHand:
    """The parties, workers, bodies, places, documents and other cases that this form may name."""
    types = {told.type for told in definition.fields if told.derived is None}
    return AtHand(
        parties=_parties(case) if types & {"party", "parties"} else (),
        workers=_workers(case, worker) if "worker" in types else (),
        bodies=_bodies() if "body" in types else (),
        places=_places() if "place" in types else (),
        documents=_documents(case) if "document" in types else (),
        cases=_cases(case, definition, worker) if "case" in types else (),
        this_case=[(str(case.pk), f"{case.number}, {case.matter}")],
        kept_cases=_kept_cases(case, definition, worker) if "case" in types else (),
        in_roles=_in_roles(case, definition),
        days=_days(case, definition),
        lists=catalogue().code_lists,
    )


def _parties(case: Case) -> Choices:
    parties = case.parties.select_related("person", "body").order_by("pk")
    return [(str(party.pk), str(party)) for party in parties]


def _in_roles(case: Case, definition: Record) -> dict[str, Choices]:
    """Of fields for those in a role alone: who has it in the case."""
    asked = {told.in_role for told in definition.fields if told.in_role}
    if not asked:
        return {}
    parties = list(case.parties.filter(role__in=asked).select_related("person", "body").order_by("pk"))
    return {role: [(str(each.pk), str(each)) for each in parties if each.role == role] for role in asked}


def _days(case: Case, definition: Record) -> dict[str, Choices]:
    """Of dates on which another record was kept: its days, the last one first."""
    asked = {told.day_of for told in definition.fields if told.day_of}
    return {key: [(day.isoformat(), date_format(day)) for day in days_kept(case, key)] for key in asked}


def _workers(case: Case, worker: Worker) -> Choices:
    """Those of the case's centre who work now; who fills in the form stands first."""
    others = Worker.objects.filter(centre=case.centre_id, is_active=True).exclude(pk=worker.pk)
    named = sorted(others, key=lambda one: (order_key(one.family_name), order_key(one.given_name)))
    return [(str(one.pk), str(one)) for one in [worker, *named]]


def names_of_bodies() -> list[str]:
    """Those of the directory that are offered while somebody types."""
    return [name for _key, name in _bodies()]


def _bodies() -> Choices:
    known = Body.objects.order_by("name").values_list("pk", "name")[:BODIES_OFFERED]
    return [(str(key), name) for key, name in known]


def _places() -> Choices:
    italian = (get_language() or "en")[:2] == "it"
    every = Municipality.objects.all()
    names = ((each.name_it if italian else "") or each.name_sl for each in every)
    return [(name, name) for name in sorted(names, key=order_key)]


def _documents(case: Case) -> Choices:
    """By number, which is how a record names them."""
    return [
        (document.number, f"{document.number}, {document.title}")
        for document in case.documents.only("number", "title").order_by("sequence")
    ]


def _cases(case: Case, definition: Record, worker: Worker) -> Choices:
    """Those linked with this one or about one of its persons, as far as the worker may see them.

    Those of the tasks that the form asks for stand first.
    """
    asked = {task for told in definition.fields for task in told.of_tasks}
    found = list(family_of(case).visible_to(worker)[:CASES_OFFERED])
    return [
        (str(other.pk), f"{other.number}, {other.matter}")
        for other in sorted(found, key=lambda each: each.task not in asked)
    ]


def _kept_cases(case: Case, definition: Record, worker: Worker) -> Choices:
    """Those that records of this kind name already, also where the worker may not see them."""
    told, _seen = told_of_cases(cases_kept(case, definition), worker)
    names = list(told.values())
    return [
        (str(key), name if names.count(name) == 1 else f"{name} ({place})")
        for place, (key, name) in enumerate(told.items(), start=1)
    ]
