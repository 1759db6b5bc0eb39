"""Refuse an upload that is not what it claims to be.

The kind of a file is read from its content. Its name and the type the browser gives are claims, and both
must agree with the content. What cannot be opened later (empty, too large, encrypted, cut off), could be
opened as something else or acts by itself (two formats in one file, macros, scripts) is refused at the door,
with a sentence that says what to do.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from opora.documents.active_pdf import acts_or_carries_files
from opora.organisation.refusal import Refused

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
NO_CLAIM = {"", "application/octet-stream", "application/x-download", "binary/octet-stream"}
FIELD = "attachment"


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be attached."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


PDF = Kind("PDF", "application/pdf", (".pdf",))
JPEG = Kind("JPEG", "image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("PNG", "image/png", (".png",))
TIFF = Kind("TIFF", "image/tiff", (".tif", ".tiff"))
DOCX = Kind("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
ODT = Kind("ODT", "application/vnd.oasis.opendocument.text", (".odt",))
KINDS = (PDF, JPEG, PNG, TIFF, DOCX, ODT)


@dataclass(frozen=True)
class AcceptedUpload:
    file_name: str
    media_type: str
    size: int


def accept_upload(
    content: bytes, *, file_name: str, claimed_type: str = "", largest: int = LARGEST
) -> AcceptedUpload:
    """What this upload is, with a name that is safe to show and to save; or Refused."""
    shown = safe_file_name(file_name)
    _refuse_by_size(content, shown, largest)
    kind = _kind_by_content(content, shown)
    _refuse_false_claims(kind, shown, claimed_type)
    _refuse_second_format(content, kind, shown)
    _CHECKS[kind.name](content, shown)
    return AcceptedUpload(shown, kind.media_type, len(content))


def safe_file_name(name: str) -> str:
    """The last part of the name, without control characters and what file systems give a meaning."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = re.sub(r"[\x00-\x1f\x7f<>:\"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", last).strip(" .")
    return cleaned[-120:] or _("unnamed")


