"""A whole population as columns, ready to be copied into the tables of persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from opora.demo.addresses import draw_homes
from opora.demo.identifiers import NATIONS, draw_accounts, draw_emso, draw_tax_numbers
from opora.demo.names import draw_family_names, draw_given_names
from opora.demo.structure import (
    ANCHOR,
    DAYS_OF_A_YEAR,
    ELDER,
    FLATMATE,
    PARTNER,
    Members,
    draw_members,
    shapes,
)

SLOVENIAN, ITALIAN, SOUTHERN = range(3)
ADULT_DAYS = round(18 * DAYS_OF_A_YEAR)
Days = NDArray[np.datetime64]
Whole = NDArray[np.int64]
NEVER = np.datetime64("NaT", "D")


@dataclass
class Population:
    """The rows of the tables of persons; ids count from 1 and are moved behind what is there on loading."""

    persons: pa.Table
    former_names: pa.Table
    dwellings: pa.Table
    residences: pa.Table
    addresses: pa.Table
    relations: pa.Table


@dataclass
class _Draft:
    """What is worked out once and used by several tables."""

    members: Members
    today: np.datetime64
    municipality: Whole  # of each household
    origin: Whole  # of each household
    foreign: NDArray[np.bool_]  # of each household
    protected: NDArray[np.bool_]  # of each household
    moved_in: Days  # of each household
    born: Days
    died: Days
    together_since: Days  # of each couple
    is_married: NDArray[np.bool_]
    relatives: Whole  # pairs of parent and child, absent parents among them


def draw_population(persons: int, *, seed: int, today: date, municipalities: dict[str, int]) -> Population:
    """So many persons in households, the same for the same seed and day.

    `municipalities` gives the inhabitants of each by code: where people live follows from them. In the
    tables a municipality is its place in that mapping.
    """
    rng = np.random.default_rng(seed)
    draft = _draft(persons, np.datetime64(today), municipalities, rng)
    given, family, maiden = _names(draft, rng)
    rows = np.arange(1, persons + 1)
    return Population(
        persons=_persons(draft, given, family, rng),
        former_names=_former_names(draft, given, maiden),
        dwellings=pa.table(
            {"id": np.arange(1, len(draft.municipality) + 1), "municipality": draft.municipality}
        ),
        residences=_residences(draft, rows),
        addresses=_addresses(draft, rows, list(municipalities), rng),
        relations=_relations(draft),
    )


def _draft(
    persons: int, today: np.datetime64, municipalities: dict[str, int], rng: np.random.Generator
) -> _Draft:
    members = draw_members(persons, rng)
    households = int(members.household[-1]) + 1
    born = today - members.age
    died = np.where(members.dead_for >= 0, today - members.dead_for, NEVER)
    shares = np.array(list(municipalities.values()))
    municipality = rng.choice(len(shares), size=households, p=shares / shares.sum())
    minority = np.array([shapes()["minority_share"].get(code, 0.0) for code in municipalities])
    origin = np.where(rng.random(households) < minority[municipality], ITALIAN, SLOVENIAN)
    foreign = (origin == SLOVENIAN) & (rng.random(households) < shapes()["foreign_share"])
    origin[foreign] = SOUTHERN
    is_married = rng.random(len(members.couples)) < shapes()["share_of_married_couples"]
    return _Draft(
        members=members,
        today=today,
        municipality=municipality,
        origin=origin,
        foreign=foreign,
        protected=rng.random(households) < shapes()["share_of_protected_households"],
        moved_in=_moved_in(members, today, rng),
        born=born,
        died=died,
        together_since=_together_since(members, born, died, today, rng),
        is_married=is_married,
        relatives=np.concatenate([members.parents, _absent_parents(members, rng)]),
    )


def _moved_in(members: Members, today: np.datetime64, rng: np.random.Generator) -> Days:
    """The day each household moved in, not before its eldest came of age."""
    lately, long_ago = shapes()["moved_in_years_ago"]
    years = rng.uniform(lately, long_ago, int(members.household[-1]) + 1)
    day = today - (years * DAYS_OF_A_YEAR).astype(np.int64)
    eldest = np.maximum.reduceat(members.age, _starts(members.household))
    return np.asarray(np.maximum(day, today - eldest + ADULT_DAYS))


def _together_since(
    members: Members, born: Days, died: Days, today: np.datetime64, rng: np.random.Generator
) -> Days:
    """The day each couple began: between coming of age and today, or the first death."""
    grown_up = born[members.couples].max(axis=1) + ADULT_DAYS
    deaths = died[members.couples]
    end = np.where(np.isnat(deaths), today, deaths).min(axis=1)
    possible = np.maximum((end - grown_up).astype(np.int64), 2)
    early = np.minimum(possible, 12 * 365)
    return np.asarray(grown_up + (rng.random(len(grown_up)) * early).astype(np.int64))


def _absent_parents(members: Members, rng: np.random.Generator) -> Whole:
    """The other parent of a single parent's children: somebody of fitting age who lives alone."""
    kinds = list(shapes()["households"])
    lone_parents = np.flatnonzero((members.kind == kinds.index("single_parent")) & (members.part == ANCHOR))
    lone_parents = lone_parents[rng.random(len(lone_parents)) < shapes()["share_of_absent_parents_on_record"]]
    found = []
    for is_female in (True, False):
        parents = lone_parents[members.is_female[lone_parents] == is_female]
        alone = np.flatnonzero(
            (members.kind == kinds.index("single_young")) & (members.is_female != is_female)
        )
        if not len(alone) or not len(parents):
            continue
        alone = alone[np.argsort(members.age[alone])]
        wanted = members.age[parents] + rng.integers(-1500, 2500, len(parents))
        chosen = alone[np.clip(np.searchsorted(members.age[alone], wanted), 0, len(alone) - 1)]
        other = np.full(len(members), -1)
        other[parents] = chosen
        of_parents = members.parents[members.is_female[members.parents[:, 0]] == is_female]
        pairs = np.column_stack([other[of_parents[:, 0]], of_parents[:, 1]])
        pairs = pairs[pairs[:, 0] >= 0]
        found.append(pairs[members.age[pairs[:, 0]] - members.age[pairs[:, 1]] > ADULT_DAYS])
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)


