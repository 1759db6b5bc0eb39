"""What is wrong with a definition, in a sentence that another room can say in the reader's language.

The catalogue speaks English and knows no other tongue by itself. Its sentences keep their template and their
values apart, and the words of the templates lie in `locale/`: who has a reader says them through `gettext`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self


class Sentence(str):
    """A sentence with its values: `Sentence("there is no '%(named)s' here", named=key)`.

    It reads as English wherever a text is read. Its template is written out where it is made, so that the
    words of every sentence can be found and none stays without a translation.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        sentence = super().__new__(cls, _filled(template, values))
        sentence.template = template
        sentence.values = values
        return sentence

    def said_by(self, translate: Callable[[str], str]) -> str:
        """The same through a translator of templates; values that are sentences are said by it too."""
        values = {
            name: value.said_by(translate) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return _filled(translate(self.template), values)


def fault(what: str, *, file: str, line: int | None = None, field: str = "") -> Sentence:
    """What is wrong, after the file, the line and the field it is wrong in, as far as they are known."""
    if line is not None and field:
        return Sentence(
            "%(file)s, line %(line)s, %(field)s: %(what)s.", file=file, line=line, field=field, what=what
        )
    if line is not None:
        return Sentence("%(file)s, line %(line)s: %(what)s.", file=file, line=line, what=what)
    if field:
        return Sentence("%(file)s, %(field)s: %(what)s.", file=file, field=field, what=what)
    return Sentence("%(file)s: %(what)s.", file=file, what=what)


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template % values if values else template
