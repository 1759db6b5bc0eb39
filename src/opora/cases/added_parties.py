"""Parties who come into a running case, and those whose part in it ends."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.guardians import refuse_kept_from_guardianship
from opora.cases.listed import refuse_unlisted
from opora.cases.models import Body, Case, Party
from opora.cases.protection import protect_the_sheltered
from opora.cases.taking_part import refuse_roles_apart
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def add_party(case: Case, who: Person | Body, role: str, *, by: Worker, at: datetime) -> Party:
    """Let a person or a body take part in a running case from now on.

    Refused for a role that the task does not know or gives to the other kind, for one of which there is
    one already, for a party who has this role now, and for one in a role that this one excludes.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    on = timezone.localdate(at)
    require(by, "keep_record", case=case, on=on)
    _refuse_wrong_role(case, who, role)
    _refuse_unfit_guardian(case, who, role, on)
    present = Person.objects.filter(parties__case=case, parties__until=None)
    refuse_unlisted(task_of(case), [(who, role)], centre=case.centre, on=on, beside=present)
    place = {"body": who} if isinstance(who, Body) else {"person": who}
    party = Party.objects.filter(case=case, role=role, **place).first()
    if party is not None and party.until is None:
        raise Refused(_("They have this role in the case already. Choose another."), field="role")
    if party is None:
        party = Party.objects.create(case=case, role=role, since=on, **place)
    else:  # they come back: the row is there once a role
        party.since, party.until = on, None
        party.save(update_fields=["since", "until"])
    _tell(case, "party_added", "add_party", party, by, at)
    protect_the_sheltered(task_of(case), [party], by=by)
    return party


@transaction.atomic
def end_party(party: Party, *, on: date, by: Worker, at: datetime) -> Party:
    """End the part of somebody in a case on a day. What is recorded of them stays.

    Refused for the last party in a role that the task requires, and for a day before it began.
    """
    party = (
        Party.objects.select_for_update(of=("self",))
        .select_related("case__unit", "case__centre")
        .get(pk=party.pk)
    )
    case = party.case
    require(by, "keep_record", case=case, on=timezone.localdate(at))
    if party.since is not None and on < party.since:
        raise Refused(_("Their part in the case began after that day. Choose a later one."), field="on")
    others = case.parties.filter(role=party.role, until=None).exclude(pk=party.pk)
    role = next((each for each in task_of(case).roles if each.key == party.role), None)
    if role is not None and role.required and not others.exists():
        raise Refused(
            _("A case of this kind needs a party in the role “%(role)s”. Add another one first.")
            % {"role": role.name(get_language() or "en")}
        )
    party.until = on
    party.save(update_fields=["until"])
    _tell(case, "party_ended", "end_party", party, by, at)
    return party


def _refuse_wrong_role(case: Case, who: Person | Body, key: str) -> None:
    role = next((each for each in task_of(case).roles if each.key == key), None)
    if role is None:
        raise Refused(_("A case of this kind knows no such role. Choose one from the list."), field="role")
    if role.is_body != isinstance(who, Body):
        raise Refused(_("This role is not for a party of this kind. Choose another."), field="role")
    if not role.many and case.parties.filter(role=key, until=None).exists():
        raise Refused(
            _("A case of this kind has one party in the role “%(role)s”. End their part in it first.")
            % {"role": role.name(get_language() or "en")},
            field="role",
        )


def _refuse_unfit_guardian(case: Case, who: Person | Body, role: str, on: date) -> None:
    present = case.parties.filter(until=None).select_related("person", "body")
    others = [(party.person or party.body, party.role) for party in present]
    everybody = [(each, key) for each, key in others if each is not None]
    own = [(each, key) for each, key in everybody if each == who]
    refuse_roles_apart(task_of(case), [*own, (who, role)], field="role")
    refuse_kept_from_guardianship(task_of(case), [*everybody, (who, role)], on=on, only=who)


def _tell(case: Case, event: str, deed: str, party: Party, by: Worker, at: datetime) -> None:
    add_event(case, event, by=by, at=at, party=party.pk, role=party.role, who=str(party))
    persons = [party.person_id] if party.person_id else []
    record(by, Deed.CHANGED, deed, persons=persons, case_id=case.pk, detail={"role": party.role}, at=at)
