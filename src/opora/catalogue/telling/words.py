"""The words around a definition, in the language of whoever reads it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from opora.catalogue.reading import read_code_list
from opora.catalogue.schema.pieces import Length

FILE = Path(__file__).parent / "words.yaml"


class Words:
    """What `words.yaml` calls a thing in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = {entry.key: entry.name(language) for entry in read_code_list(FILE).entries}

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def get(self, key: str) -> str:
        """The word, or the key itself where the list has none."""
        return self._words.get(key, key)

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language."""
        return {"sl": f"»{text}«", "it": f"«{text}»"}.get(self.language, f"“{text}”")

    def day(self, day: date | None) -> str:
        """28. 9. 2018; a day that no source prints says so."""
        if day is None:
            return self["never_printed"]
        separator = ". " if self.language == "sl" else "."
        return separator.join((str(day.day), str(day.month), str(day.year)))

    def length(self, length: Length) -> str:
        """15 dni, 2 meseca, 1 leto."""
        return f"{length.count} {self[f'{length.unit}_{_form(length.count, self.language)}']}"

    def years_of_experience(self, count: int) -> str:
        """1 leto izkušenj, 3 leta izkušenj, 5 let izkušenj."""
        return f"{count} {self[f'years_{_form(count, self.language)}']} {self['of_experience']}"

    def every(self, length: Length) -> str:
        """Vsako leto, na 6 mesecev."""
        if length.count == 1:
            return self[f"every_{length.unit}"]
        form = _form(length.count, self.language)
        unit = self[f"{length.unit}_{form}{'_after_na' * (form == 'few')}"]
        return f"{self['every']} {length.count} {unit}"


@cache
def words_in(language: str) -> Words:
    """Read once for each language."""
    return Words(language)


def _form(count: int, language: str) -> str:
    """Slovenian counts in four forms: one, two, three and four, and all others."""
    if language != "sl":
        return "one" if count == 1 else "many"
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(count % 100, "many")
