"""The subcommand `exemptions`: deciding running exemptions again, as on the page and without its limit."""

from __future__ import annotations

import argparse

from opora.config.terminal_acts import in_words, not_known, typed_day, worker_named


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora exemptions decide-again`."""
    parser = subcommands.add_parser("exemptions", help="exemptions from paying for social services")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    again = actions.add_parser("decide-again", help="draft new decisions where a change alters the result")
    again.add_argument("--as", dest="login", required=True, help="the worker who drafts")
    again.add_argument("--reason", required=True, help="price_change, minimum_income_change, …")
    again.add_argument("--service", default="", help="institutional_care, home_help or substitute_residence")
    again.add_argument("--from", dest="month", type=typed_day, required=True, help="a day of the first month")
    again.add_argument("--ground", required=True, help="the price list or publication that brought it")
    again.set_defaults(run=lambda chosen: in_words(decide_again, chosen))


def decide_again(chosen: argparse.Namespace) -> str:
    """One go of the run, however many decisions; the run is begun where there is none yet."""
    from django.utils import timezone

    from opora.organisation.refusal import Refused
    from opora.rights.models import ReviewReason, Service
    from opora.rights.redeciding import begin_run, go_on

    if chosen.reason not in ReviewReason.values:
        raise Refused(not_known("reason", chosen.reason, ReviewReason.values))
    if chosen.service and chosen.service not in Service.values:
        raise Refused(not_known("service", chosen.service, Service.values))
    by, now = worker_named(chosen.login), timezone.now()
    today = timezone.localdate(now)
    run = begin_run(
        service=chosen.service,
        reason=chosen.reason,
        month=chosen.month,
        ground=chosen.ground,
        by=by,
        at=now,
        on=today,
    )
    gone = go_on(run, by=by, at=now, on=today)
    held_up = [f"{row.decision.number}: {row.why}" for row in run.rows.filter(outcome="held_up")]
    told = f"Drafted: {gone.drafted}. As before: {gone.unchanged}. Held up: {gone.held_up}."
    return "\n".join([told, *held_up])
