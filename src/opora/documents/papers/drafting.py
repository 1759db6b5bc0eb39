"""A paper until it is made: begun for an addressee, edited part by part, discarded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, Party
from opora.cases.protection import refuse_address_for_the_unit
from opora.cases.timeline import add_event
from opora.catalogue.schema.task import Task, TaskDocument
from opora.documents.closed_papers import refuse_closed_paper
from opora.documents.models import Paper, PaperState
from opora.documents.papers.filling import FilledPart, fill
from opora.documents.papers.left_out import left_out_at_first
from opora.documents.papers.material import Material, document_of, has_sides, material_for
from opora.documents.papers.meetings import OF_NONE
from opora.documents.papers.templates import ACTS
from opora.documents.wording import LANGUAGES
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

LONGEST_PART = 20_000


class Stale(Refused):
    """Somebody else changed the draft meanwhile; `paper` is how it stands now."""

    def __init__(self, paper: Paper) -> None:
        who = paper.changed_by or paper.drafted_by
        super().__init__(
            _(
                "{name} changed this draft while you were writing. What you typed is kept below; what stands "
                "in the draft now is shown beside it. Put the two together and save again."
            ).format(name=who.full_name)
        )
        self.paper = paper


def papers_to_write(case: Case) -> list[TaskDocument]:
    """The outgoing documents of the case's task that are papers; decisions and orders are drafted apart."""
    return [
        each for each in task_of(case).documents if each.direction == "outgoing" and each.kind not in ACTS
    ]


@transaction.atomic
def begin_paper(
    case: Case, key: str, *, addressee: Person | Body | None, language: str, by: Worker, at: datetime
) -> Paper:
    """A new draft of a document of the case's task, for an addressee or for the file.

    Minutes that several participants sign are always of the file: each of them is handed the same ones.
    Refused to who may not read what it would be filled from, for a document the task does not know, for an
    addressee who takes no part in the case, and in a language no letter is written in.
    """
    require(by, "write_paper", case=case)
    refuse_closed_paper(case, by, at=at)
    document = next((each for each in papers_to_write(case) if each.key == key), None)
    if document is None:
        raise Refused(_("Cases of this kind have no such document. Choose one from the list."), field="key")
    if language not in LANGUAGES:
        raise Refused(
            _("Letters are not written in this language. Choose one from the list."), field="language"
        )
    _refuse_stranger(case, addressee)
    _refuse_not_meant(case, document, addressee)
    if is_of_the_file(task_of(case), document):
        addressee = None
    paper = Paper.objects.create(
        case=case,
        key=key,
        language=language,
        left_out=left_out_at_first(case.task, task_of(case), document),
        to_person=addressee if isinstance(addressee, Person) else None,
        to_body=addressee if isinstance(addressee, Body) else None,
        drafted_by=by,
        drafted_at=at,
    )
    held = material_of(paper, timezone.localdate(at)).held
    if held is not None:
        paper.meeting = held.key
        paper.save(update_fields=["meeting"])
    tell(paper, "paper_begun", by=by, at=at, deed=Deed.CREATED)
    return paper


@transaction.atomic
def edit_paper(
    paper: Paper,
    *,
    texts: Mapping[str, str],
    left_out: Collection[str],
    version: int,
    by: Worker,
    at: datetime,
    meeting: str | None = None,
) -> Paper:
    """Keep what was typed, part by part; a text equal to what the case says is not kept, so it stays filled.

    `meeting` says of which talk minutes are; what is filled in then tells of that one.

    Refused with `Stale` where the draft was changed since `version`, once it is made, for a part that is
    too long to print, and for one that holds a protected address.
    """
    paper = locked(paper)
    require(by, "write_paper", case=paper.case)
    refuse_unless_draft(paper)
    if paper.version != version:
        raise Stale(paper)
    generated = before = _generated(paper, at)
    if meeting is not None and meeting != paper.meeting:
        _choose_meeting(paper, meeting, at)
        generated = _generated(paper, at)
    for key, text in texts.items():
        if len(text) > LONGEST_PART:
            raise Refused(_("The text is too long. Shorten it to 20,000 characters."), field=key)
    refuse_address_for_the_unit(paper.case, *texts.values(), on=timezone.localdate(at))
    paper.parts = {
        key: _lines(text)
        for key, text in texts.items()
        if key in generated
        and generated[key].is_editable
        and _is_own(text, generated[key])
        and _is_own(text, before[key])
    }
    paper.left_out = sorted(key for key in left_out if key in generated and not generated[key].is_needed)
    paper.version += 1
    paper.changed_by, paper.changed_at = by, at
    paper.save(update_fields=["parts", "left_out", "meeting", "version", "changed_by", "changed_at"])
    tell(paper, "paper_edited", by=by, at=at)
    return paper


