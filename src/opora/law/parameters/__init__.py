"""Dated parameters of the law: amounts, weights, bounds and terms, each with source, confidence and gazette.

The figures are YAML in `data/`; this package checks them, derives what was never printed, and answers what
stands on a day. It holds no rule: rules are in `law/acts`, terms and service in `law/procedure`.

Five names to know: `load_parameters`, `ParameterSet`, `ParameterValue`, `gaps`, `conflicts`.
"""

from .gaps import Conflict, Gap, GapKind, conflicts, gaps
from .loading import load_parameters
from .parameter_set import ParameterSet
from .reading import ParameterError
from .schema import Parameter
from .uprating import UpratingCheck, uprating_checks
from .values import (
    Cell,
    Confidence,
    Derivation,
    Doubt,
    DoubtKind,
    Input,
    Kind,
    NotInForceError,
    ParameterValue,
    Scalar,
    UnknownValueError,
)

__all__ = [
    "Cell",
    "Confidence",
    "Conflict",
    "Derivation",
    "Doubt",
    "DoubtKind",
    "Gap",
    "GapKind",
    "Input",
    "Kind",
    "NotInForceError",
    "Parameter",
    "ParameterError",
    "ParameterSet",
    "ParameterValue",
    "Scalar",
    "UnknownValueError",
    "UpratingCheck",
    "conflicts",
    "gaps",
    "load_parameters",
    "uprating_checks",
]
