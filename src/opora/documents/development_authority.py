"""A certificate authority for development and the demo: signatures of the right form, of no legal value.

Made once at set-up in a folder of its own: an EC P-256 root, and for each worker who signs a key and a
certificate under it. Keys are readable by their owner only. In production nothing of this exists: the
workers' qualified certificates and their devices take its place (`signing.Signer`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

ROOT = "root"
YEARS_VALID = 10
NOTICE = "Development only, no legal value"


@dataclass(frozen=True)
class KeyFileSigner:
    """A key in memory, read from a file of the development authority; a `signing.Signer`."""

    certificate: bytes
    chain: Sequence[bytes]
    key: ec.EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True)
class DevelopmentAuthority:
    folder: Path
    root: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def root_certificate(self) -> bytes:
        """What `signing.verify` needs as a root of trust, DER."""
        return self.root.public_bytes(Encoding.DER)

    def signer(self, holder: str, *, name: str, organisation: str) -> KeyFileSigner:
        """The signer of one holder (a stable identifier, the name of its files), made at the first call."""
        key, certificate = _load_or_make(
            self.folder, holder, lambda key: _certify(key, name, organisation, issuer=self.root, by=self.key)
        )
        return KeyFileSigner(certificate.public_bytes(Encoding.DER), [self.root_certificate], key)


def open_authority(folder: Path) -> DevelopmentAuthority:
    """The authority kept in this folder; made there if the folder has none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key, root = _load_or_make(folder, ROOT, _certify_itself)
    return DevelopmentAuthority(folder, root, key)


def _load_or_make(
    folder: Path, holder: str, certify: Callable[[ec.EllipticCurvePrivateKey], x509.Certificate]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Key and certificate are one file, so that no crash leaves a key without its certificate."""
    path = folder / f"{holder}.pem"
    if path.parent != folder or holder.startswith("."):
        raise ValueError(f"“{holder}” cannot name a key file; use an identifier without slashes.")
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_once(path, secret + certify(key).public_bytes(Encoding.PEM))
    pem = path.read_bytes()
    loaded = load_pem_private_key(pem, password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds no elliptic-curve key; remove it to have a new one made.")
    return loaded, x509.load_pem_x509_certificate(pem)


def _write_once(path: Path, content: bytes) -> None:
    """Write the file whole and for its owner only; of two who try at once, the first stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _certify_itself(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    subject = _subject("Opora development root", NOTICE)
    public = key.public_key()
    return (
        _draft(subject, issuer=subject, public=public)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _certify(
    key: ec.EllipticCurvePrivateKey,
    name: str,
    organisation: str,
    *,
    issuer: x509.Certificate,
    by: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    return (
        _draft(_subject(name, organisation, NOTICE), issuer=issuer.subject, public=key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # content_commitment is what makes a signature a declaration of will, once called non-repudiation.
        .add_extension(_key_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )


def _draft(
    subject: x509.Name, *, issuer: x509.Name, public: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS_VALID))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _subject(name: str, organisation: str, unit: str | None = None) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "SI"),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),
        *([(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []),
        (NameOID.COMMON_NAME, name[:64]),
    ]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _key_usage(**allowed: bool) -> x509.KeyUsage:
    nothing = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(nothing | allowed))
