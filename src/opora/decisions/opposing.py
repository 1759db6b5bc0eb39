"""The other side of an appeal: who has to be heard before the file goes to the second instance (ZUP 241)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.decisions.acts import addressees_of
from opora.decisions.models import Appeal
from opora.organisation.refusal import Refused
from opora.people.models import Person


def opposing_parties(appeal: Appeal) -> list[Person]:
    """Who answers the appeal: the other side, where the case keeps its sides apart, and other addressees.

    Whoever contests the act as well wants the same as the appellant.
    """
    decision = appeal.decision
    appellant = appeal.filed_by or next(iter(addressees_of(decision)), None)
    parties = decision.case.parties.persons().filter(until=None).select_related("person").order_by("pk")
    apart = {role.key for role in task_of(decision.case).roles if role.apart}
    sides = {party.person_id: party.role in apart for party in parties}
    own = sides.get(appellant.pk, False) if appellant else False
    others = set(decision.to_persons.values_list("pk", flat=True))
    if apart:
        others |= {pk for pk, side in sides.items() if pk and side != own}
    others -= set(decision.appeals.filter(filed_by__isnull=False).values_list("filed_by", flat=True))
    named = {party.person_id: party.person for party in parties if party.person}
    return [person for pk, person in named.items() if pk in others and person != appellant]


def refuse_unanswered(appeal: Appeal) -> None:
    """The other side has its say before the file goes on (ZUP 241)."""
    if appeal.answer_until is None and (opposing := opposing_parties(appeal)):
        raise Refused(
            _("Send the appeal to the opposing party first, with a term for the answer: {persons}.").format(
                persons=", ".join(person.full_name for person in opposing)
            )
        )
