"""Applications in every state of the flow, filed and handled by the acts of the rooms themselves."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation

from opora.demo.choosing import Household, choose_households
from opora.demo.handling import Handling, Team, plan
from opora.demo.parts import Say, handle_parts, say_nothing
from opora.demo.passing_time import let_time_pass, make_appointments
from opora.demo.registers import DemoRegisters
from opora.organisation.models import Installation, Role, Worker
from opora.organisation.refusal import Refused
from opora.rights.models import Application
from opora.sources import breaker
from opora.sources.registers import REGISTERS

log = logging.getLogger(__name__)
APPLICATIONS = 300
PARTS = 4  # what one process handles at a time; the same on every machine, so that the demo is
MOST_REFUSED = 0.1  # an application that an act refuses stays where it is; many would mean a fault
SHARE_MET = 0.6  # by the post, with the letter in hand


def file_demo_applications(
    *,
    count: int = APPLICATIONS,
    seed: int | None = None,
    today: date | None = None,
    processes: int = 1,
    say: Say = say_nothing,
) -> int:
    """File and handle so many applications of generated households; how many were filed now.

    Nothing where the demo has its applications already. They are the same for the same seed, population and
    day, but for the numbers of the cases, which several processes take in turn.
    """
    installation = Installation.objects.get(id=1)
    if "applications" in installation.loaded:
        return 0
    seed = installation.loaded["demo"]["seed"] if seed is None else seed
    today = today or timezone.localdate()
    households = choose_households(DemoRegisters(seed), on=today, rng=random.Random(seed))
    filings = list(zip(_courses(count, random.Random(seed)), households, strict=False))
    handle_parts(
        _handle_part,
        [(part, filings[part::PARTS], seed, today) for part in range(PARTS)],
        processes=processes,
        how_far=lambda: f"{Application.objects.count()} of {len(filings)} applications filed and handled",
        say=say,
    )
    say(f"{len(filings)} applications; service, finality and payments of the days since")
    with transaction.atomic(), translation.override("sl"):
        let_time_pass(today)
        make_appointments(today)
        _forget_carried_out_look_ups()
        installation.loaded["applications"] = count
        installation.save(update_fields=["loaded"])
    return len(filings)


def _handle_part(part: int, filings: list[tuple[str, Household]], seed: int, today: date) -> None:
    """Courses with the household that takes each."""
    rng = random.Random(f"{seed}/{part}")
    registers = DemoRegisters(seed)
    teams = Teams()
    refused = 0
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # whoever breaks a set-up off begins it again
    with translation.override("sl"):
        for number, (course, members) in enumerate(filings):
            filed_on = today - timedelta(days=rng.randint(*plan()["courses"][course]["days_ago"]))
            household = members.as_of(filed_on)
            handling = Handling(household, teams.of(household, number), registers, filed_on, today, rng)
            handling.days_later(0)
            try:
                _COURSES[course](handling)
            except Refused as refusal:
                refused += 1
                if refused > 3 + MOST_REFUSED * len(filings):
                    raise
                log.warning(
                    "An application of the demo stays before the end of its course: %s. %s", course, refusal
                )
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def _courses(count: int, rng: random.Random) -> list[str]:
    """How far each application comes: every course at least once where there are enough, in mixed order."""
    shares = {name: course["of_300"] for name, course in plan()["courses"].items()}
    whole = sum(shares.values())
    courses = [name for name, share in shares.items() for _each in range(round(share * count / whole))]
    courses = (courses + ["final"] * count)[:count]
    rng.shuffle(courses)
    return courses


class Teams:
    """Who handles, who decides and who assigns each application, in turn.

    Professional workers have the social work (`social_work`), so the clerks handle rights from public funds.
    """

    def __init__(self) -> None:
        self._by_role: dict[tuple[int, str], list[Worker]] = {}

    def of(self, household: Household, number: int) -> Team:
        unit = household.unit.pk
        roles = (Role.CLERK, Role.DECISION_MAKER, Role.HEAD_OF_UNIT)
        in_turn = (self._in(unit, role) for role in roles)
        handler, decider, head = (each[number % len(each)] for each in in_turn)
        return Team(handler, decider, head)

    def _in(self, unit: int, role: Role) -> list[Worker]:
        if (unit, role) not in self._by_role:
            workers = Worker.objects.filter(grants__unit=unit, grants__role=role).select_related(
                "centre", "unit"
            )
            self._by_role[unit, role] = list(workers.order_by("pk"))
        return self._by_role[unit, role]


def _just_filed(handling: Handling) -> None:
    with_children = handling.household.has_children(handling.day)
    choices: list[list[str]] = plan()["rights"] if with_children else [["cash_social_assistance"]]
    handling.file(handling.rng.choice(choices), handling.rng.choice(plan()["channels"]))


def _registers_asked(handling: Handling) -> None:
    _just_filed(handling)
    handling.days_later(1)
    handling.ask_registers()


def _register_failed(handling: Handling) -> None:
    _just_filed(handling)
    handling.days_later(1)
    silent = handling.rng.choice(sorted(REGISTERS))
    handling.take_answers(handling.ask_registers(), out_of_order=frozenset({silent}))
    breaker.note_answer(silent)


def _answered(handling: Handling) -> None:
    _just_filed(handling)
    handling.days_later(1)
    handling.take_answers(handling.ask_registers())


def _facts_missing(handling: Handling) -> None:
    _answered(handling)
    handling.state(share=0.5)


def _called_to_supplement(handling: Handling) -> None:
    _answered(handling)
    handling.days_later(2)
    handling.call_to_supplement()


def _call_received(handling: Handling) -> None:
    _called_to_supplement(handling)
    handling.days_later(3)
    handling.receive_call()


def _supplemented(handling: Handling) -> None:
    _call_received(handling)
    handling.days_later(7)
    handling.receive_supplement()
    handling.state()


def _rejection_submitted(handling: Handling) -> None:
    _call_received(handling)
    handling.days_later(30)
    handling.draft_rejection()
    handling.submit()


def _rejected(handling: Handling) -> None:
    _rejection_submitted(handling)
    handling.days_later(2)
    handling.issue()
    handling.days_later(4)
    handling.serve()


def _complete(handling: Handling) -> None:
    """Everything known; some have circumstances that change the outcome."""
    _answered(handling)
    for circumstance in plan()["circumstances"]:
        if handling.rng.random() < circumstance["share"]:
            handling.show_evidence(circumstance)
    handling.days_later(1)
    handling.state()


def _calculated(handling: Handling) -> None:
    _complete(handling)
    handling.calculate()


def _drafted(handling: Handling) -> None:
    _complete(handling)
    handling.days_later(2)
    handling.calculate_and_draft()


def _submitted(handling: Handling) -> None:
    _drafted(handling)
    handling.days_later(1)
    handling.submit()


def _returned(handling: Handling) -> None:
    _submitted(handling)
    handling.days_later(1)
    handling.send_back(
        "Preverite še, ali je družina v tem času dobila preživnino, in zapišite, kako ste ugotovili."
    )


def _issued(handling: Handling) -> None:
    _submitted(handling)
    handling.days_later(2)
    handling.issue()


def _returned_by_post(handling: Handling) -> None:
    _issued(handling)
    handling.days_later(9)
    handling.come_back()


def _served(handling: Handling) -> None:
    _issued(handling)
    handling.days_later(5)
    handling.serve()


def _final(handling: Handling) -> None:
    _issued(handling)
    handling.days_later(5)
    handling.serve(met=handling.rng.random() < SHARE_MET)


def _appealed(handling: Handling) -> None:
    _served(handling)
    _serve_by_fiction_now(handling)
    handling.days_later(3)
    handling.appeal()


def _serve_by_fiction_now(handling: Handling) -> None:
    """What counts as served by itself does so on its day, before anybody appeals."""
    handling.days_later(19)
    handling.let_fictions_take_effect()


_COURSES: dict[str, Callable[[Handling], Any]] = {
    "just_filed": _just_filed,
    "registers_asked": _registers_asked,
    "register_failed": _register_failed,
    "facts_missing": _facts_missing,
    "called_to_supplement": _called_to_supplement,
    "term_to_supplement_ended": _call_received,
    "supplemented": _supplemented,
    "rejection_submitted": _rejection_submitted,
    "rejected": _rejected,
    "calculated": _calculated,
    "drafted": _drafted,
    "submitted": _submitted,
    "returned": _returned,
    "issued": _issued,
    "returned_by_post": _returned_by_post,
    "served": _served,
    "appealed": _appealed,
    "final": _final,
}


def _forget_carried_out_look_ups() -> None:
    """The look-ups were carried out here, or are meant to wait: the worker need not take them up."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queue_name = 'sources' AND status = 'todo'")
