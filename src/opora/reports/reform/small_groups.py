"""Groups too small to be told by themselves stand together, so that nobody is told from a table."""

from __future__ import annotations

from dataclasses import replace

from opora.law.reform import Change, Effect

FEWEST_HOUSEHOLDS = 10
SMALL = "\0small"
"""The key under which small groups stand together."""


def without_small_groups(effect: Effect) -> Effect:
    """The same effect; in each way of grouping the groups below the limit are one.

    Where that one would still be below it, the next smallest joins them, so that none can be reckoned back
    from the sum.
    """
    return replace(effect, groups={name: _joined(groups) for name, groups in effect.groups.items()})


def _joined(groups: dict[str, Change]) -> dict[str, Change]:
    by_size = sorted(groups, key=lambda key: (groups[key].households, key))
    together = Change()
    joined: list[str] = []
    for key in by_size:
        if groups[key].households >= FEWEST_HOUSEHOLDS and (
            not joined or together.households >= FEWEST_HOUSEHOLDS
        ):
            break
        together.add(groups[key])
        joined.append(key)
    kept = {key: change for key, change in groups.items() if key not in joined}
    return kept | {SMALL: together} if joined else kept
