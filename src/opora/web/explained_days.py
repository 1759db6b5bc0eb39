"""A day worked out from the law, told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.formats import time_format
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
    "filed": gettext_lazy("it came in"),
    "completed": gettext_lazy("the application was complete"),
    "called_to_supplement": gettext_lazy("the party was called on to supplement"),
    "served": gettext_lazy("the document was served"),
    "opened": gettext_lazy("the case was opened"),
    "assigned": gettext_lazy("the case was assigned"),
    "decided": gettext_lazy("it was decided"),
    "closed": gettext_lazy("the case was closed"),
    "asked": gettext_lazy("it was asked for"),
    "agreed": gettext_lazy("it was agreed"),
    "each_year": gettext_lazy("the case was opened"),
    "each_month": gettext_lazy("the case was opened"),
    "birth": gettext_lazy("day of birth"),
    "day_of_year": gettext_lazy("the day each year that the provision names"),
    "end_of_year": gettext_lazy("once in the year, so its last day"),
    "day_of_month": gettext_lazy("the day of the month that the provision names"),
}


def told(explanation: Mapping[str, Any]) -> list[str]:
    """The steps to the day as sentences; nothing where no explanation was kept."""
    return [_step(step) for step in explanation.get("steps", [])]


def article_of(explanation: Mapping[str, Any]) -> str:
    """The article of the day, or the act alone where nobody has confirmed the number."""
    article = str(explanation.get("article") or "")
    return article if explanation.get("article_confirmed") else article.partition(" ")[0]


def _step(step: Mapping[str, Any]) -> str:
    values, kind = step.get("values", {}), step["kind"]
    on = day(date.fromisoformat(step["day"]))
    for unit in ("hours", "days", "months"):
        if unit in values and kind != "starts":
            return _length(kind, int(values[unit])) % {"count": int(values[unit]), "day": on, **_hour(values)}
    named = {"day": on, "name": _name_of_day(values)}
    match kind:
        case "starts" | "replaced":
            return f"{on}: {_event(values)}"
        case "clamped":
            return _("the month has no such day, so its last one: %(day)s") % named
        case "skips":
            return _("not a working day (%(name)s), so the next one: %(day)s") % named
        case "skips_back":
            return _("not a working day (%(name)s), so the one before: %(day)s") % named
        case "not_shifted":
            return _("stays on %(day)s, although it is no working day (%(name)s)") % named
    raise LookupError(f"A step of the kind {kind} has no words yet.")


def _length(kind: str, count: int) -> str:
    match kind:
        case "adds_hours":
            return ngettext(
                "%(count)d hour on: %(day)s at %(hour)s", "%(count)d hours on: %(day)s at %(hour)s", count
            )
        case "adds_days":
            return ngettext("%(count)d day on: %(day)s", "%(count)d days on: %(day)s", count)
        case "adds_working_days":
            return ngettext("%(count)d working day on: %(day)s", "%(count)d working days on: %(day)s", count)
        case "adds_months":
            return ngettext("%(count)d month on: %(day)s", "%(count)d months on: %(day)s", count)
        case "takes_days":
            return ngettext("%(count)d day before: %(day)s", "%(count)d days before: %(day)s", count)
        case "takes_months":
            return ngettext("%(count)d month before: %(day)s", "%(count)d months before: %(day)s", count)
    raise LookupError(f"A length of the kind {kind} has no words yet.")


def _hour(values: Mapping[str, str]) -> dict[str, str]:
    return {"hour": time_format(time.fromisoformat(values["hour"]))} if "hour" in values else {}


def _event(values: Mapping[str, str]) -> str:
    """What the event is called in the case's task, where that names it; else its word here."""
    named = values.get((get_language() or "en")[:2]) or values.get("en")
    return named or str(EVENTS[values["event"]])


def _name_of_day(values: Mapping[str, str]) -> str:
    language = (get_language() or "en")[:2]
    named = values.get(language) or values.get("en")
    if named:
        return named
    reasons = {"saturday": _("Saturday"), "sunday": _("Sunday"), "holiday": _("work-free day")}
    return reasons.get(str(values.get("reason", "")), str(values.get("reason", "")))
