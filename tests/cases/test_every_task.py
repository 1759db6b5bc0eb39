"""A case of any task works by its definition alone; so does every register."""

from datetime import timedelta

import pytest
from tests.cases.generated import NOW, TODAY, Surroundings, typed_values
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.consents import disclose, give_consent, grounds_in_law
from opora.cases.models import Body, CaseState
from opora.cases.opening import open_case, task_to_open
from opora.cases.records import add_record, add_to_register, records_of
from opora.cases.shown_values import names_in, shown
from opora.cases.steps import do_step, steps_of
from opora.cases.told_outcomes import told_outcome
from opora.cases.typed_values import read_value
from opora.catalogue import catalogue
from opora.catalogue.schema.corrections import as_read
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
VERSIONS = {
    f"{key}@{number}": (key, version)
    for key, versions in catalogue().tasks.items()
    for number, version in enumerate(versions)
}
OF_CASES = [name for name, (_key, version) in VERSIONS.items() if version.classification]
REGISTERS = [name for name, (_key, version) in VERSIONS.items() if version.kind == "register"]


def day_it_holds(version):
    """A day on which a case of this version can be opened: today, or before it ended."""
    end = version.removed_on or version.valid_until
    return TODAY - timedelta(days=60) if end is None else end - timedelta(days=1)


def able_worker(unit):
    lists = catalogue().code_lists
    return WorkerFactory(
        unit=unit,
        head_of_unit=True,
        director=True,
        qualifications=lists["qualifications"].keys(),
        licences=lists["licences"].keys(),
    )


def takes_part(version):
    """A party in every role that needs one and in the first; in the second too, where records differ."""
    persons = [role for role in version.roles if not role.is_body]
    first = persons[: 2 if any(record.differ for record in version.records) else 1]
    named = {field.in_role for record in version.records for field in record.fields}
    required = [role for role in version.roles if role.required or role in first or role.key in named]
    return [
        (
            Body.objects.create(kind="other", name=f"Organ {role.key}")
            if role.is_body
            else PersonFactory(with_emso=True),
            role.key,
        )
        for role in required
    ]


def parties_by_role(case):
    return {
        role: list(case.parties.filter(role=role).values_list("pk", flat=True))
        for role in case.parties.values_list("role", flat=True)
    }


def enter_in_lists(version, parties, worker):
    """Whoever takes a role that has a list stands on it, since before the case was opened."""
    lists = {role.key: role.listed_in for role in version.roles if role.listed_in}
    for who, key in parties:
        if key not in lists:
            continue
        register, _dot, record = lists[key].partition(".")
        definition = next(
            each for each in catalogue().as_read.tasks[register][-1].records if each.key == record
        )
        near = Surroundings([str(who.public_id)], [worker.pk], ["Šola na hribu"])
        typed, _kept = typed_values(definition, near, register)
        typed |= names_a_person(definition, str(who.public_id))
        ends = (definition.good_until, definition.ends_on)
        typed = {field: value for field, value in typed.items() if field not in ends}
        typed[definition.happens_on] = "2010-01-04"
        add_to_register(register, record, typed, unit=worker.unit, by=worker, at=NOW)


def names_a_person(definition, public_id):
    """An entry of a list that names workers or persons names the person."""
    named = next(field for field in definition.fields if field.type == "party")
    if named.only_where is None:
        return {}
    others = {key: "" for group in definition.one_of if named.key in group for key in group}
    return others | {named.key: public_id, named.only_where.field: named.only_where.is_any[0]}


@pytest.mark.parametrize("name", OF_CASES)
def test_a_case_of_any_task_is_opened_worked_on_recorded_and_closed(name):
    key, version = VERSIONS[name]
    unit = UnitFactory()
    worker = able_worker(unit)
    parties = takes_part(version)
    enter_in_lists(version, parties, worker)
    case = open_case(
        task=key, unit=unit, title="", parties=parties, opened_by=worker,
        opened_on=day_it_holds(version), opened_how=version.opened_by[0], assigned_to=worker, at=NOW,
    )  # fmt: skip
    keep_every_record(case, version, worker)
    do_every_step(case, worker)
    case.deadlines.filter(key="decision").update(state="met")  # by the decision, in a room above this one
    told = told_outcome(case, task_of(case))
    outcome = told.outcome if told else version.outcomes[0].key if version.outcomes else ""
    closed = close_case(case, outcome=outcome, by=worker, on=TODAY, at=NOW)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, outcome)


