"""A population table is read whole or refused line by line."""

from datetime import date
from fractions import Fraction

import pytest

from opora.norms import Done, Place, PopulationTableError, area_of, read_population_table
from opora.norms.areas import Known, placed
from opora.norms.population import place_key
from opora.norms.wording import named

DAY = date(2026, 3, 2)
HEAD = "municipality,inhabitants,families,unit,source,date\n"
KOPER = Place("koper", "Koper", "unit", ("Mestna občina Koper", "Občina Ankaran"))
IZOLA = Place("izola", "Izola", "unit", ("Občina Izola",))
COAST = Place("COAST", "Obala", "centre", parts=(KOPER, IZOLA))
COUNTRY = Place(
    "slovenia",
    "Slovenija",
    "country",
    parts=(COAST, Place("N", "N", "centre", parts=(Place("n", "N", "unit"),))),
)


def read(text):
    return read_population_table(text.encode("utf-8"))


def faults(text):
    with pytest.raises(PopulationTableError) as refusal:
        read(text)
    return [(fault.line, fault.phrase.en) for fault in refusal.value.faults]


def test_a_table_of_a_slovenian_spreadsheet_is_read_as_it_is():
    table = read_population_table(
        "\ufeffObčina;Število prebivalcev;Število družin;Vir;Datum\r\n"
        "Koper/Capodistria;52630;14000;SURS;2020-07-01\r\n".encode()
    )
    row = table.of("Mestna občina Koper", on=DAY)
    assert (row.inhabitants, row.families, row.origin) == (52630, 14000, "SURS, 2020-07-01")


@pytest.mark.parametrize("name", ["Mestna občina Koper", "koper", "KOPER", "Koper/Capodistria", " Koper "])
def test_a_municipality_has_one_name_however_it_is_written(name):
    assert place_key(name) == "koper"


def test_the_newest_figure_up_to_the_day_counts():
    table = read(
        HEAD + "Izola,16000,,,SURS,2020-01-01\nIzola,17000,,,SURS,2026-01-01\nIzola,18000,,,SURS,2027-01-01\n"
    )
    assert table.of("Občina Izola", on=DAY).inhabitants == 17000
    assert table.of("Občina Izola", on=date(2019, 1, 1)) is None


def test_every_fault_is_told_with_its_line_at_once():
    text = HEAD + (
        "Koper,52.63,,,SURS,2020-07-01\n"
        "\n"
        ",100,,,SURS,2020-07-01\n"
        "Izola,16486,-5,,,31. 6. 2020\n"
        "Piran,100,200,,SURS,2020-07-01\n"
        "Ankaran,3224,,,SURS,2020-07-01\n"
        "ankaran,3225,,,SURS,2020-07-01\n"
    )
    assert faults(text) == [
        (2, "52.63 in the column inhabitants is no whole number; write it as 52630 or 52.630."),
        (4, "the cell of the column municipality is empty; fill it in."),
        (5, "the cell of the column source is empty; fill it in."),
        (5, "-5 in the column families is no whole number; write it as 52630 or 52.630."),
        (5, "31. 6. 2020 is no date; write it as 1. 1. 2026 or 2026-01-01."),
        (6, "there are more families (200) than inhabitants (100); look at the columns."),
        (8, "ankaran has line 7 for 2020-07-01 already; keep one."),
    ]


def test_numbers_and_days_are_read_as_a_spreadsheet_writes_them_here():
    spoken = HEAD + "Koper,52.630,13 500,,SURS,1. 7. 2020\n"
    plain = HEAD + "Koper,52630,13500,,SURS,2020-07-01\n"
    koper = read(spoken).of("Koper", on=DAY)
    assert koper == read(plain).of("Koper", on=DAY)
    assert (koper.inhabitants, koper.families) == (52630, 13500)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "the file is empty; let the first line name the columns: municipality"),
        (HEAD, 1, "there is no row below the names of the columns"),
        ("municipality,inhabitants\nKoper,1\n", 1, "these columns are missing: source, date"),
        (
            "municipality,občina,inhabitants,source,date\nKoper,,1,S,2020-01-01\n",
            1,
            "stands twice: municipality",
        ),
        (HEAD + 'Koper,"1" 2,,,S,2020-01-01\n', 2, "this is not CSV"),
    ],
)
def test_a_file_that_is_no_table_says_what_a_table_has(text, line, told):
    [(found, sentence)] = faults(text)
    assert found == line
    assert told in sentence


