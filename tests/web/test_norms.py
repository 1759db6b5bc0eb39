"""The page of standards and norms: need against actual, what if, export, population, supervision."""

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.cases.factories import CaseFactory
from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)

from opora.audit.models import LogEntry
from opora.cases.models import CaseRecord
from opora.organisation.models import Population, Role

pytestmark = pytest.mark.django_db
SINCE = DateRange(date(2018, 10, 1), None)
HEAD = "municipality;inhabitants;families;source;date\n"


@pytest.fixture
def network():
    """Two units of a centre, of which only the first has recorded inhabitants."""
    centre = CentreFactory()
    koper, izola = (UnitFactory(centre=centre, code=code, name=code.title()) for code in ("koper", "izola"))
    for unit in (koper, izola):
        place = MunicipalityFactory(code=unit.code, name_sl=f"Občina {unit.name}")
        TerritoryFactory(unit=unit, municipality=place, period=SINCE)
        if unit is koper:
            Population.objects.create(municipality=place, on=date(2020, 7, 1), persons=60_000, source="SURS")
    return centre, koper, izola


@pytest.fixture
def director(network):
    return WorkerFactory(unit=None, centre=network[0], roles=[Role.DIRECTOR], whole_centre=True)


@pytest.fixture
def head(network):
    return WorkerFactory(unit=network[1], head_of_unit=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(client, rows):
    file = SimpleUploadedFile("population.csv", (HEAD + rows).encode(), "text/csv")
    return client.post(reverse("population"), {"file": file})


@pytest.mark.covers("000_002/67", "000_002/68")
def test_a_head_sees_the_need_of_the_own_unit_beside_who_is_there(network, head, sign_in):
    _centre, koper, _izola = network
    CaseFactory(task="first_social_aid", unit=koper)
    WorkerFactory(unit=koper, professional_worker=True)
    response = sign_in(head).get(reverse("norms"))
    assert response.status_code == 200
    row = response.context["rows"][0]
    assert [(figure.exact, figure.rounded, figure.article) for figure in row.figures] == [
        ("2,4", 3, "35(3)"), ("0", 0, "35(1)"),
    ]  # fmt: skip
    assert (row.actual, row.is_short) == (0, True)
    text = text_of(response)
    assert "prebivalci: 60.000 : 25.000 = 2,4; zaokroženo navzgor 3" in text
    assert "37. člen merila ne določa." in text
    assert "Izola" not in text


def test_a_head_who_asks_for_another_unit_is_told_so_and_sees_the_own(network, head, sign_in):
    response = sign_in(head).get(reverse("norms"), {"place": "izola"})
    assert response.status_code == 422
    assert response.context["asked"].found.area.key == "koper"


def test_a_director_sees_the_centre_and_chooses_a_unit(network, director, sign_in):
    client = sign_in(director)
    response = client.get(reverse("norms"))
    assert response.context["asked"].found.area.key == network[0].code
    assert "Na ta dan tabela prebivalstva nima vrstice za občine: Občina Izola." in text_of(response)
    assert client.get(reverse("norms"), {"place": "koper"}).context["asked"].found.area.key == "koper"


@pytest.mark.covers("000_002/67")
def test_a_director_sees_the_country_from_its_row_of_the_table_and_a_head_does_not(
    network, director, head, sign_in
):
    client = sign_in(director)
    unknown = client.get(reverse("norms"), {"place": "country"})
    assert unknown.status_code == 200
    assert unknown.context["rows"][0].figures[0].why_not != ""
    upload(client, "Slovenija;2100000;580000;SURS;2026-01-01\nIzola;20000;;SURS;2026-01-01\n")
    known = client.get(reverse("norms"), {"place": "country"})
    row = known.context["rows"][0]
    assert (known.context["asked"].found.area.kind, row.figures[0].exact, row.actual) == (
        "country",
        "84",
        None,
    )
    assert "2.100.000" in text_of(client.get(reverse("population")))
    assert client.get(reverse("norms_csv"), {"place": "country"}).status_code == 200
    assert sign_in(head).get(reverse("norms"), {"place": "country"}).status_code == 422


def test_the_load_of_the_country_stays_unknown_while_another_centre_does_not_work_here(
    network, director, sign_in
):
    CaseFactory(task="victim_support", unit=network[1], opened_on=timezone.localdate())
    client = sign_in(director)
    alone = client.get(reverse("norms"), {"place": "country"}).context["asked"].found
    assert alone.line("victim_support", "professional_worker", "load").exact == Fraction(1, 12 * 35)
    other = UnitFactory(centre=CentreFactory(code="CELJE"), code="celje", name="Celje")
    found = client.get(reverse("norms"), {"place": "country"}).context["asked"].found
    assert found.line("victim_support", "professional_worker", "load").state == "unknown"
    assert other.code in {unit.area.key for centre in found.parts for unit in centre.parts}


def test_a_sum_names_the_services_it_leaves_out(network, head, sign_in):
    response = sign_in(head).get(reverse("norms"), {"families": "16000"})
    total = next(row for row in response.context["rows"] if row.service == "vse storitve")
    told = "Brez storitev, za katere merilo ni natisnjeno: Podpora žrtvam kaznivih dejanj."
    assert total.figures[0].left_out == told
    assert told in text_of(response).split('id="norms-formulas"')[0]
    assert total.figures[1].left_out == ""


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DIRECTOR, Role.HEAD_OF_UNIT}))
def test_nobody_else_sees_it(role, network, sign_in):
    assert sign_in(WorkerFactory(unit=network[1], roles=[role])).get(reverse("norms")).status_code == 403


