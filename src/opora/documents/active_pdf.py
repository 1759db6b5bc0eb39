"""Finds in a PDF what would act on the computer of whoever opens it, or carries a second file."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

# ISO 32000-2: 12.6.4.17 (JavaScript), 12.6.4.6 (launching a program), 7.11.4 (embedded files).
ACTING_KEYS = {"/JS", "/JavaScript", "/EF"}
ACTING_VALUES = {"/S": {"/JavaScript", "/Launch"}, "/Type": {"/EmbeddedFile"}}


def acts_or_carries_files(reader: PdfFileReader) -> bool:
    """Whether anything that can be reached from the document's root runs, launches or is another file."""
    return any(_is_acting(found) for found in _dictionaries(reader))


def _is_acting(found: generic.DictionaryObject) -> bool:
    if ACTING_KEYS & found.keys():
        return True
    # An indirect value is followed here: the kind of an action may stand in an object of its own.
    return any(str(found[key]) in values for key, values in ACTING_VALUES.items() if key in found)


def _dictionaries(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """Every dictionary below the root, also those of streams; each object once, however they point."""
    seen: set[generic.Reference] = set()
    to_read: list[object] = [reader.root]
    while to_read:
        found = to_read.pop()
        if isinstance(found, generic.IndirectObject):
            if found.reference in seen:
                continue
            seen.add(found.reference)
            found = found.get_object()
        if isinstance(found, generic.DictionaryObject):
            yield found
            to_read.extend(dict.values(found))  # as they stand: references unread
        elif isinstance(found, generic.ArrayObject):
            to_read.extend(list.__iter__(found))
