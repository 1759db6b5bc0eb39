"""What a worker is qualified and licensed for, by date: the words of the catalogue's code lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.catalogue import catalogue
from opora.organisation.models import Competence, CompetenceKind, Role, Worker
from opora.organisation.refusal import Refused

ONE_DAY = timedelta(days=1)
LISTS = {CompetenceKind.QUALIFICATION: "qualifications", CompetenceKind.LICENCE: "licences"}
OF_A_ROLE: Mapping[str, Role] = {"director": Role.DIRECTOR}
"""Qualifications that are an office: held by whoever holds the role, and entered nowhere else."""


@transaction.atomic
def give_competence(
    worker: Worker,
    kind: CompetenceKind | str,
    key: str,
    *,
    from_day: date,
    until: date | None = None,
    experience_since: date | None = None,
    number: str = "",
    by: Worker | None = None,
    at: datetime | None = None,
) -> Competence:
    """Enter a qualification or licence from a day on, up to and including `until`.

    Refused for a word that the code list does not have, for one held in that time already, for an office
    that comes with a role, for experience that would begin after it, and for a number or experience
    given to what has none.
    """
    worker = Worker.objects.get_queryset().select_for_update().get(pk=worker.pk)
    kind = CompetenceKind(kind)
    if key not in catalogue().code_lists[LISTS[kind]]:
        raise Refused(_("There is no such qualification or licence. Choose one from the list."), field="key")
    if kind == CompetenceKind.QUALIFICATION and key in OF_A_ROLE:
        raise Refused(
            _("This is an office: whoever holds the role %(role)s holds it, and it is entered nowhere else.")
            % {"role": OF_A_ROLE[key].label},
            field="key",
        )
    if until is not None and until < from_day:
        raise Refused(_("It would end before it begins. Correct one of the two days."), field="until")
    if experience_since is not None and experience_since > from_day:
        raise Refused(
            _("Experience counts from the first day of the qualification or from earlier. Correct the day."),
            field="experience_since",
        )
    if experience_since is not None and kind != CompetenceKind.QUALIFICATION:
        raise Refused(
            _("Experience is counted in a qualification, not in a licence or training. Leave the day out."),
            field="experience_since",
        )
    if number and kind != CompetenceKind.LICENCE:
        raise Refused(_("Only a licence or training has a number. Leave it out."), field="number")
    period = DateRange(from_day, None if until is None else until + ONE_DAY)
    if worker.competences.standing().filter(kind=kind, key=key, period__overlap=period).exists():
        raise Refused(_("The worker holds this in that time already."), field="key")
    return Competence.objects.create(
        worker=worker,
        kind=kind,
        key=key,
        period=period,
        experience_since=experience_since,
        number=number,
        entered_by=by,
        entered_at=at or timezone.now(),
    )


@transaction.atomic
def end_competence(
    competence: Competence, *, last_day: date, by: Worker | None = None, at: datetime | None = None
) -> Competence:
    """End a qualification or licence after `last_day`. What was done under it stays done.

    Refused where it ends by then already, had not begun by that day, or was withdrawn.
    """
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    _refuse_annulled(competence)
    if competence.last_day is not None and competence.last_day <= last_day:
        raise Refused(
            _("It already ends on %(day)s. Choose an earlier day.")
            % {"day": date_format(competence.last_day)},
            field="last_day",
        )
    if competence.period.lower is not None and last_day < competence.period.lower:
        raise Refused(_("It had not begun by that day. Choose a later last day."), field="last_day")
    competence.period = DateRange(competence.period.lower, last_day + ONE_DAY)
    competence.ended_by, competence.ended_at = by, at or timezone.now()
    competence.save(update_fields=["period", "ended_by", "ended_at"])
    return competence


@transaction.atomic
def annul_competence(competence: Competence, *, reason: str, by: Worker, at: datetime) -> Competence:
    """Withdraw what was entered by mistake: it never held, and the entry stays with the reason.

    Refused where it was withdrawn already.
    """
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    _refuse_annulled(competence)
    competence.annulled_by, competence.annulled_at = by, at
    competence.annulled_because = reason
    competence.save(update_fields=["annulled_by", "annulled_at", "annulled_because"])
    return competence


def known_words() -> dict[CompetenceKind, dict[str, str]]:
    """What may be entered, each word with its name in the language that is active now."""
    language = get_language() or "en"
    return {
        kind: {
            entry.key: entry.name(language)
            for entry in catalogue().code_lists[code_list].entries
            if kind != CompetenceKind.QUALIFICATION or entry.key not in OF_A_ROLE
        }
        for kind, code_list in LISTS.items()
    }


def competences_on(workers: Iterable[Worker], on: date) -> dict[int, list[Competence]]:
    """What each worker holds on a day, by their key: one query however many they are."""
    keys = [worker.pk for worker in workers]
    held: dict[int, list[Competence]] = {key: [] for key in keys}
    for competence in (
        Competence.objects.standing().filter(worker__in=keys, period__contains=on).order_by("pk")
    ):
        held[competence.worker_id].append(competence)
    return held


def has_qualification(worker: Worker, key: str, on: date) -> bool:
    """Whether the worker is qualified on a day."""
    return holds_office(worker, key, on) or _held(worker, CompetenceKind.QUALIFICATION, key, on).exists()


def has_licence(worker: Worker, key: str, on: date) -> bool:
    """Whether the worker has a licence or training on a day."""
    return _held(worker, CompetenceKind.LICENCE, key, on).exists()


def years_of(worker: Worker, key: str, on: date) -> int:
    """Whole years of experience in a qualification held on a day."""
    return max(
        (years_in(each, on) for each in _held(worker, CompetenceKind.QUALIFICATION, key, on)), default=0
    )


def years_in(competence: Competence, on: date) -> int:
    """Whole years from the first day of a qualification, or of experience from elsewhere, to a day."""
    since = competence.experience_since or competence.period.lower
    if since is None:
        return 0
    return max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))


def holds_office(worker: Worker, key: str, on: date) -> bool:
    """Whether a qualification is an office that the worker holds on a day."""
    return OF_A_ROLE.get(key) in worker.roles_on(on)


def _held(worker: Worker, kind: CompetenceKind, key: str, on: date) -> QuerySet[Competence]:
    return worker.competences.standing().filter(kind=kind, key=key, period__contains=on)


def _refuse_annulled(competence: Competence) -> None:
    if competence.annulled_at is not None:
        raise Refused(_("This entry was withdrawn. Look at the page again."), field="entry")
