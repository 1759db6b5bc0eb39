"""What a letter says, part by part, before it has a page.

A letter is data: the rooms above fill these models in one language, `compose` checks them and Typst
lays them out. The parts of a decision are those of ZUP art. 210 and 212 to 216: the body (the
letterhead), the introduction (uvod), the title (naziv), the operative part (izrek), the reasons
(obrazložitev), the legal instruction (pouk) and the signatures of the one who led the procedure and the
one who decides. Amounts and dates in tables stay values here; the language writes them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Sentences = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]


class Part(BaseModel):
    """A piece of a letter: nothing unknown in it, nothing changed after it was checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paragraph(Part):
    kind: Literal["paragraph"] = "paragraph"
    text: Sentences


class BulletList(Part):
    kind: Literal["list"] = "list"
    items: list[Sentences] = Field(min_length=1)


class LabelledLine(Part):
    """A short paragraph under a label of its own; without one it follows the line before."""

    label: Line | None = None
    text: Sentences


class Labelled(Part):
    """What is told point by point, each under its label, as who takes part; `title` says of which day."""

    kind: Literal["labelled"] = "labelled"
    title: Line | None = None
    lines: list[LabelledLine] = Field(min_length=1)


class Column(Part):
    """A column and what stands in it: words, an amount in euros, a day, or a number without a unit."""

    label: Line
    holds: Literal["text", "amount", "date", "number"] = "text"


class Table(Part):
    """Rows under named columns; a cell without a value is null. `total` is a last, emphasised row."""

    kind: Literal["table"] = "table"
    caption: Line | None = None
    columns: list[Column] = Field(min_length=1, max_length=6)
    rows: list[list[str | None]] = Field(min_length=1)
    total: list[str | None] | None = None

    @model_validator(mode="after")
    def _every_row_fits_its_columns(self) -> Self:
        for number, row in enumerate(self.all_rows(), start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} cells, but the table has {len(self.columns)} columns"
                )
            for column, cell in zip(self.columns, row, strict=True):
                if cell is not None and not _holds(column.holds, cell):
                    raise ValueError(f"row {number}: “{cell}” under “{column.label}” is no {column.holds}")
        return self

    def all_rows(self) -> list[list[str | None]]:
        return [*self.rows, *([self.total] if self.total else [])]

    def figures(self) -> list[list[str | None]]:
        """The cells that must be the same in every language: amounts, days and numbers."""
        return [
            [cell for column, cell in zip(self.columns, row, strict=True) if column.holds != "text"]
            for row in self.all_rows()
        ]


def _holds(kind: str, cell: str) -> bool:
    if kind == "text":
        return True
    try:
        return date.fromisoformat(cell) is not None if kind == "date" else Decimal(cell).is_finite()
    except (ValueError, InvalidOperation):
        return False


def _plain_text_is_a_paragraph(block: object) -> object:
    return {"kind": "paragraph", "text": block} if isinstance(block, str) else block


Block = Annotated[
    Annotated[Paragraph | BulletList | Labelled | Table, Field(discriminator="kind")],
    BeforeValidator(_plain_text_is_a_paragraph),
]


class Letterhead(Part):
    """The body that writes: the centre, its unit, where it is and how it is reached."""

    organisation: Line
    unit: Line | None = None
    address: list[Line] = Field(max_length=3)
    contacts: list[Line] = Field(default=[], max_length=4)


class Detail(Part):
    """A label and its value beside the addressee: the official in charge, a telephone, a reference."""

    label: Line
    value: Line


class Signatory(Part):
    name: Line
    title: Line | None = None
    post: Line | None = None


class Signatures(Part):
    """Who led the procedure and who decides (ZUP art. 216); one person alone signs as the one who decides."""

    led: Signatory | None = None
    decided: Signatory | None = None

    def by_field(self) -> dict[str, Signatory]:
        """The signatories by the name of their signature field, in the order they sign."""
        both = {"led": self.led, "decided": self.decided}
        return {field: signatory for field, signatory in both.items() if signatory}


class Letter(Part):
    """What every outgoing letter has, whatever it says."""

    letterhead: Letterhead
    addressee: list[Line] = Field(min_length=1, max_length=6)
    marks: list[Line] = Field(default=[], max_length=2)
    case_number: Line
    issued_on: date
    details: list[Detail] = Field(default=[], max_length=5)
    title: Line
    subject: Line | None = None
    signatures: Signatures
    delivery: list[Line] = []
    attachments: list[Line] = []
    draft: bool = False

    @model_validator(mode="after")
    def _somebody_signs_what_is_no_draft(self) -> Self:
        if not self.draft and not self.signatures.by_field():
            raise ValueError(
                "signatures: nobody signs the letter; name who led the procedure, who decides, or both"
            )
        return self


class Point(Part):
    """A numbered point of the operative part, with the tables or lists that belong to it."""

    text: Sentences
    blocks: list[Block] = []


class Section(Part):
    heading: Line | None = None
    blocks: list[Block] = Field(min_length=1)


class DecisionLetter(Letter):
    """Odločba. Without reasons only where a request is fully granted (ZUP art. 214.a)."""

    introduction: list[Block] = Field(min_length=1)
    operative: list[Point] = Field(min_length=1)
    reasons: list[Section] = []
    instruction: list[Sentences] = Field(min_length=1)


class InformativeCalculationLetter(DecisionLetter):
    """Informativni izračun: a decision in content, but its terms run from the day of dispatch printed on it.

    `key_dates` stand in a box above the text, for instance the day until which an objection may be filed.
    """

    dispatched_on: date
    key_dates: list[Detail] = []


class RejectionRulingLetter(DecisionLetter):
    """Sklep o zavrženju: a ruling that ends the procedure without a decision, so never without reasons."""

    reasons: list[Section] = Field(min_length=1)


class MissingItem(Part):
    """One thing the application lacks: what it is, for when, its parts, and what to attach."""

    what: Sentences
    note: Sentences | None = None
    points: list[Sentences] = []
    attach: Sentences | None = None


class CallToSupplementLetter(Letter):
    """Poziv k dopolnitvi: what is missing, within which term, how to send it, and what follows if it is not.

    The term runs from the receipt, which nobody knows yet: `days` are its length, `term` says it in words.
    """

    introduction: list[Block] = Field(min_length=1)
    missing: list[MissingItem] = Field(min_length=1)
    days: int = Field(gt=0)
    term: Line
    how_to_send: list[Sentences] = []
    consequences: list[Sentences] = Field(min_length=1)


class HandSignature(Part):
    """Somebody who signs on paper: the role they sign in, and their name where it is known."""

    role: Line
    name: Line | None = None


class PaperLetter(Letter):
    """Minutes, a call, an opinion, a plan …: sections in the order of the kind's template.

    `signed_as` says what each electronic signature is, where it is not that of a decision. Who is not of the
    centre signs on a line, by hand.
    """

    sections: list[Section] = Field(min_length=1)
    by_hand: list[HandSignature] = Field(default=[], max_length=8)
    signed_as: dict[Literal["led", "decided"], Line] = {}
