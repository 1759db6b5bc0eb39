"""The key that locks what a worker's computer keeps until the server has it.

The key is made from a random secret that only the server has, one for each worker. It is handed out to the
signed-in worker alone and never stored beside what it locks: without a sign-in of the same worker nobody
reads what a lost or shared computer keeps (`docs/decisions/0026`).
"""

from __future__ import annotations

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from opora.cases.models import LocalKey
from opora.organisation.models import Worker

BYTES = 32  # AES-256
MADE_FOR = b"opora/local-store/1"  # the key serves this and nothing else


def local_key_of(worker: Worker, *, at: datetime) -> LocalKey:
    """The worker's secret, drawn the first time it is asked for."""
    key, _is_new = LocalKey.objects.get_or_create(
        worker=worker, defaults={"secret": secrets.token_bytes(BYTES), "made_at": at}
    )
    if key.owner is None:
        key.refresh_from_db()
    return key


def derived(key: LocalKey) -> bytes:
    """The key itself, the same for a worker for ever: what waits is still readable after a new sign-in."""
    function = HKDF(algorithm=SHA256(), length=BYTES, salt=key.owner.bytes, info=MADE_FOR)
    return function.derive(bytes(key.secret))
