"""Which rows still need a stored file, and destroying a file that none needs.

Bytes are stored once however often they came, so a file may belong to several documents. Whoever stores
bytes holds their hash until the row is committed; a file is destroyed only under the same lock.
"""

from __future__ import annotations

import hashlib

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from opora.documents.models import Document, Mail
from opora.documents.storage import destroy


def hold(content: bytes) -> None:
    """Let nobody destroy the file of these bytes before the present transaction ends."""
    with connection.cursor() as cursor:
        number = _lock_number(hashlib.sha256(content).hexdigest())
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [number])


def destroy_files_of(case_id: int) -> None:
    """Destroy the files of this case's removed documents, except those something else still needs."""
    removed = Document.objects.filter(case=case_id, removed_on__isnull=False)
    for sha256 in sorted(set(removed.values_list("sha256", flat=True))):
        _destroy_unheld(sha256)


@transaction.atomic
def _destroy_unheld(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_number(sha256)])
    if not is_held(sha256):
        destroy(sha256, root=settings.OPORA_DOCUMENTS)


def is_held(sha256: str) -> bool:
    """Whether a document that was not removed, mail, or a row of another room has these bytes."""
    if Document.objects.filter(sha256=sha256, removed_on__isnull=True).exists():
        return True
    if Mail.objects.filter(sha256=sha256, document__removed_on__isnull=True).exists():
        return True
    return any(model._default_manager.filter(sha256=sha256).exists() for model in _others())


def _others() -> list[type[Model]]:
    """Tables of rooms above this one that name stored bytes, such as the lists for the payer."""
    named = [each for each in apps.get_models() if any(field.name == "sha256" for field in each._meta.fields)]
    return [each for each in named if each not in (Document, Mail)]


def _lock_number(sha256: str) -> int:
    return int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)
