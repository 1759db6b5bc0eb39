"""Finding persons by name, EMŠO, tax number or case number.

A name is found by the beginning of any of its words, in either order, without diacritics. The page is
read from two indices in Slovenian order, by key: a typed "c" stands for c, č and ć, so the beginning of a
name is a few ranges of the order key, each read from its first row on; nothing is counted or sorted that is
not shown, and a page costs the same at two million persons.

Who may be found and what is shown of them: `need_to_know.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.organisation.kept_queries import kept
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.folding import fold, order_variants
from opora.people.identifiers import EMSO_DIGITS, TAX_NUMBER_DIGITS, check_emso, check_tax_number
from opora.people.models import Address, AddressKind, Person
from opora.people.need_to_know import known_among, persons_in_cases_numbered
from opora.people.withholding import lives_with_protected

PAGE = 25
LOOKED_AT = 100  # so many namesakes are looked through for those of the worker's own cases
MOST_WORDS = 6
YEAR = re.compile(r"(19|20)\d\d$")
MOST_RANGES = 48
LAST_CHARACTER = "\U0010ffff"
CASE_NUMBER = re.compile(r"\d+[-–/]\d*(/\d*)?$")
CURSOR = re.compile(r"([0-3])-(\d{1,18})$")

# Four ways a name is found, in the order in which they are shown: by family name, by given name, by a later
# part of a double name, by a former name. The last two can match thousands to be put in order, so they are
# looked up only where the ways before them leave room on the page. `after` is the last row of the page
# before.
BY_NAME = """
WITH bounds AS (SELECT * FROM unnest(%(lows)s::text[], %(highs)s::text[]) AS b (low, high)),
after AS (SELECT family_order, given_order, id FROM people_person WHERE id = %(after_id)s),
by_family AS (
    SELECT 0 AS way, p.family_order AS place, p.id FROM bounds b CROSS JOIN LATERAL (
        SELECT family_order, id FROM people_person
        WHERE %(after_way)s <= 0 AND family_order >= b.low AND family_order < b.high
          AND merged_into_id IS NULL AND ' ' || folded_name LIKE ALL (%(patterns)s)
          AND (%(after_way)s < 0 OR (family_order, id) > (SELECT family_order, id FROM after))
        ORDER BY family_order, id LIMIT %(limit)s) p
),
by_given AS (
    SELECT 1 AS way, p.given_order AS place, p.id FROM bounds b CROSS JOIN LATERAL (
        SELECT given_order, id FROM people_person
        WHERE %(after_way)s <= 1 AND given_order >= b.low AND given_order < b.high
          AND folded_name NOT LIKE %(prefix)s
          AND merged_into_id IS NULL AND ' ' || folded_name LIKE ALL (%(patterns)s)
          AND (%(after_way)s < 1 OR (given_order, id) > (SELECT given_order, id FROM after))
        ORDER BY given_order, id LIMIT %(limit)s) p
),
by_first_word AS (SELECT * FROM by_family UNION ALL SELECT * FROM by_given),
by_later AS (
    SELECT 2 AS way, family_order AS place, id FROM people_person
    WHERE %(after_way)s <= 2 AND (SELECT count(*) FROM by_first_word) < %(limit)s
      AND ((later_family_name LIKE %(prefix)s AND later_family_name <> '')
           OR (later_given_name LIKE %(prefix)s AND later_given_name <> ''))
      AND folded_name NOT LIKE %(prefix)s
      AND NOT EXISTS (SELECT FROM bounds WHERE given_order >= low AND given_order < high)
      AND merged_into_id IS NULL AND ' ' || folded_name LIKE ALL (%(patterns)s)
      AND (%(after_way)s < 2 OR (family_order, id) > (SELECT family_order, id FROM after))
    ORDER BY family_order, id LIMIT %(limit)s
),
by_former AS (
    SELECT DISTINCT 3 AS way, p.family_order AS place, p.id
    FROM people_formername f JOIN people_person p ON p.id = f.person_id
    WHERE (SELECT count(*) FROM by_first_word) + (SELECT count(*) FROM by_later) < %(limit)s
      AND f.folded_name LIKE %(prefix)s AND ' ' || f.folded_name LIKE ALL (%(patterns)s)
      AND p.merged_into_id IS NULL AND NOT ' ' || p.folded_name LIKE ALL (%(patterns)s)
      AND (%(after_way)s < 3 OR (p.family_order, p.id) > (SELECT family_order, id FROM after))
    ORDER BY place, id LIMIT %(limit)s
)
SELECT way, id FROM (
    SELECT * FROM by_first_word UNION ALL SELECT * FROM by_later UNION ALL SELECT * FROM by_former
) found ORDER BY way, place COLLATE "C", id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Hit:
    """One line of the list: as much of a person as every worker may see."""

    person: Person
    name: str
    born_year: int | None
    unit: Unit | None  # withheld for a protected home: it would tell the place
    may_open: bool


