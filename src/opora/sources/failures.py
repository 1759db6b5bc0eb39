"""What each way of failing means to the officer: what happened, and what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ASKED_AGAIN = _(
    "The register does not answer at the moment. It is asked again by itself; "
    "meanwhile you can enter evidence."
)

SENTENCES: dict[str, Promise] = {
    "no_answer": _ASKED_AGAIN,
    "out_of_order": _ASKED_AGAIN,
    "resting": _(
        "The register has not been answering for some time, so it is left alone for a while. "
        "It is asked again by itself; meanwhile you can enter evidence."
    ),
    "broken_answer": _(
        "The register's answer could not be read. Tell the administrator, and enter evidence meanwhile."
    ),
    "not_allowed": _(
        "The register did not accept our credentials. Tell the administrator, and enter evidence meanwhile."
    ),
    "not_understood": _(
        "The register did not understand the question. Tell the administrator, and enter evidence meanwhile."
    ),
    "no_address": _(
        "No address is set for the registers. Tell the administrator, and enter evidence meanwhile."
    ),
    "person_unknown": _(
        "The register does not know this person. Check the EMŠO; if it is right, enter evidence."
    ),
    "no_emso": _("The person has no EMŠO, so the register cannot be asked. Add the EMŠO, or enter evidence."),
}


def sentence(word: str) -> str:
    """The sentence for a stable word; for an unknown word the most general one."""
    return str(SENTENCES.get(word, SENTENCES["not_understood"]))
