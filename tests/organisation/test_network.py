"""The network of centres, and which unit serves whom."""

from datetime import date

import pytest

from opora.organisation.jurisdiction import move_municipality, unit_for
from opora.organisation.models import Centre, Municipality, Population, Territory, Unit
from opora.organisation.network import load_network, read_network
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    load_network()


def test_the_network_has_16_centres_with_63_units(network):
    assert (Centre.objects.count(), Unit.objects.count()) == (16, 63)


def test_loading_the_network_twice_changes_nothing(network):
    counts = [model.objects.count() for model in (Centre, Unit, Municipality, Population, Territory)]
    load_network()
    assert counts == [model.objects.count() for model in (Centre, Unit, Municipality, Population, Territory)]


def test_loading_again_does_not_undo_a_later_change_of_jurisdiction(network):
    komen, koper = Municipality.objects.get(code="komen"), Unit.objects.get(code="koper")
    move_municipality(komen, to=koper, from_day=date(2027, 1, 1))
    load_network()
    assert unit_for(komen, date(2027, 1, 1)) == koper


@pytest.mark.covers("004a/R-6")
def test_the_municipalities_of_juzna_primorska_add_up_to_the_printed_total(network):
    served = Municipality.objects.filter(territories__unit__centre__code="JUZNA_PRIMORSKA")
    figures = Population.objects.filter(municipality__in=served, on=date(2020, 7, 1))
    assert sum(figure.persons for figure in figures) == 116_064


def test_four_municipalities_speak_italian(network):
    found = Municipality.objects.speaking("it").values_list("code", flat=True)
    assert set(found) == {"koper", "izola", "piran", "ankaran"}


def test_every_source_that_an_entry_names_is_listed():
    network = read_network()
    named = {source for centre in network["centres"] for source in centre["sources"]}
    assert named <= set(network["sources"])


def test_an_unknown_opening_hour_stays_empty(network):
    assert Unit.objects.get(code="celje").opening_hours == {}
    assert Unit.objects.get(code="koper").opening_hours["wed"] == [["07:00", "17:00"]]


def test_ankaran_is_served_by_the_unit_in_koper(network):
    assert unit_for(Municipality.objects.get(code="ankaran"), date(2026, 5, 4)).code == "koper"


def test_before_the_network_began_no_unit_serves_anybody(network):
    with pytest.raises(Refused, match="Občina Komen"):
        unit_for(Municipality.objects.get(code="komen"), date(2018, 9, 30))


@pytest.mark.covers("004a/R-6")
def test_a_municipality_moves_to_another_unit_from_a_day_on(network):
    komen, koper = Municipality.objects.get(code="komen"), Unit.objects.get(code="koper")
    move_municipality(komen, to=koper, from_day=date(2027, 1, 1))
    assert unit_for(komen, date(2026, 12, 31)).code == "sezana"
    assert unit_for(komen, date(2027, 1, 1)).code == "koper"


def test_a_municipality_does_not_move_to_the_unit_that_serves_it(network):
    with pytest.raises(Refused):
        move_municipality(
            Municipality.objects.get(code="komen"),
            to=Unit.objects.get(code="sezana"),
            from_day=date(2027, 1, 1),
        )


def test_a_municipality_does_not_move_before_a_later_move(network):
    komen, koper = Municipality.objects.get(code="komen"), Unit.objects.get(code="koper")
    move_municipality(komen, to=koper, from_day=date(2027, 1, 1))
    with pytest.raises(Refused):
        move_municipality(komen, to=Unit.objects.get(code="izola"), from_day=date(2026, 1, 1))
    assert Territory.objects.filter(municipality=komen).count() == 2
