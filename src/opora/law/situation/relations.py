"""Who is related to whom, and who lives in the dwelling."""

from collections.abc import Iterator
from typing import Any

from opora.law.engine.errors import nearest
from opora.law.engine.operations import RELATIONS

from .problems import Problem, pointer
from .shape import InCare, Parent, Partner, SituationShape

MOST_PARENTS = 2


def relate(shape: SituationShape, places: dict[str, int]) -> tuple[dict[str, list[list[int]]], list[Problem]]:
    """For each relation, the places of everybody's relatives."""
    relatives: dict[str, list[list[int]]] = {name: [[] for _ in places] for name in RELATIONS}
    problems = list(_unknown_persons(shape, places))
    if not problems:
        for position, relation in enumerate(shape.relations):
            problems += _join(relatives, relation, places, pointer("relations", position))
    return relatives, problems


def _join(
    relatives: dict[str, list[list[int]]],
    relation: Partner | Parent | InCare,
    places: dict[str, int],
    path: str,
) -> Iterator[Problem]:
    if isinstance(relation, Partner):
        yield from _join_partners(relatives["partner"], relation, places, path)
    elif isinstance(relation, Parent):
        ways = relatives["children"], relatives["parents"]
        yield from _join_ways(ways, relation.parent, relation.child, places, path)
        if len(relatives["parents"][places[relation.child]]) > MOST_PARENTS:
            yield Problem(
                path,
                "overlapping_membership",
                f"{relation.child} would have more than two parents. Keep the two that are entered in the "
                f"register.",
                {"person": relation.child},
            )
    else:
        ways = relatives["wards"], relatives["carers"]
        yield from _join_ways(ways, relation.carer, relation.child, places, path)


def _join_partners(
    partners: list[list[int]], relation: Partner, places: dict[str, int], path: str
) -> Iterator[Problem]:
    one, other = relation.persons
    if one == other:
        yield Problem(path, "relation_to_oneself", f"{one} cannot be their own partner. Name two persons.")
        return
    for person in (one, other):
        if partners[places[person]]:
            yield Problem(
                path,
                "overlapping_membership",
                f"{person} already has a partner in this situation. Keep the relation that holds on the day "
                "of filing.",
                {"person": person},
            )
            return
    partners[places[one]].append(places[other])
    partners[places[other]].append(places[one])


def _join_ways(
    ways: tuple[list[list[int]], list[list[int]]],
    elder: str,
    child: str,
    places: dict[str, int],
    path: str,
) -> Iterator[Problem]:
    down, up = ways
    if elder == child:
        yield Problem(path, "relation_to_oneself", f"{child} cannot be their own parent or carer.")
    elif places[elder] in down[places[child]]:
        yield Problem(
            path,
            "cyclic_relation",
            f"{child} is already the parent or carer of {elder}; it cannot hold the other way round as well. "
            "Keep the relation that is right.",
            {"elder": elder, "child": child},
        )
    elif places[child] in down[places[elder]]:
        yield Problem(
            path, "overlapping_membership", f"The relation of {elder} and {child} is listed twice. Keep one."
        )
    else:
        down[places[elder]].append(places[child])
        up[places[child]].append(places[elder])


def _unknown_persons(shape: SituationShape, places: dict[str, int]) -> Iterator[Problem]:
    for position, relation in enumerate(shape.relations):
        for part, name in relation.model_dump(exclude={"type"}).items():
            for person in name if isinstance(name, tuple) else (name,):
                if person not in places:
                    yield unknown_person(pointer("relations", position, part), person, places)


def unknown_person(path: str, person: str, places: dict[str, int]) -> Problem:
    return Problem(
        path,
        "unknown_person",
        f"{person!r} is not among the persons.{nearest(person, list(places))} Add the person, or correct "
        f"the name.",
        {"person": person},
    )


def dwellers(listed: Any, places: dict[str, int]) -> tuple[list[int], list[Problem]]:
    """Of each person, whether it lives in the dwelling; nobody is listed twice."""
    marks = [0] * len(places)
    problems: list[Problem] = []
    if not isinstance(listed, list):
        return marks, [
            Problem(
                pointer("dwelling", "persons"), "wrong_type", "This is a list of persons, such as ['ana']."
            )
        ]
    for position, person in enumerate(listed):
        path = pointer("dwelling", "persons", position)
        if not isinstance(person, str) or person not in places:
            problems.append(unknown_person(path, str(person), places))
        elif marks[places[person]]:
            problems.append(
                Problem(
                    path,
                    "overlapping_membership",
                    f"{person} is listed twice in the dwelling. Keep one entry.",
                )
            )
        else:
            marks[places[person]] = 1
    return marks, problems
