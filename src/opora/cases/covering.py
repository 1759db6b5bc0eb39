"""What a consent covers: one recipient, something definite, and the days on which it holds."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from opora.cases.models import Body, Case, Consent
from opora.organisation.refusal import Refused
from opora.people.folding import fold


def refuse_uncovered(
    consent: Consent,
    case: Case,
    to_whom: str,
    body: Body | None,
    what: str,
    *,
    lies_within: bool,
    on: date,
) -> None:
    """Refused where the consent does not hold on the day in this case, is for another, or may not cover it.

    No machine tells whether one text lies within another: unless both say the same, the worker confirms it.
    """
    if not case.consents.holding(on).filter(pk=consent.pk).exists():
        raise Refused(
            _(
                "This consent does not hold today. Enter a new one for this recipient, or name the article "
                "that demands it."
            ),
            field="consent",
        )
    if not _is_for(consent, to_whom, body):
        raise Refused(
            _(
                "This consent was given for %(named)s, not for %(other)s. Enter a consent for this "
                "recipient, or name the article that demands it."
            )
            % {"named": consent.to_body or consent.to_whom, "other": to_whom},
            field="consent",
        )
    if not lies_within and fold(what) != fold(consent.what):
        raise Refused(
            _(
                "This consent is good for: %(what)s. Confirm that what is told lies within it, tell less, or "
                "enter another consent."
            )
            % {"what": consent.what},
            field="lies_within",
        )


def _is_for(consent: Consent, to_whom: str, body: Body | None) -> bool:
    """Compared by the directory of bodies where it has both, otherwise by the name."""
    if consent.to_body is not None and body is not None:
        return consent.to_body == body
    return fold(str(consent.to_body or consent.to_whom)) == fold(to_whom)
