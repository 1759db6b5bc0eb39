"""Who may be chosen for work on a case: those whose role covers it, of one's own unit first."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case

from opora.web.colleagues import by_unit, workers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def elsewhere(scene):
    """A colleague of another unit of the centre, whose name stands first in the alphabet."""
    izola = UnitFactory(centre=scene.unit.centre, name="Enota Izola")
    return WorkerFactory(unit=izola, family_name="Abram", professional_worker=True)


@pytest.fixture
def without_cases(scene):
    """Those who do no work on cases."""
    told = {"unit": scene.unit, "whole_centre": True}
    return [scene.auditor, WorkerFactory(administrator=True, **told), WorkerFactory(analyst=True, **told)]


def test_whoever_does_no_work_on_cases_is_not_offered_for_it(scene, elsewhere, without_cases):
    offered = workers_of(eviction_case(scene), scene.clerk)
    assert offered[0] == scene.clerk
    assert elsewhere == offered[-1]
    assert set(offered) == {scene.clerk, scene.decision_maker, scene.head, elsewhere}


def test_workers_stand_by_unit_and_without_a_heading_where_there_is_one_unit(scene, elsewhere):
    own, other = by_unit(workers_of(eviction_case(scene), scene.clerk))
    assert own[0] == scene.unit.name
    assert own[1][0] == (str(scene.clerk.pk), str(scene.clerk))
    assert other == ("Enota Izola", [(str(elsewhere.pk), str(elsewhere))])
    assert by_unit([scene.clerk, scene.head])[1] == (str(scene.head.pk), str(scene.head))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("case", []), ("case_step", ["home_visit"]), ("hold_session", [])],
)
def test_every_form_of_the_work_names_the_same_colleagues(
    name, arguments, scene, elsewhere, without_cases, sign_in
):
    case = eviction_case(scene)
    page = sign_in(scene.clerk).get(reverse(name, args=[case.public_id, *arguments])).content.decode()
    assert elsewhere.full_name in page
    assert "Enota Izola" in page
    for each in without_cases:
        assert each.full_name not in page


def test_whom_to_let_in_stands_by_unit(scene, elsewhere, without_cases, sign_in):
    page = sign_in(scene.clerk).get(reverse("case_access", args=[eviction_case(scene).public_id]))
    _choose, own, other = page.context["let_in_form"].fields["worker"].choices
    assert own[0] == scene.unit.name
    assert other == ("Enota Izola", [(str(elsewhere.pk), str(elsewhere))])
    assert not {str(each.pk) for each in without_cases} & set(dict(own[1]))
