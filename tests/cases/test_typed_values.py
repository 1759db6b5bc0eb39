"""What a worker types into a field, and what is kept of it."""

import pytest
from django.utils import translation

from opora.cases.shown_values import shown
from opora.cases.typed_days import Unreadable
from opora.cases.typed_values import read_value
from opora.catalogue.schema import RecordField


def field(kind, **more):
    return RecordField(key="field", sl="polje", it="campo", en="field", type=kind, **more)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "  Ana   Kos ", "Ana Kos"),
        ("long_text", "ena\r\ndve\n", "ena\ndve"),
        ("yes_no", "da", True),
        ("yes_no", "ne", False),
        ("yes_no", "off", False),
        ("date", "4. 5. 2026", "2026-05-04"),
        ("date", "04.05.2026", "2026-05-04"),
        ("date", "2026-05-04", "2026-05-04"),
        ("time", "9.30", "09:30"),
        ("time", "9", "09:00"),
        ("time", "23:59", "23:59"),
        ("moment", "4. 5. 2026 9.30", "2026-05-04T09:30+02:00"),
        ("moment", "4. 5. 2026 ob 9.30", "2026-05-04T09:30+02:00"),
        ("moment", ["4. 1. 2026", "9.30"], "2026-01-04T09:30+01:00"),
        ("moment", "2026-05-04T09:30", "2026-05-04T09:30+02:00"),
        ("moment", "2026-05-04T07:30+00:00", "2026-05-04T09:30+02:00"),
        ("money", "1.234,56", 123456),
        ("money", "1.234", 123400),
        ("money", "12,5", 1250),
        ("money", "12.50 €", 1250),
        ("money", "-3", -300),
        ("money", 1250, 1250),
        ("count", "1.234", 1234),
        ("count", "0", 0),
        ("minutes", 45, 45),
        ("days", "21", 21),
        ("hours", "7,50", "7.5"),
        ("hours", "1.234,5", "1234.5"),
        ("percent", "33,3 %", "33.3"),
        ("choice", "female", "female"),
        ("choices", ["male", "female", "male"], ["female", "male"]),
        ("party", "17", 17),
        ("party", "7d444840-9dc0-11d1-b245-5ffdce74fad2", "7d444840-9dc0-11d1-b245-5ffdce74fad2"),
        ("body", "OŠ Koper", "OŠ Koper"),
        ("body", "4", 4),
    ],
)
def test_what_is_typed_as_it_is_written_here_is_kept_as_plain_data_and_read_again_to_itself(
    kind, typed, kept
):
    asked = field(kind, choices="sex" if kind.startswith("choice") else None)
    assert read_value(asked, typed) == kept
    assert type(read_value(asked, typed)) is type(kept)
    assert read_value(asked, kept) == kept


@pytest.mark.parametrize("typed", ["", "   ", None, [], [""]])
@pytest.mark.parametrize("kind", ["text", "yes_no", "date", "moment", "money", "count", "party"])
def test_what_nobody_typed_is_not_known_which_is_neither_no_nor_zero(kind, typed):
    assert read_value(field(kind), typed) is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("yes_no", "morda"),
        ("date", "31. 2. 2026"),
        ("date", "4. 5. 6"),
        ("date", "včeraj"),
        ("time", "24.00"),
        ("time", "9.75"),
        ("moment", "4. 5. 2026"),
        ("moment", "2026-05-04T29:30"),
        ("moment", ["4. 5. 2026", ""]),
        ("money", "1,234"),
        ("money", "dvanajst"),
        ("money", "1e5"),
        ("money", "nan"),
        ("money", "1.2.3"),
        ("count", "-1"),
        ("count", "2,5"),
        ("minutes", "9" * 30),
        ("hours", "-1"),
        ("hours", "1,255"),
        ("choice", "unknown"),
        ("choices", ["female", "unknown"]),
        ("party", "Ana"),
        ("worker", "-1"),
        ("worker", "²"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(kind, typed):
    with pytest.raises(Unreadable) as refusal, translation.override("en"):
        read_value(field(kind, choices="sex" if kind.startswith("choice") else None), typed)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("kind", "kept", "language", "words"),
    [
        ("yes_no", False, "sl", "ne"),
        ("date", "2026-05-04", "sl", "4. 5. 2026"),
        ("time", "09:30", "sl", "09.30"),
        ("money", 123456, "sl", "1.234,56 €"),
        ("count", 1234, "sl", "1.234"),
        ("hours", "7.5", "sl", "7,5"),
        ("percent", "33.3", "sl", "33,3 %"),
        ("choice", "female", "it", "femminile"),
        ("choice", "left_the_list", "sl", "left_the_list"),
        ("choices", ["female", "male"], "en", "female, male"),
        ("body", "OŠ Koper", "sl", "OŠ Koper"),
        ("text", None, "sl", ""),
    ],
)
def test_a_value_is_shown_in_the_words_of_its_reader(kind, kept, language, words):
    asked = field(kind, choices="sex" if kind.startswith("choice") else None)
    assert shown(asked, kept, language) == words


def test_several_parties_are_named_once_each_and_none_is_nothing():
    field = RecordField.model_validate(
        {"key": "present", "sl": "prisotni", "it": "presenti", "en": "present", "type": "parties"}
    )
    assert read_value(field, ["7", "3", "7"]) == [3, 7]
    assert read_value(field, ["", " "]) is None
    assert read_value(field, []) is None
    with pytest.raises(Unreadable):
        read_value(field, ["soseda"])
