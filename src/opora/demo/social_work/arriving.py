"""The mail of the demo that no case has yet: stamped by the clerks, waiting for those who assign it."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import typst
import yaml
from django.utils import timezone

from opora.demo.social_work.staging import Staff
from opora.documents.mail import take_in_mail
from opora.organisation.models import Unit

HERE = Path(__file__).parent
HOUR_OF_POST = time(7, 40)


class Letter(io.BytesIO):
    """A scanned letter as a browser sends it."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name: str | None = name
        self.content_type: str | None = "application/pdf"


def let_mail_arrive(today: date, *, centre: str) -> int:
    """Stamp the letters of `mail.yaml`, each in its unit on its day; how many came."""
    units = {unit.code: unit for unit in Unit.objects.filter(centre__code=centre).select_related("centre")}
    staff = Staff()
    told = yaml.safe_load((HERE / "mail.yaml").read_text(encoding="utf-8"))
    for each in told:
        day = today - timedelta(days=each["days_ago"])
        unit = units[each["unit"]]
        take_in_mail(
            unit=unit,
            upload=Letter("dopis.pdf", _typeset(each)),
            sender=each["sender"],
            subject=each["subject"],
            received_on=day,
            attachments=each["attachments"],
            channel=each["channel"],
            by=staff.clerk(unit),
            at=timezone.make_aware(datetime.combine(day, HOUR_OF_POST)),
        )
    return len(told)


def _typeset(told: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(root=str(HERE), font_paths=typst.Fonts(include_system_fonts=False))
    words = {key: told[key] for key in ("sender", "subject", "text")}
    made = compiler.compile(
        str(HERE / "mail.typ"), format="pdf", sys_inputs={"mail": json.dumps(words, ensure_ascii=False)}
    )
    assert isinstance(made, bytes)
    return made
