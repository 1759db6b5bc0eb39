"""Counts as the lines of one table, for page, command and files alike: units across, all at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from opora.counting.figures import NOTHING, Figure, Split, Stock, Word
from opora.counting.publishing import Place, Published
from opora.counting.wording import (
    HIDDEN,
    split_name,
    told_missing,
    told_unknown,
    unit_of_count,
    word_names,
    written,
)
from opora.organisation.models import Unit


@dataclass(frozen=True)
class Shown:
    """One number in words, with its place; a hidden one says nothing."""

    place: Place
    text: str
    figure: Figure | None
    is_hidden: bool = False

    @property
    def opens(self) -> bool:
        """Whether there are cases to look at behind it."""
        return not self.is_hidden and self.figure is not None and self.figure.cases > 0


@dataclass(frozen=True)
class Line:
    """An indicator, or one word of a split: a number for each unit, one for all, one of the year before."""

    key: str
    name: str
    counts: str
    by: str
    word: str
    cells: tuple[Shown, ...]
    whole: Shown
    before: str
    note: str

    @property
    def is_part(self) -> bool:
        return bool(self.by)


def lines_of(
    key: str,
    name: str,
    published: Published,
    *,
    units: Sequence[Unit],
    language: str,
    before: Published | None = None,
) -> Iterator[Line]:
    """The whole of an indicator, then each word of each of its splits."""
    count = published.count
    meaning = count.meaning
    if not count.is_known or meaning is None:
        nothing = Shown(Place(), "", None)
        yield Line(key, name, "", "", "", (nothing,) * len(units), nothing, "", told_unknown(count))
        return
    counts = unit_of_count(meaning)
    figures = {unit.pk: count.by_unit.get(unit.pk, NOTHING) for unit in units}
    cells = tuple(_shown(published, Place(unit=unit.pk), figures[unit.pk]) for unit in units)
    whole = _shown(published, Place(), count.whole)
    earlier = _shown(before, Place(), before.count.whole).text if before else ""
    yield Line(key, name, counts, "", "", cells, whole, earlier, told_missing(count.whole))
    if count.stock is not None:
        yield from _stock(key, name, counts, published, count.stock, len(units))
    if not published.shows(Place()):
        return  # the words alone would tell of the few what they are
    for split in count.splits:
        for word, label in word_names(meaning, split, language).items():
            yield _part(key, name, counts, published, split, word, label, units, language)


def _stock(
    key: str, name: str, counts: str, published: Published, stock: Stock, units: int
) -> Iterator[Line]:
    """Who was there at both ends of the period, and who came and went between."""
    nothing = (Shown(Place(), "", None),) * units
    for word, number in (
        (_("there at the start"), stock.at_start),
        (_("came"), stock.came),
        (_("went"), stock.went),
        (_("there at the end"), stock.at_end),
    ):
        text = HIDDEN if published.hides_stock else number_format(number, force_grouping=True)
        whole = Shown(Place(), text, None, is_hidden=published.hides_stock)
        yield Line(key, name, counts, _("stock"), word, nothing, whole, "", "")


def _part(
    key: str,
    name: str,
    counts: str,
    published: Published,
    split: Split,
    word: Word,
    label: str,
    units: Sequence[Unit],
    language: str,
) -> Line:
    assert published.count.meaning is not None
    cells = tuple(
        _shown(published, Place(split.by, word, unit.pk), split.by_unit.get((word, unit.pk), NOTHING))
        for unit in units
    )
    whole = _shown(published, Place(split.by, word), split.whole[word])
    by = split_name(published.count.meaning, split.by, language)
    return Line(key, name, counts, by, label, cells, whole, "", "")


def _shown(published: Published, place: Place, figure: Figure) -> Shown:
    if not published.shows(place):
        return Shown(place, HIDDEN, None, is_hidden=True)
    return Shown(place, written(published.count, figure), figure)
