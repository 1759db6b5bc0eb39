"""All parameters of the law, asked by key and day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Self

from .canonical import parameter_as_json, parameter_from_json, value_as_json, value_from_json
from .schema import Parameter
from .values import Cell, NotInForceError, ParameterValue


class ParameterSet:
    """The parameters with their values in order of time. Build it with `load_parameters()`."""

    def __init__(
        self, parameters: Mapping[str, Parameter], timelines: Mapping[str, tuple[ParameterValue, ...]]
    ) -> None:
        self._parameters = dict(parameters)
        self._timelines = dict(timelines)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._parameters)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __contains__(self, key: object) -> bool:
        return key in self._parameters

    def parameter(self, key: str) -> Parameter:
        """What the parameter is: labels, unit, denominator, range, axes, article, date that selects it."""
        try:
            return self._parameters[key]
        except KeyError:
            raise KeyError(f"No parameter is called {key!r}. See `ParameterSet.keys()`.") from None

    def timeline(self, key: str) -> tuple[ParameterValue, ...]:
        """Every value the parameter ever had, in order of time."""
        self.parameter(key)
        return self._timelines[key]

    def at(self, key: str, on: date) -> ParameterValue:
        """The value that stands on a day.

        Refused with `NotInForceError` where none stands; an unknown value is returned, marked `unknown`.
        """
        for value in reversed(self.timeline(key)):
            if value.stands_on(on):
                return value
        first = self._timelines[key][0].start if self._timelines[key] else None
        raise NotInForceError(
            f"{key} has no value on {on.isoformat()}; the first one known stands from {first}. "
            "Add an entry with its source to the parameter file."
        )

    def cell(self, key: str, *at: str | int, on: date) -> Cell:
        """One figure on a day: `cell("child_benefit_amount_primary", 5, 3, on=day)`."""
        return self.at(key, on).cell(*at)

    def to_canonical(self) -> dict[str, Any]:
        """Everything as plain JSON data in a fixed order: what enters the hash of the rulebook."""
        return {
            key: {
                "parameter": parameter_as_json(self._parameters[key]),
                "values": [value_as_json(value) for value in self._timelines[key]],
            }
            for key in sorted(self._parameters)
        }

    @classmethod
    def from_canonical(cls, data: Mapping[str, Any]) -> Self:
        """The set that was stored; values are taken as they stand, nothing is derived again."""
        parameters = {key: parameter_from_json(stored["parameter"]) for key, stored in data.items()}
        timelines = {
            key: tuple(value_from_json(parameters[key], value) for value in stored["values"])
            for key, stored in data.items()
        }
        return cls(parameters, timelines)
