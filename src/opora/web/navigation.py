"""The way through the pages: who may enter what, and the key that goes there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.web.links import address


@dataclass(frozen=True)
class Entry:
    """One link of the navigation. `step` is the row of the access table that opens the page."""

    name: str
    words: str | Promise
    icon: str
    step: str
    key: str = ""


@dataclass(frozen=True)
class Link:
    """An entry as shown to one worker on one page."""

    address: str
    words: str | Promise
    icon: str
    key: str
    current: bool


@dataclass(frozen=True)
class Group:
    words: str | Promise
    items: list[Link]


GROUPS: list[tuple[str | Promise, list[Entry]]] = [
    (
        "",
        [
            Entry("worklist", _("My day"), "day", "see_worklist", "m"),
            Entry("calendar", _("Calendar"), "day", "see_calendar", "t"),
            Entry("cases", _("Cases"), "case", "see_case", "z"),
            Entry("owed", _("Duties owed"), "clock", "see_case", ""),
            Entry("case_lists", _("Lists of cases"), "case", "see_case", ""),
            Entry("service_files", _("Contents of files"), "document", "see_service_files"),
            Entry("mail", _("Incoming mail"), "letter", "see_mail"),
            Entry("search", _("Search"), "search", "search_persons", ""),
            Entry("unit_overview", _("Unit"), "people", "see_unit_overview", "e"),
            Entry("handovers", _("Handovers"), "case", "see_handovers"),
            Entry("queues", _("Queues"), "people", "keep_queue"),
            Entry("registers", _("Registers"), "document", "keep_record"),
            Entry("counts", _("Counts"), "calculate", "see_counts"),
            Entry("duty", _("On-call service"), "clock", "see_duty"),
        ],
    ),
    (
        _("New"),
        [
            Entry("quick_entry", _("Quick entry"), "edit", "open_case", "h"),
            Entry("open_case", _("Case"), "plus", "open_case", "k"),
            Entry("new_application", _("Application"), "plus", "file_application", "v"),
            Entry("register_person", _("Person"), "person", "register_person", "n"),
        ],
    ),
    (
        _("Decisions and payments"),
        [
            Entry("approvals", _("Approvals"), "approve", "see_approvals", "o"),
            Entry("payments", _("Payments"), "payment", "see_payments", "i"),
            Entry("ward_runs", _("Wards of the unit"), "payment", "see_ward_runs"),
            Entry("debts", _("Overpaid amounts"), "payment", "see_debts"),
            Entry("maintenance", _("Maintenance"), "payment", "keep_record"),
            Entry("exemptions", _("Exemptions"), "document", "see_exemptions"),
            Entry("emergency_acts", _("Rights prolonged by an act"), "clock", "see_emergency_acts"),
            Entry("touched", _("Touched by a wrong datum"), "search", "draft_decision"),
        ],
    ),
    (
        _("Control"),
        [
            Entry("broken_glass", _("Opened with a reason"), "key", "see_broken_glass"),
            Entry("sealed_by_act", _("Sealed by an act"), "key", "lift_seal"),
            Entry("classification", _("Classification plan"), "document", "see_plan"),
            Entry("retention", _("Keeping of papers"), "document", "remove_papers"),
            Entry("log", _("Access log"), "audit", "see_log", "d"),
            Entry("accounts", _("Accounts and roles"), "people", "manage_accounts"),
            Entry("competences", _("Qualifications of workers"), "people", "see_competences"),
            Entry("roles_given", _("Roles given"), "people", "watch_roles"),
            Entry("entry_times", _("Entry time"), "clock", "see_entry_times"),
            Entry("rooms", _("Rooms"), "home", "manage_rooms"),
            Entry("bodies", _("Directory of bodies"), "letter", "keep_bodies"),
        ],
    ),
    (
        _("Legislation"),
        [
            Entry("reform", _("Reform simulation"), "calculate", "simulate_reform"),
            Entry("norms", _("Standards and norms"), "people", "see_norms"),
            Entry("population", _("Population"), "people", "import_population"),
            Entry("law", _("The law in sheets"), "document", "see_law"),
            Entry("catalogue", _("Catalogue of tasks"), "document", "see_catalogue"),
            Entry("who_decides", _("Who decides"), "search", "see_catalogue"),
        ],
    ),
]


def navigation(may: set[str], path: str) -> list[Group]:
    """The groups and links open to somebody who may do these steps, the current one marked."""
    open_to = [entry for _words, entries in GROUPS for entry in entries if entry.step in may]
    here = _current(open_to, path)
    groups = []
    for words, entries in GROUPS:
        items = [_link(entry, entry is here) for entry in entries if entry.step in may]
        if items:
            groups.append(Group(words, items))
    return groups


def _current(entries: list[Entry], path: str) -> Entry | None:
    """The entry whose address the path lies below; of two, the one that names it more closely."""
    places = {address(entry.name): entry for entry in entries if entry.name != "worklist"}
    above = [place for place in places if path.startswith(place)]
    if above:
        return places[max(above, key=len)]
    return next((each for each in entries if each.name == "worklist" and path == address(each.name)), None)


def _link(entry: Entry, current: bool) -> Link:
    return Link(address(entry.name), entry.words, entry.icon, entry.key, current)
