"""Who and what the letters of an application speak of, and in which language."""

from datetime import date

import pytest
from tests.people.factories import AddressFactory
from tests.rights.factories import family, office

from opora.people.models import AddressKind
from opora.rights.matters import language_of, matter_of
from opora.rights.situations import key_of
from opora.sources.facts import facts_in_force

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 4)


@pytest.mark.covers("004a/R-5", "004d/R-8")
@pytest.mark.parametrize(
    ("language", "bilingual", "letter"),
    [
        ("sl", True, "sl"),
        ("it", True, "sl-it"),
        ("it", False, "sl-en"),
        ("en", False, "sl-en"),
        ("hr", True, "sl-en"),
    ],
)
def test_a_persons_language_decides_the_letters(language, bilingual, letter):
    place = office(bilingual=bilingual)
    assert language_of(family(at_office=place, language=language)) == letter


@pytest.mark.covers("004a/R-126", "004a/R-128")
def test_facts_carry_the_name_of_their_register_and_its_day():
    place = office()
    application = family(at_office=place)
    matter = matter_of(application, facts=facts_in_force(application.case_id), led=place.clerk, on=ON)
    found = matter.provenance[f"{key_of(application.applicant)}/citizenship"]
    assert (found.origin, found.source["sl"], found.on) == ("register", "Davčna evidenca", date(2026, 4, 14))


def test_the_address_of_a_home_where_somebody_protected_lives_stands_in_no_letter():
    place = office()
    application = family("couple_one_full_time", at_office=place)
    partner = application.case.parties.get(person__given_name="Luka").person
    partner.is_protected = True
    partner.save()
    matter = matter_of(application, facts=(), led=place.clerk, on=application.filed_on)
    assert matter.party.name
    assert matter.party.address == ()


def test_a_protected_address_stands_in_no_letter():
    place = office()
    application = family(at_office=place, is_protected=True)
    AddressFactory(
        person=application.applicant, kind=AddressKind.POSTAL, street="Poštni predal", house_number="4"
    )
    matter = matter_of(application, facts=(), led=place.clerk, on=ON)
    assert matter.party.address == ()
