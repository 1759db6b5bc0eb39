"""Who is related to whom, and who lives in the dwelling."""

from collections.abc import Iterator
from typing import Any

from opora.law.engine.operations import RELATIONS

from .problems import Problem, pointer
from .shape import InCare, Parent, Partner, SituationShape
from .wording import hint, said

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
                said("three_parents", person=relation.child),
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
        yield Problem(path, "relation_to_oneself", said("own_partner", person=one))
        return
    for person in (one, other):
        if partners[places[person]]:
            yield Problem(
                path,
                "overlapping_membership",
                said("second_partner", person=person),
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
        yield Problem(path, "relation_to_oneself", said("own_parent", person=child))
    elif places[elder] in down[places[child]]:
        yield Problem(
            path,
            "cyclic_relation",
            said("cyclic_relation", child=child, elder=elder),
            {"elder": elder, "child": child},
        )
    elif places[child] in down[places[elder]]:
        yield Problem(path, "overlapping_membership", said("relation_twice", elder=elder, child=child))
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
        said("unknown_person", person=person, hint=hint(person, places)),
        {"person": person},
    )


def dwellers(listed: Any, places: dict[str, int]) -> tuple[list[int], list[Problem]]:
    """Of each person, whether it lives in the dwelling; nobody is listed twice."""
    marks = [0] * len(places)
    problems: list[Problem] = []
    if not isinstance(listed, list):
        return marks, [Problem(pointer("dwelling", "persons"), "wrong_type", said("list_of_persons"))]
    for position, person in enumerate(listed):
        path = pointer("dwelling", "persons", position)
        if not isinstance(person, str) or person not in places:
            problems.append(unknown_person(path, str(person), places))
        elif marks[places[person]]:
            problems.append(
                Problem(
                    path,
                    "overlapping_membership",
                    said("dweller_twice", person=person),
                )
            )
        else:
            marks[places[person]] = 1
    return marks, problems
