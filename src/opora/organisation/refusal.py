"""How an act of the domain says no."""

from __future__ import annotations


class Refused(Exception):
    """The act was not done, and nothing of it was saved.

    The message is a translated sentence for the person at the screen: what happened, why, and
    what to do next. `field` names the form field it belongs to, if one does; `about` is the one of
    several things or persons that it concerns.
    """

    def __init__(self, message: object, *, field: str | None = None, about: object = None) -> None:
        super().__init__(message)
        self.field = field
        self.about = about

    @property
    def message(self) -> str:
        """The sentence in the language that is active now."""
        return str(self.args[0])
