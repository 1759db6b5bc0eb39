"""The page where a case and its people go on: every act by its form, refused ones with what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.cases.models import CaseState, Consent, Disclosure, Handover, Referral, Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(assigned=True, with_applicant=True)


@pytest.fixture
def client(case, sign_in):
    return sign_in(case.assigned_to)


def today():
    return timezone.localdate().strftime("%d.%m.%Y")


def post(client, case, name, prefix, **given):
    return client.post(
        reverse(name, args=[case.public_id]), {f"{prefix}-{key}": value for key, value in given.items()}
    )


def test_a_referral_is_entered_and_its_result_later(client, case):
    person = case.parties.get().person
    sent = post(client, case, "refer", "refer", person=person.pk, to_name="ZD", why="Pregled", on=today())
    assert sent.status_code == 302
    referral = Referral.objects.get()
    ended = client.post(reverse("referral_result", args=[referral.pk]), {"result": "accepted", "on": today()})
    assert ended.status_code == 302
    page = client.get(reverse("onward", args=[case.public_id])).content.decode()
    assert "sprejeto" in page


def test_what_was_typed_in_a_refused_form_stands_there_again(client, case):
    refused = post(client, case, "disclose", "disclosure", to_whom="Zdravnica Koren", what="Termin")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "brez privolitve ne gre" in text
    assert 'value="Zdravnica Koren"' in text
    assert not Disclosure.objects.exists()


def test_what_is_told_rests_on_the_consent_entered_before(client, case):
    person = case.parties.get().person
    post(client, case, "give_consent", "consent", person=person.pk, to_whom="ZD", what="termin", on=today())
    consent = Consent.objects.get()
    post(client, case, "disclose", "disclosure", to_whom="ZD", what="termin", consent=consent.pk)
    assert Disclosure.objects.get().consent == consent
    client.post(reverse("consent_withdrawn", args=[consent.pk]), {"on": today()})
    consent.refresh_from_db()
    assert consent.withdrawn_on == timezone.localdate()


def test_consents_are_told_apart_where_one_is_chosen_and_those_that_ran_out_are_not_offered(client, case):
    person, day = case.parties.get().person, timezone.localdate()
    for to_whom, until in (("ZD Koper", None), ("Policija Koper", day), ("Vrtec", date(2026, 1, 1))):
        Consent.objects.create(
            case=case,
            person=person,
            to_whom=to_whom,
            what="termin",
            given_on=date(2026, 1, 1),
            until=until,
            by=case.assigned_to,
        )
    page = client.get(reverse("onward", args=[case.public_id]))
    _none, *offered = page.context["forms"]["disclosure"].fields["consent"].choices
    assert [name for _key, name in offered] == [
        f"{to_whom}: termin, 1. 1. 2026 ({person.full_name})" for to_whom in ("Policija Koper", "ZD Koper")
    ]
    assert "Consent object" not in page.content.decode()


def test_the_page_tells_of_another_recipient_and_lets_confirm_what_the_consent_covers(client, case):
    person = case.parties.get().person
    post(client, case, "give_consent", "consent", person=person.pk, to_whom="ZD", what="termin", on=today())
    told = {"what": "izvid", "consent": Consent.objects.get().pk}
    refused = post(client, case, "disclose", "disclosure", to_whom="Policija", **told)
    assert refused.status_code == 422
    assert "dana za naslovnika ZD, ne za" in refused.content.decode()
    refused = post(client, case, "disclose", "disclosure", **told)
    assert "velja za: termin" in refused.content.decode()
    assert post(client, case, "disclose", "disclosure", lies_within="on", **told).status_code == 302
    assert Disclosure.objects.get().to_whom == "ZD"


def test_the_records_of_a_case_lead_to_the_one_place_of_consents_and_disclosures(sign_in):
    case = CaseFactory(assigned=True, with_applicant=True, task="first_social_aid")
    client = sign_in(case.assigned_to)
    for kind, place in (("consent", "consents"), ("disclosure", "disclosures")):
        sent = client.get(reverse("add_record", args=[case.public_id, kind]))
        assert (sent.status_code, sent.url) == (302, reverse("onward", args=[case.public_id]) + f"#{place}")
    person = case.parties.get().person
    post(client, case, "give_consent", "consent", person=person.pk, to_whom="ZD", what="termin", on=today())
    record = case.records.get(key="consent")
    page = client.get(reverse("record", args=[record.public_id])).content.decode()
    assert "<textarea" not in page
    assert "termin" in page


def test_a_wait_stands_in_its_queue_until_it_ends(client, case):
    person = case.parties.get().person
    post(client, case, "join_queue", "queue", queue="secure_ward", person=person.pk, since=today())
    queue = reverse("queues") + "?queue=secure_ward"
    assert person.full_name in client.get(queue).content.decode()
    waiting = Waiting.objects.get()
    client.post(reverse("wait_ended", args=[waiting.pk]), {"how": "served", "on": today()})
    assert person.full_name not in client.get(queue).content.decode()


def test_a_queue_names_nobody_of_a_case_one_does_not_see(case, sign_in):
    sealed = CaseFactory(unit=case.unit, sealed=True, with_applicant=True)
    person = sealed.parties.get().person
    Waiting.objects.create(
        queue="first_interview",
        unit=case.unit,
        case=sealed,
        person=person,
        since=timezone.localdate(),
        entered_by=case.assigned_to,
    )
    text = sign_in(case.assigned_to).get(reverse("queues")).content.decode()
    assert person.full_name not in text
    assert "oseba iz zadeve, ki je ne vidite" in text


def test_each_queue_tells_how_many_wait_and_the_first_with_somebody_stands_open(client, case, sign_in):
    person = case.parties.get().person
    assert "Nihče ne čaka" in client.get(reverse("queues")).content.decode()
    for queue in ("secure_ward", "secure_ward", "child_psychiatrist"):
        told = {"unit": case.unit, "case": case, "person": person, "entered_by": case.assigned_to}
        Waiting.objects.create(queue=queue, since=timezone.localdate(), **told)
    elsewhere = CaseFactory(unit=UnitFactory(centre=CentreFactory()), with_applicant=True)
    Waiting.objects.create(
        queue="first_interview",
        unit=elsewhere.unit,
        case=elsewhere,
        person=elsewhere.parties.get().person,
        since=timezone.localdate(),
        entered_by=case.assigned_to,
    )
    answer = client.get(reverse("queues"))
    numbers = {key: number for key, _words, number in answer.context["queues"]}
    assert (numbers["secure_ward"], numbers["child_psychiatrist"], numbers["first_interview"]) == (2, 1, 0)
    assert answer.context["chosen"] == next(key for key in numbers if numbers[key])
    assert person.full_name in answer.content.decode()


def test_the_director_reads_what_waits_in_the_centre_and_takes_nothing(case, sign_in):
    unit, now = UnitFactory(centre=case.centre), timezone.now()
    told = {"to_unit": unit, "by": case.assigned_to, "at": now}
    Handover.objects.create(case=case, message="Otrok je pri babici.", **told)
    sealed = CaseFactory(unit=case.unit, sealed=True)
    Handover.objects.create(case=sealed, message="Varna hiša je zasedena.", **told)
    director = sign_in(WorkerFactory(director=True, whole_centre=True, unit=case.unit))
    page = director.get(reverse("handovers")).content.decode()
    assert "Otrok je pri babici." in page
    assert reverse("case", args=[case.public_id]) in page
    assert unit.name in page
    assert not any(each in page for each in (sealed.number, "Varna hiša je zasedena."))
    assert page.count("varovana zadeva") == 1
    assert "/take/" not in page
    assert reverse("handovers") in director.get(reverse("worklist")).content.decode()
    colleague = sign_in(WorkerFactory(professional_worker=True, unit=case.unit))
    assert "Otrok je pri babici." not in colleague.get(reverse("handovers")).content.decode()


def test_a_case_handed_over_is_taken_on_the_page_of_handovers(client, case, sign_in):
    unit = UnitFactory(centre=case.centre)
    taker = WorkerFactory(professional_worker=True, unit=unit)
    post(client, case, "hand_over_case", "handover", to=unit.pk, message="Otrok je pri babici.")
    there = sign_in(taker)
    assert "Otrok je pri babici." in there.get(reverse("handovers")).content.decode()
    there.post(reverse("take_over_case", args=[Handover.objects.get().pk]))
    case.refresh_from_db()
    assert case.assigned_to == taker


def test_a_case_is_handed_to_a_colleague_by_name_and_waits_for_them_alone(client, case, sign_in):
    colleague, other = (WorkerFactory(professional_worker=True, unit=case.unit) for _ in range(2))
    post(client, case, "hand_over_case", "handover", to_worker=colleague.pk, message="Odhajam na dopust.")
    handover = Handover.objects.get()
    assert (handover.to_worker, handover.to_unit) == (colleague, case.unit)
    page = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert f"čaka na prevzem: {colleague.full_name}" in page
    assert "Zadeva je bila predana" in page
    assert "drugi enoti" not in page
    assert "Odhajam na dopust." in sign_in(colleague).get(reverse("worklist")).content.decode()
    for nobody in (other, case.assigned_to):
        text = sign_in(nobody).get(reverse("worklist")).content.decode()
        assert "Odhajam na dopust." not in text
    assert sign_in(other).post(reverse("take_over_case", args=[handover.pk])).status_code == 422
    sign_in(colleague).post(reverse("take_over_case", args=[handover.pk]))
    case.refresh_from_db()
    assert case.assigned_to == colleague
    assert "čaka na prevzem" not in client.get(reverse("case", args=[case.public_id])).content.decode()


def test_who_handed_a_case_over_withdraws_it_and_nobody_else(client, case, sign_in):
    unit, before = UnitFactory(centre=case.centre), case.unit
    post(client, case, "hand_over_case", "handover", to=unit.pk, message="Nujno.")
    withdraw = reverse("withdraw_handover", args=[Handover.objects.get().pk])
    assert withdraw in client.get(reverse("onward", args=[case.public_id])).content.decode()
    assert withdraw in client.get(reverse("handovers")).content.decode()
    other = sign_in(WorkerFactory(professional_worker=True, unit=unit))
    assert other.post(withdraw).status_code == 422
    client.post(withdraw)
    case.refresh_from_db()
    assert case.unit == before
    assert "Nujno." not in other.get(reverse("handovers")).content.decode()
    assert client.post(withdraw).status_code == 422
    again = post(client, case, "hand_over_case", "handover", to=unit.pk, message="Zdaj res.")
    assert again.status_code == 302


def test_one_s_own_unit_is_offered_last_and_nobody_at_all_is_refused(client, case):
    other = UnitFactory(centre=case.centre)
    form = client.get(reverse("onward", args=[case.public_id])).context["forms"]["handover"]
    assert [key for key, _name in form.fields["to"].choices] == [
        "",
        str(other.pk),
        str(case.unit_id),
    ]
    refused = post(client, case, "hand_over_case", "handover", message="Komu?")
    assert refused.status_code == 422
    assert "Izberite, komu predajate zadevo" in refused.content.decode()
    assert not Handover.objects.exists()


def test_what_is_left_to_one_s_own_unit_waits_for_those_of_the_day_and_for_its_head(client, case, sign_in):
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    post(client, case, "hand_over_case", "handover", to=case.unit_id, message="Otrok je pri babici.")
    for worker in (colleague, head):
        assert "Otrok je pri babici." in sign_in(worker).get(reverse("worklist")).content.decode()
    assert "Otrok je pri babici." not in client.get(reverse("worklist")).content.decode()
    assert client.get(reverse("handovers")).context["handovers"] == []
    sign_in(colleague).post(reverse("take_over_case", args=[Handover.objects.get().pk]))
    case.refresh_from_db()
    assert case.assigned_to == colleague


def test_a_transfer_counts_the_days_nobody_worked(case, sign_in):
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    client = sign_in(head)
    moved = timezone.localdate() - timezone.timedelta(days=9)
    sent = post(
        client,
        case,
        "transfer_jurisdiction",
        "transfer",
        to_body="CSD Drugje",
        moved_on=moved.strftime("%d.%m.%Y"),
        reason="Selitev",
    )
    assert sent.status_code == 302
    page = client.get(reverse("onward", args=[case.public_id])).content.decode()
    assert "9 dni brez centra" in page


def test_a_second_click_on_handing_over_ends_where_the_first_did_and_the_giver_reads_who_took_it(
    client, case, sign_in
):
    unit = UnitFactory(centre=case.centre)
    taker = WorkerFactory(professional_worker=True, unit=unit)
    given = {"to": unit.pk, "message": "Otrok je pri babici."}
    post(client, case, "hand_over_case", "handover", **given)
    case.refresh_from_db()
    case.assigned_to = None  # as one gives it who had it by their place only
    case.save(update_fields=["assigned_to"])
    again = post(client, case, "hand_over_case", "handover", **given)
    assert (again.status_code, again.url) == (302, reverse("handovers"))
    assert Handover.objects.count() == 1
    handover = Handover.objects.get()
    take = reverse("take_over_case", args=[handover.pk])
    there = sign_in(taker)
    first, second = there.post(take), there.post(take)
    assert first.url == second.url == reverse("case", args=[case.public_id])
    page = client.get(reverse("handovers")).content.decode()
    assert taker.full_name in page
    assert "je že prevzeto" in page
    assert "Otrok je pri babici." not in page
    assert client.get(reverse("case", args=[case.public_id])).status_code == 404


def test_a_case_one_never_had_stays_unknown_when_it_is_given_away(case, sign_in):
    stranger = WorkerFactory(head_of_unit=True, unit=UnitFactory(centre=case.centre))
    given = {"to": stranger.unit.pk, "message": "Vzemite jo."}
    answer = post(sign_in(stranger), case, "hand_over_case", "handover", **given)
    assert answer.status_code == 404


def test_centres_elsewhere_are_named_and_in_the_order_of_the_alphabet(case, sign_in):
    elsewhere = CentreFactory(code="ELSEWHERE", name_sl="Center Čatež")
    later = CentreFactory(code="LATER", name_sl="Center Debeli Rtič")
    for centre, name in ((later, "Enota A"), (elsewhere, "Enota Tržič"), (elsewhere, "Enota Škofja Loka")):
        UnitFactory(centre=centre, name=name)
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    form = sign_in(head).get(reverse("onward", args=[case.public_id])).context["forms"]["transfer"]
    _none, *groups = form.fields["to_unit"].choices
    assert [(centre, [name for _key, name in units]) for centre, units in groups] == [
        ("Center Čatež", ["Enota Škofja Loka", "Enota Tržič"]),
        ("Center Debeli Rtič", ["Enota A"]),
    ]
    assert "neobvezno" not in str(form["to_unit"].as_field_group()) + str(form["to_body"].as_field_group())


def test_a_closed_case_puts_nobody_into_a_queue(case, client):
    assert "queue" in client.get(reverse("onward", args=[case.public_id])).context["forms"]
    case.state = CaseState.CLOSED
    case.closed_on = timezone.localdate()
    case.save(update_fields=["state", "closed_on"])
    assert "queue" not in client.get(reverse("onward", args=[case.public_id])).context["forms"]
