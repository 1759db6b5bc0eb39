"""`opora worker qualify`: how an installation without the demo says what its workers are qualified for."""

from datetime import date

import pytest
from tests.organisation.factories import WorkerFactory

from opora.audit.models import LogEntry
from opora.organisation.competences import has_licence, has_qualification, years_of
from opora.organisation.models import Competence

pytestmark = pytest.mark.django_db
SOCIAL_WORKER = "professional_worker_69"


@pytest.fixture
def worker():
    return WorkerFactory(login="jana.novak", given_name="Jana", family_name="Žagar", unqualified=True)


def test_a_qualification_with_experience_from_elsewhere_is_entered_and_logged(opora, worker):
    code, printed, _complaint = opora(
        "worker", "qualify", "jana.novak", SOCIAL_WORKER,
        "--from", "2024-03-01", "--experience-since", "1. 9. 2015",
    )  # fmt: skip
    assert (code, SOCIAL_WORKER in printed) == (0, True)
    assert has_qualification(worker, SOCIAL_WORKER, date(2024, 3, 1))
    assert years_of(worker, SOCIAL_WORKER, date(2024, 9, 1)) == 9
    entry = LogEntry.objects.get(what="give_competence")
    assert entry.detail == {"worker": worker.pk, "key": SOCIAL_WORKER, "from": "2024-03-01"}


def test_a_licence_has_a_number_and_ends_on_its_last_day(opora, worker):
    words = ("worker", "qualify", "jana.novak", "list_of_mediators")
    assert opora(*words, "--from", "2024-01-01", "--until", "2025-12-31", "--number", "M-17/2024")[0] == 0
    assert has_licence(worker, "list_of_mediators", date(2025, 12, 31))
    assert not has_licence(worker, "list_of_mediators", date(2026, 1, 1))
    _code, printed, _complaint = opora("worker", "competences", "jana.novak")
    assert "list_of_mediators, from 2024-01-01 to 2025-12-31, number M-17/2024" in printed


def test_what_ends_stays_in_the_list_and_in_the_log(opora, worker):
    opora("worker", "qualify", "jana.novak", SOCIAL_WORKER, "--from", "2020-01-01")
    code, _printed, _complaint = opora(
        "worker", "disqualify", "jana.novak", SOCIAL_WORKER, "--last-day", "2026-05-04"
    )
    assert code == 0
    assert has_qualification(worker, SOCIAL_WORKER, date(2026, 5, 4))
    assert not has_qualification(worker, SOCIAL_WORKER, date(2026, 5, 5))
    _code, printed, _complaint = opora("worker", "competences", "jana.novak")
    assert f"{SOCIAL_WORKER}, from 2020-01-01 to 2026-05-04" in printed
    detail = {"worker": worker.pk, "key": SOCIAL_WORKER, "last_day": "2026-05-04"}
    assert LogEntry.objects.get(what="end_competence").detail == detail


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (
            ("qualify", "jana.novak", "socialna_delavka", "--from", "2024-01-01"),
            "Known are: administrative_worker",
        ),
        (("qualify", "jana.novak", "director", "--from", "2024-01-01"), "whoever holds the role"),
        (("qualify", "žana", SOCIAL_WORKER, "--from", "2024-01-01"), "Nobody signs in as žana"),
        (("qualify", "jana.novak", SOCIAL_WORKER, "--from", "2024-01-01", "--number", "7"), "Leave it out"),
        (("qualify", "jana.novak", "mediator", "--from", "2024-01-01"), "holds this in that time already"),
        (("disqualify", "jana.novak", SOCIAL_WORKER), "Entered are: mediator"),
        (("disqualify", "jana.novak", "mediator", "--last-day", "2019-12-31"), "had not begun"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_changes_nothing(opora, worker, slip, words):
    opora("worker", "qualify", "jana.novak", "mediator", "--from", "2020-01-01")
    before = list(Competence.objects.values())
    code, _printed, complaint = opora("worker", *slip)
    assert (code, words in complaint) == (1, True), complaint
    assert list(Competence.objects.values()) == before


def test_a_day_that_is_none_is_told_with_the_way_to_write_it(opora, worker, capsys):
    with pytest.raises(SystemExit):
        opora("worker", "qualify", "jana.novak", SOCIAL_WORKER, "--from", "31. 2. 2024")
    assert "Write it as 2026-05-04 or as 4.5.2026" in capsys.readouterr().err


def test_without_a_name_the_keys_are_listed_with_what_they_mean(opora, worker):
    code, printed, _complaint = opora("worker", "competences")
    assert code == 0
    assert "entry in the list of mediators" in printed
    assert "director" not in printed.split()
    assert "Nothing is entered" in opora("worker", "competences", "jana.novak")[1]
