"""The roles of parties: which the task knows, and what they are called in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Party
from opora.catalogue.schema.task import Role


def role_of(case: Case, key: str) -> Role | None:
    """The role as the case's task defines it; none where that knows no such role."""
    return next((role for role in task_of(case).roles if role.key == key), None)


def name_of_role(party: Party) -> str:
    """What the party is called, as `applicant`; the key itself where the task does not know the role."""
    role = role_of(party.case, party.role)
    return party.role if role is None else role.name(get_language() or "en")
