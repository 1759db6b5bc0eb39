"""The officials and the body of a case, as its letters print them.

Names of bodies and posts are given in each language they exist in; `in_language` falls back to Slovenian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.organisation.models import Role, Unit, Worker
from opora.organisation.posts import post_of

ByLanguage = Mapping[str, str]

LANGUAGES = ("sl", "it", "en")
BY_RANK = (
    Role.DIRECTOR,
    Role.HEAD_OF_UNIT,
    Role.DECISION_MAKER,
    Role.PROFESSIONAL,
    Role.CLERK,
)


@dataclass(frozen=True)
class Body:
    """The centre and unit that write, with the address where papers are taken in."""

    organisation: ByLanguage
    address: tuple[str, ...]
    unit: ByLanguage = field(default_factory=dict)
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Official:
    """Somebody who signs."""

    name: str
    title: str = ""
    post: ByLanguage = field(default_factory=dict)


def in_language(names: ByLanguage) -> str:
    """The name in the active language, else in Slovenian, else nothing."""
    return names.get(get_language() or "sl") or names.get("sl", "")


def official(worker: Worker, on: date) -> Official:
    """A worker with their education and the highest role they hold on a day."""
    held = {grant.role for grant in worker.grants_on(on)}
    role = next((role for role in BY_RANK if role in held), None)
    return Official(name=worker.full_name, title=worker.title, post=_post(worker, role) if role else {})


def body_of(unit: Unit) -> Body:
    """The centre and unit that decide, with the address where papers are taken in."""
    centre = unit.centre
    return Body(
        organisation={"sl": centre.name_sl, "it": centre.name_it, "en": centre.name_en},
        unit=_unit_names(unit),
        address=_address(
            unit.address or centre.address, unit.post_code or centre.post_code, unit.town or centre.town
        ),
        contacts=tuple(filter(None, (unit.phone or centre.phone, unit.email or centre.email))),
    )


def _post(worker: Worker, role: Role) -> ByLanguage:
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = post_of(worker, role)
    return names


def _unit_names(unit: Unit) -> ByLanguage:
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            name = (unit.name_it if language == "it" else "") or unit.name
            names[language] = _("Unit {name}").format(name=name)
    return names


def _address(street: str, post_code: str, town: str) -> tuple[str, ...]:
    return tuple(filter(None, (street, f"{post_code} {town}".strip())))
