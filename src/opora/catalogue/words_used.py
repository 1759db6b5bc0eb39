"""Words of code lists that a definition names: every one of them has to be in its list."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from opora.catalogue.schema import Task
from opora.catalogue.schema.lists import CodeList
from opora.catalogue.schema.naming import field_at
from opora.catalogue.sentence import Sentence


def unknown_words(
    versions: tuple[Task, ...], lists: Mapping[str, CodeList]
) -> Iterator[tuple[str, Sentence]]:
    """Every word, and every list, that there is not: the field that names it, and what is wrong."""
    for version in versions:
        for field, list_, word in _words_used(version):
            if list_ not in lists:
                yield field, _no_list(list_)
            elif word is not None and word not in lists[list_]:
                yield field, _no_word(word, lists[list_], list_)
        yield from _without_bands(version, lists)


def lists_used(versions: tuple[Task, ...]) -> set[str]:
    """Every code list that a definition names."""
    return {list_ for version in versions for _field, list_, _word in _words_used(version)}


def _without_bands(task: Task, lists: Mapping[str, CodeList]) -> Iterator[tuple[str, Sentence]]:
    for field, list_ in _lists_of_ages(task):
        if list_ in lists and not lists[list_].bands:
            yield (
                field,
                Sentence("the code list %(list)s holds no ages; name one of bands of age", list=list_),
            )
    for indicator in task.indicators:
        list_of_lengths = lists.get(indicator.lengths or "")
        if list_of_lengths is not None and not list_of_lengths.lengths:
            yield (
                f"indicators.{indicator.key}.lengths",
                Sentence(
                    "the code list %(list)s holds no lengths; name one of bands of time",
                    list=indicator.lengths,
                ),
            )


def _words_used(task: Task) -> Iterator[tuple[str, str, str | None]]:
    """Where, of which list, which word (none where the list alone is named)."""
    yield "field", "fields_of_work", task.field
    if task.seal:
        yield "confidentiality.seal", "seals", task.seal
    for executor in task.executors:
        yield f"executors.{executor.role}.qualification", "qualifications", executor.qualification
        if executor.licence:
            yield f"executors.{executor.role}.licence", "licences", executor.licence
    for unit in task.counted_as:
        yield "counted_as", "counting_units", unit
    for record in task.records:
        for field in record.fields:
            if field.choices:
                yield f"records.{record.key}.fields.{field.key}", field.choices, None
    yield from _words_that_end(task)
    yield from _words_counted(task)
    for deadline in task.deadlines:
        condition = deadline.when
        asked = field_at(task, condition.field) if condition else None
        if condition and asked and asked.choices:
            yield f"deadlines.{deadline.key}.when", asked.choices, str(condition.is_)


def _words_that_end(task: Task) -> Iterator[tuple[str, str, str | None]]:
    """The words of a field by which a case ends."""
    for record in task.records:
        for field in record.fields:
            for word in field.ends_as if field.choices else ():
                yield f"records.{record.key}.fields.{field.key}.ends_as", field.choices or "", word


def _words_counted(task: Task) -> Iterator[tuple[str, str, str | None]]:
    for indicator in task.indicators:
        if indicator.lengths:
            yield f"indicators.{indicator.key}.lengths", indicator.lengths, None
        for only in indicator.where:
            asked = field_at(task, f"record.{only.field}")
            if asked and asked.choices and only.is_ is not None:
                yield f"indicators.{indicator.key}.where", asked.choices, str(only.is_)


def _lists_of_ages(task: Task) -> Iterator[tuple[str, str]]:
    for record in task.records:
        for field in record.fields:
            if field.choices and field.derived and field.derived.age_band_of:
                yield f"records.{record.key}.fields.{field.key}", field.choices


def _no_list(named: str) -> Sentence:
    return Sentence("there is no code list '%(named)s'; name one there is, or leave it out", named=named)


def _no_word(word: str, of: CodeList, list_: str) -> Sentence:
    near = difflib.get_close_matches(word, sorted(of.keys()), n=3, cutoff=0) or sorted(of.keys())[:3]
    return Sentence(
        "the code list %(list)s has no '%(word)s'; write a word of the list, such as %(near)s",
        list=list_,
        word=word,
        near=", ".join(near),
    )
