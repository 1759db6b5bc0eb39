"""Households of many shapes and dates, written like those of `opora.law.cliffs`."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from opora.law.cliffs.households import declared

DATES = (
    ("2019-10-10", "2019-11"),
    ("2021-09-14", "2021-10"),
    ("2024-03-05", "2024-04"),
    ("2026-06-15", "2026-07"),
)
HOURS = ("0", "80", "174")
RIGHTS_OF_THE_ELDERLY = ("cash_social_assistance", "income_supplement", "exemption_home_help")
BORN = ("2006-04-02", "2009-08-20", "2013-02-11", "2017-10-05", "2021-05-30", "2023-12-24")


def shapes(random: Random, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """One or two adults with up to four children, at work or not, on one of the dates."""
    for place in range(number):
        yield f"shape_{place}", _shape(random, place)


def _shape(random: Random, place: int) -> dict[str, Any]:
    entry: dict[str, Any] = deepcopy(declared()["households"]["couple_with_three"])
    filed, month = DATES[place % len(DATES)]
    ana, bor = entry["persons"]["ana"], entry["persons"]["bor"]
    ana["work_activity_hours"] = random.choice(HOURS)
    bor["work_activity_hours"] = random.choice(HOURS)
    adults = {"ana": ana, "bor": bor} if random.random() < 0.6 else {"ana": ana}
    born = sorted(random.sample([day for day in BORN if day < filed], random.randrange(5)))
    children = {f"child_{number}": _child(random, day, filed) for number, day in enumerate(born)}
    entry |= {"filed": filed, "month": month, "persons": {**adults, **children}}
    if not children:
        _make_elderly(entry)
    entry["relations"] = [
        {"type": "parent", "parent": adult, "child": child} for adult in adults for child in children
    ]
    if len(adults) > 1:
        entry["relations"].append({"type": "partner", "persons": list(adults)})
    return entry


def _make_elderly(entry: dict[str, Any]) -> None:
    """A pensioner who needs help at home."""
    for person in entry["persons"].values():
        person |= {"born": "1948-01-20", "work_activity_hours": "0"}
    entry |= {"pay_of_months": "pension", "rights": [*RIGHTS_OF_THE_ELDERLY]}
    entry["persons"]["ana"]["home_help_price"] = "400.00"


def _child(random: Random, born: str, filed: str) -> dict[str, Any]:
    persons = declared()["households"]["couple_with_three"]["persons"]
    age = int(filed[:4]) - int(born[:4])
    kind = "tim" if age < 6 else "eva" if age < 15 else "jan"
    child = {**persons[kind], "born": born}
    if kind == "tim" and random.random() < 0.3:
        child |= {"in_kindergarten": False, "kindergarten_price": "0"}
    return child
