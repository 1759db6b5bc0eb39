"""A day worked out from the law, told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from opora.web.templatetags.page import day

EVENTS: dict[str, Promise] = {
    "filed": gettext_lazy("the application came in"),
    "completed": gettext_lazy("the application was complete"),
    "dispatched": gettext_lazy("the document was dispatched"),
    "handed_over": gettext_lazy("the document was handed over"),
    "refused": gettext_lazy("the addressee refused it"),
    "left": gettext_lazy("the document was left"),
    "left_in_mailbox": gettext_lazy("the document was left in the mailbox"),
    "left_with_notice": gettext_lazy("a note was left"),
    "served": gettext_lazy("the document was served"),
}


def told(explanation: Mapping[str, Any]) -> list[str]:
    """The steps to the day as sentences; nothing where no explanation was kept."""
    return [_step(step) for step in explanation.get("steps", [])]


def _step(step: Mapping[str, Any]) -> str:
    values = step.get("values", {})
    on = day(date.fromisoformat(step["day"]))
    match step["kind"]:
        case "starts" | "replaced":
            event = EVENTS.get(str(values.get("event", "")))
            return f"{on}: {event}" if event else on
        case "adds_days":
            count = int(values["days"])
            return ngettext("%(count)d day on: %(day)s", "%(count)d days on: %(day)s", count) % {
                "count": count,
                "day": on,
            }
        case "adds_working_days":
            count = int(values["days"])
            return ngettext(
                "%(count)d working day on: %(day)s", "%(count)d working days on: %(day)s", count
            ) % {"count": count, "day": on}
        case "adds_months":
            count = int(values["months"])
            return ngettext("%(count)d month on: %(day)s", "%(count)d months on: %(day)s", count) % {
                "count": count,
                "day": on,
            }
        case "skips":
            return _("not a working day (%(name)s), so the next one: %(day)s") % {
                "name": _name_of_day(values),
                "day": on,
            }
        case "not_shifted":
            return _("stays on %(day)s, although it is no working day (%(name)s)") % {
                "name": _name_of_day(values),
                "day": on,
            }
        case _:
            return on


def _name_of_day(values: Mapping[str, str]) -> str:
    language = (get_language() or "en")[:2]
    named = values.get(language) or values.get("en")
    if named:
        return named
    reasons = {"saturday": _("Saturday"), "sunday": _("Sunday"), "holiday": _("work-free day")}
    return reasons.get(str(values.get("reason", "")), str(values.get("reason", "")))
