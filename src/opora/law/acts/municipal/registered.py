"""Registers the rules of every municipality that has a data file."""

from opora.law.acts.municipal.aids import register_aid
from opora.law.acts.municipal.common_rules import register_common_rules
from opora.law.acts.municipal.municipality import Municipality, shipped_municipalities


def register(municipality: Municipality) -> None:
    """The common rules, then the aids that rest on them."""
    common, start = register_common_rules(municipality)
    for aid in municipality.aids:
        register_aid(municipality, aid, common, start)


for _municipality in shipped_municipalities():
    register(_municipality)
