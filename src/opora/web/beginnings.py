"""What a worker begins work with: a case of a task, or an application for public funds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.organisation.access import may
from opora.organisation.models import Role, Worker
from opora.web.links import address


@dataclass(frozen=True)
class Beginning:
    """A way to begin."""

    address: str
    words: str | Promise


def beginnings(worker: Worker) -> list[Beginning]:
    """The ways this worker may begin, their usual one last: a clerk by an application, others by a case."""
    ways = [
        ("new_application", "file_application", _("New application")),
        ("open_case", "open_case", _("New case")),
    ]
    if any(grant.role == Role.CLERK for grant in worker.grants_on(timezone.localdate())):
        ways.reverse()
    return [Beginning(address(name), words) for name, step, words in ways if may(worker, step)]
