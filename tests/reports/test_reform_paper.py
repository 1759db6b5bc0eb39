"""The effect of a reform reads the same in the tables, the charts and the PDF."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from opora.law import rulebook
from opora.law.reform import Change, Effect
from opora.reports.reform import effect_tables, write_reform_folder
from opora.reports.reform.tables import words, written_money

WON = Change(households=80, entitled_before=5, entitled_after=7, before=100_000, after=150_050, winners=7)
LOST = Change(households=20, entitled_before=9, entitled_after=8, before=90_000, after=80_000, losers=2)


@pytest.fixture
def effect():
    whole = Change()
    whole.add(WON)
    whole.add(LOST)
    return Effect(
        title="Višji osnovni znesek",
        month=date(2026, 5, 1),
        whole=whole,
        rights={"cash_social_assistance": whole},
        groups={
            "household_type": {"single_parent": WON, "couple": LOST},
            "unit": {"koper": WON, "celje": LOST},
            "municipality": {"koper": WON, "": LOST},
        },
        not_compared=3,
    )


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_the_folder_holds_tables_charts_and_a_paper_that_says_the_same(effect, tmp_path, language):
    write_reform_folder(effect, rulebook().graph, tmp_path / language, language=language)
    folder = tmp_path / language
    names = {file.name for file in folder.iterdir()}
    assert names >= {"effect.json", "reform.pdf", "together.tsv", "by_household_type.tsv", "cost_by_unit.svg"}
    text = " ".join(
        page.extract_text() for page in PdfReader(BytesIO((folder / "reform.pdf").read_bytes())).pages
    )
    cost = written_money(effect.whole.cost, language)
    assert cost in text
    assert cost in (folder / "together.tsv").read_text("utf-8")
    for file in folder.glob("*.svg"):
        ElementTree.fromstring(file.read_text("utf-8"))


def test_who_wins_and_who_loses_is_told_by_type_and_place(effect):
    tables = {table.key: table for table in effect_tables(effect, rulebook().graph, "sl")}
    assert [row[0] for row in tables["by_unit"].rows] == ["Koper", "Celje"]
    assert [row[0] for row in tables["by_municipality"].rows] == [
        "Mestna občina Koper",
        words()["not_named"]["sl"],
    ]
    assert tables["by_household_type"].rows[1][-1] == "2"
    assert tables["together"].rows[0][6] == "400,50"


def test_every_word_stands_in_three_languages():
    plain = {key: entry for key, entry in words().items() if key != "household_types"}
    for key, entry in {**plain, **words()["household_types"]}.items():
        assert set(entry) == {"sl", "it", "en"}, key
        assert all(entry.values()), key
