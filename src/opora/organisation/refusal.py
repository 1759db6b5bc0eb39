"""How an act of the domain says no."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """The act was not done, and nothing of it was saved.

    The message is a translated sentence for the person at the screen: what happened, why, and
    what to do next. `field` names the form field it belongs to, if one does; `about` is the one of
    several things or persons that it concerns. Where several things are wrong, the message says so and
    `details` tell them one by one.
    """

    def __init__(
        self,
        message: object,
        *,
        field: str | None = None,
        about: object = None,
        details: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.field = field
        self.about = about
        self.details = tuple(details)

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """The whole of it in one text, in the language that is active now."""
        return " ".join((self.lead, *self.details))

    @property
    def lead(self) -> str:
        """The sentence without its details."""
        return str(self.args[0])
