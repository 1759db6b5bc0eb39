"""What a record needs to let a state go on longer, such as a stay in a crisis centre."""

from __future__ import annotations

from pydantic import Field

from opora.catalogue.schema.pieces import Definition, Key


class Held(Definition):
    """What a field must hold: the word or yes it `is`; without one, anything at all."""

    field: Key
    is_: bool | Key | None = Field(default=None, alias="is")


class Prolongs(Definition):
    """A record by which a state goes on past the last days of these `deadlines`: until the day in `until`.

    That day is entered only with everything in `only_with`: the consent, the ruling of the court.
    """

    deadlines: tuple[Key, ...] = Field(min_length=1)
    until: Key
    only_with: tuple[Held, ...] = Field(min_length=1)
