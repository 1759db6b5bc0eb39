"""The coordinator of personal assistance has the communication supplement as well."""

import pytest
from tests.cases.factories import CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.executors import fit_workers

pytestmark = pytest.mark.django_db
COORDINATOR = {"qualifications": ["disability_coordinator"], "licences": ["disability_coordinator_training"]}


@pytest.mark.covers("003/A-12")
@pytest.mark.parametrize("task", ["personal_assistance", "communication_supplement"])
def test_a_case_of_either_right_is_given_to_the_coordinator_and_to_nobody_else(task):
    unit = UnitFactory()
    coordinator = WorkerFactory(professional_worker=True, unit=unit, **COORDINATOR)
    WorkerFactory(professional_worker=True, unit=unit)
    assert fit_workers(CaseFactory(task=task, unit=unit)) == [coordinator]
