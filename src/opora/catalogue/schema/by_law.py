"""An amount of a record that the law says: which figure of which right, and from what it is reckoned."""

from __future__ import annotations

from collections.abc import Mapping

from opora.catalogue.schema.pieces import Definition, Key, Words

Given = Mapping[Key, bool | Words]


class LawfulAmount(Definition):
    """The share of a right that falls to a child in somebody's care, on the day of the record.

    `shows` is the figure of that share. `carer` and `child` give the facts that hold in every such case;
    `told` says which field of the record holds a fact of the child.
    """

    right: Key
    shows: Key
    carer: Given = {}
    child: Given = {}
    told: Mapping[Key, Key] = {}
