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
    "receipt": gettext_lazy("it came in"),
    "complete_application": gettext_lazy("the application was complete"),
    "request": gettext_lazy("it was asked for"),
    "dispatch": gettext_lazy("the document was dispatched"),
    "dispatched_on": gettext_lazy("the document was dispatched"),
    "left_on": gettext_lazy("the document was left"),
    "handed_over_on": gettext_lazy("the document was handed over"),
    "service": gettext_lazy("the document was served"),
    "earlier_receipt": gettext_lazy("it was received earlier"),
    "later_receipt": gettext_lazy("it was received later"),
    "waiver": gettext_lazy("the party waived the remedy"),
    "service_of_ruling": gettext_lazy("the decision on the remedy was served"),
    "ruling": gettext_lazy("the ruling of the court became final"),
}


def told(explanation: Mapping[str, Any]) -> list[str]:
    """The steps to the day as sentences; nothing where no explanation was kept."""
    return [_step(step) for step in explanation.get("steps", [])]


def article_of(explanation: Mapping[str, Any]) -> str:
    """The article of the day, or the act alone where nobody has confirmed the number."""
    article = str(explanation.get("article") or "")
    return article if explanation.get("article_confirmed") else article.partition(" ")[0]


def _step(step: Mapping[str, Any]) -> str:
    values = step.get("values", {})
    on = day(date.fromisoformat(step["day"]))
    match step["kind"]:
        case "starts" | "replaced":
            return f"{on}: {EVENTS[values['event']]}"
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
        case "clamped":
            return _("the month has no such day, so its last one: %(day)s") % {"day": on}
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
    raise LookupError(f"A step of the kind {step['kind']} has no words yet.")


def _name_of_day(values: Mapping[str, str]) -> str:
    language = (get_language() or "en")[:2]
    named = values.get(language) or values.get("en")
    if named:
        return named
    reasons = {"saturday": _("Saturday"), "sunday": _("Sunday"), "holiday": _("work-free day")}
    return reasons.get(str(values.get("reason", "")), str(values.get("reason", "")))
