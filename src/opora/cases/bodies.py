"""The directory of bodies outside: courts, police stations, schools, homes. It grows by being used."""

from __future__ import annotations

from django.utils.translation import gettext as _

from opora.cases.models import Body
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

LONGEST_NAME = 200
KINDS = "body_kinds"
UNKNOWN_KIND = "other"


def kind_in_role(role: str) -> str:
    """Of which kind a body is that takes part in a role: a court as a court; where it says nothing, other."""
    return role if role in catalogue().code_lists[KINDS] else UNKNOWN_KIND


def body_named(name: str, *, kind: str = UNKNOWN_KIND) -> Body:
    """The body of that name, entered in the directory if it stands in none yet; as a part of another act.

    One that stands there keeps its kind. Refused without a name.
    """
    words = " ".join(name.split())
    if not words:
        raise Refused(_("Write the name of the body."), field="body")
    known = Body.objects.filter(name__iexact=words).order_by("pk").first()
    if known is not None:
        return known
    body, _created = Body.objects.get_or_create(name=words[:LONGEST_NAME], defaults={"kind": kind})
    return body
