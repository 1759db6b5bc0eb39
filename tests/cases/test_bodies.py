"""The directory of bodies grows by being used, and knows of which kind they are where their role says so."""

from __future__ import annotations

import pytest

from opora.cases.bodies import KINDS, UNKNOWN_KIND, body_named, kind_in_role
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("court", "court"),
        ("police", "police"),
        ("school", "school"),
        ("notary_or_court", "other"),
        ("", "other"),
    ],
)
def test_the_role_of_a_body_says_of_which_kind_it_is(role, kind):
    assert kind_in_role(role) == kind


def test_every_role_of_the_catalogue_gives_a_kind_of_the_list():
    known = catalogue().code_lists[KINDS]
    roles = {role.key for versions in catalogue().tasks.values() for task in versions for role in task.roles}
    assert {kind_in_role(role) for role in roles} > {"court", "police", "school", "municipality", "ministry"}
    assert all(kind_in_role(role) in known for role in roles)
    assert UNKNOWN_KIND in known


@pytest.mark.django_db
def test_a_body_is_entered_once_with_the_kind_it_had_then():
    court = body_named(" Okrajno  sodišče v Kopru ", kind="court")
    assert (court.name, court.kind) == ("Okrajno sodišče v Kopru", "court")
    assert body_named("okrajno sodišče v kopru") == court
    assert body_named("Društvo Sončnica").kind == "other"
    with pytest.raises(Refused):
        body_named("  ")