def _refuse_by_size(content: bytes, name: str, largest: int) -> None:
    if not content:
        raise _refusal(
            _("The file “{name}” is empty. Check that it opens on your computer and attach it again."), name
        )
    if len(content) > largest:
        sentence = _(
            "The file “{name}” is larger than {limit} MB. Scan it at a lower resolution, or split it, and "
            "attach it again."
        )
        raise _refusal(sentence, name, limit=largest // (1024 * 1024))


def _kind_by_content(content: bytes, name: str) -> Kind:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if content.startswith(b"PK\x03\x04") and (kind := _kind_of_package(content, name)):
        return kind
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        sentence = _(
            "The file “{name}” is protected by a password or comes from an old version of Word. Save it "
            "without a password as PDF or DOCX and attach it again."
        )
        raise _refusal(sentence, name)
    sentence = _(
        "The content of “{name}” is none of the accepted kinds: {kinds}. Save or scan the document as one of "
        "these and attach it again."
    )
    raise _refusal(sentence, name, kinds=", ".join(kind.name for kind in KINDS))


def _kind_of_package(content: bytes, name: str) -> Kind | None:
    """Word and OpenDocument files are ZIP packages; what they hold tells which."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.namelist()
            if {"[Content_Types].xml", "word/document.xml"} <= set(members):
                return DOCX
            first = members[0] if members else ""
            if first == "mimetype" and package.getinfo(first).file_size < 100:
                return (
                    ODT if package.read(first).decode("ascii", "replace").strip() == ODT.media_type else None
                )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _damaged(name) from None
    return None


def _refuse_false_claims(kind: Kind, name: str, claimed_type: str) -> None:
    extension = PurePosixPath(name).suffix.lower()
    claimed = claimed_type.partition(";")[0].strip().lower()
    if extension in kind.extensions and (claimed in NO_CLAIM or claimed == kind.media_type):
        return
    sentence = _(
        "The file “{name}” is named or sent as another kind, but its content is {kind}. Save it as what it "
        "is and attach it again."
    )
    raise _refusal(sentence, name, kind=kind.name)


def _refuse_second_format(content: bytes, kind: Kind, name: str) -> None:
    """A file that other programs would open as something else carries what nobody looked at."""
    head = content[:1024].lower()
    hides_pdf = kind is not PDF and b"%pdf-" in head
    hides_page = any(mark in head for mark in (b"<script", b"<html", b"<!doctype html"))
    hides_package = kind not in (DOCX, ODT) and _ends_in_zip_directory(content)
    if hides_pdf or hides_page or hides_package:
        sentence = _(
            "The file “{name}” contains a second file inside. Print or export the document anew and attach "
            "the new file."
        )
        raise _refusal(sentence, name)


def _ends_in_zip_directory(content: bytes) -> bool:
    """Whether a ZIP's closing record ends exactly where the file does (APPNOTE.TXT 4.3.16)."""
    tail = content[-65_557:]
    start = tail.rfind(b"PK\x05\x06")
    if start < 0 or len(tail) - start < 22:
        return False
    (comment_length,) = struct.unpack_from("<H", tail, start + 20)
    return bool(start + 22 + comment_length == len(tail))


def _check_pdf(content: bytes, name: str) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise _damaged(name)
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        encrypted = reader.encrypted
        pages = 1 if encrypted else int(reader.root["/Pages"]["/Count"])
        acting = not encrypted and acts_or_carries_files(reader)
    except (
        PdfError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        struct.error,
    ):
        raise _damaged(name) from None
    if encrypted:
        sentence = _(
            "The file “{name}” is protected by a password, so the centre could not keep it readable. Save it "
            "without a password and attach it again."
        )
        raise _refusal(sentence, name)
    if pages < 1:
        raise _damaged(name)
    if acting:
        sentence = _(
            "The file “{name}” runs a script or program when it is opened, or carries another file inside, "
            "so it is not accepted. Print or scan the document to a new PDF and attach that."
        )
        raise _refusal(sentence, name)


def _check_jpeg(content: bytes, name: str) -> None:
    # Phones append thumbnails and depth maps behind the image, so its end may lie before the file's.
    if b"\xff\xd9" not in content:
        raise _damaged(name)


def _check_png(content: bytes, name: str) -> None:
    """Walk the chunks: each with its checksum, the last one IEND at the end of the file."""
    at = 8
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        if end > len(content):
            break
        (checksum,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[at + 4 : end - 4]) != checksum:
            break
        if content[at + 4 : at + 8] == b"IEND" and end == len(content):
            return
        at = end
    raise _damaged(name)


def _check_tiff(content: bytes, name: str) -> None:
    order = "<" if content.startswith(b"II") else ">"
    if len(content) < 8 or not 8 <= struct.unpack_from(order + "I", content, 4)[0] < len(content):
        raise _damaged(name)


def _check_package(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            locked = any(member.flag_bits & 1 for member in members)
            unpacked = sum(member.file_size for member in members)
            intact = locked or unpacked > LARGEST_UNPACKED or package.testzip() is None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _damaged(name) from None
    if not intact:
        raise _damaged(name)
    macros = any(PurePosixPath(member.filename).name.lower() == "vbaproject.bin" for member in members)
    if locked or macros or unpacked > LARGEST_UNPACKED:
        sentence = _(
            "The file “{name}” is protected by a password, contains macros or unpacks to more than the "
            "centre can keep. Save the document as PDF and attach that."
        )
        raise _refusal(sentence, name)


def _damaged(name: str) -> Refused:
    sentence = _(
        "The file “{name}” is damaged or was not sent whole. Check that it opens on your computer and attach "
        "it again."
    )
    return _refusal(sentence, name)


def _refusal(sentence: str, name: str, **values: object) -> Refused:
    return Refused(sentence.format(name=name, **values), field=FIELD)


_CHECKS: dict[str, Callable[[bytes, str], None]] = {
    "PDF": _check_pdf,
    "JPEG": _check_jpeg,
    "PNG": _check_png,
    "TIFF": _check_tiff,
    "DOCX": _check_package,
    "ODT": _check_package,
}
