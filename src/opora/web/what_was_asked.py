"""What an attempt that was refused was about, for the log: the case, its parties, the act that said no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opora.cases.models import Case, Party
from opora.organisation.access_table import Route
from opora.organisation.refusal import Refused
from opora.people.models import Person

# How a case is found by what an address names; an address about another thing tells no case.
CASE_OF = {
    "case": "public_id",
    "decision": "decisions__public_id",
    "document": "documents__public_id",
    "note": "notes__public_id",
    "appointment": "appointments__public_id",
    "delivery": "documents__deliveries",
    "record": "records__public_id",
}


def asked_about(route: Route, named: Mapping[str, Any]) -> tuple[list[int], int | None]:
    """The persons and the case that an address names, whether or not who asked may see them."""
    value = next(iter(named.values()), None)
    if value is None:
        return [], None
    if route.of == "person":
        return list(Person.objects.filter(public_id=value).values_list("pk", flat=True)), None
    if route.of not in CASE_OF:
        return [], None
    case_id = Case.objects.filter(**{CASE_OF[route.of]: value}).values_list("pk", flat=True).first()
    if case_id is None:
        return [], None
    persons = Party.objects.persons().filter(case=case_id)
    return list(persons.values_list("person_id", flat=True)), case_id


def raised_in(refusal: Refused) -> str:
    """The function that said no: a key that holds nothing of what was said."""
    step = refusal.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step.tb_frame.f_code.co_name if step is not None else ""