def test_what_if_changes_the_figures_marks_them_and_saves_nothing(network, head, sign_in):
    asked = {
        "inhabitants": "50000",
        "personal_help.services_per_worker": "50",
        "services.personal_help": "75",
    }
    response = sign_in(head).get(reverse("norms"), asked | {"rounding": "nearest"})
    rows = {(row.service, row.post): row for row in response.context["rows"]}
    aid, help_ = rows["Prva socialna pomoč", "strokovni delavci"], rows["Osebna pomoč", "strokovni delavci"]
    assert (aid.figures[0].exact, aid.figures[0].is_what_if) == ("2", True)
    assert (help_.figures[1].exact, help_.figures[1].rounded) == ("1,5", 2)
    text = text_of(response)
    assert "Predpostavka: 50 namesto natisnjenih 55 (36(1). člen)." in text
    assert 'value="75"' in text
    assert Population.objects.get().persons == 60_000


@pytest.mark.parametrize("typed", ["2,5", "-1", "many"])
def test_a_figure_typed_wrong_is_told_at_its_field_and_kept(typed, network, head, sign_in):
    response = sign_in(head).get(reverse("norms"), {"inhabitants": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in text_of(response)
    assert response.context["rows"][0].figures[0].exact == "2,4"


def test_the_same_figures_leave_as_csv_and_xlsx(network, head, sign_in):
    client, asked = sign_in(head), {"inhabitants": "50000"}
    response = client.get(reverse("norms_csv"), asked)
    assert response["Content-Disposition"].startswith('attachment; filename="normativi-koper-')
    [first, *_more] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert (first["natančno"], first["člen"], first["predpostavka"]) == ("2", "35(3)", "da")
    sheet = load_workbook(io.BytesIO(client.get(reverse("norms_xlsx"), asked).content)).worksheets[0]
    assert sheet["F2"].value == "2"
    assert client.get(reverse("norms_csv"), {"inhabitants": "x"}).status_code == 422


@pytest.mark.covers("000_002/58", "000_002/60")
def test_a_unit_shows_what_its_workers_owe_and_a_centre_does_not(network, head, director, sign_in, settings):
    _centre, koper, _izola = network
    worker = WorkerFactory(unit=koper, professional_worker=True, family_name="Zupančič")
    case = CaseFactory(task="personal_help", unit=koper, assigned_to=worker)
    today = timezone.localdate()
    for number in range(11):
        CaseRecord.objects.create(
            centre=koper.centre, unit=koper, case=case, task=case.task, key="cycle", happened_on=today,
            content={"number": number + 1}, entered_by=worker, entered_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
    text = text_of(sign_in(head).get(reverse("norms")))
    assert "10 × 11 : 55 = 2" in text
    assert "Opravljene storitve 11, normativ 55: 20 %." in text
    assert "Ure določa panožna kolektivna pogodba" in text
    settings.OPORA_TRAINING_HOURS, settings.OPORA_SUPERVISION_IN_BLOCKS = 24, True
    text = text_of(sign_in(head).get(reverse("norms")))
    assert "10 za vsakih polnih 55 storitev (11) = 0" in text
    assert "ure po nastavitvi: 24" in text
    assert "Zupančič" not in text_of(sign_in(director).get(reverse("norms")))


def test_a_population_table_is_taken_in_and_told_and_logged(network, director, sign_in):
    client = sign_in(director)
    response = upload(
        client, "Koper;61000;16000;SURS;2026-01-01\nIzola;20000;;SURS;2026-01-01\nTrst;1;;X;2026-01-01\n"
    )
    assert response.status_code == 302
    page = text_of(client.get(reverse("population")))
    assert "Uvoženi sta 2 vrstici." in page
    assert "1 vrstica ni upoštevana" in page
    assert "61.000" in page
    found = client.get(reverse("norms")).context["asked"].found
    assert found.line("first_social_aid", "professional_worker", "population").exact == Fraction(81, 25)
    assert found.line("family_help", "leader", "population").state == "unknown"
    assert LogEntry.objects.filter(what="import_population", detail={"rows": 2}).exists()
    upload(client, "Koper;62000;16000;SURS;2026-01-01\n")
    assert Population.objects.get(municipality__code="koper", on=date(2026, 1, 1)).persons == 62_000


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Koper;61.00;;SURS;2026-01-01\n", "Vrstica 2: 61.00 v stolpcu inhabitants ni celo število"),
        (
            "Koper;1;;SURS;2026-01-01\nIzola;2;3;SURS;2026-01-01\n",
            "Vrstica 3: družin (3) je več kot prebivalcev (2)",
        ),
        ("Trst;1;;SURS;2026-01-01\n", "Nobena vrstica tabele ni za občino, ki jo ima mreža"),
    ],
)
def test_a_faulty_table_is_refused_whole_with_its_line(rows, told, network, director, sign_in):
    response = upload(sign_in(director), rows)
    assert response.status_code == 422
    assert told in text_of(response)
    assert Population.objects.count() == 1


def test_an_administrator_takes_a_table_in_without_seeing_the_need(network, sign_in):
    client = sign_in(WorkerFactory(unit=network[1], roles=[Role.ADMINISTRATOR]))
    assert upload(client, "Izola;20000;5000;SURS;2026-01-01\n").status_code == 302
    page = client.get(reverse("population"))
    assert f'href="{reverse("norms")}"' not in page.content.decode()
    assert client.get(reverse("norms")).status_code == 403


def test_an_administrator_finds_the_way_to_the_table_in_the_menu(network, sign_in):
    client = sign_in(WorkerFactory(unit=network[1], roles=[Role.ADMINISTRATOR]))
    assert f'href="{reverse("population")}"' in client.get(reverse("competences")).content.decode()


@pytest.mark.parametrize("cases", [1, 8])
def test_the_page_costs_the_same_however_many_services(
    cases, network, head, sign_in, django_assert_max_num_queries
):
    worker = WorkerFactory(unit=network[1], professional_worker=True)
    for _case in range(cases):
        CaseFactory(
            task="victim_support", unit=network[1], assigned_to=worker, opened_on=timezone.localdate()
        )
    client = sign_in(head)
    client.get(reverse("norms"))
    with django_assert_max_num_queries(32):
        client.get(reverse("norms"))
