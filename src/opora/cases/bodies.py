"""The directory of bodies outside: courts, police stations, schools, homes. It grows by being used.

Where they are is entered by whoever keeps it, once for all letters; nobody's guess is printed on one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Body
from opora.catalogue import catalogue
from opora.organisation.access import require
from opora.organisation.models import Worker
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
    if (known := known_body(words)) is not None:
        return known
    body, _created = Body.objects.get_or_create(name=words[:LONGEST_NAME], defaults={"kind": kind})
    return body


def known_body(name: str) -> Body | None:
    """The body of that name in the directory, whatever its spaces and capital letters; perhaps none."""
    return Body.objects.filter(name__iexact=" ".join(name.split())).order_by("pk").first()


@transaction.atomic
def enter_body(
    *, name: str, kind: str, address: str, email: str, phone: str, by: Worker, at: datetime
) -> Body:
    """A body that stands in the directory from now on. Refused without a name, and for one that is there."""
    require(by, "keep_bodies")
    body = Body(name=_free_name(name))
    return _keep(body, kind, address, email, phone, deed=Deed.CREATED, by=by, at=at)


@transaction.atomic
def change_body(
    body: Body, *, name: str, kind: str, address: str, email: str, phone: str, by: Worker, at: datetime
) -> Body:
    """What the directory says of a body: letters made from now on print it, those made before stay.

    Refused for the name of another one.
    """
    require(by, "keep_bodies")
    body = Body.objects.select_for_update().get(pk=body.pk)
    body.name = _free_name(name, but=body)
    return _keep(body, kind, address, email, phone, deed=Deed.CHANGED, by=by, at=at)


def _keep(
    body: Body, kind: str, address: str, email: str, phone: str, *, deed: Deed, by: Worker, at: datetime
) -> Body:
    body.kind, body.email, body.phone = kind, email.strip(), phone.strip()
    body.address = " ".join(address.split())
    body.save()
    record(by, deed, "keep_body", detail={"body": body.pk}, at=at)
    return body


def _free_name(name: str, *, but: Body | None = None) -> str:
    words = " ".join(name.split())
    if not words:
        raise Refused(_("Write the name of the body."), field="name")
    others = Body.objects.filter(name__iexact=words)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused(
            _("%(body)s is in the directory already. Change that one.") % {"body": words}, field="name"
        )
    return words[:LONGEST_NAME]
