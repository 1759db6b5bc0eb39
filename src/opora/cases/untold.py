"""Nothing leaves a case unsaid: what needs consent was noted before, and what no law grounds stays barred.

The bars stand beside this file. What is told to the persons of a case themselves leaves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case
from opora.organisation.refusal import Refused
from opora.people.models import Person


def needs_consent(case: Case) -> bool:
    """Whether nothing of the case may leave without consent, by its task."""
    confidentiality = task_of(case).confidentiality
    return confidentiality is not None and confidentiality.consent


def refuse_barred(case: Case, to_whom: str, legal_ground: str) -> None:
    """Refused where data of such a case may not be told to that body, unless an article demands it."""
    body = Body.objects.filter(name__iexact=" ".join(to_whom.split())).first()
    if body is None or legal_ground.strip() or (bar := bar_of(case, body)) is None:
        return
    raise Refused(_barred(body, bar), field="legal_ground")


def refuse_untold(case: Case, to_whom: Body | Person, on: date) -> None:
    """Refused where a paper would take out of the case what was not noted as told to its addressee before.

    Where nothing is told without consent, the consent still holds or a law demands it; where an exchange is
    barred, a law demands it.
    """
    if isinstance(to_whom, Person) and to_whom.pk in case.person_ids():
        return
    by_law = ~Q(legal_ground="")
    holding = Q(consent__in=case.consents.holding(on))
    told = Q(to_whom__iexact=str(to_whom))
    noted = case.disclosures.filter(told | Q(to_body=to_whom) if isinstance(to_whom, Body) else told)
    bar = bar_of(case, to_whom) if isinstance(to_whom, Body) else None
    if bar is not None and not noted.filter(by_law).exists():
        raise Refused(_barred(to_whom, bar))
    if needs_consent(case) and not noted.filter(by_law | holding).exists():
        raise Refused(
            _(
                "Nothing of this case leaves without consent, and none is noted for %(who)s. Enter the "
                "consent and what is told under “Onward”, or name there the article that demands it; then "
                "send this."
            )
            % {"who": to_whom}
        )


def bar_of(case: Case, body: Body) -> Mapping[str, Any] | None:
    """The bar on an exchange between cases of this kind and bodies of that kind; none where it is free."""
    task = task_of(case)
    for bar in _bars():
        of_the_kind = case.task in bar.get("tasks", ()) or task.field in bar.get("fields", ())
        if of_the_kind and body.kind in bar["bodies"]:
            return bar
    return None


def _barred(body: Body | Person, bar: Mapping[str, Any]) -> str:
    reason = bar["reason"].get(get_language() or "en") or bar["reason"]["en"]
    return _(
        "This exchange with %(who)s is barred: %(reason)s. Nothing was told. Name the article of the law "
        "that demands it, or leave it out."
    ) % {"who": body, "reason": reason}


@cache
def _bars() -> tuple[Mapping[str, Any], ...]:
    """The bars, read once."""
    text = Path(__file__).with_name("barred_exchanges.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))