def test_a_file_in_another_encoding_is_refused_with_the_line():
    with pytest.raises(PopulationTableError, match="Line 2: the file is not UTF-8"):
        read_population_table((HEAD + "Piran,1,,,Občina,2020-01-01\n").encode("cp1250"))


def test_a_unit_has_the_sum_of_its_municipalities_and_a_centre_that_of_its_units():
    table = read(
        HEAD
        + "Koper,50000,10,,SURS,2020-07-01\nAnkaran,3000,5,,SURS,2020-07-01\nIzola,16000,7,,MO,2021-07-01\n"
    )
    coast = area_of(COAST, table, on=DAY)
    assert [part.inhabitants.value for part in coast.parts] == [53000, 16000]
    assert (coast.inhabitants.value, coast.families.value) == (69000, 22)
    assert coast.inhabitants.source.en == "SURS, 2020-07-01; MO, 2021-07-01"


def test_a_municipality_without_a_row_leaves_its_unit_and_centre_unknown_and_is_named():
    table = read(HEAD + "Koper,50000,,,SURS,2020-07-01\nIzola,16000,,,SURS,2020-07-01\n")
    coast = area_of(COAST, table, on=DAY)
    assert "Občina Ankaran" in coast.inhabitants.why.en
    assert coast.parts[1].inhabitants == Known(Fraction(16000), named("SURS, 2020-07-01"))
    assert coast.parts[1].families.why.en.startswith(
        "The population table has no number of families for: Izola"
    )


def test_the_country_needs_its_own_row_or_every_unit():
    rows = "Koper,50000,,,SURS,2020-07-01\nAnkaran,3000,,,SURS,2020-07-01\nIzola,16000,,,SURS,2020-07-01\n"
    assert "belong to the units: N" in area_of(COUNTRY, read(HEAD + rows), on=DAY).inhabitants.why.en
    whole = area_of(COUNTRY, read(HEAD + rows + "SLOVENIJA,2100000,580000,,SURS,2020-07-01\n"), on=DAY)
    assert (whole.inhabitants.value, whole.families.value) == (2100000, 580000)
    assert whole.parts[0].inhabitants.value == 69000


def test_a_table_may_place_a_municipality_that_the_network_does_not_know():
    table = read(HEAD + "Nova vas,900,,n,SURS,2020-07-01\n")
    country = placed(COUNTRY, table)
    assert area_of(country.parts[1], table, on=DAY).inhabitants.value == 900


@pytest.mark.parametrize(
    ("unit", "told"),
    [("Trst", "no unit of the network is called Trst"), ("izola", "is served by the unit Koper, not izola")],
)
def test_a_table_that_contradicts_the_network_is_refused(unit, told):
    with pytest.raises(PopulationTableError, match=f"Line 2: .*{told}"):
        placed(COUNTRY, read(HEAD + f"Koper,900,,{unit},SURS,2020-07-01\n"))


def test_services_of_a_centre_are_those_of_its_units_where_each_was_counted():
    def done(count, months=12):
        return {"personal_help": Done(count, months, named("count"))}

    both = area_of(COAST, None, on=DAY, done={"koper": done(30), "izola": done(25)})
    assert both.done["personal_help"].in_a("year") == 55
    assert "personal_help" not in area_of(COAST, None, on=DAY, done={"koper": done(30)}).done
    assert (
        "personal_help"
        not in area_of(COAST, None, on=DAY, done={"koper": done(30), "izola": done(2, 1)}).done
    )


def test_services_of_some_months_are_brought_to_a_month_and_a_year():
    counted = Done(100, 8, named("count"))
    assert (counted.in_a("month"), counted.in_a("year")) == (Fraction(25, 2), 150)
