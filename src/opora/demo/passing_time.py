"""What the days bring to the demo's applications by themselves: service, finality, the monthly payments."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from opora.cases.appointments import make_appointment
from opora.cases.models import Case
from opora.cases.overdue import let_terms_lapse
from opora.decisions.finality import make_final
from opora.documents.serving import let_fictions_take_effect
from opora.organisation.models import Role, Worker
from opora.rights.models import Application, Entitlement
from opora.rights.payments import draw_payments, due_by

FIRST_APPOINTMENT_HOUR = 9
DAY_OF_PAYMENT_LISTS = 10  # of the month before; the present month is left for who tries the demo


def let_time_pass(today: date) -> None:
    """Every night: fictions take effect, terms lapse, decisions become final; the month is paid."""
    first = Application.objects.aggregate(first=Min("filed_on"))["first"] or today
    for night in range((today - first).days + 1):
        day = first + timedelta(days=night)
        let_fictions_take_effect(day, at=_midnight(day))
        let_terms_lapse(day)
        make_final(day, at=_midnight(day))
        if day.day == DAY_OF_PAYMENT_LISTS:
            _draw_payments(day)


def _draw_payments(day: date) -> None:
    """The lists of the month before, of every right of which something is due."""
    month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    head = Worker.objects.filter(grants__role=Role.HEAD_OF_UNIT).select_related("centre").order_by("pk")[0]
    for right in Entitlement.objects.values_list("right", flat=True).distinct().order_by("right"):
        if due_by(head.centre, month=month, right=right, on=day):
            draw_payments(month=month, right=right, by=head, at=_midnight(day))


def make_appointments(today: date) -> None:
    """What those who handle applications have before them today."""
    now = _midnight(today)
    handlers = Worker.objects.filter(grants__role=Role.CLERK).order_by("pk")
    for place, handler in enumerate(handlers):
        resting = Case.objects.open().assigned(handler).exclude(events__at__gt=now).order_by("-pk")
        for hours, case in enumerate(resting[:3]):
            make_appointment(
                worker=handler,
                starts_at=now + timedelta(hours=FIRST_APPOINTMENT_HOUR + 2 * hours, minutes=15 * (place % 2)),
                subject="Pogovor o vlogi",
                place="Pisarna enote",
                case=case,
                by=handler,
                at=now,
            )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
