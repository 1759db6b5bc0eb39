"""The layer in force: what was approved, laid over the shipped catalogue in this process.

Another process may approve; each asks now and then whether something was added (`refresh_if_due`). A case
keeps the version it was opened under, so a process that is some seconds behind decides nothing wrongly.
"""

from __future__ import annotations

import time

from django.conf import settings

from opora.amendments.models import Proposal
from opora.catalogue import Catalogue, put_in_force, shipped_catalogue

_read: dict[str, object] = {"last": None, "asked_at": float("-inf")}


def layer_texts() -> list[tuple[str, str]]:
    """What was approved, in the order of approval, each with the key of its task."""
    return list(Proposal.objects.approved().values_list("task", "text"))


def refresh() -> Catalogue:
    """Read the layer anew and put the catalogue with it in force."""
    texts = layer_texts()
    found = shipped_catalogue().with_local(texts) if texts else shipped_catalogue()
    put_in_force(found)
    _read["last"] = _newest()
    return found


def refresh_if_due() -> None:
    """Read the layer anew where something was approved since; asked at most every few seconds."""
    every = settings.OPORA_LAYER_ASKED_EVERY_SECONDS
    if every is None or time.monotonic() - float(str(_read["asked_at"])) < every:
        return
    _read["asked_at"] = time.monotonic()
    if _newest() != _read["last"]:
        refresh()


def _newest() -> object:
    return Proposal.objects.approved().values_list("decided_at", "pk").last()
