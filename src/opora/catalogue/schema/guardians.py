"""Who may not be guardian (DZ 241), as records of any task tell it."""

from __future__ import annotations

from opora.catalogue.schema.pieces import Definition, Key


class KeepsFromGuardianship(Definition):
    """What a field says against a person as a guardian, in words of the code list `guardian_exclusions`.

    `who` is a party field of the record, or a role that one person has. What is in `always` holds whoever the
    ward is, the rest for those in the role `ward` of the case. Where the field has words of its own, `ground`
    says what they amount to, and `only` which of them; of a yes or no, a no amounts to it.
    """

    who: Key
    ward: Key | None = None
    always: tuple[Key, ...] = ()
    ground: Key | None = None
    only: tuple[Key, ...] = ()
