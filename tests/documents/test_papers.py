"""Every outgoing document of the catalogue can be written, made and sent, and tells nobody too much."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.documents.conftest import violations
from tests.documents.test_compose import text_of
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Appointment, Body, CaseRecord, CaseStep, Note, Party, StepState
from opora.catalogue import catalogue
from opora.documents.compose import check, compose
from opora.documents.delivery import dispatch
from opora.documents.models import Document, Method, Paper, PaperState
from opora.documents.officials import Body as Letterhead
from opora.documents.officials import Official
from opora.documents.papers.drafting import Stale, begin_paper, discard_paper, edit_paper, parts_of
from opora.documents.papers.filling import fill
from opora.documents.papers.letters import TEMPLATE, Sheet, paper_letter
from opora.documents.papers.making import letter_as_drafted, make_paper
from opora.documents.papers.material import Material, Participant
from opora.documents.papers.templates import ACTS, offices, paper_kinds, told_beside
from opora.documents.signing import verify
from opora.documents.storage import read_stored
from opora.organisation.models import Role
from opora.organisation.refusal import Refused

TODAY = date(2026, 5, 6)
NOON = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)


def outgoing():
    """Every outgoing document of every definition, with its task."""
    return [
        (key, version, document)
        for key, versions in catalogue().tasks.items()
        for version in versions
        for document in version.documents
        if document.direction == "outgoing" and document.kind not in ACTS
    ]


def letter_from_definition(task, document, language):
    """What the definition alone gives, with one party a role and the needed parts written."""
    parties = tuple(Participant(role.key, role.name(language), "Živa Čučnik Šinkovec") for role in task.roles)
    material = Material(task, document, "122-7/2026-1", date(2026, 4, 1), TODAY, participants=parties)
    needed = [part.key for part in fill(material, language=language) if part.is_needed]
    parts = fill(material, language=language, typed=dict.fromkeys(needed, "Čas, žled in šola.\n\nDrugič."))
    sheet = Sheet(
        body=Letterhead({"sl": "Center za socialno delo"}, ("Ulica 1", "6000 Koper")),
        addressee=("Okrožno sodišče v Kopru",),
        number="122-7/2026-1",
        on=TODAY,
        led=Official("Anže Žagar"),
        is_draft=False,
    )
    return paper_letter(material, parts, sheet, language=language)


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_every_outgoing_document_of_every_definition_makes_a_letter_from_the_definition_alone(language):
    found = outgoing()
    assert len(found) > 300
    for key, task, document in found:
        letter = check(TEMPLATE, letter_from_definition(task, document, language), language=language)
        assert letter[language].title == document.name(language), key


@pytest.mark.parametrize("kind", list(paper_kinds()))
def test_a_document_of_each_kind_becomes_a_pdf_of_both_standards_with_its_words(kind):
    task, document = next((task, document) for _key, task, document in outgoing() if document.kind == kind)
    pdf = compose(TEMPLATE, letter_from_definition(task, document, "sl"), language="sl")
    assert violations(pdf) == []
    text = text_of(pdf)
    assert document.sl in text
    assert "Čas, žled in šola." in text or not any(part.needed for part in paper_kinds()[kind].parts)


def test_every_kind_of_the_catalogue_has_a_template_and_every_office_is_a_role_of_the_house():
    assert {document.kind for _key, _task, document in outgoing()} <= set(paper_kinds())
    assert all(roles <= set(Role) for roles in offices().values())


@pytest.fixture
def keys(settings, tmp_path):
    settings.OPORA_KEYS = tmp_path / "keys"


@pytest.fixture
def violence(keys):
    """A restraining order with the protected person, the offender and the court."""
    case = CaseFactory(task="restraining_order", assigned=True, seal="violence")
    victim = PersonFactory(given_name="Živa", family_name="Čučnik", is_protected=True, phone="041 222 333")
    AddressFactory(person=victim, street="Skrita steza", house_number="7")
    offender = PersonFactory(given_name="Gašper", family_name="Žnidar", phone="031 555 777")
    AddressFactory(person=offender, street="Ulica ob gozdu", house_number="12")
    PartyFactory(case=case, person=victim, role="protected_person")
    PartyFactory(case=case, person=offender, role="offender")
    court = Body.objects.create(kind="court", name="Okrožno sodišče v Kopru", address="Ferrarska 9, Koper")
    Party.objects.create(case=case, body=court, role="court")
    _record(case, "breach", told_by="soseda Špela")
    case.court, case.victim, case.offender, case.worker = court, victim, offender, case.assigned_to
    return case


def _record(case, key, on=TODAY, **content):
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=key,
        happened_on=on,
        content=content,
        entered_by=case.assigned_to,
        entered_at=NOON,
    )


def begin(case, addressee=None, key="information_for_court", language="sl"):
    return begin_paper(case, key, addressee=addressee, language=language, by=case.worker, at=NOON)


def for_side(case, person):
    """A draft for one of the sides, as of a document that is for anybody."""
    return Paper.objects.create(
        case=case, key="information_for_court", language="sl", to_person=person,
        drafted_by=case.worker, drafted_at=NOON,
    )  # fmt: skip


def write(paper, texts=None, left_out=(), version=1, by=None):
    texts = texts or {"findings": "Okoliščine so se poslabšale."}
    by = by or paper.case.assigned_to
    return edit_paper(paper, texts=texts, left_out=left_out, version=version, by=by, at=NOON)


def make(paper, by=None):
    return make_paper(paper, by=by or paper.case.assigned_to, on=TODAY, at=NOON)


def printed(document, settings):
    return text_of(read_stored(document.sha256, root=settings.OPORA_DOCUMENTS))


@pytest.mark.django_db
def test_a_paper_is_filled_from_parties_records_and_steps_numbered_signed_and_registered(violence, settings):
    CaseStep.objects.create(
        case=violence, key="judge_danger", state=StepState.DONE, ended_on=TODAY, by=violence.worker
    )
    document = make(write(begin(violence, violence.court)))
    pdf = read_stored(document.sha256, root=settings.OPORA_DOCUMENTS)
    text = text_of(pdf)
    for words in (
        "Okrožno sodišče v Kopru", "Živa Čučnik", "Gašper Žnidar", "soseda Špela", "Ocena ogroženosti",
        "Okoliščine so se poslabšale.", document.number,
    ):  # fmt: skip
        assert words in text
    assert violations(pdf) == []
    assert [report.field for report in verify(pdf, trust_roots=[])] == ["led"]
    assert (document.kind, document.number) == ("information_for_court", f"{violence.number}-1")
    assert violence.events.filter(key="paper_made").exists()


@pytest.mark.django_db
def test_a_paper_to_one_side_names_nobody_of_the_other_and_fills_in_no_records(violence, settings):
    text = printed(make(write(for_side(violence, violence.offender))), settings)
    assert "Gašper Žnidar" in text
    assert "Čučnik" not in text
    assert "soseda Špela" not in text
    text = printed(make(write(for_side(violence, violence.victim))), settings)
    assert "Čučnik" in text
    assert "Žnidar" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Stanuje na naslovu Skrita  steza 7.", "Pokličite 041/222-333."])
def test_data_of_the_other_side_are_refused_even_where_they_are_typed(violence, typed):
    paper = write(for_side(violence, violence.offender), {"findings": typed})
    with pytest.raises(Refused, match="Živa Čučnik"):
        make(paper)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_the_home_of_both_is_no_secret_to_whoever_lives_there(violence):
    shared = {"street": "Hrastova cesta", "house_number": "27"}
    for person in (violence.victim, violence.offender):
        AddressFactory(person=person, **shared)
    violence.victim.is_protected = False
    violence.victim.save()
    paper = for_side(violence, violence.offender)
    assert make(write(paper, {"findings": "Razgovor je bil na naslovu Hrastova cesta 27."}))


@pytest.mark.covers("004a/R-10")
@pytest.mark.django_db
def test_a_protected_address_stands_in_no_paper_not_even_in_its_own_window(violence, settings):
    assert "Skrita steza" not in printed(make(write(for_side(violence, violence.victim))), settings)
    with pytest.raises(Refused, match="zaščiten"):
        make(write(begin(violence, violence.court), {"findings": "Živi na naslovu Skrita steza 7."}))


@pytest.mark.django_db
def test_a_house_number_that_only_begins_alike_is_no_protected_address(violence):
    assert make(write(begin(violence, violence.court), {"findings": "Ogled na Skrita steza 75."}))


@pytest.mark.django_db
def test_what_is_told_of_the_victim_to_police_and_court_is_begun_for_nobody_else(violence):
    for person in (violence.offender, violence.victim):
        with pytest.raises(Refused, match="policija, sodišče"):
            begin(violence, person)


@pytest.mark.django_db
def test_what_was_written_for_the_court_is_not_sent_to_one_of_the_sides(violence):
    document = make(write(begin(violence, violence.court)))
    with pytest.raises(Refused, match="Gašper Žnidar"):
        dispatch(document, violence.offender, Method.AT_OFFICE, TODAY, by=violence.worker, at=NOON)
    delivery = dispatch(document, violence.court, Method.PERSONAL, TODAY, by=violence.worker, at=NOON)
    assert (delivery.recipient, delivery.address) == (violence.court, "Ferrarska 9, Koper")


@pytest.mark.django_db
def test_a_needed_part_left_empty_is_named_and_nothing_is_made(violence):
    paper = begin(violence, violence.court)
    with pytest.raises(Refused, match="Ugotovitve"):
        make(paper)
    paper.refresh_from_db()
    assert (paper.state, Document.objects.count()) == (PaperState.DRAFT, 0)


@pytest.mark.django_db
def test_what_is_typed_stays_and_what_is_not_follows_the_case(violence):
    paper = write(begin(violence, violence.court), {"opening": "Spoštovani!\r\n\r\nPošiljamo poročilo."})
    _record(violence, "breach", told_by="policist Čebašek")
    parts = {part.key: part for part in parts_of(paper, TODAY)}
    assert parts["opening"].blocks == ("Spoštovani!", "Pošiljamo poročilo.")
    assert "Čebašek" in str(parts["record.breach"].blocks)
    given_back = write(paper, {"opening": ""}, version=2)
    assert violence.number in {part.key: part.text for part in parts_of(given_back, TODAY)}["opening"]


@pytest.mark.django_db
def test_a_part_may_be_left_out_but_none_that_is_needed(violence):
    paper = write(begin(violence, violence.court), left_out=["record.breach", "findings"])
    assert paper.left_out == ["record.breach"]
    letter = letter_as_drafted(paper, by=violence.worker, on=TODAY)
    assert "soseda Špela" not in str(letter)


@pytest.mark.django_db
def test_two_who_write_at_once_lose_nothing(violence):
    paper = write(begin(violence, violence.court), {"findings": "Prva."})
    with pytest.raises(Stale) as refusal:
        write(paper, {"findings": "Druga."}, version=1)
    assert refusal.value.paper.parts == {"findings": "Prva."}


@pytest.mark.django_db
def test_a_made_paper_and_a_discarded_one_stay_as_they_are(violence):
    made = write(begin(violence, violence.court))
    make(made)
    with pytest.raises(Refused):
        write(made, version=2)
    dropped = discard_paper(begin(violence), by=violence.worker, at=NOON)
    with pytest.raises(Refused):
        make(dropped)


@pytest.mark.django_db
def test_a_paper_is_for_somebody_who_takes_part_and_of_a_kind_the_task_knows(violence):
    with pytest.raises(Refused, match="ne sodeluje"):
        begin(violence, PersonFactory())
    for key in ("police_notice", "no_such_document"):
        with pytest.raises(Refused):
            begin(violence, key=key)


@pytest.fixture
def opinion(keys):
    """An opinion to the court on an eviction, written and not made."""
    case = CaseFactory(task="opinion_on_eviction", assigned=True)
    case.court = Body.objects.create(kind="court", name="Okrajno sodišče v Kopru")
    Party.objects.create(case=case, body=case.court, role="court")
    paper = begin_paper(case, "opinion", addressee=case.court, language="sl", by=case.assigned_to, at=NOON)
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}
    return write(paper, needed)


@pytest.mark.django_db
def test_a_paper_does_its_step_and_brings_the_case_to_its_stage(opinion):
    make(opinion)
    turn = CaseStep.objects.get()
    assert (turn.key, turn.state, turn.by) == ("opinion", StepState.DONE, opinion.case.assigned_to)
    opinion.case.refresh_from_db()
    assert (opinion.case.stage, opinion.case.state) == ("sent", "decided")


@pytest.mark.django_db
def test_a_paper_of_somebody_who_may_not_do_its_step_is_made_and_leaves_it_open(opinion):
    unqualified = WorkerFactory(unit=opinion.case.unit, head_of_unit=True, unqualified=True)
    make(opinion, by=unqualified)
    assert not CaseStep.objects.exists()


@pytest.mark.django_db
def test_a_letter_to_a_person_goes_to_nobody_else_whatever_the_task(opinion):
    debtor, landlord = PersonFactory(given_name="Jan"), PersonFactory(given_name="Nina")
    for person, role in ((debtor, "debtor"), (landlord, "family_member")):
        PartyFactory(case=opinion.case, person=person, role=role)
    paper = begin_paper(
        opinion.case, "talk_note", addressee=debtor, language="sl", by=opinion.case.assigned_to, at=NOON
    )
    document = make(write(paper, {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}))
    with pytest.raises(Refused, match="Jan"):
        dispatch(document, landlord, Method.AT_OFFICE, TODAY, by=opinion.case.assigned_to, at=NOON)
    assert dispatch(document, debtor, Method.AT_OFFICE, TODAY, by=opinion.case.assigned_to, at=NOON).pk


def signed_by(*roles):
    """The first document of a case that one of these roles signs."""
    return next(
        found for found in outgoing() if set(roles) & set(found[2].signed_by) and found[1].opens_cases
    )


@pytest.mark.django_db
def test_what_an_office_signs_is_made_by_its_holder_and_signed_by_both(keys, settings):
    key, _task, document = signed_by(*offices())
    case = CaseFactory(task=key, assigned=True)
    paper = begin_paper(case, document.key, addressee=None, language="sl", by=case.assigned_to, at=NOON)
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}
    paper = write(paper, needed or {"opening": "Tako je."})
    with pytest.raises(Refused):
        make(paper)
    director = WorkerFactory(unit=case.unit, director=True, whole_centre=True)
    made = make(paper, by=director)
    signed = verify(read_stored(made.sha256, root=settings.OPORA_DOCUMENTS), trust_roots=[])
    assert [report.field for report in signed] == ["led", "decided"]


@pytest.mark.django_db
def test_parties_sign_by_hand_on_a_line_of_their_own(keys, settings):
    key, task, document = signed_by("user")
    case = CaseFactory(task=key, assigned=True)
    user = PersonFactory(given_name="Črtomir", family_name="Šuštar", sex="male")
    PartyFactory(case=case, person=user, role="user")
    paper = begin_paper(case, document.key, addressee=user, language="sl", by=case.assigned_to, at=NOON)
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}
    letter = letter_as_drafted(write(paper, needed or {"opening": "Tako je."}), by=case.assigned_to, on=TODAY)
    named = next(role.sl for role in task.roles if role.key == "user")
    assert {"role": named, "name": user.full_name} in letter["by_hand"]


@pytest.fixture
def counselling(keys):
    """Preliminary counselling of two parents, with a talk held and one agreed for the week to come."""
    case = CaseFactory(task="preliminary_counselling", assigned=True)
    case.mother, case.father = PersonFactory(given_name="Nina"), PersonFactory(given_name="Jan")
    PartyFactory(case=case, person=case.mother, role="proposer")
    PartyFactory(case=case, person=case.father, role="other_parent")
    for at, subject in ((datetime(2026, 5, 4, 7, 0, tzinfo=UTC), "Prvi razgovor"),
                        (datetime(2026, 5, 12, 7, 30, tzinfo=UTC), "Drugi razgovor")):  # fmt: skip
        talk = Appointment.objects.create(
            case=case, worker=case.assigned_to, starts_at=at, minutes=45, subject=subject, place="soba 2"
        )
        talk.persons.set([case.mother, case.father])
    return case


def filled(case, key, addressee=None):
    paper = begin_paper(case, key, addressee=addressee, language="sl", by=case.assigned_to, at=NOON)
    return {part.key: part.text for part in parts_of(paper, TODAY)}


@pytest.mark.django_db
def test_a_call_says_when_where_and_why_as_the_calendar_does(counselling):
    call = filled(counselling, "invitation", counselling.mother)
    assert (call["when"], call["why"]) == ("12. 5. 2026 od 9.30 do 10.15, soba 2", "Drugi razgovor")


@pytest.mark.django_db
def test_minutes_are_of_the_meeting_that_was_held_and_name_everybody_who_came(counselling):
    note = Note.objects.create(
        case=counselling,
        by=counselling.assigned_to,
        at=NOON,
        kind="contact",
        text="Dogovorila sta se o stikih.",
        happened_at=datetime(2026, 5, 4, 7, 0, tzinfo=UTC),
    )
    note.persons.set([counselling.mother])
    minutes = filled(counselling, "minutes")
    assert minutes["opening"].startswith("Dne 4. 5. 2026 smo")
    assert minutes["place"] == "soba 2, začetek ob 9.00, konec ob 9.45"
    assert {str(counselling.mother), str(counselling.father)} <= set(minutes["present"].splitlines())
    assert minutes["course"] == "Dogovorila sta se o stikih."


@pytest.mark.django_db
def test_minutes_are_signed_by_those_whose_words_they_hold(counselling):
    paper = begin_paper(
        counselling, "minutes", addressee=None, language="sl", by=counselling.assigned_to, at=NOON
    )
    signs = letter_as_drafted(paper, by=counselling.assigned_to, on=TODAY)["by_hand"]
    assert [each["name"] for each in signs] == [str(counselling.mother), str(counselling.father)]


@pytest.mark.django_db
def test_an_agreement_names_only_those_who_agree(keys):
    case = CaseFactory(task="foster_placement", assigned=True)
    for role in ("child", "parent", "foster_carer"):
        PartyFactory(case=case, role=role)
    carer = case.parties.get(role="foster_carer").person
    paper = begin_paper(case, "contract", addressee=None, language="sl", by=case.assigned_to, at=NOON)
    [named] = next(part.blocks for part in parts_of(paper, TODAY) if part.key == "parties")
    assert named["lines"] == [
        {"label": "Center za socialno delo", "text": case.centre.name_sl},
        {"label": "Rejnica", "text": carer.full_name},
    ]
    [about] = next(part.blocks for part in parts_of(paper, TODAY) if part.key == "about")
    assert [line["label"] for line in about["lines"]] == ["Otrok v rejništvu"]
    signs = letter_as_drafted(paper, by=case.assigned_to, on=TODAY)["by_hand"]
    assert [each["name"] for each in signs] == [carer.full_name]


@pytest.mark.django_db
def test_an_agreement_goes_to_those_who_sign_it_and_to_nobody_else(keys):
    case = CaseFactory(task="foster_placement", assigned=True)
    court = PartyFactory(case=case, role="court", person=None, body=Body.objects.create(name="Sodišče")).body
    carer = PartyFactory(case=case, role="foster_carer").person
    begin = {"language": "sl", "by": case.assigned_to, "at": NOON}
    with pytest.raises(Refused, match="rejnik") as refusal:
        begin_paper(case, "contract", addressee=court, **begin)
    assert refusal.value.field == "addressee"
    assert begin_paper(case, "contract", addressee=carer, **begin)
    assert begin_paper(case, "contract", addressee=None, **begin)
    assert begin_paper(case, "opinion", addressee=court, **begin)


@pytest.mark.django_db
def test_nothing_is_said_of_a_meeting_that_nobody_entered(keys):
    case = CaseFactory(task="preliminary_counselling", assigned=True)
    minutes, call = filled(case, "minutes"), filled(case, "invitation")
    assert [minutes["place"], minutes["present"], minutes["course"], call["when"]] == ["", "", "", ""]


@pytest.mark.django_db
def test_that_minutes_were_read_to_those_present_is_written_by_whoever_read_them(counselling):
    paper = begin_paper(
        counselling, "minutes", addressee=None, language="sl", by=counselling.assigned_to, at=NOON
    )
    with pytest.raises(Refused, match="Branje in pripombe"):
        make(write(paper, {"course": "Potek."}))


@pytest.mark.django_db
def test_a_team_is_called_from_bodies_and_professionals_and_never_from_those_it_is_about(keys):
    case = CaseFactory(task="multidisciplinary_team", assigned=True)
    school = PartyFactory(case=case, role="member", person=None, body=Body.objects.create(name="Šola")).body
    doctor = PartyFactory(case=case, role="professional").person
    begin = {"language": "sl", "by": case.assigned_to, "at": NOON}
    for role in ("victim", "perpetrator"):
        somebody = PartyFactory(case=case, role=role).person
        with pytest.raises(Refused, match="član tima, vabljeni strokovnjak"):
            begin_paper(case, "invitation", addressee=somebody, **begin)
    assert begin_paper(case, "invitation", addressee=school, **begin)
    assert begin_paper(case, "invitation", addressee=doctor, **begin)


@pytest.mark.django_db
def test_a_paper_says_what_its_reader_needs_and_not_what_the_house_keeps_for_itself(keys):
    case = CaseFactory(task="safety_plan", assigned=True, seal="violence")
    victim = PersonFactory(given_name="Nina")
    PartyFactory(case=case, person=victim, role="victim")
    told = {"number": 1, "kind": "help_plan", "aims": ["more_safety"], "in_danger": "Pokliče 113."}
    _record(case, "plan_version", **told, made_on=TODAY.isoformat(), signed_by_victim=False)
    _record(case, "plan_task", what="Ključavnica", who="žrtev", until=TODAY.isoformat(), state="open")
    paper = begin_paper(case, "safety_plan", addressee=victim, language="sl", by=case.assigned_to, at=NOON)
    needed = {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed and not part.text}
    paper = write(paper, needed, left_out=paper.left_out)
    letter = letter_as_drafted(paper, by=case.assigned_to, on=TODAY)
    said = str(letter["sections"])
    assert "Pokliče 113." in said
    assert not any(word in said for word in ("Številka različice", "podpisala", "odprt", "table"))
    assert "Ključavnica" in said
    assert [each["name"] for each in letter["by_hand"]] == [victim.full_name]


@pytest.mark.django_db
def test_minutes_follow_the_order_of_the_act_and_hold_what_is_of_that_day_or_kept_once(counselling):
    _record(counselling, "question", date(2026, 5, 4), question="contact", agreed=True, content="Vikendi.")
    _record(counselling, "counselling_request", date(2026, 4, 2), received_on="2026-04-02", joint=True)
    paper = begin_paper(
        counselling, "minutes", addressee=None, language="sl", by=counselling.assigned_to, at=NOON
    )
    parts = {part.key: part for part in parts_of(paper, TODAY)}
    order = ["opening", "place", "official", "present", "course", "statements", "findings", "closing"]
    assert [key for key in parts if key in order] == order
    assert parts["official"].text == counselling.assigned_to.full_name
    assert "Vikendi." in str(parts["record.question"].blocks)
    assert parts["record.counselling_request"].blocks


@pytest.mark.django_db
def test_a_call_names_the_law_the_role_and_the_telephone_and_no_consequence_nobody_wrote(counselling):
    counselling.unit.phone = "05 66 34 500"
    counselling.unit.save()
    paper = begin_paper(
        counselling, "invitation", addressee=counselling.father, language="sl", by=counselling.assigned_to,
        at=NOON,
    )  # fmt: skip
    letter = letter_as_drafted(paper, by=counselling.assigned_to, on=TODAY)
    said = {section["heading"]: section["blocks"] for section in letter["sections"]}
    assert "Družinski zakonik (DZ), 200. do 204. člen" in said["Pravna podlaga"][0]["items"]
    assert said["V zadevi sodelujete kot"] == ["Drugi zakonec ali starš"]
    assert "Če vabila ne upoštevate" not in said
    assert {"label": "Telefon", "value": "05 66 34 500"} in letter["details"]


@pytest.mark.django_db
def test_an_opinion_begins_with_what_the_court_asked_and_what_the_findings_rest_on(opinion):
    _record(
        opinion.case, "enforcement", asked_by="court", court_number="I 412/2026",
        request_received_on=TODAY.isoformat(),
    )  # fmt: skip
    CaseStep.objects.create(
        case=opinion.case, key="talk_with_debtor", state=StepState.DONE, ended_on=TODAY,
        by=opinion.case.assigned_to,
    )  # fmt: skip
    parts = {part.key: part for part in parts_of(opinion, TODAY)}
    assert "I 412/2026" in parts["asked"].text
    assert parts["work"].blocks[0]["items"] == ["Pogovor z dolžnikom, 6. 5. 2026"]
    assert "record.enforcement" in opinion.left_out or parts["record.enforcement"].blocks


def test_what_is_told_beside_the_own_records_is_a_record_of_the_task():
    for task, documents in told_beside().items():
        known = catalogue().tasks[task][-1]
        assert set(documents) <= {each.key for each in known.documents if each.direction == "outgoing"}, task
        assert {key for keys in documents.values() for key in keys} <= {each.key for each in known.records}


@pytest.mark.django_db
def test_a_notice_prints_no_records_unless_its_writer_puts_them_in(keys):
    case = CaseFactory(task="guardian_report", assigned=True)
    guardian = PersonFactory()
    PartyFactory(case=case, person=guardian, role="guardian")
    paper = begin_paper(case, "reminder", addressee=guardian, language="sl", by=case.assigned_to, at=NOON)
    assert set(paper.left_out) == {f"record.{each.key}" for each in task_of(case).records}


def test_no_kind_of_paper_prints_records_as_a_table():
    for _key, task, document in outgoing():
        letter = letter_from_definition(task, document, "sl")
        assert not any(
            isinstance(block, dict) and block["kind"] == "table"
            for section in letter["sections"]
            for block in section["blocks"]
        )
