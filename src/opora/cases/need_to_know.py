"""Tells the room of people whom a worker needs to know: the parties of the cases they may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from opora.cases.assigning import cases_given_to
from opora.cases.models import Case, Party
from opora.cases.protection import tell_cases_of_protection
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.people import need_to_know, protecting


def persons_of_visible_cases(worker: Worker) -> QuerySet[Any, Any]:
    """Parties of cases the worker may see."""
    return Party.objects.persons().filter(case__in=Case.objects.visible_to(worker)).values("person")


def persons_of_own_cases(worker: Worker) -> QuerySet[Any, Any]:
    """Parties of cases the worker was given: whoever writes to them needs even a protected address."""
    if not may(worker, "see_protected_address"):
        return Party.objects.none().values("person")
    return Party.objects.persons().filter(case__in=cases_given_to(worker)).values("person")


def persons_of_cases_reached(worker: Worker, step: str) -> QuerySet[Any, Any]:
    """Parties of cases in which the worker may do a step now."""
    return Party.objects.persons().filter(case__in=Case.objects.reached_for(step, worker)).values("person")


def persons_of_cases_numbered(typed: str, worker: Worker) -> QuerySet[Any, Any]:
    """Parties of visible cases that a number means."""
    visible = Case.objects.visible_to(worker).numbered(typed)
    return Party.objects.persons().filter(case__in=visible).values("person")


def persons_of_cases() -> QuerySet[Any, Any]:
    """Parties of any case, whoever may see it."""
    return Party.objects.persons().values("person")


def register() -> None:
    """Give the answers that `people.need_to_know` asks for, and hear of protections."""
    need_to_know.follows_from(persons_of_visible_cases)
    need_to_know.protected_address_serves(persons_of_own_cases)
    need_to_know.steps_are_done_for(persons_of_cases_reached)
    need_to_know.case_numbers_lead_to(persons_of_cases_numbered)
    need_to_know.cases_are_about(persons_of_cases)
    protecting.is_told(tell_cases_of_protection)
