"""Taking in an application tells nobody with whom a protected person lives."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.people.factories import DwellingFactory, PersonFactory, ResidenceFactory
from tests.web.scene import set_scene

from opora.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_household_of_a_protected_person_is_not_listed(sign_in):
    home = DwellingFactory()
    mother, child = PersonFactory(protected=True), PersonFactory(child=True, given_name="Neža")
    for person in (mother, child):
        ResidenceFactory(dwelling=home, person=person)
    client = sign_in(set_scene().clerk)
    form = {"step": "household", "row": ["0"], "row-0-person": str(mother.public_id)}
    page = client.post(reverse("new_application"), form).content.decode()
    assert "Neža" not in page
    assert "zato člani niso našteti" in page
    Person.objects.filter(pk=mother.pk).update(is_protected=False)
    page = client.post(reverse("new_application"), form).content.decode()
    assert "Neža" in page
    assert "2018" in page
    assert "4. 5. 2018" not in page.replace("\xa0", " ")


def test_only_the_application_of_a_protected_home_says_that_the_head_assigns_it(sign_in):
    scene = set_scene()
    form = {
        "filed_on": f"{timezone.localdate():%d. %m. %Y}",
        "channel": "post",
        "unit": scene.unit.pk,
        "rights": ["child_benefit"],
        "row": ["0"],
    }
    for is_protected in (False, True):
        person = PersonFactory(is_protected=is_protected)
        sent = form | {"row-0-person": str(person.public_id)}
        page = sign_in(scene.clerk).post(reverse("new_application"), sent, follow=True).content.decode()
        assert ("zato zadevo dodeli vodja enote" in page) == is_protected
