"""Documents that rows of the sources ask for by name, written from what the case holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.documents.test_compose import text_of
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.bodies import body_named
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import Body, CaseRecord, CaseStep, Party, StepState
from opora.documents.papers.drafting import begin_paper, edit_paper, parts_of
from opora.documents.papers.making import letter_as_drafted, make_paper
from opora.documents.storage import read_stored
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 6)
NOON = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.OPORA_KEYS = tmp_path / "keys"


def opened(task, **roles):
    case = CaseFactory(task=task, assigned=True, opened_on=date(2026, 3, 2))
    for role, who in roles.items():
        named = {"body": body_named(who)} if isinstance(who, str) else {"person": who}
        Party.objects.create(case=case, role=role, **named)
    return case


def keep(case, key, on, **content):
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=key,
        happened_on=date.fromisoformat(on),
        content=content,
        entered_by=case.assigned_to,
        entered_at=NOON,
    )


def drafted(case, key, addressee):
    return begin_paper(case, key, addressee=addressee, language="sl", by=case.assigned_to, at=NOON)


def printed(paper, settings, **texts):
    """The words of the document, its needed parts written."""
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}
    worker = paper.case.assigned_to
    paper = edit_paper(paper, texts=needed | texts, left_out=(), version=1, by=worker, at=NOON)
    document = make_paper(paper, by=worker, on=TODAY, at=NOON)
    return text_of(read_stored(document.sha256, root=settings.OPORA_DOCUMENTS))


@pytest.mark.covers("004a/R-42")
def test_preliminary_counselling_leads_to_minutes_for_the_parents_and_an_opinion_for_the_court(settings):
    mother = PersonFactory(given_name="Ana", family_name="Kos")
    case = opened("preliminary_counselling", proposer=mother, court="Okrožno sodišče v Kopru")
    keep(case, "question", "2026-05-04", question="contact", agreed=True, content="Vikendi pri očetu.")
    minutes = printed(drafted(case, "minutes", mother), settings, agreed="Sporazum o stikih.")
    court = case.parties.get(role="court").body
    opinion = printed(drafted(case, "opinion", court), settings)
    assert "Zapisnik o predhodnem svetovanju" in minutes
    assert "Mnenje o predhodnem svetovanju" in opinion
    assert all("Vikendi pri očetu." in text and "Ana Kos" in text for text in (minutes, opinion))


@pytest.mark.covers("004a/R-49")
def test_the_monthly_report_to_the_court_is_drafted_from_the_contacts_of_its_month(settings):
    case = opened("supervised_contacts", child=PersonFactory(), court="Okrožno sodišče v Kopru")
    keep(case, "order", "2026-03-25", court_file="IV Z 12/2026", **{"from": "2026-03-25", "to": "2026-12-25"})
    for day, held, how in (
        ("2026-04-10", "held", "Prvi mesec."),
        ("2026-04-28", "held", "Risala sta skupaj."),
        ("2026-05-02", "held", "Igrala sta šah."),
        ("2026-05-05", "broken_off", "Otrok je bil bolan."),
    ):
        keep(case, "contact", day, planned_at=f"{day}T10:00:00+02:00", held=held, child_state=how)
    CaseStep.objects.create(
        case=case, key="monthly_report", state=StepState.DONE, ended_on=date(2026, 4, 24), by=case.assigned_to
    )
    refresh_deadlines(case, on=TODAY)
    court = case.parties.get(role="court").body
    parts = {part.key: str(part.blocks) for part in parts_of(drafted(case, "monthly_report", court), TODAY)}
    assert "Od 26. 4. 2026 do 25. 5. 2026." in parts["period"]
    assert (
        "3-krat, od tega: izveden 2-krat (28. 4. 2026, 2. 5. 2026), stik prekinjen 1-krat (5. 5. 2026)."
        in parts["period"]
    )
    assert "IV Z 12/2026" in parts["record.order"]  # the order is kept once, and holds for every month
    told = parts["record.contact"]
    assert all(words in told for words in ("Risala sta skupaj.", "Igrala sta šah.", "Otrok je bil bolan."))
    assert "Prvi mesec." not in told
    assert "Risala sta skupaj." in printed(drafted(case, "monthly_report", court), settings)


def test_what_began_before_the_period_and_still_lasts_is_told_in_it():
    case = opened("personal_assistance", applicant=PersonFactory())
    for first, last, right in (("2024-02-01", "2025-12-31", "dodatek"), ("2025-01-01", None, "pomočnik")):
        days = {"starts_on": first} | ({"ends_on": last} if last else {})
        keep(case, "entitlement", first, **days, other_right=right)
    refresh_deadlines(case, on=TODAY)
    parts = {part.key: str(part.blocks) for part in parts_of(drafted(case, "ministry_report", None), TODAY)}
    assert "pomočnik" in parts["record.entitlement"]
    assert "dodatek" not in parts["record.entitlement"]  # it ended before the year of the report


@pytest.fixture
def community_work():
    person = PersonFactory(given_name="Jan", family_name="Turk")
    case = opened("community_work_before_trial", suspect=person, host="Komunala Koper")
    keep(case, "work_plan", "2026-05-04", kind_of_work="urejanje parka", timetable="ob sobotah od 8. ure")
    return case


@pytest.mark.covers("000_002/97")
def test_the_host_is_sent_a_referral_made_from_the_plan_of_the_work(community_work, settings):
    host = community_work.parties.get(role="host").body
    text = printed(drafted(community_work, "referral", host), settings)
    for words in ("Napot", "Jan Turk", "Komunala Koper", "urejanje parka", "ob sobotah od 8. ure"):
        assert words in text


@pytest.mark.covers("000_002/97")
def test_the_person_is_sent_a_call_to_start_that_is_no_invitation_to_a_talk(community_work, settings):
    suspect = community_work.parties.get(role="suspect").person
    paper = drafted(community_work, "call", suspect)
    text = printed(paper, settings, content="Delo začnite v soboto, 9. 5. 2026, ob 8. uri.")
    for words in ("Poziv za začetek dela", "Jan Turk", "Komunala Koper", "Delo začnite v soboto"):
        assert words in text
    assert "pogovor" not in text


@pytest.fixture
def contacts():
    """Two months of contacts; of the second the case keeps the record of its report."""
    child = PersonFactory(given_name="Lana", born=date(2013, 4, 3))
    case = opened("supervised_contacts", child=child, court="Okrožno sodišče v Kopru")
    order = {"court_file": "IV Z 12/2026", "from": "2026-03-25", "to": "2026-12-25", "hours_per_week": "2"}
    keep(case, "order", "2026-03-25", **order)
    for day, held in (("2026-03-27", "held"), ("2026-04-10", "held"), ("2026-04-28", "child_refused")):
        seen = {"minutes": 60, "child_state": "Risala sta skupaj."} if held == "held" else {}
        keep(case, "contact", day, planned_at=f"{day}T16:00:00+02:00", held=held, **seen)
    kept = {"month_of": "2026-04-01", "sent_on": "2026-05-05", "held_count": 9, "not_held_count": 0}
    keep(case, "monthly_report", "2026-05-05", **kept, proposal_to_court="Stiki naj se nadaljujejo.")
    case.court = case.parties.get(role="court").body
    Body.objects.filter(pk=case.court.pk).update(kind="court")
    case.court.refresh_from_db()
    refresh_deadlines(case, on=TODAY)
    return case


@pytest.mark.covers("004a/R-49")
def test_the_report_is_of_the_month_that_its_record_names_and_counts_what_happened_in_it(contacts, settings):
    parts = {part.key: part for part in parts_of(drafted(contacts, "monthly_report", contacts.court), TODAY)}
    said = str(parts["period"].blocks)
    assert "Od 1. 4. 2026 do 30. 4. 2026." in said
    assert (
        "2-krat, od tega: izveden 1-krat (10. 4. 2026), otrok je stik odklonil 1-krat (28. 4. 2026)." in said
    )
    assert "'9'" not in str([part.blocks for part in parts.values() if part.is_printed])
    assert parts["proposal"].text == "Stiki naj se nadaljujejo."


def test_each_contact_is_told_with_its_day_and_hours_and_no_bare_figures(contacts, settings):
    paper = drafted(contacts, "monthly_report", contacts.court)
    first, second = {part.key: part for part in parts_of(paper, TODAY)}["record.contact"].blocks
    assert (first["title"], second["title"]) == ("10. 4. 2026, 16.00–17.00", "28. 4. 2026, 16.00")
    assert "trajanje" not in str(first).casefold()
    assert {"record.order", "record.monthly_report"} <= set(paper.left_out)


def test_a_court_reads_its_own_number_and_when_the_child_was_born(contacts, settings):
    paper = drafted(contacts, "monthly_report", contacts.court)
    letter = letter_as_drafted(paper, by=contacts.assigned_to, on=TODAY)
    assert {"label": "Vaša številka", "value": "IV Z 12/2026"} in letter["details"]
    assert "Lana" in str(letter["sections"])
    assert "roj. 3. 4. 2013" in str(letter["sections"])


def test_a_time_is_said_with_its_unit(contacts):
    paper = drafted(contacts, "final_report", contacts.court)
    order = {part.key: part for part in parts_of(paper, TODAY)}["record.order"]
    assert "2 uri" in str(order.blocks)


def test_who_has_the_case_is_not_whoever_writes_in_it(contacts):
    colleague = WorkerFactory(unit=contacts.unit, head_of_unit=True)
    paper = drafted(contacts, "monthly_report", contacts.court)
    details = letter_as_drafted(paper, by=colleague, on=TODAY)["details"]
    assert {"label": "Zadevo vodi", "value": contacts.assigned_to.full_name} in details
    assert {"label": "Priprava dopisa", "value": colleague.full_name} in details
    own = letter_as_drafted(paper, by=contacts.assigned_to, on=TODAY)["details"]
    assert "Priprava dopisa" not in str(own)


def test_an_agreement_that_binds_the_centre_is_made_by_who_works_on_the_case(settings):
    case = opened("foster_placement", foster_carer=PersonFactory(), child=PersonFactory())
    paper = drafted(case, "contract", None)
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}
    paper = edit_paper(paper, texts=needed, left_out=[], version=1, by=case.assigned_to, at=NOON)
    colleague = WorkerFactory(unit=case.unit, clerk=True)
    with pytest.raises(Refused, match=case.assigned_to.full_name):
        make_paper(paper, by=colleague, on=TODAY, at=NOON)
    assert make_paper(paper, by=case.assigned_to, on=TODAY, at=NOON).number


def part_of(paper, key):
    return next(part for part in parts_of(paper, TODAY) if part.key == key)


def test_a_contract_of_foster_care_needs_nothing_typed_that_the_placement_tells(settings):
    carer = PersonFactory(given_name="Breda", family_name="Hrast")
    case = opened("foster_placement", foster_carer=carer, child=PersonFactory())
    assert part_of(drafted(case, "contract", carer), "content").is_needed
    keep(case, "placement", "2026-05-04", **{"from": "2026-05-04", "kind": "placement"})
    keep(case, "allowance", "2026-05-04", **{"from": "2026-05-04", "days_of_stay": 28})
    paper = drafted(case, "contract", carer)
    assert not part_of(paper, "content").is_needed
    shown = [part.key for part in parts_of(paper, TODAY) if part.is_printed]
    assert {"record.placement", "record.allowance"} <= set(shown)
    assert "28" in printed(paper, settings)


def test_the_voucher_prints_the_right_that_was_decided(settings):
    user = PersonFactory(given_name="Iva", family_name="Bor")
    case = opened("personal_assistance", applicant=user, user=user)
    keep(case, "decision_on_right", "2026-05-04", hours_awarded="30")
    keep(case, "entitlement", "2026-06-01", starts_on="2026-06-01", exercised=True)
    paper = drafted(case, "voucher", user)
    assert not part_of(paper, "content").is_needed
    assert "1. 6. 2026" in printed(paper, settings)


def test_where_its_records_are_left_out_the_contents_are_asked_for():
    user = PersonFactory()
    case = opened("personal_assistance", applicant=user, user=user)
    keep(case, "entitlement", "2026-06-01", starts_on="2026-06-01", exercised=True)
    paper = drafted(case, "voucher", user)
    left_out = [*paper.left_out, "record.entitlement"]
    paper = edit_paper(paper, texts={}, left_out=left_out, version=1, by=case.assigned_to, at=NOON)
    assert part_of(paper, "content").is_needed
