"""Whose key signs for a worker.

`OPORA_SIGNER_OF` names a function that takes a worker and gives a `documents.signing.Signer`: in production
one that speaks to the worker's qualified certificate by PKCS#11 (`docs/deployment.md`). Where it
is not set, the development authority made at set-up signs: of the right form, of no legal value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from opora.documents.development_authority import DevelopmentAuthority, open_authority
from opora.documents.signing import Signer
from opora.organisation.models import Worker


def signer_of(worker: Worker) -> Signer:
    """The key with which this worker signs."""
    if named := getattr(settings, "OPORA_SIGNER_OF", ""):
        return cast(Callable[[Worker], Signer], import_string(named))(worker)
    authority = _authority(Path(settings.OPORA_KEYS))
    return authority.signer(f"worker-{worker.pk}", name=worker.full_name, organisation=worker.centre.name_sl)


@cache
def _authority(folder: Path) -> DevelopmentAuthority:
    return open_authority(folder)
