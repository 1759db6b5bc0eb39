"""The areas by which the index lists rights: neighbours in the legal order of claiming."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.law.engine.graph import Right


@dataclass(frozen=True)
class Area:
    key: str
    first_order: int
    label: Promise


AREAS = (
    Area("public_funds", 1, _("Rights from public funds")),
    Area("parental_protection", 20, _("Parental protection and family benefits")),
    Area("disability_and_care", 40, _("Disability and care")),
    Area("family", 60, _("Maintenance, foster care, guardianship and the child")),
    Area("municipal", 80, _("Municipal aid")),
    Area("others", 90, _("Services and other rights")),
)


def by_area(rights: Iterable[Right]) -> list[tuple[Area, list[Right]]]:
    """The areas that have rights, each with its own."""
    found: dict[Area, list[Right]] = {area: [] for area in AREAS}
    for right in rights:
        found[area_of(right)].append(right)
    return [(area, of_area) for area, of_area in found.items() if of_area]


def area_of(right: Right) -> Area:
    return [area for area in AREAS if area.first_order <= right.order][-1]
