"""Areas made for the tests: a centre of two units and their figures."""

from fractions import Fraction

from opora.norms.areas import Area, Done, Known, Missing
from opora.norms.wording import named

SOURCE = named("test")


def known(value):
    """A figure, or none where it is not known."""
    return Missing("no_table") if value is None else Known(Fraction(value), SOURCE)


def unit(key="koper", inhabitants=None, families=None, **services):
    """A unit; services are of a year."""
    done = {task: Done(count, 12, SOURCE) for task, count in services.items()}
    return Area(key, key.title(), "unit", known(inhabitants), known(families), done)


def centre(*units):
    """A centre whose figures are the sums of its units."""
    return Area(
        "JUZNA",
        "Južna",
        "centre",
        known(sum(each.inhabitants.value for each in units)),
        known(sum(each.families.value for each in units)),
        {},
        units,
    )
