"""Empty signature fields, tagged and named, in a letter that nobody has signed yet.

Typst cannot write form fields, so the layout leaves a link `opora:signature/<name>` where each signature
belongs. Typst tags that link, places it and gives it a rectangle; here it becomes a signature field of
that name and its tag a Form, in one incremental update. Signing afterwards only fills the field. A field
added at signing time would stand outside the structure tree and cost the letter both its standards.

Three things keep PDF/A-2a and PDF/UA-1: a line end behind Typst's last `%%EOF`, metadata left alone (the
XMP block must go on agreeing with the information dictionary), and an appearance, if an empty one, for
every field: the names that readers see are part of the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

MARK = "opora:signature/"
PRINTED_AND_LOCKED = 4 | 128
SIGNATURES_EXIST_AND_APPEND_ONLY = 3


class FaithfulWriter(IncrementalPdfFileWriter):
    """Appends to a PDF without touching its metadata, and with an identifier that depends on content alone."""

    def _update_meta(self) -> None:
        """Nothing: a new modification date in one of the two places would break PDF/A."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        first = prev.trailer["/ID"][0]
        prev.stream.seek(0)
        second = hashlib.sha256(prev.stream.read()).digest()[:16]
        return generic.ArrayObject([first, generic.ByteStringObject(second)])


def add_signature_fields(pdf: bytes, *, names: Mapping[str, str]) -> bytes:
    """The letter with a field for each mark; `names` says what a screen reader calls each field."""
    if not pdf.endswith(b"\n"):
        pdf += b"\n"
    writer = FaithfulWriter(BytesIO(pdf))
    no_appearance = writer.add_object(_empty_appearance())
    fields = generic.ArrayObject()
    for page, link in _marked_links(writer):
        _become_field(writer, link, page, names, no_appearance)
        fields.append(link)
    writer.root["/AcroForm"] = generic.DictionaryObject(
        {
            name("/Fields"): fields,
            name("/SigFlags"): generic.NumberObject(SIGNATURES_EXIST_AND_APPEND_ONLY),
        }
    )
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _marked_links(writer: FaithfulWriter) -> Iterator[tuple[generic.IndirectObject, generic.IndirectObject]]:
    for number in range(writer.root["/Pages"]["/Count"]):
        page, _ = writer.find_page_for_modification(number)
        annotations = page.get_object().get("/Annots", generic.ArrayObject())
        for position in range(len(annotations)):
            link = annotations.raw_get(position)
            if _marked_name(link.get_object()) is not None:
                yield page, link


def _marked_name(link: generic.DictionaryObject) -> str | None:
    address = str(link.get("/A", {}).get("/URI", ""))
    return address.removeprefix(MARK) if address.startswith(MARK) else None


def _become_field(
    writer: FaithfulWriter,
    link: generic.IndirectObject,
    page: generic.IndirectObject,
    names: Mapping[str, str],
    appearance: generic.IndirectObject,
) -> None:
    annotation = link.get_object()
    field = str(_marked_name(annotation))
    spoken = generic.TextStringObject(names[field])
    for key in ("/A", "/Border"):
        annotation.pop(key, None)
    annotation.update(
        {
            name("/Subtype"): name("/Widget"),
            name("/FT"): name("/Sig"),
            name("/T"): generic.TextStringObject(field),
            name("/TU"): spoken,
            name("/Contents"): spoken,
            name("/F"): generic.NumberObject(PRINTED_AND_LOCKED),
            name("/P"): page,
            name("/AP"): generic.DictionaryObject({name("/N"): appearance}),
        }
    )
    writer.mark_update(link)
    tag = _tag_of(writer.root["/StructTreeRoot"]["/ParentTree"], annotation["/StructParent"])
    tag[name("/S")] = name("/Form")
    writer.update_container(tag)


def _tag_of(tree: generic.DictionaryObject, key: int) -> generic.DictionaryObject:
    """The structure element at this key of the parent tree, a number tree (ISO 32000-1, 7.9.7)."""
    numbers = tree.get("/Nums", ())
    for position in range(0, len(numbers), 2):
        if numbers[position] == key:
            return numbers[position + 1]
    for branch in tree.get("/Kids", ()):
        lowest, highest = branch["/Limits"]
        if lowest <= key <= highest:
            return _tag_of(branch, key)
    raise LookupError(f"The structure tree has no element for annotation {key}.")


def _empty_appearance() -> generic.StreamObject:
    """Nothing to see: the page itself names the signatories, for paper and for screen readers alike."""
    unit_box = generic.ArrayObject(generic.NumberObject(edge) for edge in (0, 0, 1, 1))
    return generic.StreamObject(
        {
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Form"),
            name("/BBox"): unit_box,
            name("/Resources"): generic.DictionaryObject(),
        },
        stream_data=b"",
    )
