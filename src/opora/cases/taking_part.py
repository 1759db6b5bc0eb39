"""Who takes part in a case: persons and bodies, each in a role of its task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, Party
from opora.catalogue import Task
from opora.catalogue.schema.task import Role
from opora.organisation.refusal import Refused
from opora.people.models import Person

Parties = Sequence[tuple[Person | Body, str]]


def refuse_wrong_parties(task: Task, parties: Parties) -> None:
    """Refused: nobody where the task requires somebody, a party twice in a role, and an unknown role.

    A body takes no person's role, nor a person a body's; a role of one is not given to two.
    """
    if not parties and (not task.roles or any(role.required for role in task.roles)):
        raise _refused(_("A case is about somebody. Add at least one person."))
    if len({(type(who), who.pk, role) for who, role in parties}) < len(parties):
        raise _refused(_("A person is named twice in the same role. Leave them in once."))
    known = {role.key: role for role in task.roles}
    for who, key in parties:
        if known and key not in known:
            raise _refused(_("A case of this kind knows no such role. Choose one from the list."))
        if known:
            _refuse_other_kind(who, known[key])
    _refuse_second_of_one(known, Counter(key for _who, key in parties))
    missing = [
        role for role in task.roles if role.required and role.key not in {key for _who, key in parties}
    ]
    if missing:
        raise _refused(
            _("This case cannot be opened without: %(roles)s. Add them.")
            % {"roles": ", ".join(_named(role) for role in missing)}
        )


def parties_of(case: Case, parties: Parties) -> list[Party]:
    """The rows of the parties, not saved yet."""
    return [
        Party(case=case, body=who, role=role)
        if isinstance(who, Body)
        else Party(case=case, person=who, role=role)
        for who, role in parties
    ]


def persons_among(parties: Parties) -> list[Person]:
    """The persons, without the bodies."""
    return [who for who, _role in parties if isinstance(who, Person)]


def parties_offered(case: Case, task: Task) -> list[tuple[Person | Body, str]]:
    """The parties of a case, in their roles where a task that grows out of it knows these as well.

    Somebody whose role it does not know is offered in the first role it requires, or in none where that role
    is for one and taken; which it is then is chosen by hand. Whose data are kept apart from others,
    as those of who was violent, is offered in no other role: they would come into the plan of whom they hurt.
    """
    known = {role.key: role for role in task.roles}
    required = next((role for role in task.roles if role.required and not role.is_body), None)
    parties = list(case.parties.filter(until=None).select_related("person", "body").order_by("pk"))
    taken = {party.role for party in parties}
    apart = {role.key for role in task_of(case).roles if role.apart}
    stands_alone = all(party.role in apart for party in parties if party.person_id)
    offered: list[tuple[Person | Body, str]] = []
    for party in parties:
        who: Person | Body | None = party.person or party.body
        role = known.get(party.role)
        if who is None:
            continue
        if role is not None and role.is_body == isinstance(who, Body):
            offered.append((who, role.key))
        elif isinstance(who, Person) and required is not None and (stands_alone or party.role not in apart):
            is_free = required.many or required.key not in taken
            offered.append((who, required.key if is_free else ""))
            taken.add(required.key)
    return offered


def _refuse_other_kind(who: Person | Body, role: Role) -> None:
    if role.is_body and not isinstance(who, Body):
        raise _refused(
            _("“%(role)s” is a body, not a person. Choose one from the directory.") % {"role": _named(role)}
        )
    if isinstance(who, Body) and not role.is_body:
        raise _refused(_("“%(role)s” is a person, not a body. Choose the person.") % {"role": _named(role)})


def _refuse_second_of_one(known: dict[str, Role], counted: Counter[str]) -> None:
    for key, number in counted.items():
        if number > 1 and key in known and not known[key].many:
            raise _refused(
                _("A case of this kind has one party in the role “%(role)s”. Choose which of them.")
                % {"role": _named(known[key])}
            )


def _named(role: Role) -> str:
    return role.name(get_language() or "en")


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="parties")
