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

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

MARK = "opora:signature/"
PRINTED_AND_LOCKED = 4 | 128
SIGNATURES_EXIST_AND_APPEND_ONLY = 3
_ENDS_IN_CARRIAGE_RETURN = re.compile(rb"\r\nendstream")
_OBJECT = re.compile(rb"\n(\d+) 0 obj\n<<")


class FaithfulWriter(IncrementalPdfFileWriter):
    """Appends to a PDF, leaves its metadata alone and derives the new identifier from its content."""

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
    _settle_ambiguous_streams(writer, pdf)
    no_appearance = writer.add_object(_empty_appearance())
    fields = [_field_for(writer, link, page, names, no_appearance) for page, link in _marked_links(writer)]
    writer.root["/AcroForm"] = generic.DictionaryObject(
        {
            name("/Fields"): generic.ArrayObject(fields),
            name("/SigFlags"): generic.NumberObject(SIGNATURES_EXIST_AND_APPEND_ONLY),
        }
    )
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _settle_ambiguous_streams(writer: FaithfulWriter, pdf: bytes) -> None:
    """Re-encode streams whose data end in a carriage return.

    Followed by Typst's line feed, that byte may be read as part of the line end before `endstream`. Then
    /Length counts one byte too many, and ISO 19005-2, 6.1.7.1 fails for about one letter in twenty.
    """
    for match in _ENDS_IN_CARRIAGE_RETURN.finditer(pdf):
        header = _OBJECT.findall(pdf, 0, match.start())[-1]
        stream = writer.get_object(generic.Reference(int(header), 0, writer))
        filters = stream.get("/Filter", generic.ArrayObject())
        filters = filters if isinstance(filters, generic.ArrayObject) else generic.ArrayObject([filters])
        encoded = generic.StreamObject(
            {key: stream.raw_get(key) for key in stream if key != "/Length"},
            encoded_data=_ascii85(stream.encoded_data),
        )
        encoded["/Filter"] = generic.ArrayObject([name("/ASCII85Decode"), *filters])
        if "/DecodeParms" in stream:
            encoded["/DecodeParms"] = generic.ArrayObject(
                [generic.NullObject(), stream.raw_get("/DecodeParms")]
            )
        writer.objects[(0, int(header))] = encoded


def _ascii85(data: bytes) -> bytes:
    return base64.a85encode(data) + b"~>"


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


def _field_for(
    writer: FaithfulWriter,
    link: generic.IndirectObject,
    page: generic.IndirectObject,
    names: Mapping[str, str],
    appearance: generic.IndirectObject,
) -> generic.IndirectObject:
    """The new field, with the link as its widget.

    Field and widget stay two objects: signing rewrites the field, and a signature before it permits that
    only while the structure tree, which holds the widget, is not touched.
    """
    widget = link.get_object()
    spoken = generic.TextStringObject(names[str(_marked_name(widget))])
    field = writer.add_object(
        generic.DictionaryObject(
            {
                name("/FT"): name("/Sig"),
                name("/T"): generic.TextStringObject(_marked_name(widget)),
                name("/TU"): spoken,
                name("/Kids"): generic.ArrayObject([link]),
            }
        )
    )
    for key in ("/A", "/Border"):
        widget.pop(key, None)
    widget.update(
        {
            name("/Subtype"): name("/Widget"),
            name("/Parent"): field,
            name("/Contents"): spoken,
            name("/F"): generic.NumberObject(PRINTED_AND_LOCKED),
            name("/P"): page,
            name("/AP"): generic.DictionaryObject({name("/N"): appearance}),
        }
    )
    writer.mark_update(link)
    tag = _tag_of(writer.root["/StructTreeRoot"]["/ParentTree"], widget["/StructParent"])
    tag[name("/S")] = name("/Form")
    writer.update_container(tag)
    return field


def _tag_of(tree: generic.DictionaryObject, key: int) -> generic.DictionaryObject:
    """The structure element at this key of the parent tree, a number tree (ISO 32000-1, 7.9.7)."""
    numbers = tree.get("/Nums", ())
    for position in range(0, len(numbers), 2):
        if numbers[position] == key:
            return cast(generic.DictionaryObject, numbers[position + 1])
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
