"""Who takes part in a case: persons and bodies, each in a role of its task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, Party
from opora.cases.same_parts import is_known_part, same_part, with_parents
from opora.catalogue import Task
from opora.catalogue.schema.task import Role
from opora.organisation.refusal import Refused
from opora.people.models import Person

Parties = Sequence[tuple[Person | Body, str]]


def refuse_wrong_parties(task: Task, parties: Parties) -> None:
    """Refused: nobody where the task requires somebody, a party twice in a role, and an unknown role.

    A body takes no person's role, nor a person a body's; a role of one is not given to two; and nobody stands
    in two roles that exclude one another.
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
    refuse_roles_apart(task, parties)
    _refuse_second_of_one(known, Counter(key for _who, key in parties))
    missing = [
        role for role in task.roles if role.required and role.key not in {key for _who, key in parties}
    ]
    if missing:
        raise _refused(
            _("This case cannot be opened without: %(roles)s. Add them.")
            % {"roles": ", ".join(_named(role) for role in missing)}
        )


def refuse_roles_apart(task: Task, parties: Parties, *, field: str = "parties") -> None:
    """Refused where somebody would stand in two roles that the task keeps apart: ward and guardian."""
    known = {role.key: role for role in task.roles}
    held = {(type(who), who.pk, key) for who, key in parties}
    for who, key in parties:
        for other in known[key].excludes if key in known else ():
            if (type(who), who.pk, other) in held:
                name = who.full_name if isinstance(who, Person) else str(who)
                raise Refused(
                    _(
                        "%(name)s cannot be “%(role)s” and “%(other)s” in one case. "
                        "Choose another person for one of the two."
                    )
                    % {"name": name, "role": _named(known[key]), "other": _named(known[other])},
                    field=field,
                    about=who if isinstance(who, Person) else None,
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
    """The parties of a case in the roles of the same part that a task which grows out of it knows.

    Somebody whose role it does not know is offered in its main role, or in none where others have come into
    that one: which it is then is chosen by hand, unless they are a parent of the child it is about. Nobody is
    offered who is there beside the main person in a part that the task does not know, such as who told of
    it; nor, in another role, whose data are kept apart from others, as those of who was violent: they would
    come into the plan of whom they hurt.
    """
    own = {role.key: role for role in task_of(case).roles}
    parties = list(case.parties.filter(until=None).select_related("person", "body").order_by("pk"))
    fitting = {party.pk: _fitting(task, own, party) for party in parties}
    apart = {role.key for role in own.values() if role.apart}
    stands_alone = all(party.role in apart for party in parties if party.person_id)
    main = _main_role(task)
    taken = {role.key: "" for role in fitting.values() if role is not None}
    offered: list[tuple[Person | Body, str]] = []
    for party in parties:
        role, who = fitting[party.pk], party.person or party.body
        if role is not None and who is not None:
            offered.append((who, role.key))
        elif party.person is None or main is None:
            continue
        elif stands_alone or not (party.role in apart or _stays_behind(own.get(party.role))):
            is_free = main.key not in taken or (main.many and taken[main.key] == party.role)
            offered.append((party.person, main.key if is_free else ""))
            taken.setdefault(main.key, party.role)
    return with_parents(task, offered) if any(not role for _who, role in offered) else offered


def _main_role(task: Task) -> Role | None:
    """Whom a case of the task is about: the first role it requires, or where it requires none, its first."""
    persons = [role for role in task.roles if not role.is_body]
    return next((role for role in persons if role.required), next(iter(persons), None))


def _fitting(task: Task, own: Mapping[str, Role], party: Party) -> Role | None:
    """The role of the task with the same name, or else the one that is the same part."""
    named = next((role for role in task.roles if role.key == party.role), None)
    if named is not None and named.is_body == (party.person_id is None):
        return named
    role = own.get(party.role)
    return same_part(task, role) if role is not None and party.person_id else None


def _stays_behind(role: Role | None) -> bool:
    return role is not None and not role.required and is_known_part(role)


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
