"""Which instructions of a month made a difference to some results, found for all persons at once.

The same paths as in `paths`, walked from users to arguments with one bit for each person: what a whole
determination rests on is found in one pass over the program.
"""

from collections.abc import Callable
from typing import Any

from .paths import Frame, Spot

Mask = int
"""Bit n stands for the person at place n; a value of the case has bit 0."""


def live_masks(frame: Frame, roots: list[Spot], places: list[int]) -> list[Mask]:
    """For each of the places (users first), for whom the roots rest on it."""
    instructions = frame.program.instructions
    masks: list[Mask] = [0] * len(instructions)
    for place, subject in roots:
        masks[place] |= 1 << (subject or 0)
    for place in places:
        mask = masks[place]
        if mask:
            _SPECIAL.get(instructions[place].op, _all)(frame, place, mask, masks)
    return masks


def _pass_on(frame: Frame, arg: int, mask: Mask, masks: list[Mask]) -> None:
    masks[arg] |= mask if frame.program.instructions[arg].over == "person" else 1


def _all(frame: Frame, place: int, mask: Mask, masks: list[Mask]) -> None:
    instructions = frame.program.instructions
    for arg in instructions[place].args:
        masks[arg] |= mask if instructions[arg].over == "person" else 1


def _one_by_one(frame: Frame, place: int, mask: Mask, masks: list[Mask]) -> None:
    """Where it depends on the person's own values which arguments count."""
    own = frame.program.instructions[place].over == "person"
    subject = 0
    while mask:
        if mask & 1:
            for arg, person in frame.rests_on((place, subject if own else None)):
                masks[arg] |= 1 << (person or 0)
        mask >>= 1
        subject += 1


def _branch(frame: Frame, place: int, mask: Mask, masks: list[Mask]) -> None:
    condition, then, otherwise = frame.program.instructions[place].args
    value = frame.values[condition]
    if isinstance(value, list):
        _one_by_one(frame, place, mask, masks)
        return
    _pass_on(frame, condition, mask, masks)
    if value != 0:
        _pass_on(frame, then, mask, masks)
    if value != 1:
        _pass_on(frame, otherwise, mask, masks)


_SPECIAL: dict[str, Callable[[Frame, int, Mask, list[Mask]], Any]] = {
    "when": _branch,
    **dict.fromkeys(
        (
            "and",
            "or",
            "sum_of_members",
            "smallest_of_members",
            "largest_of_members",
            "any_member",
            "every_member",
            "rank_among",
            "any_relative",
            "sum_of_relatives",
            "of_applicant",
        ),
        _one_by_one,
    ),
}
