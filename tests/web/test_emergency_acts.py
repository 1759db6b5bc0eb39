"""An emergency act is entered, approved by a second person and counted; its rights are shown and told of."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.decisions.factories import decision
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import office
from tests.rights.test_prolonging import RIGHT, after, last_month_of, night

from opora.config.command import main
from opora.rights.models import EmergencyAct, Prolongation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def typed(first, last, **more):
    return {
        "short_name": "ZPI-1",
        "title": "Zakon o preskusni izredni pomoči",
        "gazette": "Uradni list RS, št. 0/2026",
        "article": "7. člen",
        "first_month": f"{first.month}. {first.year}",
        "last_month": f"{last.month}. {last.year}",
        "rights": [RIGHT],
        "source": "izmišljeno za preskus",
    } | more


def read(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.covers("004a/R-122")
def test_an_act_is_entered_approved_counted_and_its_rights_are_told(place, sign_in):
    given = decision(at_office=place, served=True)
    last = last_month_of(given)
    administrator = sign_in(WorkerFactory(unit=place.unit, administrator=True, whole_centre=True))
    director = sign_in(WorkerFactory(unit=place.unit, director=True, whole_centre=True))
    administrator.post(reverse("propose_emergency_act"), typed(last, last))
    act = EmergencyAct.objects.get()
    assert "ZPI-1" in read(director, "worklist")
    director.post(reverse("approve_emergency_act", args=[act.public_id]))
    night(after(last))
    counted = read(director, "emergency_act", act.public_id)
    assert "denarna socialna pomoč" in counted
    clerk = sign_in(place.clerk)
    assert given.case.application.applicant.full_name in read(clerk, "prolonged_rights", act.public_id)
    told = clerk.post(reverse("tell_prolonged_rights", args=[act.public_id]), follow=True).content.decode()
    notice = Prolongation.objects.get().notice
    assert notice.number in told
    assert clerk.get(reverse("document", args=[notice.public_id])).content[:4] == b"%PDF"
    assert "ZPI-1, 7. člen" in read(clerk, "case", given.case.public_id)


def test_what_is_wrong_is_said_and_stays_typed(place, sign_in):
    administrator = sign_in(WorkerFactory(unit=place.unit, administrator=True, whole_centre=True))
    given = typed(date(2026, 5, 1), date(2026, 4, 1))
    page = administrator.post(reverse("propose_emergency_act"), given)
    assert page.status_code == 422
    assert "Zadnji mesec je pred prvim" in page.content.decode()
    assert "izmišljeno za preskus" in page.content.decode()
    assert not EmergencyAct.objects.exists()


def test_acts_known_by_name_alone_stand_apart_and_prolong_nothing(place, sign_in):
    page = read(sign_in(place.clerk), "emergency_acts")
    assert "Noben zakon ni vnesen" in page
    assert "SARS-CoV-2" in page


def test_a_clerk_looks_at_a_month_again_and_another_unit_sees_no_name(place, sign_in):
    given = decision(at_office=place, served=True)
    last = date(2026, 4, 1)
    administrator = WorkerFactory(unit=place.unit, administrator=True, whole_centre=True)
    act = EmergencyAct.objects.create(
        **{name: typed(last, last)[name] for name in ("short_name", "title", "gazette", "article", "rights")},
        first_month=last,
        last_month=last,
        state="approved",
        proposed_by=administrator,
        proposed_at=timezone.now(),
    )
    Prolongation.objects.create(
        act=act,
        decision=given,
        person=given.case.application.applicant,
        unit=place.unit,
        right=RIGHT,
        month=after(last),
        made_at=timezone.now(),
    )
    stranger = sign_in(WorkerFactory(unit=office().unit, clerk=True))
    assert given.number not in read(stranger, "prolonged_rights", act.public_id)
    again = reverse("prolong_rights", args=[act.public_id])
    client = sign_in(place.clerk)
    page = client.post(again, {"month": "4. 2026"}, follow=True).content.decode()
    assert "Zdaj je podaljšanih 0 pravic" in page
    refused = client.post(again, {"month": "4. 2999"})
    assert refused.status_code == 422
    assert "se še ni končal" in refused.content.decode()


def test_the_command_does_what_the_night_does(capsys):
    assert main(["prolong"]) == 0
    assert "Prolonged: 0." in capsys.readouterr().out
