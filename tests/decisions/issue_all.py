"""Issues every submitted decision, one after the other; run as a process of its own, to be killed.

python -m tests.decisions.issue_all DECISION_MAKER_ID
"""

import sys

import django

django.setup()

from datetime import UTC, datetime  # noqa: E402

from tests.decisions.factories import ISSUED_ON  # noqa: E402

from opora.decisions.issuing import approve_and_issue, names_to_confirm  # noqa: E402
from opora.decisions.models import Decision  # noqa: E402
from opora.organisation.models import Worker  # noqa: E402


def issue_all(decision_maker: Worker) -> None:
    for decision in Decision.objects.awaiting_approval():
        approve_and_issue(
            decision,
            by=decision_maker,
            on=ISSUED_ON,
            at=datetime.now(UTC),
            confirmed_warnings=names_to_confirm(decision.warnings),
        )


if __name__ == "__main__":
    issue_all(Worker.objects.get(pk=int(sys.argv[1])))