def keep_every_record(case, version, worker):
    persons = list(case.parties.exclude(person=None).values_list("pk", flat=True))
    bodies = ["Šola na hribu", *Body.objects.values_list("pk", flat=True)]
    near = Surroundings(persons, [worker.pk], bodies, parties_by_role(case))
    befores = [before for each in (*version.records, *version.steps) for before in each.only_after]
    named = {before.record for before in befores}
    for definition in sorted(version.records, key=lambda each: each.key not in named):
        if definition.written_by is not None:
            write_by_act(case, definition, worker)
            continue
        typed, kept = typed_values(definition, near, case.task)
        for key, word in asked_words(definition, befores):
            typed[key] = kept[key] = word
        add_record(case, definition.key, typed, by=worker, at=NOW)
        [found] = records_of(case, definition.key)
        reads_back(definition, found, kept)


def write_by_act(case, definition, worker):
    """A record that only an act writes is written by it."""
    told = {"to_whom": "Dom upokojencev", "what": "Termin sprejema.", "by": worker, "at": NOW}
    if definition.written_by == "give_consent":
        give_consent(case, person=case.parties.exclude(person=None).first().person, on=TODAY, **told)
    else:
        disclose(case, legal_ground="ZSV 110", basis=grounds_in_law(case, "sl")[0][0], **told)
    assert records_of(case, definition.key)


def asked_words(definition, befores):
    """What a record has to hold, for what comes after it and for its own fields."""
    asked = [each for before in befores if before.record == definition.key for each in before.holds]
    asked += [field.only_where for field in definition.fields if field.only_where]
    return [(holding.field, holding.is_any[0]) for holding in asked if holding.is_any]


def reads_back(definition, found, kept):
    """What is kept is what was typed and worked out; read again it stays, and all of it has words."""
    worked_out = {field.key for field in definition.fields if field.derived}
    assert {key: value for key, value in found.content.items() if key not in worked_out} == kept
    fields = {field.key: field for field in definition.fields}
    names = names_in(definition, [found], "sl")
    for key, value in found.content.items():
        assert read_value(fields[key], value) == value, key
        assert shown(fields[key], value, "sl", names), key


def do_every_step(case, worker):
    """All that is owed, and what a record called for at once."""
    while waiting := [view for view in steps_of(case, on=TODAY) if view.is_open or view.state == "planned"]:
        for view in waiting:
            do_step(case, view.key, on=TODAY, by=worker, at=NOW, minutes=5)
    assert all(not view.is_open for view in steps_of(case, on=TODAY))


@pytest.mark.parametrize("name", REGISTERS)
def test_every_record_of_a_register_is_kept_and_read_back(name):
    key, version = VERSIONS[name]
    unit = UnitFactory()
    worker = able_worker(unit)
    near = Surroundings([str(PersonFactory().public_id)], [worker.pk], ["Šola na hribu"])
    for definition in version.records:
        typed, kept = typed_values(definition, near, key)
        found = add_to_register(key, definition.key, typed, unit=unit, by=worker, at=NOW)
        reads_back(definition, found, kept)


def test_no_case_is_opened_in_a_register():
    worker = able_worker(UnitFactory())
    somebody = PersonFactory()
    for name in REGISTERS:
        key, version = VERSIONS[name]
        role = next((role.key for role in version.roles if not role.is_body), "somebody")
        with pytest.raises(Refused):
            open_case(
                task=key,
                unit=worker.unit,
                title="",
                parties=[(somebody, role)],
                opened_by=worker,
                opened_on=TODAY,
            )


def test_a_task_opens_cases_as_long_as_it_is_in_force_and_no_longer():
    for key, version in (VERSIONS[name] for name in OF_CASES):
        end = version.removed_on or version.valid_until
        assert task_to_open(key, day_it_holds(version)) == as_read(version)
        if end is not None:
            with pytest.raises(Refused, match="nadaljujejo"):
                task_to_open(key, end)
