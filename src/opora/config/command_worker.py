"""`opora worker`: opens and closes the accounts of those who work at a centre, the first one included."""

from __future__ import annotations

import argparse
import getpass
from typing import TYPE_CHECKING

from opora.config import command_competences
from opora.config.terminal_acts import in_words, not_known, worker_named

if TYPE_CHECKING:
    from opora.organisation.models import Centre, Role, Unit, Worker


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora worker add`, `opora worker end`, and what a worker is qualified for."""
    parser = subcommands.add_parser(
        "worker", help="open and close accounts of workers, enter their qualifications"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("add", help="open an account; its password is printed once")
    action.add_argument("login", help="the name to sign in with, such as ana.kobalar")
    action.add_argument("--given-name", required=True)
    action.add_argument("--family-name", required=True)
    action.add_argument("--title", default="", help="as printed below a decision")
    action.add_argument("--sex", default="", choices=["female", "male"], help="form of the post's name")
    place = action.add_mutually_exclusive_group(required=True)
    place.add_argument("--unit", metavar="CODE", help="unit in which the roles hold")
    place.add_argument("--centre", metavar="CODE", help="centre in all of which the roles hold")
    action.add_argument("--role", action="append", required=True, help="may be given more than once")
    action.add_argument("--ask-password", action="store_true", help="type the password instead")
    action.set_defaults(run=add)
    action = actions.add_parser("end", help="close an account at once and end its roles today")
    action.add_argument("login")
    action.set_defaults(run=end)
    command_competences.add_actions(actions)


def add(chosen: argparse.Namespace) -> int:
    """Open an account and print what its owner needs to sign in."""
    return in_words(_add, chosen)


def end(chosen: argparse.Namespace) -> int:
    """Close an account and say how much work is left without a worker."""
    return in_words(_end, chosen)


def _add(chosen: argparse.Namespace) -> str:
    from django.utils import timezone

    from opora.audit.log import record
    from opora.audit.models import Deed
    from opora.organisation.accounts import make_password, open_account

    centre, unit = _place(chosen)
    roles = [_role(named) for named in chosen.role]
    password = _asked_password() if chosen.ask_password else make_password()
    worker = open_account(
        login=chosen.login,
        given_name=chosen.given_name,
        family_name=chosen.family_name,
        title=chosen.title,
        sex=chosen.sex,
        centre=centre,
        unit=unit,
        roles=roles,
        roles_in=unit,
        password=password,
        must_change_password=not chosen.ask_password,
        on=timezone.localdate(),
    )
    record(None, Deed.CREATED, "open_account", detail={"worker": worker.pk, "roles": list(roles)})
    return _opened(worker, unit or centre, None if chosen.ask_password else password)


def _end(chosen: argparse.Namespace) -> str:
    from django.utils import timezone

    from opora.audit.log import record
    from opora.audit.models import Deed
    from opora.cases.models import Case
    from opora.organisation.accounts import close_account

    worker = close_account(worker_named(chosen.login), on=timezone.localdate())
    record(None, Deed.CHANGED, "close_account", detail={"worker": worker.pk})
    left = Case.objects.assigned(worker).open().count()
    sentence = f"The account {worker.login} is closed and its roles end today."
    return sentence if not left else f"{sentence} Open cases still assigned to it: {left}. Assign them anew."


def _opened(worker: Worker, place: Unit | Centre, password: str | None) -> str:
    lines = [f"The account {worker.login} is open at {place}."]
    if password is not None:
        lines += [f"Password, printed only now: {password}"]
        lines += ["Hand it over in person; its owner must change it when signing in."]
    lines += ["The first sign-in sets up a second factor."]
    return "\n".join(lines)


def _place(chosen: argparse.Namespace) -> tuple[Centre, Unit | None]:
    from opora.organisation.models import Centre, Unit
    from opora.organisation.refusal import Refused

    if chosen.centre:
        if centre := Centre.objects.filter(code=chosen.centre).first():
            return centre, None
        raise Refused(not_known("centre", chosen.centre, Centre.objects.values_list("code", flat=True)))
    if unit := Unit.objects.select_related("centre").filter(code=chosen.unit).first():
        return unit.centre, unit
    raise Refused(not_known("unit", chosen.unit, Unit.objects.values_list("code", flat=True)))


def _role(named: str) -> Role:
    from opora.organisation.models import Role
    from opora.organisation.refusal import Refused

    if named not in Role.values:
        raise Refused(not_known("role", named, Role.values))
    return Role(named)


def _asked_password() -> str:
    from opora.organisation.refusal import Refused

    first = getpass.getpass("Password: ")
    if getpass.getpass("The same once more: ") != first:
        raise Refused("The two passwords differ. Nothing was changed; start again.")
    return first
