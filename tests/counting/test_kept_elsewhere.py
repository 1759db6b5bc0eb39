"""What is entered once in cases of one task is counted in another task's statistics too."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from tests.counting.history import a_case, a_record, about, behind, by, counted, number
from tests.organisation.factories import UnitFactory

from opora.catalogue.loading import FOLDER, load_catalogue

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


def takes_part(case, role, **told):
    person = about(case, role, **told)
    party = case.parties.get(person=person)
    return a_record(case, "participant", MAY, person=party.pk, role=role, in_case_since=MAY.isoformat())


@pytest.mark.covers("004b/R-8")
def test_a_witnessing_child_is_entered_once_and_counted_with_violence_and_with_child_protection():
    unit = UnitFactory()
    case = a_case("domestic_violence_case", unit, MAY)
    takes_part(case, "victim")
    takes_part(case, "witness_child", born=date(2015, 3, 1), sex="f")
    takes_part(case, "witness_child", born=date(2019, 3, 1), sex="m")
    assert case.records.count() == 3
    roles = by(counted("domestic_violence_case", "persons_by_role", unit), "participant.role")
    assert roles["witness_child"] == 2
    children = counted("endangered_child", "witnesses_of_violence", unit)
    assert children.whole.value == 2
    assert by(children, "sex") == {"f": 1, "m": 1}
    assert behind(children, unit) == [case.pk]
    assert number("endangered_child", "children", unit) == 0


@pytest.mark.parametrize(
    ("told", "wrong"),
    [({"kept_in": "no_such_task"}, "no_such_task"), ({"of": "no_such_record"}, "no_such_record")],
)
def test_an_indicator_of_what_no_other_task_keeps_is_a_fault(tmp_path, told, wrong):
    folder = tmp_path / "catalogue"
    (folder / "tasks").mkdir(parents=True)
    (folder / "code_lists").symlink_to(FOLDER / "code_lists")
    for key, field in (("endangered_child", "children_at_risk"), ("domestic_violence_case", "violence")):
        read = yaml.safe_load((FOLDER / "tasks" / field / f"{key}.yaml").read_text(encoding="utf-8"))
        read["follows"] = []
        for each in read["indicators"]:
            if each["key"] == "witnesses_of_violence":
                each |= told
        (folder / "tasks" / f"{key}.yaml").write_text(
            yaml.safe_dump(read, allow_unicode=True, sort_keys=False)
        )
    assert any(wrong in fault for fault in load_catalogue(folder).faults)
