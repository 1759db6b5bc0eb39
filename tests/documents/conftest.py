"""What the tests of documents share: compiled words, two signers, one look at both standards, a folder and
files as a browser sends them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opora.config.messages import compile_messages
from opora.documents.development_authority import (
    DevelopmentAuthority,
    KeyFileSigner,
    open_authority,
)
from opora.documents.signing import sign

# The smallest file that every reader takes for a PDF of one page.
PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _words_are_compiled() -> None:
    compile_messages()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentAuthority:
    folder: Path = tmp_path_factory.mktemp("keys")
    return open_authority(folder)


@pytest.fixture(scope="session")
def leader(authority: DevelopmentAuthority) -> KeyFileSigner:
    return authority.signer("leader", name="Anže Žagar", organisation="CSD Južna Primorska")


@pytest.fixture(scope="session")
def decider(authority: DevelopmentAuthority) -> KeyFileSigner:
    return authority.signer("decider", name="Špela Kovačič", organisation="CSD Južna Primorska")


@pytest.fixture
def sign_as_leader(leader: KeyFileSigner) -> Callable[[bytes], bytes]:
    return lambda pdf: sign(pdf, field="led", signer=leader, reason="vodenje postopka", at=NOON)


@pytest.fixture
def sign_as_decider(decider: KeyFileSigner) -> Callable[[bytes], bytes]:
    return lambda pdf: sign(pdf, field="decided", signer=decider, reason="odločitev", at=NOON)


def violations(pdf: bytes) -> list[str]:
    """What breaks PDF/A-2a or PDF/UA-1 in this file; empty when it keeps both."""
    return [
        f"{profile}: {failure.rule_id}: {failure.message}"
        for profile in ("2a", "ua1")
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def pdf(mark=b"one"):
    body = PDF + b"% " + mark + b"\n"
    offsets = [body.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    return settings.OPORA_DOCUMENTS


@pytest.fixture
def upload():
    def sent(content=None, name="placilna lista.pdf", claimed="application/pdf"):
        return SimpleUploadedFile(name, pdf() if content is None else content, content_type=claimed)

    return sent
