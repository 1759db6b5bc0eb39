"""`opora staffing` prints the need of a unit, a centre and the country, and writes it for spreadsheets."""

import csv
import io
from datetime import date

import pytest
from django.db import OperationalError, ProgrammingError
from openpyxl import load_workbook
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory

from opora.config import command_staffing
from opora.organisation import places
from opora.organisation.models import Unit
from opora.organisation.network import load_network

pytestmark = pytest.mark.django_db
HEAD = "municipality,inhabitants,families,unit,source,date\n"


@pytest.fixture
def staffing(opora, monkeypatch):
    """Run `opora staffing …`; gives the code, the rows by area, service and post, all printed, complaints."""
    monkeypatch.setattr(command_staffing, "start_django", lambda: None)

    def run(*arguments):
        code, printed, complaint = opora("staffing", *arguments, "--language", "en", "--on", "2026-03-02")
        rows = {}
        area = ""
        for line in printed.splitlines():
            area = line.removeprefix("# ") if line.startswith("# ") else area
            if "\t" in line:
                service, post, *figures = line.split("\t")
                rows[area, service, post] = figures
        return code, rows, printed, complaint

    return run


@pytest.fixture
def network():
    load_network()


@pytest.fixture
def table(tmp_path):
    def write(rows):
        path = tmp_path / "population.csv"
        path.write_text(HEAD + rows, "utf-8")
        return str(path)

    return write


WORKERS = "professional workers"


@pytest.mark.covers("000_002/64", "000_002/67")
def test_a_centre_is_reckoned_from_the_recorded_inhabitants_of_its_municipalities(network, staffing):
    code, rows, printed, _complaint = staffing("--centre", "JUZNA_PRIMORSKA")
    assert code == 0
    # 52,630 + 3,224 + 16,486 + 17,676 + 13,702 + 4,213 + 3,529 + 4,604 inhabitants
    whole = rows["Center za socialno delo Južna Primorska", "First social aid", WORKERS]
    assert whole == ["4.64256", "5", "35(3)", "[1]", "", "35(1)"]
    assert "inhabitants: 116,064 ÷ 25,000 = 4.64256; rounded up 5. Rounded part by part it is 7" in printed
    assert rows["Piran", "First social aid", WORKERS][:3] == ["0.70704", "1", "35(3)"]
    assert "has no number of families for: Občina Izola. Fill in the column families" in printed


def test_a_centre_whose_municipalities_are_unknown_says_what_to_import(network, staffing):
    code, rows, printed, _complaint = staffing("--centre", "ZASAVJE")
    assert code == 0
    assert rows["Center za socialno delo Zasavje", "Personal help", WORKERS][:3] == ["[1]", "", "36(3)"]
    assert "belong to the units: Hrastnik, Trbovlje, Zagorje ob Savi. Fill in the column unit" in printed


def test_another_population_and_another_norm_are_marked(network, staffing, table):
    path = table("Izola,16486,4500,,SURS,2020-07-01\n")
    options = ["--what-if", "inhabitants=60000", "--what-if", "personal_help.inhabitants_per_worker=20000"]
    code, rows, printed, _complaint = staffing("--unit", "izola", "--population", path, *options)
    assert code == 0
    assert rows["Izola", "First social aid", WORKERS][0] == "2.4*"
    assert rows["Izola", "Personal help", WORKERS][0] == "3*"
    assert "Assumption: 20,000 instead of the 30,000 printed (article 36(3))." in printed
    assert "* rests on an assumption" in printed


@pytest.mark.covers("000_002/63", "000_002/68")
def test_the_load_stands_beside_the_population_and_is_told_as_services_of_some_months(network, staffing):
    given = ["--services", "victim_support=315", "--services", "first_social_aid=780", "--months", "6"]
    _code, rows, printed, _complaint = staffing("--unit", "izola", *given)
    assert rows["Izola", "Support to victims of crime", WORKERS] == ["[2]", "", "37", "1.5", "2", "37(1)"]
    assert rows["Izola", "First social aid", WORKERS] == ["0.65944", "1", "35(3)", "1", "1", "35(1)"]
    assert "services carried out: 315, months: 6, so 52.5 a month; 52.5 ÷ 35 = 1.5; rounded up 2." in printed


@pytest.mark.covers("000_002/63")
def test_the_load_is_that_of_the_records_as_on_the_page_and_unknown_where_nobody_works(network, staffing):
    worker = WorkerFactory(unit=Unit.objects.get(code="izola"), professional_worker=True)
    for _number in range(2):
        CaseFactory(task="victim_support", unit=worker.unit, assigned_to=worker, opened_on=date(2026, 2, 3))
    service = "Support to victims of crime"
    _code, rows, printed, _complaint = staffing("--centre", "JUZNA_PRIMORSKA")
    assert rows["Izola", service, WORKERS][3:5] == ["≈ 0.005 (1/210)", "1"]  # 2 ÷ 12 ÷ 35
    assert rows["Piran", service, WORKERS][3] == "0"
    assert "services carried out: 2, months: 12" in printed
    _code, rows, _printed, _complaint = staffing("--centre", "ZASAVJE")
    assert rows["Center za socialno delo Zasavje", service, WORKERS][3].startswith("[")
    _code, rows, _printed, _complaint = staffing("--unit", "izola", "--services", "victim_support=840")
    assert rows["Izola", service, WORKERS][3] == "2"


