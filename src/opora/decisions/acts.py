"""Acts beyond rights: a decision or ruling of any task, and those linked to an act that was issued.

They take the way of every decision: draft, approval by a second person, number, service, finality.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.catalogue.schema.task import TaskDocument
from opora.decisions.act_letter import act_letter
from opora.decisions.drafting import Drafted, draft_decision
from opora.decisions.enclosing import GRANTING, begin_enclosures
from opora.decisions.matter import Matter, Participant
from opora.decisions.models import IN_EFFECT, LEAVES_IT_IN_EFFECT, Act, Decision, Outcome, Undoing
from opora.decisions.parties import refuse_who_is_no_party
from opora.decisions.stated import refuse_unstated
from opora.decisions.terms import ending_of_task
from opora.documents.officials import body_of, official
from opora.documents.papers.leaks import refuse_what_must_not_leave
from opora.documents.papers.material import has_sides
from opora.documents.papers.templates import ACTS
from opora.documents.paragraphs import paragraphs
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.addresses import postal_lines
from opora.people.models import Person
from opora.people.withholding import is_hidden

BEGAN = {"own_request": "in_person", "representative": "in_person", "ex_officio": "ex_officio"}
"""How a case that was opened so began: by an application, or by the centre itself."""
BY_KIND = {"decision": Act.DECISION, "order": Act.RULING}


def acts_of_task(case: Case) -> list[TaskDocument]:
    """The decisions and orders that the case's task names."""
    return [each for each in task_of(case).documents if each.direction == "outgoing" and each.kind in ACTS]


@transaction.atomic
def draft_act(
    case: Case,
    *,
    operative: str,
    reasons: str,
    to: Sequence[Person],
    by: Worker,
    at: datetime,
    on: date,
    key: str = "",
    act: str = Act.RULING,
    outcome: str = Outcome.GRANTED,
    language: str = "sl",
    is_appealable: bool = True,
    replaces: Decision | None = None,
    undoing: str = "",
) -> Decision:
    """A draft of one of the task's own acts (`key`), or of a plain decision or ruling.

    `is_appealable` is asked for a ruling only: against a decision an appeal lies always. Refused without
    words in the operative part or the reasons, for an addressee who takes no part, for addressees of two
    sides that the case keeps apart, where another draft of the case is open, and while the operative part
    does not say what the act must.
    """
    document = _document(case, key)
    act = BY_KIND[document.kind] if document else act
    _refuse_unwritten(operative, reasons)
    _refuse_addressees(case, to)
    refuse_who_is_no_party(case, key, to, field="to")
    if document is not None and outcome in GRANTING:
        refuse_unstated(case, document, operative, language)
    end = ending_of_task(act, on, is_appealable=is_appealable or act != Act.RULING)
    drafted = Drafted(
        act=act,
        outcome=outcome,
        letter=act_letter(
            task_of(case),
            _matter(case, to[0], led=by, on=on),
            end,
            title=document.name(language).upper() if document else "",
            operative=operative,
            reasons=reasons,
            language=language,
        ),
        remedy=end.remedy,
        warnings=end.warnings,
        task_document=key,
    )
    for person in to:
        refuse_what_must_not_leave(drafted.letter, case, person, on=on)
    decision = draft_decision(case=case, drafted=drafted, by=by, at=at, replaces=replaces, undoing=undoing)
    decision.to_persons.set(to)
    begin_enclosures(decision, at=at)
    return decision


@transaction.atomic
def draft_linked(
    decision: Decision,
    how: str,
    *,
    operative: str,
    reasons: str,
    by: Worker,
    at: datetime,
    on: date,
    outcome: str = Outcome.GRANTED,
) -> Decision:
    """A draft that corrects (ZUP 223), replaces, sets aside, revokes or reopens an issued act.

    A correction and a reopening are rulings and leave it in effect; the others take its place at their issue.
    Refused where it is not in effect, and for an act on rights that would be decided anew: that is drafted
    from a new calculation, which says what changes in the amounts.
    """
    decision = Decision.objects.locked(decision.pk)
    if decision.state not in IN_EFFECT:
        raise Refused(_("This act is not in effect, so nothing can be linked to it. Look at the newest one."))
    if decision.remedy["rights"] and how not in LEAVES_IT_IN_EFFECT:
        raise Refused(
            _("This act decides on rights. Correct the facts and draft the new one from the calculation.")
        )
    is_ruling = how in LEAVES_IT_IN_EFFECT or decision.act == Act.RULING
    return draft_act(
        decision.case,
        operative=operative,
        reasons=reasons,
        to=addressees_of(decision),
        by=by,
        at=at,
        on=on,
        key="" if how in LEAVES_IT_IN_EFFECT else decision.task_document,
        act=Act.RULING if is_ruling else Act.DECISION,
        outcome=outcome,
        language=decision.language[:2],
        replaces=decision,
        undoing=Undoing(how),
    )


def addressees_of(decision: Decision) -> list[Person]:
    """To whom an act was written; of one on rights, the applicant."""
    if named := list(decision.to_persons.all()):
        return named
    parties = decision.case.parties.persons().select_related("person").order_by("pk")
    found = [party.person for party in parties if party.role == "applicant" and party.person]
    return found or [party.person for party in parties if party.person][:1]


def _document(case: Case, key: str) -> TaskDocument | None:
    if not key:
        return None
    found = next((each for each in acts_of_task(case) if each.key == key), None)
    if found is None:
        raise Refused(_("Cases of this kind end in no such act. Choose one from the list."), field="key")
    return found


def _refuse_unwritten(operative: str, reasons: str) -> None:
    if not paragraphs(operative):
        raise Refused(_("Write what is decided, each point in a paragraph of its own."), field="operative")
    if not paragraphs(reasons):
        raise Refused(
            _("Write why it is so decided: what was found, from what, and by which rule."), field="reasons"
        )


def _refuse_addressees(case: Case, to: Sequence[Person]) -> None:
    if not to:
        raise Refused(_("Choose to whom the act is addressed."), field="to")
    roles: dict[int, set[str]] = {}
    for person_id, role in case.parties.persons().values_list("person_id", "role"):
        roles.setdefault(person_id or 0, set()).add(role)
    if any(person.pk not in roles for person in to):
        raise Refused(
            _("The addressee takes no part in this case. Enter them among the participants first."),
            field="to",
        )
    task = task_of(case)
    apart = {role.key for role in task.roles if role.apart}
    sides = {bool(roles[person.pk] & apart) for person in to}
    if has_sides(task) and len(sides) > 1:
        raise Refused(
            _("This case keeps the data of its sides apart. Draft one act for each side."), field="to"
        )


def _matter(case: Case, party: Person, *, led: Worker, on: date) -> Matter:
    key = str(party.pk)
    return Matter(
        body=body_of(case.unit),
        case_number=case.number,
        issued_on=on,
        filed_on=case.opened_on,
        applicant=key,
        people={key: Participant(party.full_name, party.born, _address(party, on))},
        rights=(),
        led=official(led, on),
        channel=BEGAN.get(case.opened_how, "not_known"),
    )


def _address(person: Person, on: date) -> tuple[str, ...]:
    """As it stands in the window; a protected one on the envelope alone."""
    if is_hidden(person, on):
        return ()
    try:
        return tuple(postal_lines(person, on))
    except Refused:  # nobody knows where: handed over at the centre
        return ()
