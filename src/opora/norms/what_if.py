"""What if: another norm or another population, each named by its key and marked in the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fractions import Fraction

from opora.norms.areas import Area, Done, Figure, Known
from opora.norms.schema import Administrative, Load, Ratio, Standard
from opora.norms.wording import Phrase, said

MOST = 100_000_000
PEOPLE = ("inhabitants", "families")


class WhatIfError(ValueError):
    """An assumption cannot be made; `phrase` says why, and what can."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase


@dataclass(frozen=True)
class WhatIf:
    """Assumptions by key.

    `inhabitants` and `families` are of the area asked about, `inhabitants.koper` of one of its parts,
    `services.personal_help` the services of a year, and `personal_help.services_per_worker` a norm.
    """

    values: Mapping[str, int] = field(default_factory=dict)

    def norm(self, standard: Standard, figure: Load | Ratio | Administrative) -> tuple[int | None, bool]:
        """The value to reckon with, and whether it is another than the printed one."""
        printed = printed_value(figure)
        value = self.values.get(f"{standard.task}.{figure.key}", printed)
        return value, value != printed

    def area(self, area: Area, *, whole: bool = True) -> Area:
        """The area as it would be; where the whole is assumed, nothing is said of its parts."""
        parts = tuple(self.area(part, whole=False) for part in area.parts)
        inhabitants = self._people("inhabitants", area, whole=whole)
        families = self._people("families", area, whole=whole)
        is_split = inhabitants is None and families is None
        return replace(
            area,
            inhabitants=inhabitants or _summed(area.inhabitants, [part.inhabitants for part in parts]),
            families=families or _summed(area.families, [part.families for part in parts]),
            done=self._done(area) if whole else area.done,
            parts=parts if is_split else (),
        )

    def _people(self, figure: str, area: Area, *, whole: bool) -> Known | None:
        """What is assumed of the area itself."""
        value = self.values.get(f"{figure}.{area.key}", self.values.get(figure) if whole else None)
        return None if value is None else Known(Fraction(value), said("what_if_value"), is_what_if=True)

    def _done(self, area: Area) -> dict[str, Done]:
        assumed = {
            task.removeprefix("services."): Done(value, 12, said("what_if_value"), is_what_if=True)
            for task, value in self.values.items()
            if task.startswith("services.")
        }
        return {**area.done, **assumed}


def what_if(typed: Mapping[str, str | int], *, standards: tuple[Standard, ...], area: Area) -> WhatIf:
    """The assumptions as typed. `WhatIfError` for a key that is none, or a value that is no whole number."""
    known = tuple(known_keys(standards, area))
    values = {}
    for key, value in typed.items():
        if key not in known:
            close = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = said("did_you_mean", name=close[0]) if close else said("known_keys", keys=", ".join(known))
            raise WhatIfError(said("what_if_unknown", key=key, hint=hint))
        values[key] = _whole(key, str(value).strip())
    return WhatIf(values)


def known_keys(standards: tuple[Standard, ...], area: Area) -> Iterator[str]:
    """Every key that may be assumed of an area: norms, services of a year, inhabitants and families."""
    for standard in standards:
        yield from (f"{standard.task}.{figure.key}" for figure in standard.figures())
        yield f"services.{standard.task}"
    yield from PEOPLE
    for part in _below(area):
        yield from (f"{figure}.{part.key}" for figure in PEOPLE)


def printed_value(figure: Load | Ratio | Administrative) -> int | None:
    """The number of a figure as printed."""
    return figure.services if isinstance(figure, Load) else figure.per


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST):
        raise WhatIfError(said("what_if_no_number", key=key, text=text))
    if int(text) == 0 and not key.startswith((*PEOPLE, "services.")):
        raise WhatIfError(said("what_if_zero", key=key))
    return int(text)


def _below(area: Area) -> Iterator[Area]:
    for part in area.parts:
        yield part
        yield from _below(part)


def _summed(figure: Figure, parts: list[Figure]) -> Figure:
    """The sum with the assumed parts in it; as it was, where nothing is assumed or a part is not known."""
    known = [part for part in parts if isinstance(part, Known)]
    if len(known) < len(parts) or not any(part.is_what_if for part in known):
        return figure
    return Known(sum((part.value for part in known), Fraction(0)), said("what_if_value"), is_what_if=True)
