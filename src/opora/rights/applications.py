"""Taking in an application: checked whole, then case, parties and deadlines in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora import law
from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import PartyRole
from opora.cases.opening import open_case
from opora.cases.timeline import add_event
from opora.decisions.introduction import right_name
from opora.decisions.phrases import capital, day, listed
from opora.law.procedure import needing_acts_of_their_own
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.households import dwellings_of, household_of
from opora.people.majority import acts_alone
from opora.people.models import Dwelling, Person, RelationKind
from opora.people.relating import relations_of
from opora.people.withholding import is_hidden
from opora.rights.exemptions import decides_exemption
from opora.rights.models import Application, Channel

TASK = "public_funds_application"


@transaction.atomic
def file_application(
    *,
    applicant: Person,
    members: Sequence[Person],
    rights: Sequence[str],
    channel: str,
    filed_on: date,
    unit: Unit,
    by: Worker,
    at: datetime,
    unit_reason: str = "",
    left_out_reason: str = "",
    capacity_reason: str = "",
) -> Application:
    """Open a case for a family's application. `members` are the persons of the household, applicant included.

    Refused, with nothing saved: a day of filing in the future, no right or an unknown one, an applicant who
    is not among the members, an applicant under age without `capacity_reason`, a member who lives in another
    dwelling on that day, a spouse or partner of the applicant's home who is left out without
    `left_out_reason`, and, by `open_case`, a unit that is not competent; `unit_reason` says why the
    application belongs there all the same. Where exemptions alone are claimed, those bound to pay are
    members wherever they live.
    """
    today = timezone.localdate(at)
    require(by, "file_application", on=today)
    refuse_future_day(filed_on, today)
    claimed = _claimed(rights)
    _refuse_rights_that_one_decision_cannot_hold(claimed, filed_on)
    if channel not in Channel.values:
        raise Refused(
            _("Choose how the application came: in person, by post, electronically or orally."),
            field="channel",
        )
    household = _household(applicant, members)
    lacks_capacity = not acts_alone(applicant, filed_on)
    if lacks_capacity:
        _refuse_without_capacity(applicant, capacity_reason)
    homes = dwellings_of(household, filed_on)
    if not all(decides_exemption(right) for right in claimed):  # who else is bound to pay lives elsewhere
        _refuse_other_households(applicant, household, homes, filed_on)
    left_out = _left_out(applicant, household, filed_on)
    _refuse_silence_about(left_out, left_out_reason)
    case = open_case(
        task=TASK,
        unit=unit,
        title=capital(listed([right_name(right) for right in claimed])),
        parties=[
            (person, PartyRole.APPLICANT if person.pk == applicant.pk else PartyRole.MEMBER)
            for person in household
        ],
        opened_by=by,
        opened_on=filed_on,
        unit_reason=unit_reason,
        at=at,
    )
    dwelling = homes.get(applicant.pk)
    application = Application.objects.create(
        case=case,
        applicant=applicant,
        dwelling=dwelling,
        rights=claimed,
        channel=channel,
        filed_on=filed_on,
        household={
            "persons": [person.pk for person in household],
            "dwelling": [person.pk for person in household if homes.get(person.pk) in (dwelling, None)],
        },
    )
    if lacks_capacity:
        add_event(case, "minor_applies", by=by, at=at, reason=capacity_reason.strip())
    if left_out:
        names = listed([person.full_name for person in left_out])
        add_event(case, "left_out", by=by, at=at, persons=names, reason=left_out_reason.strip())
    record(by, Deed.CREATED, "file_application", persons=[*household, *left_out], case_id=case.pk)
    return application


def refuse_future_day(filed_on: date, today: date) -> None:
    """Refused: an application that came on a day still to come."""
    if filed_on > today:
        raise Refused(
            _(
                "The day of filing, {day}, lies in the future. Enter the day on which the application came."
            ).format(day=day(filed_on)),
            field="filed_on",
        )


def _claimed(rights: Sequence[str]) -> list[str]:
    """The rights claimed, each once, in the order in which the act says they are exercised."""
    known = law.rulebook().graph.rights
    if not rights:
        raise Refused(_("Choose at least one right that the family applies for."), field="rights")
    if unknown := [right for right in rights if right not in known]:
        raise Refused(
            _("Opora does not know the right “{right}”. Choose from the rights on the form.").format(
                right=unknown[0]
            ),
            field="rights",
        )
    return [right for right in known if right in rights]


def _refuse_rights_that_one_decision_cannot_hold(rights: Sequence[str], on: date) -> None:
    """One decision has one legal remedy, which suspends all of it or nothing (ZUP art. 215 and 236)."""
    if apart := needing_acts_of_their_own(rights, on):
        raise Refused(
            _(
                "An appeal suspends the execution of one right ({suspended}) and not of the other ({other}), "
                "so one decision cannot hold both. Register an application for each."
            ).format(suspended=right_name(apart[0]), other=right_name(apart[1])),
            field="rights",
        )


def _household(applicant: Person, members: Sequence[Person]) -> list[Person]:
    household = list({person.pk: person for person in members}.values())
    if len(household) < len(members):
        raise Refused(_("A person is named twice among the members. Leave them in once."), field="members")
    if applicant.pk not in {person.pk for person in household}:
        raise Refused(
            _("{person} applies but is not among the members of the household. Add them.").format(
                person=applicant.full_name
            ),
            field="members",
        )
    return household


def _refuse_without_capacity(applicant: Person, reason: str) -> None:
    """A parent or guardian applies for a minor (ZUP art. 47), unless a court gave capacity (DZ art. 152)."""
    if not reason.strip():
        raise Refused(
            _(
                "{person} is under age, and a parent or guardian applies for a minor. Enter the parent or "
                "guardian as the applicant and the child as a member of the household. If a court has "
                "recognised full legal capacity, write its decision below."
            ).format(person=applicant.full_name),
            field="capacity_reason",
            about=applicant,
        )


def _refuse_other_households(
    applicant: Person, household: Sequence[Person], homes: Mapping[int, Dwelling], on: date
) -> None:
    """A person belongs to one household at a time: the one of the applicant, or none that is known.

    Somebody whose dwelling is not recorded lives where the application says: with the applicant.
    """
    shared = homes.get(applicant.pk)
    for person in household:
        lives_in = homes.get(person.pk)
        if lives_in is not None and lives_in != shared:
            raise Refused(
                _(
                    "On {day} {person} belongs to another household. A person belongs to one household at "
                    "a time: enter the move first, or leave the person out of this application."
                ).format(day=day(on), person=person.full_name),
                field="members",
                about=person,
            )


def _left_out(applicant: Person, household: Sequence[Person], on: date) -> list[Person]:
    """Whom the records know as the applicant's spouse or partner under the same roof, and the application
    does not name: without them it would be another family. Of a protected home nothing is told."""
    if is_hidden(applicant, on):
        return []
    here = {person.pk: person for person in household_of(applicant, on)}
    together = relations_of(applicant, on).filter(kind__in=[RelationKind.SPOUSE, RelationKind.PARTNER])
    of_both = {pk for relation in together for pk in (relation.person_id, relation.other_id)}
    named = {person.pk for person in household}
    return [here[pk] for pk in sorted(of_both - named) if pk in here]


def _refuse_silence_about(left_out: Sequence[Person], reason: str) -> None:
    if left_out and not reason.strip():
        raise Refused(
            _(
                "{person} lives at the applicant's home and is on record as the spouse or partner, but is "
                "not in the application. Add them, or write why they do not belong to the family."
            ).format(person=listed([person.full_name for person in left_out])),
            field="left_out_reason",
        )
