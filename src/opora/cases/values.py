"""The values of a record's fields: read from what is typed, checked together, shown in words."""

from opora.cases.checked_values import checked
from opora.cases.shown_values import Names, names_in, shown
from opora.cases.typed_days import Unreadable
from opora.cases.typed_values import read_value

__all__ = ["Names", "Unreadable", "checked", "names_in", "read_value", "shown"]
