"""A value that cannot stand where it stands, told in our words: what to write there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from opora.catalogue.known_keys import key_meant
from opora.catalogue.schema.case_lists import RecordFieldName
from opora.catalogue.schema.deadlines import Clock, DayOfYear, Starts
from opora.catalogue.schema.pieces import ClassificationSign, FieldPath, Key, Source
from opora.catalogue.schema.task import FieldPath as FieldStated
from opora.catalogue.schema.task import Milestone, RegisterRecord
from opora.catalogue.sentence import Sentence

Details = Mapping[str, Any]
Place = tuple[str | int, ...]

_DAY = Sentence("write a day that there is, year first and without quotation marks, such as 2027-01-31")
_WHOLE_NUMBER = Sentence("write a whole number, without quotation marks")
_KEYS = Sentence("write keys with values here: each in a row of its own, a colon and a space behind the key")
_FIELD = Sentence("name a field of a record as record.<record>.<field>")

_BY_TYPE: Mapping[str, Sentence] = {
    "missing": Sentence("this key is missing; add it"),
    "extra_forbidden": Sentence(
        "there is no such key here; check how it is spelt and how far it is indented, or leave it out"
    ),
    "invalid_key": Sentence("a key is a word; put it in quotation marks, or correct it"),
    "string_type": Sentence("write a text; a number, a day, and yes or no are text in quotation marks only"),
    "string_too_short": Sentence("it is empty; write a text"),
    "too_short": Sentence("the list is empty; name at least one"),
    "tuple_type": Sentence(
        "write a list: each entry in a row of its own behind a hyphen, or all between square brackets"
    ),
    "bool_type": Sentence("write true or false, without quotation marks"),
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "date_type": _DAY,
    "date_from_datetime_inexact": _DAY,
    "dict_type": _KEYS,
    "mapping_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
}

EXPECTED_BY_PATTERN: Mapping[str, Sentence] = {
    get_args(shape)[1].pattern: sentence
    for shape, sentence in (
        (
            Key,
            Sentence(
                "write a key: small letters without marks, digits and underscores, beginning with a letter"
            ),
        ),
        (FieldPath, _FIELD),
        (FieldStated, _FIELD),
        (RecordFieldName, Sentence("name a field of a record as <record>.<field>")),
        (RegisterRecord, Sentence("name a record of a register as <task>.<record>")),
        (Source, Sentence("name the source with its lines, such as 004b:3533-3535")),
        (ClassificationSign, Sentence('write two to five digits in quotation marks, such as "1232"')),
        (DayOfYear, Sentence('write month and day in quotation marks, such as "02-15"')),
        (Clock, Sentence('write hour and minutes in quotation marks, such as "09:30"')),
        (
            Starts,
            Sentence(
                "name an event of every case, such as filed, completed, served, opened or closed; or a step, "
                "record, document or stage of this task, such as step.<step> or record.<record>.<field>"
            ),
        ),
        (
            Milestone,
            Sentence(
                "name a record, step or document of this task, such as step.<step>, or a field as "
                "record.<record>.<field>"
            ),
        ),
    )
}
"""What is to be written where a text has to have a shape, by the pattern of that shape."""


def what_is_wrong(error: ErrorDetails, model: type[BaseModel]) -> Sentence:
    """What pydantic found wrong with a value, as a sentence that says what to do."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        [sentence, *_more] = context["error"].args
        return sentence if isinstance(sentence, Sentence) else Sentence(str(sentence))
    if kind == "extra_forbidden" and (meant := key_meant(model, error["loc"])):
        return Sentence("there is no such key here; it is probably %(meant)s", meant=meant)
    if kind not in ("missing", "extra_forbidden") and error["input"] is None:
        return Sentence("it is empty; fill it in")
    return (
        _of_its_words(kind, context, error["input"], error["loc"]) or _BY_TYPE.get(kind) or _whatever_it_is()
    )


def one_of_two_kinds(errors: list[ErrorDetails], model: type[BaseModel]) -> Sentence:
    """Where a value may be of several kinds and is of none."""
    if {"bool_type", "string_type"} <= {error["type"] for error in errors}:
        return Sentence("write true or false, or a word of a list, as the field holds one or the other")
    return what_is_wrong(errors[-1], model)


def _of_its_words(kind: str, context: Details, given: object, place: Place) -> Sentence | None:
    """A sentence that tells which words, or how many, may stand there."""
    if kind == "missing" and not isinstance(place[-1], str):
        return Sentence("the list has too few values; add what is missing")
    if kind == "literal_error":
        words = ", ".join(re.findall(r"'([^']*)'", context["expected"])) or context["expected"]
        if not isinstance(given, str):
            return Sentence("write one of: %(words)s", words=words)
        return Sentence("'%(given)s' may not stand here; write one of: %(words)s", given=given, words=words)
    if kind == "string_pattern_mismatch":
        return EXPECTED_BY_PATTERN.get(context["pattern"])
    if kind == "greater_than":
        return Sentence("write a number greater than %(bound)s", bound=context["gt"])
    if kind == "greater_than_equal":
        return Sentence("write a number that is %(bound)s or more", bound=context["ge"])
    if kind == "less_than_equal":
        return Sentence("write a number that is %(bound)s or less", bound=context["le"])
    if kind == "too_long":
        return Sentence("the list may hold %(most)s and no more", most=context["max_length"])
    return None


def _whatever_it_is() -> Sentence:
    return Sentence("this value may not stand here; see in another definition, or in the schema, what may")
