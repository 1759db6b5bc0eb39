"""The shape of a task's definition. The order of the fields is the order of the keys in every file."""

from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.fields import RecordField
from opora.catalogue.schema.indicators import Indicator
from opora.catalogue.schema.pieces import Definition, LegalBasis, Named
from opora.catalogue.schema.records import Record
from opora.catalogue.schema.steps import Step
from opora.catalogue.schema.task import SealKind, Task

__all__ = [
    "Definition",
    "Indicator",
    "LegalBasis",
    "Named",
    "Record",
    "RecordField",
    "SealKind",
    "Step",
    "Task",
    "TaskDeadline",
]
