"""EMŠO, tax number and bank account: read, checked, and explained where they cannot be right.

The arithmetic is python-stdnum's; the sentences are ours. Nobody is blamed: a wrong check digit nearly
always means two digits typed in the wrong order or one mistyped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.si import ddv, emso

from opora.organisation.refusal import Refused

EMSO_DIGITS = 13
EMSO_WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
TEN = 10
TAX_NUMBER_DIGITS = 8
SLOVENIAN_IBAN_CHARACTERS = 19


@dataclass(frozen=True)
class Emso:
    """What an EMŠO (enotna matična številka občana) says of its holder."""

    number: str
    born: date
    sex: str  # a value of `people.models.Sex`
    region: str  # where it was given out, 50 to 59 in Slovenia
    is_doubtful: bool = (
        False  # the check digit stands for ten; such serial numbers are as a rule not given out
    )


def check_emso(text: str) -> Emso:
    """Read an EMŠO. Refused with the reason where nobody can have this number."""
    number = _digits_of(text, expected=EMSO_DIGITS, field="emso", named=_("EMŠO"))
    try:
        born = emso.get_birth_date(number)
        emso.validate(number)
    except InvalidComponent:
        raise Refused(
            _(
                "The first seven digits of an EMŠO are the birth date, and %(digits)s is no day of the "
                "calendar. Compare the number with the identity document and type it again."
            )
            % {"digits": f"{number[:2]}. {number[2:4]}. …{number[4:7]}"},
            field="emso",
        ) from None
    except InvalidChecksum:
        raise Refused(
            _(
                "The check digit of this EMŠO does not agree: with its first twelve digits the last would "
                "be %(right)s, not %(typed)s. A digit is mistyped or two have changed places. Compare the "
                "number with the identity document and type it again."
            )
            % {"right": emso.calc_check_digit(number), "typed": number[-1]},
            field="emso",
        ) from None
    sex = "male" if emso.get_gender(number) == "M" else "female"
    return Emso(
        number=number,
        born=born,
        sex=sex,
        region=emso.get_region(number),
        is_doubtful=check_value(number) == TEN,
    )


def check_emso_agrees(read: Emso, *, born: date | None, sex: str) -> None:
    """Refused where an EMŠO says another birth date or sex than was entered."""
    if born and born != read.born:
        raise Refused(
            _(
                "The EMŠO says the birth date %(said)s, but %(entered)s was entered. Compare both with the "
                "identity document and correct the wrong one."
            )
            % {"said": date_format(read.born), "entered": date_format(born)},
            field="born",
        )
    if sex and sex != read.sex:
        said = _("a woman") if read.sex == "female" else _("a man")
        raise Refused(
            _(
                "The EMŠO belongs to %(said)s, but the other sex was entered. Compare both with the "
                "identity document and correct the wrong one."
            )
            % {"said": said},
            field="sex",
        )


def check_tax_number(text: str) -> str:
    """Read a tax number (davčna številka), with or without SI before it. Refused with the reason."""
    typed = text.strip().upper().removeprefix("SI")
    number = _digits_of(typed, expected=TAX_NUMBER_DIGITS, field="tax_number", named=_("tax number"))
    try:
        return str(ddv.validate(number))
    except InvalidFormat:
        raise Refused(
            _("A tax number does not begin with 0. Compare it with the document and type it again."),
            field="tax_number",
        ) from None
    except InvalidChecksum:
        raise Refused(
            _(
                "The check digit of this tax number does not agree. A digit is mistyped or two have "
                "changed places. Compare the number with the document and type it again."
            ),
            field="tax_number",
        ) from None


def check_iban(text: str) -> str:
    """Read a bank account (IBAN), Slovenian or of another country. Refused with the reason."""
    number = str(iban.compact(text))
    if number.startswith("SI") and len(number) != SLOVENIAN_IBAN_CHARACTERS:
        raise Refused(
            ngettext(
                "A Slovenian account number (SI56 …) has 19 characters, and %(count)d was entered. "
                "Compare it with the bank card or statement and type it again.",
                "A Slovenian account number (SI56 …) has 19 characters, and %(count)d were entered. "
                "Compare it with the bank card or statement and type it again.",
                len(number),
            )
            % {"count": len(number)},
            field="iban",
        )
    try:
        if number[:2].isalpha():
            return str(iban.validate(number))
        raise InvalidFormat
    except InvalidChecksum:
        reason = _("The check digits of this account number do not agree: a character is mistyped.")
    except (InvalidFormat, InvalidLength, InvalidComponent):
        reason = _(
            "This is no account number in the international form (IBAN), such as SI56 0000 0000 0000 000."
        )
    raise Refused(
        reason + " " + _("Compare it with the bank card or statement and type it again."), field="iban"
    )


def check_value(number: str) -> int:
    """The check value before ten is written as 0, which python-stdnum accepts."""
    weighted = sum(int(digit) * weight for digit, weight in zip(number, EMSO_WEIGHTS, strict=False))
    return -weighted % 11


def _digits_of(text: str, *, expected: int, field: str, named: str) -> str:
    number = "".join(text.replace("-", " ").split())
    if not (number.isascii() and number.isdigit()):
        raise Refused(
            _("The %(named)s consists of digits only. Remove the other characters.") % {"named": named},
            field=field,
        )
    if len(number) != expected:
        raise Refused(
            ngettext(
                "The %(named)s has %(expected)d digits, and %(count)d was entered. "
                "Compare the number with the document and complete it.",
                "The %(named)s has %(expected)d digits, and %(count)d were entered. "
                "Compare the number with the document and complete it.",
                len(number),
            )
            % {"named": named, "expected": expected, "count": len(number)},
            field=field,
        )
    return number
