"""What the tests of documents share: compiled words, two signers, and one look at both standards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest

from opora.config.messages import compile_messages
from opora.documents.development_authority import (
    DevelopmentAuthority,
    KeyFileSigner,
    open_authority,
)
from opora.documents.signing import sign

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
