"""What the roles among the executors of a task are called: the catalogue names them by their keys."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "lead": _("leading worker"),
    "second_worker": _("second worker"),
    "authorised": _("authorised officer"),
    "coordinator": _("coordinator"),
    "director": _("director"),
    "volunteer": _("volunteer"),
    "associate": _("associate"),
    "public_worker": _("public worker"),
    "head": _("head"),
    "team": _("member of the team"),
    "main_office": _("main office"),
    "adviser": _("adviser"),
    "clerk": _("clerk"),
    "on_duty": _("worker on duty"),
    "mentor": _("mentor"),
    "worker": _("worker"),
    "keeper": _("keeper"),
    "payroll": _("payroll clerk"),
    "contractor": _("contractor"),
    "supervisor": _("supervisor"),
    "street_worker": _("street worker"),
    "lawyer": _("lawyer"),
    "commission_member": _("member of the commission"),
    "appointing": _("appointing officer"),
    "co_provider": _("co-provider"),
    "co_provider_associate": _("co-provider, associate"),
    "network_worker": _("network worker"),
    "expert": _("expert"),
    "mediator": _("mediator"),
    "co_mediator": _("co-mediator"),
    "standby_1": _("first on standby"),
    "standby_2": _("second on standby"),
    "standby_worker": _("worker on standby"),
    "reporter": _("reporter"),
    "unit_worker": _("worker of the unit"),
    "listed_worker": _("worker of the list"),
    "attendant": _("attendant"),
    "carer": _("care worker"),
    "night_student": _("student at night"),
    "helper": _("helper"),
    "second_author": _("second author"),
    "leader": _("leader"),
    "student": _("student"),
    "external_supervisor": _("external supervisor"),
    "crisis_centre_worker": _("worker of the crisis centre"),
}


def name_of_executor(role: str) -> str:
    """The role in words; its key where a definition brings one that has none yet."""
    return str(NAMES.get(role, role.replace("_", " ")))
