"""Sign letters with PAdES and say later who signed what.

A letter carries two empty fields (`signature_fields.py`): `led`, filled by the official who led the
procedure, and `decided`, by the one who decides (ZUP art. 216). Signing fills one of them and changes
nothing else. The first signature certifies the letter and permits what must still come, the filling of
the other field; anything else later added shows in `verify`.

The law wants a *qualified* electronic signature on an electronic decision (ZUP art. 210; Regulation (EU)
910/2014, art. 25). A qualified signature comes from a certificate and a device of a qualified provider:
in production a `Signer` speaks to that device by PKCS#11. The keys of `development_authority.py` make
signatures of the same form and of no legal value. See docs/decisions/0020.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Protocol

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from opora.documents.signature_container import DIGEST, pattern_for
from opora.documents.signature_fields import FaithfulWriter

CERTIFY_AND_LET_OTHERS_SIGN = SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.FILL_FORMS)


class Signer(Protocol):
    """Somebody's key, wherever it lives: a smart card or HSM by PKCS#11, or a development file."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    @property
    def chain(self) -> Sequence[bytes]:
        """The certificates above it up to the root, DER; they travel with the signature."""

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`, hashed with SHA-256 by the key's own algorithm (ECDSA or RSA PKCS#1)."""


class SigningError(ValueError):
    """The letter was not signed; says why and what to do."""


@dataclass(frozen=True)
class SignatureReport:
    """What one signature of a document is worth today.

    `intact`: the signed bytes are unchanged. `trusted`: its certificate leads to a root we trust.
    `later_changes_permitted`: whatever was added after it was allowed, such as the other signature.
    `covers_everything`: nothing was added after it.
    """

    field: str
    signer: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    later_changes_permitted: bool
    covers_everything: bool

    @property
    def valid(self) -> bool:
        return self.intact and self.trusted and self.later_changes_permitted


def sign(pdf: bytes, *, field: str, signer: Signer, reason: str, at: datetime) -> bytes:
    """The letter with this field signed. `at` is the signer's own clock, not a qualified time stamp.

    Refused with SigningError: no such field, or it is signed already.
    """
    writer = FaithfulWriter(BytesIO(pdf))
    signed, still_open = _fields(writer)
    _refuse_unless_open(field, signed, still_open)
    pattern = pattern_for(signer.certificate, tuple(signer.chain))
    placeholder = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=_common_name(signer.certificate),
        bytes_reserved=pattern.room,
    )
    if still_open != {field}:
        # Another signature will follow, so this one cannot cover the finished file. Our checker of PDF/A
        # asks that of whatever calls itself /Type /Sig, an entry that ISO 32000-1 (12.8.1) leaves optional.
        del placeholder["/Type"]
    setup = SigObjSetup(placeholder, mdp_setup=None if signed else CERTIFY_AND_LET_OTHERS_SIGN)
    steps = PdfCMSEmbedder().write_cms(field, writer, existing_fields_only=True)
    next(steps)
    steps.send(setup)
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    steps.send(pattern.fill(prepared.document_digest, signer.sign))
    finished: bytes = output.getvalue()
    return finished


def verify(
    pdf: bytes, *, trust_roots: Iterable[bytes], moment: datetime | None = None
) -> list[SignatureReport]:
    """A report for every signature in the document, in the order they were made; none for an unsigned one.

    `moment` is when the certificates must have been valid; without it, now.
    Refused with SigningError: the bytes are no readable PDF.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        embedded = list(reader.embedded_regular_signatures)
    except (PdfReadError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        raise SigningError(f"The document cannot be read as a signed PDF: {error}.") from error
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trust_roots],
        allow_fetching=False,
        moment=moment,
    )
    return [_report(signature, context) for signature in embedded]


def _fields(writer: FaithfulWriter) -> tuple[set[str], set[str]]:
    """The names of the signed fields, and of those still open."""
    values = {found: value for found, value, _ in enumerate_sig_fields(writer)}
    signed = {found for found, value in values.items() if value is not None}
    return signed, set(values) - signed


def _refuse_unless_open(field: str, signed: set[str], still_open: set[str]) -> None:
    if field in signed:
        raise SigningError(f"The field “{field}” is signed already. A signed letter is never signed over.")
    if field not in still_open:
        known = ", ".join(sorted(signed | still_open)) or "none"
        raise SigningError(
            f"The document has no signature field “{field}” (its fields: {known}). Name the signatory when "
            "composing the letter."
        )


def _report(signature: EmbeddedPdfSignature, context: ValidationContext) -> SignatureReport:
    signer = signature.signer_cert
    try:
        status = validate_pdf_signature(signature, signer_validation_context=context)
    except SignatureValidationError:
        return SignatureReport(
            field=signature.field_name,
            signer=_common_name(signer.dump()),
            signed_at=None,
            intact=False,
            trusted=False,
            later_changes_permitted=False,
            covers_everything=False,
        )
    return SignatureReport(
        field=signature.field_name,
        signer=_common_name(signer.dump()),
        signed_at=status.signer_reported_dt,
        intact=status.intact and status.valid,
        trusted=status.trusted,
        later_changes_permitted=bool(status.docmdp_ok),
        covers_everything=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _common_name(certificate: bytes) -> str:
    return str(x509.Certificate.load(certificate).subject.native["common_name"])
