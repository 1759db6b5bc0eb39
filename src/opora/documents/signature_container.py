"""The CMS container that carries a PAdES signature inside the PDF.

pyHanko decides what is in it (ETSI EN 319 142-1, baseline B-B) and builds it once for each certificate,
with a dummy signature. Of everything in it only two values differ from letter to letter, the digest of
the document and the signature, so further containers are put together from the encoded pieces of the
first. Building each from scratch took five times as long as all the rest of signing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import cms, x509
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

DIGEST = "sha256"
LARGEST_SIGNATURE = 512  # RSA with 4096 bits; ECDSA needs less than 150 bytes
FRAME = 256  # digest attribute, algorithm, tags and lengths
# DER tags: universal SEQUENCE, SET and OCTET STRING, and the context tag [0].
SEQUENCE, SET, OCTETS, CONTEXT_0 = b"\x30", b"\x31", b"\x04", b"\xa0"


@dataclass(frozen=True)
class ContainerPattern:
    """The encoded pieces of one certificate's containers; see RFC 5652, 5.1 and 5.3, for their order."""

    content_type: bytes
    before_signer: bytes
    signer_before_attributes: bytes
    attributes: tuple[bytes, ...]
    signature_algorithm: bytes

    @property
    def room(self) -> int:
        """Digits to keep free in the PDF: two for each byte, whatever key signs."""
        pieces = len(self.before_signer) + len(self.signer_before_attributes) + sum(map(len, self.attributes))
        return 2 * (pieces + LARGEST_SIGNATURE + FRAME)

    def fill(self, digest: bytes, sign: Callable[[bytes], bytes]) -> bytes:
        """The container for a document with this digest, signed by `sign`."""
        message_digest = cms.CMSAttribute({"type": "message_digest", "values": [digest]}).dump()
        attributes = sorted([*self.attributes, message_digest])  # DER orders a SET OF by its encodings
        signature = sign(_encoded(SET, *attributes))
        signer = _encoded(
            SEQUENCE,
            self.signer_before_attributes,
            _encoded(CONTEXT_0, *attributes),
            self.signature_algorithm,
            _encoded(OCTETS, signature),
        )
        signed_data = _encoded(SEQUENCE, self.before_signer, _encoded(SET, signer))
        return _encoded(SEQUENCE, self.content_type, _encoded(CONTEXT_0, signed_data))


@lru_cache(maxsize=500)
def pattern_for(certificate: bytes, chain: tuple[bytes, ...]) -> ContainerPattern:
    """The pattern of this certificate (DER), with the certificates above it."""
    dummy = asyncio.run(
        _dummy_signer(certificate, chain).async_sign(bytes(32), DIGEST, dry_run=True, use_pades=True)
    )
    signed_data = dummy["content"]
    (signer,) = signed_data["signer_infos"]
    return ContainerPattern(
        content_type=dummy["content_type"].dump(),
        before_signer=_pieces(
            signed_data, "version", "digest_algorithms", "encap_content_info", "certificates"
        ),
        signer_before_attributes=_pieces(signer, "version", "sid", "digest_algorithm"),
        attributes=tuple(
            attribute.dump()
            for attribute in signer["signed_attrs"]
            if attribute["type"].native != "message_digest"
        ),
        signature_algorithm=signer["signature_algorithm"].dump(),
    )


def _dummy_signer(certificate: bytes, chain: tuple[bytes, ...]) -> signers.Signer:
    registry = SimpleCertificateStore()
    registry.register_multiple(x509.Certificate.load(above) for above in chain)
    return signers.ExternalSigner(x509.Certificate.load(certificate), registry)


def _pieces(parent: cms.SignedData | cms.SignerInfo, *names: str) -> bytes:
    return b"".join(parent[name].dump() for name in names)


def _encoded(tag: bytes, *contents: bytes) -> bytes:
    """One DER value: its tag, its length, its contents."""
    body = b"".join(contents)
    if len(body) < 128:
        return tag + bytes([len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return tag + bytes([0x80 | len(length)]) + length + body
