"""`opora worker qualify`, `disqualify`, `competences`: what a worker may be given, by day."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opora.config.terminal_acts import in_words, not_known, typed_day, worker_named

if TYPE_CHECKING:
    from opora.organisation.models import Competence, CompetenceKind, Worker

DAY = "YYYY-MM-DD"


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three actions to `opora worker`."""
    action = actions.add_parser("qualify", help="enter a qualification, office or licence from a day on")
    action.add_argument("login")
    action.add_argument("key", help="as `opora worker competences` lists them")
    action.add_argument("--from", dest="from_day", type=typed_day, required=True, metavar=DAY)
    action.add_argument("--until", type=typed_day, metavar=DAY, help="last day; left out: without an end")
    action.add_argument(
        "--experience-since", type=typed_day, metavar=DAY, help="where the work began before, or elsewhere"
    )
    action.add_argument("--number", default="", help="of the licence, as printed on it")
    action.set_defaults(run=qualify)
    action = actions.add_parser("disqualify", help="end one on a day; what was done under it stays")
    action.add_argument("login")
    action.add_argument("key")
    action.add_argument("--last-day", type=typed_day, metavar=DAY, help="last day it holds; left out: today")
    action.set_defaults(run=disqualify)
    action = actions.add_parser(
        "competences", help="list a worker's, the past ones too; without a name: the keys"
    )
    action.add_argument("login", nargs="?", default="")
    action.set_defaults(run=competences)


def qualify(chosen: argparse.Namespace) -> int:
    """Enter what a worker is qualified or licensed for."""
    return in_words(_qualify, chosen)


def disqualify(chosen: argparse.Namespace) -> int:
    """End what a worker was qualified or licensed for."""
    return in_words(_disqualify, chosen)


def competences(chosen: argparse.Namespace) -> int:
    """List what a worker is qualified for, or all that there is to enter."""
    return in_words(_competences, chosen)


def _qualify(chosen: argparse.Namespace) -> str:
    from opora.audit.log import record
    from opora.audit.models import Deed
    from opora.organisation.competences import give_competence

    worker, kind = worker_named(chosen.login), _kind(chosen.key)
    given = give_competence(
        worker,
        kind,
        chosen.key,
        from_day=chosen.from_day,
        until=chosen.until,
        experience_since=chosen.experience_since,
        number=chosen.number,
    )
    detail = {"worker": worker.pk, "key": given.key, "from": f"{chosen.from_day}"}
    record(None, Deed.CREATED, "give_competence", detail=detail)
    return f"{worker.login}: {_line(given)}."


def _disqualify(chosen: argparse.Namespace) -> str:
    from django.utils import timezone

    from opora.audit.log import record
    from opora.audit.models import Deed
    from opora.organisation.competences import end_competence

    worker = worker_named(chosen.login)
    last_day = chosen.last_day or timezone.localdate()
    ended = end_competence(_held(worker, chosen.key), last_day=last_day)
    detail = {"worker": worker.pk, "key": ended.key, "last_day": f"{last_day}"}
    record(None, Deed.CHANGED, "end_competence", detail=detail)
    return f"{worker.login}: {_line(ended)}. What was done under it stays done."


def _competences(chosen: argparse.Namespace) -> str:
    if not chosen.login:
        return _all_keys()
    worker = worker_named(chosen.login)
    lines = [_line(each) for each in worker.competences.order_by("kind", "key", "period")]
    if not lines:
        return (
            f"Nothing is entered for {worker.login}: steps that ask for a qualification refuse this worker."
        )
    return "\n".join([f"{worker.full_name} ({worker.login}):", *(f"  {line}" for line in lines)])


def _all_keys() -> str:
    from opora.organisation.competences import known_words

    lines = []
    for kind, words in known_words().items():
        lines.append(f"{kind.label}:")
        lines += [f"  {key:<32} {name}" for key, name in words.items()]
    return "\n".join(lines)


def _kind(key: str) -> CompetenceKind:
    """The kind of a word; refused with all the words there are."""
    from opora.organisation.competences import OF_A_ROLE, known_words
    from opora.organisation.models import CompetenceKind
    from opora.organisation.refusal import Refused

    if key in OF_A_ROLE:
        return CompetenceKind.QUALIFICATION  # the act itself says why an office is not entered
    known = known_words()
    for kind, words in known.items():
        if key in words:
            return kind
    keys = [each for words in known.values() for each in words]
    raise Refused(
        f"{not_known('qualification or licence', key, keys)} Nothing was changed. "
        "`opora worker competences` says what each means."
    )


def _held(worker: Worker, key: str) -> Competence:
    """The latest entry of a word for a worker; refused, with those that are entered, where there is none."""
    from opora.organisation.refusal import Refused

    entered = worker.competences.standing().order_by("period")
    if found := entered.filter(key=key).last():
        return found
    keys = set(entered.values_list("key", flat=True))
    told = f"Entered are: {', '.join(sorted(keys))}." if keys else "Nothing is entered for this worker."
    raise Refused(f"{worker.login} does not hold {key}. {told} Nothing was changed.")


def _line(each: Competence) -> str:
    """One entry: its key, its days, the day experience runs from and its number."""
    begin, end = each.period.lower, each.last_day
    parts = [f"{each.key}, from {begin}" + (f" to {end}" if end else "")]
    if each.experience_since:
        parts.append(f"experience since {each.experience_since}")
    if each.number:
        parts.append(f"number {each.number}")
    if each.annulled_at:
        parts.append("withdrawn")
    return ", ".join(parts)
