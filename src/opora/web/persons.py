"""One person: who they are, where they live, to whom they belong, which cases they are in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.models import Case
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.people.addresses import addresses_for, lines_of
from opora.people.models import AccountChange, Address, Person, Relation
from opora.people.need_to_know import may_do_which
from opora.people.relating import relations_of
from opora.web.access import WorkerRequest, needs
from opora.web.account_changes import change_shown
from opora.web.forms.fields import PageForm
from opora.web.forms.persons import (
    LANGUAGES,
    AddressEndForm,
    IdentifiersForm,
    ProtectionForm,
    RelationEndForm,
    RelationForm,
)
from opora.web.main_persons import with_main_persons
from opora.web.relations import other_side, what_the_other_is

CASES_SHOWN = 20
CHANGES = ["correct_person", "confirm_account", "protect_address", "merge_persons"]


def find_person(request: WorkerRequest, public_id: UUID) -> Person:
    """The person, if this worker needs to know them; merged records lead to the one they became."""
    waiting = AccountChange.objects.waiting().filter(person=OuterRef("pk"))
    persons = Person.objects.visible_to(request.worker).annotate(has_account_change=Exists(waiting))
    found = get_object_or_404(persons, public_id=public_id)
    trail.shows([found])
    return found


@needs("see_person")
def person(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The record of one person."""
    return record_page(request, find_person(request, public_id))


def record_page(request: WorkerRequest, found: Person, status: int = 200, **forms: Any) -> HttpResponse:
    """The record drawn, with the forms of an act that was refused as they were typed."""
    return render(request, "persons/person.html", _record(request.worker, found, forms), status=status)


def way_to(found: Person, below: str = "") -> list[tuple[str, str]]:
    """The breadcrumbs of a page about a person."""
    steps = [(_("Search"), reverse("search")), (found.full_name, reverse("person", args=[found.public_id]))]
    return [*steps, (below, "")] if below else [steps[0], (found.full_name, "")]


def by_identifier(text: str) -> Person | None:
    """The person with this EMŠO or tax number."""
    number = "".join(text.split())
    records = Person.objects.unmerged()
    return (
        records.filter(emso=number).first()
        or records.filter(tax_number=number.upper().removeprefix("SI")).first()
    )


def named_in(form: PageForm, field: str) -> Person | None:
    """The person named by number in a field of a valid form; says there where nobody bears the number."""
    number = form.cleaned_data[field]
    found = by_identifier(number) if number else None
    if number and found is None:
        form.add_error(
            field, _("Nobody on record has this EMŠO. Check the number, or enter the person first.")
        )
    return found


def addresses_shown(found: Person, worker: Worker) -> list[Address] | None:
    """Every address, the newest first; None where they are protected from this worker."""
    return addresses_for(found, worker, timezone.localdate())


def offered_to_end(addresses: list[Address] | None, today: date) -> list[tuple[str, str]]:
    """The addresses that still hold, as choices."""
    return [
        (str(row.pk), f"{row.get_kind_display()}: {', '.join(lines_of(row))}")
        for row in addresses or []
        if row.period.upper is None or row.period.upper > today
    ]


def relations_to_end(found: Person, relations: Iterable[Relation]) -> list[tuple[str, str]]:
    """Relations of a person as choices."""
    return [
        (str(each.pk), f"{what_the_other_is(each, found)}: {other_side(each, found).full_name}")
        for each in relations
    ]


def _record(worker: Worker, found: Person, forms: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    relations = list(relations_of(found, today))
    steps = may_do_which(worker, CHANGES, found)
    trail.shows([other_side(relation, found) for relation in relations])
    return {
        "person": found,
        "language": dict(LANGUAGES).get(found.language, found.language),
        "relations": [(what_the_other_is(each, found), other_side(each, found), each) for each in relations],
        "former_names": list(found.former_names.order_by("-period")),
        "cases": _cases(found, worker),
        "may_file": may(worker, "file_application") and not found.merged_into_id,
        "may_open_case": may(worker, "open_case") and not found.merged_into_id,
        "trail": way_to(found),
        **change_shown(worker, found, "confirm_account" in steps),
        **_addresses(worker, found, today, forms),
        **_corrections(steps, found, relations, forms),
        **_merges(steps, found),
    }


def _addresses(worker: Worker, found: Person, today: date, forms: dict[str, Any]) -> dict[str, Any]:
    addresses = addresses_shown(found, worker)
    to_end = offered_to_end(addresses, today)
    return {
        "is_withheld": addresses is None,
        "addresses": [(row, ", ".join(lines_of(row)), row.period.upper) for row in addresses or []],
        "address_end_form": forms.get("address_end")
        or (AddressEndForm(addresses=to_end, initial={"on": today}) if to_end else None),
    }


def _corrections(
    steps: set[str], found: Person, relations: list[Any], forms: dict[str, Any]
) -> dict[str, Any]:
    """What may be changed on this page, and the forms for it."""
    today = timezone.localdate()
    if "correct_person" not in steps or found.merged_into_id:
        return {"may_correct": False, "may_protect": False}
    to_end = relations_to_end(found, relations)
    return {
        "may_correct": True,
        "may_protect": "protect_address" in steps,
        "identifiers_form": forms.get("identifiers") or IdentifiersForm(),
        "relation_form": forms.get("relation") or RelationForm(),
        "relation_end_form": forms.get("relation_end")
        or (RelationEndForm(relations=to_end, initial={"on": today}) if to_end else None),
        "protection_form": forms.get("protection") or ProtectionForm(),
    }


def _merges(steps: set[str], found: Person) -> dict[str, Any]:
    if "merge_persons" not in steps:
        return {"may_merge": False, "merges": []}
    merges = found.merges.filter(parted_at__isnull=True).select_related("absorbed")
    return {"may_merge": True, "merges": list(merges)}


def _cases(found: Person, worker: Worker) -> list[Case]:
    cases = Case.objects.visible_to(worker).filter(parties__person=found).distinct()
    shown = list(cases.order_by("-pk")[:CASES_SHOWN])
    with_main_persons(shown)
    return shown
