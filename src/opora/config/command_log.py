"""`opora log`: proves that the log is what was sealed, and deletes what the law no longer lets us keep."""

from __future__ import annotations

import argparse
import os
import sys

from opora.config.django_start import start_django


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora log verify` and `opora log delete-expired`."""
    parser = subcommands.add_parser("log", help="verify the log of processing, and delete what has expired")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("verify", help="compare the log with its seals; fails where they differ")
    action.set_defaults(run=verify)
    action = actions.add_parser("delete-expired", help="delete entries older than the law lets us keep")
    action.add_argument(
        "--no-request-is-open",
        action="store_true",
        help="confirm that nobody's request about their data is open (ZVOP-2, article 21)",
    )
    action.set_defaults(run=delete_expired)


def verify(_chosen: argparse.Namespace) -> int:
    """Print every breach of the chain, or its newest hash, which may be kept outside the house."""
    start_django()
    from django.utils import timezone

    from opora.audit.models import Seal
    from opora.audit.sealing import verify_chain

    breaches = verify_chain(timezone.now())
    for breach in breaches:
        kind = breach.kind.replace("_", " ")
        print(
            f"Seal {breach.seal}, entries {breach.first_entry} to {breach.last_entry}: {kind}.",
            file=sys.stderr,
        )
    if breaches:
        return 1
    newest = Seal.objects.order_by("-last_entry").first()
    print(
        f"The log is what was sealed, up to entry {newest.last_entry}: {newest.hash}"
        if newest
        else "Nothing is sealed yet."
    )
    return 0


def delete_expired(chosen: argparse.Namespace) -> int:
    """Delete whole sealed batches as the owner of the tables, and remember in the log that it was done."""
    if not chosen.no_request_is_open:
        print(
            "Nothing was deleted. While a person's request about their data is open, the log stays "
            "(ZVOP-2, article 21). If none is, say so: opora log delete-expired --no-request-is-open",
            file=sys.stderr,
        )
        return 1
    _as_owner()
    start_django()
    from django.db import ProgrammingError, transaction
    from django.utils import timezone

    from opora.audit import retention
    from opora.audit.log import record
    from opora.audit.models import Deed

    now = timezone.now()
    try:
        with transaction.atomic():
            deleted = retention.delete_expired(now)
            record(None, Deed.CHANGED, "delete_expired", detail={"entries": deleted})
    except ProgrammingError:
        print(
            "Nothing was deleted: the application's role may not delete from the log. "
            "Set OPORA_OWNER_DATABASE_URL to the sign-in of the tables' owner.",
            file=sys.stderr,
        )
        return 1
    print(f"Entries deleted: {deleted}. Kept is what was logged since {retention.oldest_kept(now):%Y-%m-%d}.")
    return 0


def _as_owner() -> None:
    if owner := os.environ.get("OPORA_OWNER_DATABASE_URL"):
        os.environ["OPORA_DATABASE_URL"] = owner
        os.environ.pop("OPORA_DATABASE_ROLE", None)