@transaction.atomic
def discard_paper(paper: Paper, *, by: Worker, at: datetime) -> Paper:
    """Drop a draft that was not made. What was made stays a document of the case."""
    paper = locked(paper)
    require(by, "write_paper", case=paper.case)
    refuse_unless_draft(paper)
    paper.state = PaperState.DISCARDED
    paper.save(update_fields=["state"])
    tell(paper, "paper_discarded", by=by, at=at)
    return paper


def parts_of(paper: Paper, on: date) -> list[FilledPart]:
    """The parts as they stand: typed where typed, else filled from the case."""
    return fill(material_of(paper, on), language=paper.language, typed=paper.parts, left_out=paper.left_out)


def material_of(paper: Paper, on: date) -> Material:
    """What the paper is filled from. Refused where the case's task lost its document."""
    document = document_of(paper.case, paper.key)
    if document is None:
        raise Refused(_("Cases of this kind have no such document any more. Discard the draft."))
    return material_for(
        paper.case,
        document,
        paper.addressee,
        language=paper.language,
        on=on,
        writer=paper.drafted_by,
        meeting=paper.meeting,
    )


def locked(paper: Paper) -> Paper:
    """The paper, held against every other act until the transaction ends."""
    papers = Paper.objects.select_for_update(of=("self",)).select_related(
        "case__unit__centre", "case__centre", "to_person", "to_body", "drafted_by", "changed_by"
    )
    return papers.get(pk=paper.pk)


def refuse_unless_draft(paper: Paper) -> None:
    if paper.state == PaperState.MADE:
        raise Refused(_("This document is made and stays as it is. Write a new one where it must say more."))
    if paper.state == PaperState.DISCARDED:
        raise Refused(_("This draft was discarded. Begin a new one."))


def tell(
    paper: Paper, key: str, *, by: Worker, at: datetime, deed: Deed = Deed.CHANGED, **detail: object
) -> None:
    """One line in the timeline, one entry in the log; neither repeats what the paper says."""
    about = {"paper": paper.pk, **detail}
    add_event(paper.case, key, by=by, at=at, **about)
    persons = paper.case.person_ids()
    record(by, deed, key, persons=persons, case_id=paper.case_id, detail=about, at=at)


def is_of_the_file(task: Task, document: TaskDocument) -> bool:
    """Whether a document is of the case file and the same for all: minutes that several participants sign."""
    roles = {role.key for role in task.roles} & set(document.signed_by)
    return document.kind == "minutes" and len(roles) > 1 and not has_sides(task)


def _generated(paper: Paper, at: datetime) -> dict[str, FilledPart]:
    """What the case says in each part, whatever was typed."""
    return {part.key: part for part in fill(material_of(paper, at.date()), language=paper.language)}


def _choose_meeting(paper: Paper, key: str, at: datetime) -> None:
    talks = material_of(paper, timezone.localdate(at)).talks
    if key != OF_NONE and key not in {each.key for each in talks}:
        raise Refused(_("Choose the talk from the list."), field="meeting")
    paper.meeting = key


def _refuse_stranger(case: Case, addressee: Person | Body | None) -> None:
    if addressee is None:
        return
    is_person = isinstance(addressee, Person)
    role = {"person": addressee} if is_person else {"body": addressee}
    if not Party.objects.filter(case=case, **role).exists():
        raise Refused(
            _("The addressee takes no part in this case. Enter them among the participants first."),
            field="addressee",
        )


def _refuse_not_meant(case: Case, document: TaskDocument, addressee: Person | Body | None) -> None:
    """A document that is for some alone goes to nobody else; for the file it may always be written."""
    roles = {role.key: role for role in task_of(case).roles}
    signs = [key for key in document.signed_by if key in roles] if document.kind == "agreement" else []
    meant = document.to or signs
    if addressee is None or not meant:
        return
    is_person = isinstance(addressee, Person)
    who = {"person": addressee} if is_person else {"body": addressee}
    if not Party.objects.filter(case=case, role__in=meant, until__isnull=True, **who).exists():
        language = get_language() or "en"
        raise Refused(
            _(
                "“{document}” does not go to {addressee}. It goes to: {roles}. Choose one of them, or enter "
                "them among the participants first."
            ).format(
                document=document.name(language),
                addressee=addressee,
                roles=", ".join(roles[key].name(language) for key in meant if key in roles),
            ),
            field="addressee",
        )


def _is_own(text: str, generated: FilledPart) -> bool:
    return bool(text.strip()) and _lines(text) != _lines(generated.text)


def _lines(text: str) -> str:
    """As browsers send it, with the ends of lines as they are kept."""
    return text.replace("\r\n", "\n").strip()
