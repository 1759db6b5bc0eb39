"""Dated parameters of the law: amounts, weights, bounds and terms, each with source, confidence and gazette.

The figures are YAML in `data/`; this package checks them, derives what was never printed, and answers what
stands on a day. It holds no rule: rules are in `law/acts`, terms and service in `law/procedure`.

Five names to know: `load_parameters`, `ParameterSet`, `ParameterValue`, `gaps`, `conflicts`.
"""

from .loading import load_parameters
from .parameter_set import ParameterSet
from .reading import ParameterError
from .schema import Parameter
from .values import (
    Cell,
    Confidence,
    Derivation,
    Doubt,
    DoubtKind,
    Input,
    Kind,
    NotInForce,
    ParameterValue,
    Scalar,
    UnknownValue,
)

__all__ = [
    "Cell",
    "Confidence",
    "Derivation",
    "Doubt",
    "DoubtKind",
    "Input",
    "Kind",
    "NotInForce",
    "Parameter",
    "ParameterError",
    "ParameterSet",
    "ParameterValue",
    "Scalar",
    "UnknownValue",
    "load_parameters",
]
