"""An upload is what its content is; what it only claims to be is refused with a way out."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pypdf
import pytest
from django.utils import translation
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from tests.documents.letters import letter

from opora.documents.compose import compose, preview_pages
from opora.documents.uploads import ODT, accept_upload, safe_file_name
from opora.organisation.refusal import Refused

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(20)
DOCX_PARTS = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}


@pytest.fixture(autouse=True)
def _sentences_in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return compose("call_to_supplement", letter("call_to_supplement"), language="sl")


@pytest.fixture(scope="module")
def png() -> bytes:
    return preview_pages("call_to_supplement", letter("call_to_supplement"), language="sl")[0]


def package(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes, name: str, claimed: str = "", **limits) -> str:
    with pytest.raises(Refused) as refusal:
        accept_upload(content, file_name=name, claimed_type=claimed, **limits)
    assert refusal.value.field == "attachment"
    return refusal.value.message


def test_a_pdf_and_an_image_are_accepted_for_what_they_are(pdf, png):
    accepted = accept_upload(pdf, file_name="Potrdilo.PDF", claimed_type="application/pdf")
    assert (accepted.media_type, accepted.size) == ("application/pdf", len(pdf))
    assert accept_upload(png, file_name="slika.png", claimed_type="image/png").media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (JPEG, "osebna.jpeg", "image/jpeg"),
        (TIFF, "sken.tif", "image/tiff"),
        (
            package(DOCX_PARTS),
            "vloga.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (package({"mimetype": ODT.media_type, "content.xml": "<a/>"}), "vloga.odt", ODT.media_type),
    ],
)
def test_the_other_kinds_are_accepted_even_when_the_browser_claims_nothing(content, name, media_type):
    assert accept_upload(content, file_name=name).media_type == media_type
    assert (
        accept_upload(content, file_name=name, claimed_type="application/octet-stream").media_type
        == media_type
    )


def test_an_empty_file_is_refused():
    assert "is empty" in refused(b"", "prazno.pdf")


def test_a_file_over_the_limit_is_refused_with_the_limit(pdf):
    sentence = refused(pdf + bytes(2 * 1024 * 1024), "velika.pdf", largest=1024 * 1024)
    assert "larger than 1 MB" in sentence


def test_a_jpeg_named_pdf_is_refused_and_named_for_what_it_is():
    assert "its content is JPEG" in refused(JPEG, "potrdilo.pdf")


def test_a_pdf_sent_as_an_image_is_refused(pdf):
    assert "its content is PDF" in refused(pdf, "potrdilo.pdf", "image/jpeg")


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00", b"#!/bin/sh\n", b"GIF89a", package({"a.txt": "x"}), b"\x00"]
)
def test_any_other_content_is_refused_with_the_accepted_kinds(content):
    assert "none of the accepted kinds: PDF, JPEG, PNG" in refused(content, "potrdilo.pdf")


def test_an_old_or_locked_word_file_is_refused_with_what_to_do():
    assert "Save it without a password as PDF or DOCX" in refused(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "vloga.docx"
    )


def test_an_encrypted_pdf_is_refused(pdf):
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt("skrivnost", algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    assert "protected by a password" in refused(out.getvalue(), "potrdilo.pdf")


def _with_named_script(writer: pypdf.PdfWriter) -> None:
    named = ArrayObject([TextStringObject("start"), writer._add_object(_action("/JavaScript", JS="x()"))])
    scripts = DictionaryObject({NameObject("/Names"): named})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): scripts})


def _with_opening_script(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = _action("/JavaScript", JS="app.alert(1)")


def _with_script_in_an_annotation(writer: pypdf.PdfWriter) -> None:
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})
    link[NameObject("/A")] = writer._add_object(_action("/JavaScript"))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def _with_program(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(_action("/Launch", F="cmd.exe"))


def _with_kind_of_action_elsewhere(writer: pypdf.PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): writer._add_object(NameObject("/Launch"))})
    writer.root_object[NameObject("/OpenAction")] = action


def _with_file_inside(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("racun.exe", b"MZ")


def _action(kind: str, **more: str) -> DictionaryObject:
    entries = {NameObject(f"/{key}"): TextStringObject(text) for key, text in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(kind), **entries})


@pytest.mark.parametrize(
    "arm",
    [
        _with_named_script,
        _with_opening_script,
        _with_script_in_an_annotation,
        _with_program,
        _with_kind_of_action_elsewhere,
        _with_file_inside,
    ],
)
def test_a_pdf_that_acts_or_carries_a_file_is_refused(pdf, arm):
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    arm(writer)
    out = BytesIO()
    writer.write(out)
    assert "runs a script or program" in refused(out.getvalue(), "potrdilo.pdf")


def test_a_pdf_that_only_points_to_a_page_when_opened_is_accepted(pdf):
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    writer.open_destination = writer.add_named_destination("start", 0)
    out = BytesIO()
    writer.write(out)
    assert accept_upload(out.getvalue(), file_name="potrdilo.pdf").media_type == "application/pdf"


def test_a_pdf_cut_off_in_sending_is_refused(pdf):
    assert "damaged or was not sent whole" in refused(pdf[: len(pdf) // 2], "potrdilo.pdf")


def test_a_pdf_whose_inside_is_gone_is_refused():
    assert "damaged" in refused(b"%PDF-1.7\nnothing here\n%%EOF\n", "potrdilo.pdf")


def test_cut_off_images_are_refused(png):
    assert "damaged" in refused(png[:-20], "slika.png")
    assert "damaged" in refused(JPEG[:-2], "slika.jpg")
    assert "damaged" in refused(b"II*\x00" + struct.pack("<I", 4_000_000), "slika.tif")


def test_an_image_with_a_false_checksum_is_refused():
    header = struct.pack(">I", 13) + b"IHDR" + bytes(13)
    wrong = b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", zlib.crc32(b"other"))
    assert "damaged" in refused(wrong, "slika.png")


@pytest.mark.parametrize("hidden", [b"%PDF-1.4", b"<script>alert(1)</script>", b"<!DOCTYPE html>"])
def test_an_image_that_hides_another_format_at_its_start_is_refused(hidden):
    content = JPEG[:20] + hidden + JPEG[20:]
    assert "contains a second file inside" in refused(content, "slika.jpg")


def test_a_pdf_with_a_package_behind_it_is_refused(pdf):
    out = BytesIO(pdf)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("payload.js", "x")
    assert "contains a second file inside" in refused(out.getvalue(), "potrdilo.pdf")


def test_a_word_file_with_macros_is_refused():
    content = package(DOCX_PARTS | {"word/vbaProject.bin": "x"})
    assert "contains macros" in refused(content, "vloga.docx")


def test_a_package_that_unpacks_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr("opora.documents.uploads.LARGEST_UNPACKED", 1000)
    assert "unpacks to more" in refused(package(DOCX_PARTS | {"word/a.xml": "0" * 2000}), "vloga.docx")


def test_a_package_with_a_damaged_part_is_refused():
    content = bytearray(package(DOCX_PARTS))
    content[content.index(b"<document/>") + 1] ^= 1
    assert "damaged" in refused(bytes(content), "vloga.docx")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Moji\\potrdilo.pdf", "potrdilo.pdf"),
        ("potrdilo\u202efdp.exe", "potrdilofdp.exe"),
        ("čšž\r\n.pdf", "čšž.pdf"),
        ("...", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_file_name_keeps_its_last_part_and_nothing_dangerous(given, safe):
    assert safe_file_name(given) == safe


def test_the_refusal_speaks_slovenian_to_slovenian_users():
    with translation.override("sl"):
        assert refused(b"", "prazno.pdf").startswith("Datoteka »prazno.pdf« je prazna.")
