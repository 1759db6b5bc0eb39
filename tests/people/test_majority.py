"""Who is of age, and who acts for themselves before an authority."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people.factories import PersonFactory, RelationFactory

from opora.people.majority import acts_alone, is_minor
from opora.people.models import RelationKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("born", "on", "minor"),
    [
        (date(2008, 5, 4), date(2026, 5, 3), True),
        (date(2008, 5, 4), date(2026, 5, 4), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, date(2026, 5, 4), False),
    ],
)
def test_somebody_is_of_age_on_the_eighteenth_birthday(born, on, minor):
    person = PersonFactory(born=born)
    assert is_minor(person, on) is minor
    assert acts_alone(person, on) is not minor


@pytest.mark.parametrize("kind", [RelationKind.SPOUSE, RelationKind.PARTNER])
def test_marriage_alone_gives_a_child_full_legal_capacity_for_good(kind):
    person, other = PersonFactory(born=date(2009, 1, 1)), PersonFactory()
    RelationFactory(person=other, other=person, kind=kind, period=(date(2026, 1, 5), date(2026, 2, 5)))
    assert not acts_alone(person, date(2026, 1, 4))
    assert acts_alone(person, date(2026, 3, 1)) is (kind == RelationKind.SPOUSE)
