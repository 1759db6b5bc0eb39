"""Two keys of a name, in Python and in the database alike: one to find it by, one to put it in order.

The embedded PostgreSQL has neither `unaccent` nor ICU, and `lower()` follows whichever Unicode version a
server was built with. So both keys are made by `translate` from one table of letters, built here from
properties that Unicode never changes. Combining marks are deleted, so a decomposed "č" is found as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.db.models import F, Func, Value
from django.db.models.functions import Concat

ALPHABET = "abcčćdđefghijklmnopqrsštuvwxyzž"
ORDER_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcde"  # in the order of bytes, one for each letter above
PLAIN_LETTERS = "aeinorvkltsmpjdubgzhcfyxwq"  # commonest first: the database reads its table from the front
UNDECOMPOSED = dict(zip("đðøæœßłıħŧŋþſĸ", "ddoaoslihtntsk", strict=True))
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
HYPHENS = "-‐‑‒–—"
APOSTROPHES = "'’‘ʼ`´"
MARKS = "".join(map(chr, range(0x300, 0x370)))
BEFORE_GIVEN_NAME = " "
WITHIN_NAME = "!"  # after the blank: all Novaks come before the first Novak Kovač


def _plain(letter: str) -> str:
    lowered = letter.lower()[0]
    return UNDECOMPOSED.get(lowered) or unicodedata.normalize("NFKD", lowered)[0]


def _folding_table() -> dict[str, str]:
    ranges: Iterable[range] = (range(0xC0, 0x250), range(0x370, 0x460), range(0x1E00, 0x1F00))
    table = {letter: letter for letter in PLAIN_LETTERS + " 0123456789"}
    table |= {letter.upper(): letter for letter in PLAIN_LETTERS}
    table |= dict.fromkeys(SPACES + HYPHENS, " ")
    for code in (code for codes in ranges for code in codes):
        letter = chr(code)
        if unicodedata.category(letter) in {"Lu", "Ll", "Lt"} and _plain(letter) != letter:
            table[letter] = _plain(letter)
    return table | dict.fromkeys(APOSTROPHES + MARKS, "")


def _order_table() -> dict[str, str]:
    places = dict(zip(ALPHABET, ORDER_LETTERS, strict=True))
    table = {letter: places.get(plain, plain) for letter, plain in _folding_table().items()}
    for letter in "čćđšž":
        table[letter] = table[letter.upper()] = places[letter]
    return table


FOLDING = _folding_table()
ORDER = _order_table()
_TO_FOLD = {ord(letter): target for letter, target in FOLDING.items()}
_TO_ORDER = {ord(letter): target for letter, target in ORDER.items()}


def fold(text: str) -> str:
    """The search key of a text: lower case, no diacritics, hyphens as spaces, single spaces.

    >>> fold("  Čučnik-Novak   ŽIGA ")
    'cucnik novak ziga'
    """
    return _single_spaces(text.translate(_TO_FOLD))


def order_key(*names: str) -> str:
    """The place of names in a Slovenian list: č after c, ć after č, đ after d, š after s, ž last.

    >>> sorted(["Čas", "Cvet", "Žan", "Zver", "Ćosić"], key=order_key)
    ['Cvet', 'Čas', 'Ćosić', 'Zver', 'Žan']
    """
    keys = (_single_spaces(name.translate(_TO_ORDER)) for name in names)
    return BEFORE_GIVEN_NAME.join(key.replace(" ", WITHIN_NAME) for key in keys)


def order_variants(folded_letter: str) -> list[str]:
    """Every letter of the order key that a folded letter may stand for, in order.

    >>> order_variants("c") == [order_key("c"), order_key("č"), order_key("ć")]
    True
    """
    return [order_key(letter) for letter in ALPHABET if fold(letter) == folded_letter] or [folded_letter]


def _single_spaces(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


class Translate(Func):
    """PostgreSQL's `translate`, an immutable function, as generated columns demand."""

    function = "TRANSLATE"


class Trim(Func):
    """Spaces at both ends removed."""

    function = "BTRIM"


class ReplaceEvery(Func):
    """Every match of a pattern replaced."""

    function = "REGEXP_REPLACE"
    template = "%(function)s(%(expressions)s, 'g')"


class Replace(Func):
    """Every occurrence of a text replaced."""

    function = "REPLACE"


def _translated(expression: F | Concat, table: dict[str, str]) -> Trim:
    kept = {letter: target for letter, target in table.items() if target}
    deleted = "".join(letter for letter, target in table.items() if not target)
    letters = Translate(expression, Value("".join(kept) + deleted), Value("".join(kept.values())))
    return Trim(ReplaceEvery(letters, Value(" +"), Value(" ")))


def folded(*columns: str) -> Trim:
    """`fold` of columns joined by spaces, as the expression of a generated column."""
    joined: list[F | Value] = []
    for column in columns:
        joined += [Value(" "), F(column)] if joined else [F(column)]
    return _translated(Concat(*joined) if len(joined) > 1 else F(columns[0]), FOLDING)


def folded_after_first_word(column: str) -> ReplaceEvery:
    """What follows the first word of a folded column: the second part of a double name."""
    return ReplaceEvery(folded(column), Value("^[^ ]* ?"), Value(""))


def ordered(first: str, second: str) -> Concat:
    """`order_key` of two columns, as the expression of a generated column."""
    keys = [Replace(_translated(F(name), ORDER), Value(" "), Value(WITHIN_NAME)) for name in (first, second)]
    return Concat(keys[0], Value(BEFORE_GIVEN_NAME), keys[1])
