"""The households of a population folder as single cases, for the reader that explains."""

from datetime import date
from typing import Any

from opora.law.batch.population import RELATION_COLUMNS
from opora.law.country import PopulationFolder
from opora.law.engine.calendar import month_index
from opora.law.engine.case import Case
from opora.law.engine.facts import Fact
from opora.law.engine.graph import Graph

RELATION_OF = {name: name.partition("_")[0] for name in RELATION_COLUMNS}
SEVERAL = {"partner": "partner", "parent": "parents", "carer": "carers"}
MIRRORED = {"parents": "children", "carers": "wards"}


def cases_of(folder: PopulationFolder, graph: Graph, claimed: frozenset[str]) -> list[Case]:
    table = folder.read(0, [name for name in folder.columns if name.partition("@")[0] in graph.facts])
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        rows.setdefault(row["household"], []).append(row)
    return [_case(members, graph.facts, claimed) for members in rows.values()]


def _case(members: list[dict[str, Any]], facts: dict[str, Fact], claimed: frozenset[str]) -> Case:
    count = len(members)
    relations = ("partner", "parents", "children", "carers", "wards")
    case = Case(
        persons=[f"person_{place}" for place in range(count)],
        applicant=next(place for place, row in enumerate(members) if row["is_applicant"]),
        in_dwelling=[row["lives_in_dwelling"] for row in members],
        relatives={relation: [[] for _ in range(count)] for relation in relations},
        claimed=claimed,
    )
    for place, row in enumerate(members):
        for column, single in RELATION_OF.items():
            if row[column] >= 0:
                relation = SEVERAL[single]
                case.relatives[relation][place].append(row[column])
                if relation in MIRRORED:
                    case.relatives[MIRRORED[relation]][row[column]].append(place)
        for name, value in row.items():
            key, _, of = name.partition("@")
            if key in facts:
                _give(case, facts[key], of, -1 if facts[key].of == "dwelling" else place, value)
    return case


def _give(case: Case, fact: Fact, of: str, owner: int, value: int) -> None:
    if fact.period == "day":
        case.by_day[fact.key, owner] = value
    elif fact.period == "month":
        case.by_month.setdefault((fact.key, owner), {})[_month(of)] = value
    else:
        case.by_year.setdefault((fact.key, owner), {})[int(of)] = value


def _month(text: str) -> int:
    return month_index(date.fromisoformat(f"{text}-01"))
