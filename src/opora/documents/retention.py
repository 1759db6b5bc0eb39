"""Removing the papers of closed cases whose term of keeping has run: proposed by one, confirmed by another.

Of a removed document its number, title and hash stay, and the lines of the log and the timeline. Nothing
is removed before its term, for a term that is not known, or where papers are kept for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.classification import plan_on
from opora.cases.models import Case, CaseState
from opora.cases.querysets import CaseQuerySet
from opora.cases.timeline import add_event
from opora.documents.jobs import destroy_files
from opora.documents.models import Document, Removal
from opora.documents.retention_terms import CentreTerms, Term, terms
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused


def term_of(case: Case) -> Term | None:
    """How long the papers of a case are kept; none where the term is not known."""
    return terms_of(case.centre).of(case)


def terms_of(centre: Centre) -> CentreTerms:
    """The terms by which a centre keeps papers today: what acts say, and its plan."""
    return CentreTerms(terms(), plan_on(centre, timezone.localdate()))


def due_for_removal(centre: Centre, on: date) -> CaseQuerySet:
    """Closed cases with papers whose term has run on this day, and for which nothing is proposed yet."""
    ran_out = Q(pk__in=())
    for cases, term in terms_of(centre).cases_by_term():
        if term.years is not None:
            ran_out |= cases & Q(closed_on__lt=_years_before(on, term.years))
    return _with_papers(centre).filter(ran_out).exclude(Exists(_proposed(centre).filter(case=OuterRef("pk"))))


def term_not_known(centre: Centre) -> CaseQuerySet:
    """Closed cases with papers for which nobody has told how long they are kept."""
    known = Q(pk__in=())
    for cases, _found in terms_of(centre).cases_by_term():
        known |= cases
    return _with_papers(centre).exclude(known)


def proposed_removals(worker: Worker) -> QuerySet[Removal]:
    """What waits for a second person, in the cases this worker may decide on."""
    cases = Case.objects.reached_for("remove_papers", worker)
    return _proposed(worker.centre).filter(case__in=cases).select_related("case__unit", "proposed_by")


@transaction.atomic
def propose_removal(cases: Iterable[Case], *, by: Worker, at: datetime) -> list[Removal]:
    """Propose that the papers of these cases are removed; all of them or none.

    Refused for no case, before the term, for a term that is not known, where papers are kept for good, and
    where a removal is proposed already.
    """
    locked = _locked(case.pk for case in cases)
    if not locked:
        raise Refused(_("Choose at least one case."), field="cases")
    return [_propose(case, by, at) for case in locked]


@transaction.atomic
def confirm_removal(removal: Removal, *, by: Worker, at: datetime) -> Removal:
    """Remove the papers of a case as a second person; their files are destroyed by a job after it.

    Refused for whoever proposed it, and for all that a proposal is refused for: the case may have been
    taken up again since.
    """
    removal, case = _undecided(removal, by, at)
    if removal.proposed_by_id == by.pk:
        raise Refused(
            _("You proposed this removal, so it needs a second person. Ask another authorised worker.")
        )
    on = timezone.localdate(at)
    _refuse_to_remove(case, on)
    documents = list(_papers(case).order_by("pk").values_list("pk", flat=True))
    Document.objects.filter(pk__in=documents).update(removed_on=on)
    removal.confirmed_by, removal.confirmed_at = by, at
    removal.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell(removal, "papers_removed", Deed.CHANGED, "confirm_removal", by, at, documents=documents)
    destroy_files.defer(case_id=case.pk)
    return removal


@transaction.atomic
def decline_removal(removal: Removal, *, by: Worker, at: datetime) -> Removal:
    """Let the papers stay; whoever proposed it may also take it back so. Refused once it is decided."""
    removal, _case = _undecided(removal, by, at)
    removal.declined_by, removal.declined_at = by, at
    removal.save(update_fields=["declined_by", "declined_at"])
    _tell(removal, "removal_declined", Deed.CHANGED, "decline_removal", by, at)
    return removal


def _propose(case: Case, by: Worker, at: datetime) -> Removal:
    on = timezone.localdate(at)
    require(by, "remove_papers", case=case, on=on)
    if case.removals.filter(confirmed_at__isnull=True, declined_at__isnull=True).exists():
        raise Refused(
            _("The removal of the papers of %(case)s is proposed already. Ask a second person to confirm it.")
            % {"case": case.number},
            field="cases",
        )
    term, kept_until = _refuse_to_remove(case, on)
    removal = Removal.objects.create(
        case=case, basis=term.basis, kept_until=kept_until, proposed_by=by, proposed_at=at
    )
    _tell(removal, "removal_proposed", Deed.CHANGED, "propose_removal", by, at)
    return removal


def _refuse_to_remove(case: Case, on: date) -> tuple[Term, date]:
    """The term of a case that has run, with its last day; refused for every other."""
    term = term_of(case)
    if term is None:
        sentence = _(
            "The term for the papers of %(case)s is not known. Ask the archive, and enter the term first."
        )
        raise Refused(sentence % {"case": case.number}, field="cases")
    last = term.last_day(case.closed_on) if case.closed_on else None
    if term.is_permanent:
        sentence = _("The papers of %(case)s are kept for good (%(basis)s), so they are not removed.")
        raise Refused(sentence % {"case": case.number, "basis": term.basis}, field="cases")
    if last is None or last >= on:
        sentence = _(
            "The papers of %(case)s are kept until %(day)s (%(basis)s). Propose their removal after that."
        )
        words = {"case": case.number, "basis": term.basis, "day": date_format(last) if last else "–"}
        raise Refused(sentence % words, field="cases")
    if not _papers(case).exists():
        raise Refused(_("The case %(case)s has no papers left.") % {"case": case.number}, field="cases")
    return term, last


def _undecided(removal: Removal, by: Worker, at: datetime) -> tuple[Removal, Case]:
    """A proposed removal and its case, both locked; the case first, as when it is proposed."""
    [case] = _locked([removal.case_id])
    require(by, "remove_papers", case=case, on=timezone.localdate(at))
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    if removal.confirmed_at or removal.declined_at:
        raise Refused(_("Somebody has decided on this removal already. Look at the list again."))
    return removal, case


def _tell(
    removal: Removal, key: str, deed: Deed, what: str, by: Worker, at: datetime, **detail: list[int]
) -> None:
    case = removal.case
    add_event(case, key, by=by, at=at, removal=removal.pk)
    told = {"removal": removal.pk, **detail}
    record(by, deed, what, persons=case.person_ids(), case_id=case.pk, detail=told, at=at)


def _locked(keys: Iterable[int]) -> list[Case]:
    rows = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit")
    return list(rows.filter(pk__in=set(keys)).order_by("pk"))


def _papers(case: Case) -> QuerySet[Document]:
    return Document.objects.filter(case=case, removed_on__isnull=True)


def _with_papers(centre: Centre) -> CaseQuerySet:
    """Closed cases of a centre with a document that was not removed."""
    papers = Document.objects.filter(case=OuterRef("pk"), removed_on__isnull=True)
    return Case.objects.filter(Exists(papers), centre=centre, state=CaseState.CLOSED)


def _proposed(centre: Centre) -> QuerySet[Removal]:
    return Removal.objects.filter(case__centre=centre, confirmed_at__isnull=True, declined_at__isnull=True)


def _years_before(day: date, years: int) -> date:
    """The same day that many years earlier; 29 February becomes 1 March, so that no term is cut short."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)
