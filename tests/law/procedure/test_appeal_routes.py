"""Where an appeal goes and before which court after it, right by right; what no source says is listed."""

from datetime import date

import pytest

from opora.catalogue import catalogue
from opora.law import rulebook
from opora.law.procedure import (
    appeal_routes,
    rights_with_a_route,
    rights_without_a_route,
    route_of_appeal,
    route_of_task,
)


@pytest.mark.covers("003/D-6")
@pytest.mark.parametrize("right", ["child_care_supplement", "partial_payment_for_lost_income"])
def test_appeals_on_the_care_of_a_child_reach_doctors_or_the_ministry_then_the_social_court(right):
    route = route_of_appeal([right])
    assert route.body["sl"].startswith("zdravniška komisija II. stopnje oziroma Ministrstvo")
    assert route.court["sl"] == "pristojno delovno in socialno sodišče"


@pytest.mark.covers("003/D-8")
def test_whoever_was_refused_as_an_adopter_appeals_to_the_ministry():
    route = route_of_appeal(["adoption_candidate_status"])
    assert (route.is_general, route.court) == (False, None)
    assert route.body["sl"].startswith("Ministrstvo za delo")


@pytest.mark.covers("003/D-11")
def test_an_objection_goes_to_the_centre_or_the_ministry_by_whose_work_it_is_about():
    routes = {route.against: route for route in appeal_routes("objection_to_guardians_work")}
    assert routes["guardian"].body["sl"] == "center za socialno delo"
    assert routes["centre"].body["sl"].startswith("Ministrstvo")
    assert {route.kind for route in routes.values()} == {"objection"}
    assert route_of_appeal(["objection_to_guardians_work"]).is_general


@pytest.mark.covers("003/D-12")
@pytest.mark.parametrize("right", ["personal_assistance", "communication_supplement"])
def test_the_route_over_personal_assistance_waits_for_a_lawyer(right):
    rights = catalogue().task(right, on=date(2026, 5, 4)).rights
    assert "pravnik" in route_of_task(rights).doubt["sl"]


@pytest.mark.covers("003/D-16")
def test_every_right_has_a_route_of_a_source_or_stands_among_those_without_one():
    versions = [version for found in catalogue().tasks.values() for version in found]
    named = set(rulebook().graph.rights) | {right for task in versions for right in task.rights}
    known, silent = rights_with_a_route(), rights_without_a_route()
    assert set(known) | set(silent) == named
    assert not set(known) & set(silent)
    assert all(route_of_appeal([right]).is_general for right in silent)


def test_rights_of_different_routes_decided_together_take_the_general_one():
    assert route_of_appeal(["child_care_supplement", "child_benefit"]).is_general
    assert route_of_appeal([]).is_general
