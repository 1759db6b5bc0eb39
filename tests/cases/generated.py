"""Values for any record of the catalogue: as a worker types them, and as they must be kept."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as kept_in
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from opora.catalogue import catalogue
from opora.catalogue.schema import Record, RecordField

TODAY = date(2026, 7, 7)
NOW = timezone.make_aware(datetime.combine(TODAY, time(18)))


@dataclass(frozen=True)
class Surroundings:
    """What the fields of a record may name."""

    parties: list[int | str]
    workers: list[int]
    bodies: list[int | str]
    in_roles: Mapping[str, list[int | str]] = kept_in(default_factory=dict)
    """The parties by role, for fields that name only who has one."""


def typed_values(definition: Record, near: Surroundings, seed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is typed into each field, and what must be kept of it; nothing for what is worked out.

    All of it is on one day, so that no record ends before it begins.
    """
    dice = random.Random(f"{seed}/{definition.key}")
    typed, kept = {}, {}
    not_now = {field.guardian_if for field in definition.fields}
    not_fit = {field.guardian_fit for field in definition.fields}
    for field in definition.fields:
        at_hand = _those_in(field, near)
        if field.derived is not None or (field.type in ("party", "parties") and not at_hand.parties):
            continue
        if field.guardian_of is not None and field.guardian_if is None:
            continue  # the parties at hand stand in every role, and nobody is their own guardian
        chosen = _typed(field, at_hand, dice)
        typed[field.key], kept[field.key] = ("ne", False) if field.key in not_now else chosen
        if field.key in not_fit:
            typed[field.key] = kept[field.key] = "no"
        if (word := _needed_to_prolong(definition, field)) is not None:
            typed[field.key], kept[field.key] = word
    for one, other in definition.differ:
        if typed[one] == typed[other]:
            somebody_else = next(party for party in near.parties if party != kept[one])
            typed[other], kept[other] = str(somebody_else), somebody_else
    for key in left_empty(definition, kept):
        del typed[key], kept[key]
    return typed, kept


def left_empty(definition: Record, content: Mapping[str, Any]) -> list[str]:
    """Fields that stay empty because another of their group is filled in: the first that may be."""
    empty = []
    for group in definition.one_of:
        fields = [field for field in definition.fields if field.key in group and field.key in content]
        may = [each for each in fields if each.only_where is None or each.only_where.is_so(content)]
        empty += [field.key for field in fields if field not in may[:1]]
    return empty


def _needed_to_prolong(definition: Record, told: RecordField) -> tuple[Any, Any] | None:
    """What a field must hold for a new end of a stay; nothing where anything will do."""
    wanted = definition.prolongs.only_with if definition.prolongs else ()
    word = next((held.is_ for held in wanted if held.field == told.key), None)
    return ("da", True) if word is True else (word, word) if word is not None else None


def _those_in(told: RecordField, near: Surroundings) -> Surroundings:
    return replace(near, parties=near.in_roles.get(told.in_role, [])) if told.in_role else near


def _typed(field: RecordField, near: Surroundings, dice: random.Random) -> tuple[Any, Any]:
    day = date(2026, 6, 1)
    if field.type in ("choice", "choices"):
        words = [entry.key for entry in catalogue().code_lists[field.choices].entries]
        chosen = sorted(dice.sample(words, min(2, len(words))), key=words.index)
        return (chosen[0], chosen[0]) if field.type == "choice" else (chosen, chosen)
    if field.type == "date":
        return f"{day.day}. {day.month}. {day.year}", day.isoformat()
    if field.type == "moment":
        at = timezone.make_aware(datetime.combine(day, time(9, 30)))
        return f"{day.day}. {day.month}. {day.year} 9.30", at.isoformat(timespec="minutes")
    if field.type == "money":
        cents = dice.randrange(100_000, 9_999_999)
        whole = f"{cents // 100:,}".replace(",", ".")
        return f"{whole},{cents % 100:02}", cents
    figure = 1 if field.key == "number" else dice.randrange(1, 90)  # the first of its kind, as of a cycle
    simple = {
        "text": ("  Beseda   in pol ", "Beseda in pol"),
        "long_text": ("Prva vrstica.\r\nDruga vrstica.", "Prva vrstica.\nDruga vrstica."),
        "yes_no": (dice.choice([("da", True), ("ne", False)])),
        "time": ("9.30", "09:30"),
        "percent": (f"{figure},5", f"{figure}.5"),
        "hours": (f"{figure},25", f"{figure}.25"),
        "place": ("Koper", "Koper"),
        "case": (" 122-7/2026 ", "122-7/2026"),
        "document": ("1232-1/2026-3", "1232-1/2026-3"),
    }
    if field.type in simple:
        return simple[field.type]
    if field.type in ("count", "minutes", "days"):
        return str(figure), figure
    if field.type == "parties":
        several = sorted(dice.sample(near.parties, min(2, len(near.parties))))
        return [str(key) for key in several], several
    named = {"party": near.parties, "worker": near.workers, "body": near.bodies}[field.type]
    key = dice.choice(named)
    return str(key), key
