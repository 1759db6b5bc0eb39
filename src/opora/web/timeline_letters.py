"""What became of each letter: its events, from the first draft to its service, in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Event
from opora.documents.models import Document, Paper
from opora.people.models import Person

BEFORE_IT_IS_MADE = ("paper_begun", "paper_edited")
TOLD_BY_MAKING = ("document_issued",)


@dataclass
class Letter:
    """One letter with its events, the newest first."""

    name: str
    number: str = ""
    events: list[Event] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def told(self) -> list[Event]:
        """The events worth a line: once it was made nobody asks when its draft was begun."""
        keys = {event.key for event in self.events}
        passed = {*BEFORE_IT_IS_MADE, *TOLD_BY_MAKING} if "paper_made" in keys else set()
        kept = [event for event in self.events if event.key not in passed]
        return kept if passed else kept[:1] if keys <= set(BEFORE_IT_IS_MADE) else kept


def letters_among(case: Case, events: Iterable[Event]) -> dict[int, Letter]:
    """The letter that each event is about, by the event's key; what is about no letter is left out."""
    about = {event.pk: event for event in events if event.detail.get("paper") or event.detail.get("document")}
    about |= {event.pk: event for event in events if event.key == "paper_made"}
    if not about:
        return {}
    papers = _papers(case, {event.detail.get("paper") for event in about.values()})
    documents = _documents(
        {event.detail.get("document") for event in about.values()} | {made for made, _kind in papers.values()}
    )
    names = {each.key: each.name(get_language() or "en") for each in task_of(case).documents}
    letters: dict[tuple[str, Any], Letter] = {}
    found = {}
    for event in about.values():
        paper = event.detail.get("paper")
        document, kind = papers.get(paper, (None, ""))
        document = event.detail.get("document") or document
        key = ("document", document) if document else ("paper", paper)
        if key not in letters:
            letters[key] = _letter(case, documents.get(document), names.get(kind, ""))
        letters[key].events.append(event)
        found[event.pk] = letters[key]
    return found


def _letter(case: Case, document: Document | None, draft: str) -> Letter:
    if document is None:
        return Letter(draft)
    sent_to = {each.addressee_id or each.body_id: each.recipient for each in document.deliveries.all()}
    trail.shows([one for one in sent_to.values() if isinstance(one, Person)], case_id=case.pk)
    return Letter(document.title, document.number, recipients=list(dict.fromkeys(map(str, sent_to.values()))))


def _papers(case: Case, keys: Collection[Any]) -> Mapping[Any, tuple[int | None, str]]:
    """Of each paper the document it became, none while it is a draft, and what the task calls it."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = Paper.objects.filter(case=case, pk__in=wanted).values_list("pk", "document", "key")
    return {pk: (document, key) for pk, document, key in rows}


def _documents(keys: Collection[Any]) -> Mapping[Any, Document]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    found = Document.objects.filter(pk__in=wanted).only("number", "title")
    return {each.pk: each for each in found.prefetch_related("deliveries__addressee", "deliveries__body")}