def test_a_sum_by_population_names_the_services_it_leaves_out(network, staffing, table):
    path = table("Izola,16486,4500,,SURS,2020-07-01\n")
    _code, rows, printed, _complaint = staffing("--unit", "izola", "--population", path)
    [value, *_more] = rows["Izola", "all services", "performers together"]
    number = value.rsplit(" ", 1)[1]
    assert f"{number} Without the services for which no ratio is printed: Support to victims" in printed


def test_the_country_has_its_own_row_or_says_which_units_are_lacking(network, staffing, table):
    code, rows, _printed, _complaint = staffing("country")
    assert (code, rows["Slovenia", "First social aid", WORKERS][0]) == (0, "[1]")
    assert ("Piran", "First social aid", WORKERS) not in rows
    path = table("Slovenija,2100000,580000,,SURS,2020-07-01\n")
    _code, rows, _printed, _complaint = staffing("country", "--population", path, "--units")
    assert rows["Slovenia", "First social aid", WORKERS][:2] == ["84", "84"]
    assert rows["Slovenia", "Help to the family for the home", "leaders of the service"][0] == "58"
    assert rows["Piran", "First social aid", WORKERS][0].startswith("[")


def test_the_need_is_written_for_spreadsheets_with_articles_and_sources(network, staffing, tmp_path):
    written = [tmp_path / "need.csv", tmp_path / "need.xlsx"]
    code, *_printed = staffing("--unit", "piran", "--csv", str(written[0]), "--xlsx", str(written[1]))
    assert code == 0
    lines = list(csv.DictReader(io.StringIO(written[0].read_text("utf-8-sig")), delimiter=";"))
    assert (lines[0]["exact"], lines[0]["decimal"], lines[0]["rounded"]) == ("4419/6250", "0.707", "1")
    assert lines[0]["inputs"].startswith("inhabitants: 17,676 (")
    sheet = load_workbook(written[1]).worksheets[0]
    assert [cell.value for cell in sheet[2]][:6] == [
        "unit", "Piran", "First social aid", "professional workers", "by population", "4419/6250",
    ]  # fmt: skip
    assert sheet.max_row == 1 + len(lines)


REFUSED = {
    "Choose one area": ["--language", "en"],
    "country, --centre CODE or --unit CODE": ["country", "--unit", "piran"],
    "Choose one of: CELJE,": ["--centre", "NOWHERE"],
    "The network has no area nowhere": ["--unit", "nowhere"],
    "Did you mean inhabitants": ["--unit", "piran", "--what-if", "inhabitant=5"],
    "nowhere.csv cannot be read": ["--unit", "piran", "--population", "nowhere.csv"],
    "/nowhere/need.csv cannot be written": ["--unit", "piran", "--csv", "/nowhere/need.csv"],
}


def test_what_cannot_be_reckoned_is_told_in_one_sentence(network, staffing):
    for told, arguments in REFUSED.items():
        code, rows, _printed, complaint = staffing(*arguments)
        assert (code, rows) == (2, {})
        assert told in complaint


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        (["--what-if", "inhabitants"], "write it as inhabitants=60000"),
        (["--services", "adoption=3"], "write one of first_social_aid, personal_help"),
        (["--services", "personal_help=many"], "no count of services"),
    ],
)
def test_an_argument_written_otherwise_says_how_to_write_it(staffing, capsys, argument, told):
    with pytest.raises(SystemExit):
        staffing("country", *argument)
    assert told in capsys.readouterr().err


def test_faults_of_a_population_table_are_told_line_by_line(network, staffing, table):
    path = table("Piran,17.67,,,SURS,2020-07-01\nKoper,1,,piran,SURS,2020-07-01\n")
    code, _rows, _printed, complaint = staffing("--unit", "piran", "--population", path)
    assert code == 2
    assert complaint.startswith(f"{path}: Line 2: 17.67 in the column inhabitants")


def test_a_day_before_the_rulebook_names_the_former_one(network, opora, monkeypatch):
    monkeypatch.setattr(command_staffing, "start_django", lambda: None)
    code, _printed, complaint = opora("staffing", "--unit", "piran", "--on", "2024-02-23", "--language", "sl")
    assert code == 2
    assert "45/10, 28/11" in complaint


def test_without_the_network_the_command_says_what_to_run(staffing, monkeypatch):
    code, _rows, _printed, complaint = staffing("country")
    assert code == 2
    assert "Run opora set-up" in complaint

    def no_table():
        raise ProgrammingError('column "families" does not exist')

    monkeypatch.setattr(places, "recorded_population", no_table)
    code, _rows, _printed, complaint = staffing("country")
    assert code == 2
    assert "of an earlier version" in complaint


def test_without_a_database_the_command_says_so(staffing, monkeypatch):
    def no_database():
        raise OperationalError("connection refused")

    monkeypatch.setattr(places, "recorded_population", no_database)
    code, _rows, _printed, complaint = staffing("country")
    assert code == 2
    assert "The database of the installation cannot be reached" in complaint