@dataclass(frozen=True)
class Page:
    """Some persons found, and the key to the next page, if there is one. The key holds no name."""

    hits: list[Hit]
    after: str | None


def search_persons(
    text: str, worker: Worker, *, on: date, after: str | None = None, limit: int = PAGE
) -> Page:
    """The persons a text means, a page at a time.

    Thirteen digits are an EMŠO, eight a tax number, digits with a hyphen a case number, all else names.
    Refused: a number that nobody can have, and a text that says nothing.
    """
    digits = "".join(text.split())
    if digits.isdecimal() and len(digits) == EMSO_DIGITS:
        return _page(_shown(on, emso=check_emso(digits).number), worker)
    if digits.isdecimal() and len(digits) == TAX_NUMBER_DIGITS:
        return _page(_shown(on, tax_number=check_tax_number(digits)), worker)
    if CASE_NUMBER.match(digits):
        return _in_numbered_cases(digits.replace("–", "-"), worker, on, after, limit)
    words = fold(text).split()[:MOST_WORDS]
    if not any(letter.isalpha() for word in words for letter in word):
        raise Refused(
            _(
                "Enter a name or its beginning, a whole EMŠO (13 digits) or tax number (8 digits), or the "
                "beginning of a case number."
            ),
            field="text",
        )
    return _by_name(words, worker, on, after, limit)


@dataclass(frozen=True)
class Closest:
    """Who is meant most likely, and how many the text fits; `is_more` where even those are not all."""

    hits: list[Hit]
    of_all: int
    is_more: bool


def closest_persons(text: str, worker: Worker, *, on: date, most: int) -> Closest:
    """The few persons to choose from: whom the worker may open before all namesakes.

    A year beside the name leaves those born in it. As of `search_persons`, what says nothing is refused.
    """
    words = text.split()
    year = next((int(word) for word in words if YEAR.match(word)), None)
    named = " ".join(word for word in words if not YEAR.match(word))
    if not any(letter.isalpha() for letter in named):
        year, named = None, text
    with trail.collecting():  # who is not among the few is not shown
        page = search_persons(named, worker, on=on, limit=LOOKED_AT)
    fitting = [hit for hit in page.hits if year is None or hit.born_year == year]
    hits = sorted(fitting, key=lambda hit: not hit.may_open)[:most]
    trail.searches()
    trail.shows([hit.person for hit in hits])
    return Closest(hits, len(fitting), is_more=page.after is not None)


