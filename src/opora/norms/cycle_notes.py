"""What is worth knowing of a cycle: another order or another time than printed. None of it is a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from opora.norms.records import Note, PartState, hours
from opora.norms.schema import Part, Standard
from opora.norms.wording import Phrase, said


def notes_of(
    standard: Standard,
    cycle: int,
    parts: Sequence[PartState],
    agreed_on: date | None,
    *,
    repeats_unevaluated: bool,
) -> Iterable[Note]:
    """The notes of one cycle, in the order of its course."""
    if repeats_unevaluated:
        yield Note(
            "repeated_without_evaluation",
            said("repeated_without_evaluation", cycle=cycle),
            standard.repeat.article,
        )
    yield from _of_course(standard, parts, agreed_on)
    for state in parts:
        yield from _of_time(state)
    printed = standard.cycle and (standard.cycle.first_minutes if cycle == 1 else standard.cycle.next_minutes)
    used = sum(state.minutes for state in parts)
    if standard.cycle and printed and used > printed:
        told = said("cycle_above", used=hours(used), printed=hours(printed))
        yield Note("cycle_above", told, standard.cycle.article)


def _of_course(standard: Standard, parts: Sequence[PartState], agreed_on: date | None) -> Iterable[Note]:
    """What happened out of the printed order."""
    held = {state.part.place: state for state in parts}
    meetings, talks, extra = held.get("after_agreement"), held.get("before_agreement"), held.get("extra")
    if meetings and meetings.days and (agreed_on is None or meetings.days[0] < agreed_on):
        yield Note(
            "met_before_agreement", said("met_before_agreement", day=meetings.days[0]), meetings.part.article
        )
    if standard.repeat.rule == "as_a_rule_not" and talks and talks.times > 1:
        yield Note(
            "repeated_in_matter", said("repeated_in_matter", times=talks.times), standard.repeat.article
        )
    if extra and extra.days and not (talks and talks.days and talks.days[0] <= extra.days[0]):
        yield Note("extra_first", said("extra_first", part=_name(extra.part)), extra.part.article)


def _of_time(state: PartState) -> Iterable[Note]:
    """Another time than printed. It is an average, so it says nothing against this one case."""
    part, printed = state.part, state.printed_minutes
    if part.times and part.times > 1 and state.times > part.times:
        told = said("more_meetings", times=state.times, printed=part.times)
        yield Note("more_meetings", told, part.article)
    if printed is not None and state.minutes > printed:
        key = "above_average" if part.average else "above_printed"
        told = said(key, part=_name(part), used=hours(state.minutes), printed=hours(printed))
        yield Note(key, told, part.article)


def _name(part: Part) -> Phrase:
    return Phrase(part.sl, part.it, part.en)