ROUNDS_OF_NAMING = 6


def _name_siblings_apart(
    given: NDArray[Any],
    draft: _Draft,
    origin: NDArray[np.int64],
    year: NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    """Nobody of a household is named like somebody listed before: a home with two Emas is no home.

    What is still alike after some rounds stays, as now and then in life.
    """
    members = draft.members
    for _ in range(ROUNDS_OF_NAMING):
        order = np.lexsort((given.astype(str), members.household))
        same_home = members.household[order[1:]] == members.household[order[:-1]]
        alike = order[1:][same_home & (given[order[1:]] == given[order[:-1]])]
        if not len(alike):
            return
        given[alike] = draw_given_names(origin[alike], members.is_female[alike], year[alike], rng)


def _names(draft: _Draft, rng: np.random.Generator) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Given name, family name, and the name a married woman gave up (None for everybody else)."""
    members = draft.members
    origin = draft.origin[members.household]
    year = draft.born.astype("datetime64[Y]").astype(np.int64) + 1970
    given = draw_given_names(origin, members.is_female, year, rng)
    second = np.flatnonzero(rng.random(len(members)) < shapes()["second_given_name"])
    given[second] += " " + draw_given_names(origin[second], members.is_female[second], year[second], rng)
    _name_siblings_apart(given, draft, origin, year, rng)

    of_household = draw_family_names(draft.origin, rng)
    own = draw_family_names(origin, rng)
    family = of_household[members.household]
    of_the_wife = (members.part == ELDER) & _is_wifes_parent(members)
    with_own = np.isin(members.part, [PARTNER, FLATMATE]) | of_the_wife
    family = np.where(with_own, own, family)
    maiden = np.full(len(members), None, dtype=object)
    _take_married_names(draft, family, maiden, own, rng)
    return given, family, maiden


def _is_wifes_parent(members: Members) -> NDArray[np.bool_]:
    """Elders bear the anchor's name where the anchor is a man."""
    anchor_is_female = np.zeros(int(members.household[-1]) + 1, dtype=bool)
    anchors = members.part == ANCHOR
    anchor_is_female[members.household[anchors]] = members.is_female[anchors]
    return anchor_is_female[members.household]


def _take_married_names(
    draft: _Draft, family: NDArray[Any], maiden: NDArray[Any], own: NDArray[Any], rng: np.random.Generator
) -> None:
    couples = draft.members.couples
    wife_first = draft.members.is_female[couples[:, 0]]
    wives = np.where(wife_first, couples[:, 0], couples[:, 1])
    husbands = np.where(wife_first, couples[:, 1], couples[:, 0])
    choice = rng.random(len(couples))
    takes = draft.is_married & (choice < shapes()["wife_takes_the_name"])
    adds = draft.is_married & ~takes & (choice < 1 - shapes()["wife_keeps_her_name"])
    head = takes & wife_first & (draft.members.part[wives] == ANCHOR)
    family[husbands[head]] = family[wives[head]]  # the household bears the husband's name
    maiden[wives[takes]] = own[wives[takes]]
    family[wives[takes]] = family[husbands[takes]]
    family[wives[adds]] += " " + family[husbands[adds]]


def _persons(draft: _Draft, given: NDArray[Any], family: NDArray[Any], rng: np.random.Generator) -> pa.Table:
    members = draft.members
    count = len(members)
    foreign = draft.foreign[members.household]
    shares = np.array([shapes()["citizenships"][nation] for nation in NATIONS[1:]])
    drawn = 1 + rng.choice(len(shares), size=len(draft.foreign), p=shares / shares.sum())
    nation = np.where(foreign, drawn[members.household], 0)
    no_emso = (foreign & (rng.random(count) < shapes()["share_of_foreigners_without_emso"])) | (
        members.age < shapes()["newborn_without_emso_days"]
    )
    no_tax_number = (foreign & (rng.random(count) < shapes()["share_of_foreigners_without_tax_number"])) | (
        members.age < shapes()["newborn_without_tax_number_days"]
    )
    italian = draft.origin[members.household] == ITALIAN
    account = np.where(members.age > ADULT_DAYS, draw_accounts(count), -1)
    identifier = rng.bytes(16 * count).hex()
    return pa.table(
        {
            "id": np.arange(1, count + 1),
            "public_id": [identifier[at : at + 32] for at in range(0, 32 * count, 32)],
            "emso": _digits(draw_emso(draft.born, members.is_female, nation), 13, absent=no_emso),
            "tax_number": _digits(draw_tax_numbers(count), 8, absent=no_tax_number),
            "given_name": pa.array(given, pa.string()),
            "family_name": pa.array(family, pa.string()),
            "born": pa.array(draft.born),
            "died": pa.array(draft.died),
            "sex": _chosen(members.is_female, "female", "male"),
            "citizenship": pa.array(NATIONS).take(pa.array(nation)),
            "language": _chosen(italian, "it", "sl"),
            "iban": pc.if_else(
                pa.array(account >= 0),
                pc.binary_join_element_wise("SI56", _digits(account, 15, absent=account < 0), ""),
                "",
            ),
            "phone": pa.repeat("", count),
            "email": pa.repeat("", count),
            "is_protected": draft.protected[members.household],
        }
    )


def _former_names(draft: _Draft, given: NDArray[Any], maiden: NDArray[Any]) -> pa.Table:
    married_on = np.full(len(draft.members), NEVER)
    married_on[draft.members.couples] = draft.together_since[:, None]
    rows = np.flatnonzero([name is not None for name in maiden])
    return pa.table(
        {
            "person": rows + 1,
            "given_name": pa.array(given[rows], pa.string()),
            "family_name": pa.array(maiden[rows], pa.string()),
            "period": _periods(draft.born[rows], married_on[rows]),
        }
    )


def _residences(draft: _Draft, rows: Whole) -> pa.Table:
    household = draft.members.household
    return pa.table(
        {
            "dwelling": household + 1,
            "person": rows,
            "period": _periods(_at_home_since(draft), draft.died),
        }
    )


def _at_home_since(draft: _Draft) -> Days:
    """From moving in, or from birth; for who died before the household moved, the year before death."""
    since = np.maximum(draft.moved_in[draft.members.household], draft.born)
    before_death = draft.died - 365
    return np.where(draft.died <= since, before_death, since)


def _addresses(draft: _Draft, rows: Whole, codes: list[str], rng: np.random.Generator) -> pa.Table:
    homes = draw_homes(draft.municipality, codes, rng)
    household = draft.members.household
    present = _address_rows(homes, household, rows, _periods(_at_home_since(draft), draft.died))
    moved = rng.random(len(draft.moved_in)) < shapes()["share_with_an_earlier_address"]
    grown = draft.members.age > ADULT_DAYS
    earlier = np.flatnonzero(moved[household] & grown & np.isnat(draft.died))
    until = _at_home_since(draft)[earlier]
    since = np.maximum(until - rng.integers(200, 4000, len(earlier)), draft.born[earlier])
    elsewhere = draw_homes(draft.municipality, codes, rng)
    lived = since < until
    before = _address_rows(
        elsewhere, household[earlier][lived], rows[earlier][lived], _periods(since[lived], until[lived])
    )
    return pa.concat_tables([present, before])


def _address_rows(homes: pa.Table, household: Whole, rows: Whole, periods: pa.Array) -> pa.Table:
    table = homes.take(pa.array(household))
    return (
        table.append_column("person", pa.array(rows))
        .append_column("kind", pa.repeat("permanent", len(rows)))
        .append_column("country", pa.repeat("SI", len(rows)))
        .append_column("period", periods)
    )


def _relations(draft: _Draft) -> pa.Table:
    couples, relatives = draft.members.couples, draft.relatives
    ended = draft.died[couples]
    until = np.where(np.isnat(ended), np.datetime64("9999-01-01"), ended).min(axis=1)
    until = np.where(until == np.datetime64("9999-01-01"), NEVER, until)
    return pa.table(
        {
            "person": np.concatenate([couples[:, 0], relatives[:, 0]]) + 1,
            "other": np.concatenate([couples[:, 1], relatives[:, 1]]) + 1,
            "kind": pa.concat_arrays(
                [_chosen(draft.is_married, "spouse", "partner"), pa.repeat("parent", len(relatives))]
            ),
            "period": pa.concat_arrays(
                [
                    _periods(draft.together_since, until),
                    _periods(draft.born[relatives[:, 1]], np.full(len(relatives), NEVER)),
                ]
            ),
        }
    )


def _periods(since: Days, until: Days) -> pa.Array:
    """Half-open periods as PostgreSQL writes them."""
    ends = pc.fill_null(pc.cast(pa.array(until.astype("datetime64[D]")), pa.string()), "")
    starts = pc.cast(pa.array(since.astype("datetime64[D]")), pa.string())
    return pc.binary_join_element_wise("[", pc.binary_join_element_wise(starts, ends, ","), ")", "")


def _digits(numbers: Whole, width: int, *, absent: NDArray[np.bool_]) -> pa.Array:
    padded = pc.utf8_lpad(pc.cast(pa.array(np.maximum(numbers, 0)), pa.string()), width, "0")
    return pc.if_else(pa.array(absent), pa.scalar(None, pa.string()), padded)


def _chosen(condition: NDArray[np.bool_], yes: str, no: str) -> pa.Array:
    return pc.if_else(pa.array(condition), yes, no)


def _starts(groups: Whole) -> Whole:
    return np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