def _by_name(words: list[str], worker: Worker, on: date, after: str | None, limit: int) -> Page:
    way, last = _read_cursor(after)
    longest = max(words, key=len)  # the word that says most leads; the others filter
    ranges = list(_ranges(longest))
    with connection.cursor() as cursor:
        cursor.execute(
            BY_NAME,
            {
                "lows": [low for low, _high in ranges],
                "highs": [high for _low, high in ranges],
                "prefix": _literal(longest) + "%",
                "patterns": [f"% {_literal(word)}%" for word in words],
                "after_way": way,
                "after_id": last,
                "limit": limit + 1,
            },
        )
        found = cursor.fetchall()
    hits = _hits(_shown(on, keys=[pk for _way, pk in found[:limit]]), worker) if found else {}
    more = len(found) > limit
    return Page(
        hits=[hits[pk] for _way, pk in found[:limit]],
        after=f"{found[limit - 1][0]}-{found[limit - 1][1]}" if more else None,
    )


def _ranges(folded_word: str) -> Iterable[tuple[str, str]]:
    """The parts of the order key in which names begin with a word, in order, from low to below high.

    A word of many ambiguous letters is shortened: the filter on the folded name still holds all of it.
    """
    beginning: list[list[str]] = []
    ways = 1
    for letter in folded_word:
        variants = order_variants(letter)
        ways *= len(variants)
        if ways > MOST_RANGES:
            break
        beginning.append(variants)
    for letters in product(*beginning):
        low = "".join(letters)
        yield low, low + LAST_CHARACTER


def _in_numbered_cases(number: str, worker: Worker, on: date, after: str | None, limit: int) -> Page:
    in_cases = Q(pk__in=[])
    for in_these in persons_in_cases_numbered(number, worker):
        in_cases |= Q(pk__in=in_these)
    persons = Person.objects.unmerged().filter(in_cases).order_by("family_order", "pk")
    _way, last = _read_cursor(after)
    anchor = Person.objects.filter(pk=last).first()
    if anchor:
        persons = persons.filter(
            Q(family_order__gt=anchor.family_order) | Q(family_order=anchor.family_order, pk__gt=anchor.pk)
        )
    ids = list(persons.values_list("pk", flat=True)[: limit + 1])
    hits = _hits(_shown(on, keys=ids[:limit]), worker) if ids else {}
    return Page(
        hits=[hits[pk] for pk in ids[:limit]], after=f"0-{ids[limit - 1]}" if len(ids) > limit else None
    )


def _page(found: list[Any], worker: Worker) -> Page:
    unmerged = [person for person in found if person.merged_into_id is None]
    return Page(hits=list(_hits(unmerged, worker).values()), after=None)


@kept
def _shown(
    on: date, *, keys: list[int] | None = None, emso: str | None = None, tax_number: str | None = None
) -> QuerySet[Person]:
    """Persons by their keys or by a number of theirs, each with the unit where they live that day."""
    home = (
        Address.objects.filter(person=OuterRef("pk"), kind=AddressKind.PERMANENT, period__contains=on)
        .filter(municipality__territories__period__contains=on)
        .order_by("pk")
        .annotate(unit=F("municipality__territories__unit"))
        .values("unit")[:1]
    )
    asked = {"pk__among": keys, "emso": emso, "tax_number": tax_number}
    persons = Person.objects.filter(**{name: value for name, value in asked.items() if value is not None})
    return persons.annotate(unit_id=Subquery(home), with_protected=lives_with_protected(on))


def _hits(found: list[Any], worker: Worker) -> dict[int, Hit]:
    known = known_among([person.pk for person in found], worker, Person.objects.all()) if found else set()
    trail.searches()
    trail.shows(found)
    units = Unit.objects.in_bulk({person.unit_id for person in found if person.unit_id})
    return {
        person.pk: Hit(
            person=person,
            name=person.full_name,
            born_year=person.born.year if person.born else None,
            unit=None if person.is_protected or person.with_protected else units.get(person.unit_id),
            may_open=person.pk in known,
        )
        for person in found
    }


def _read_cursor(after: str | None) -> tuple[int, int]:
    """Where the page before ended; a key that is none begins from the start."""
    read = CURSOR.match(after or "")
    return (int(read[1]), int(read[2])) if read else (-1, 0)


def _literal(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
