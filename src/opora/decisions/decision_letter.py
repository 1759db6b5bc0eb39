"""The whole decision (odločba) or informative calculation, from a computation and its matter.

The parts are those of ZUP art. 210; every sentence follows from the case, the dated terms and the explanation
of
the law engine, so nothing is typed twice. Works without a database: `opora decide --pdf` uses it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions import phrases
from opora.decisions.acts_named import with_abbreviation
from opora.decisions.facts_found import facts_found, used_facts
from opora.decisions.introduction import PUBLIC_FUNDS, acts, introduction, right_name, rights_claimed
from opora.decisions.matter import Matter
from opora.decisions.operative import operative_part
from opora.decisions.parts import Draft, section
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.of_right import reasons_of_right
from opora.decisions.remedy import Remedy, instruction
from opora.decisions.sheet import serve_on, sheet
from opora.decisions.terms import Ending, duties_on, ending, ending_in_a_decision
from opora.law.engine.facts import Fact
from opora.law.procedure import objection_ends

Determination = Mapping[str, Any]


@dataclass(frozen=True)
class Computed:
    """What the law engine said: the situation it was told, its explained result, and its facts."""

    situation: Mapping[str, Any]
    result: Determination
    """`Determination.to_json(explain=True)`"""
    facts: Mapping[str, Fact] = field(repr=False)
    only: tuple[str, ...] | None = None
    """the rights to be decided now; all that were computed unless told"""

    def decided(self) -> dict[str, Mapping[str, Any]]:
        """The rights that are certain; one that still lacks facts is left for later, it holds up no other."""
        return {
            right: result
            for right, result in self.result["rights"].items()
            if is_certain(result) and (self.only is None or right in self.only)
        }


def is_certain(result: Mapping[str, Any]) -> bool:
    """Whether it is known of every period if there is a right, and of each granted one how much.

    A status or permission has no amount that could be missing. A right that runs has a last day, or is
    without end: where neither is known, nobody can say until when it is granted.
    """
    counts = result.get("unit", "EUR") is not None
    known = all(
        period["entitled"] is False
        or (period["entitled"] is True and not (counts and period["amount"] is None))
        for period in result["periods"]
    )
    return known and _is_end_known(result)


def _is_end_known(result: Mapping[str, Any]) -> bool:
    granted = [period for period in result["periods"] if period["entitled"]]
    if not granted or result.get("given", "monthly") == "once" or result["open_ended"]:
        return True
    return granted[-1].get("to") is not None


def not_known_in_the_law(results: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The parameters nobody has found yet, for which rights are not certain: a warning for each."""
    found = {
        warning["parameter"]: warning
        for result in results.values()
        if not is_certain(result)
        for warning in result["warnings"]
        if warning["kind"] == "unknown"
    }
    return list(found.values())


def compose_letter(computed: Computed, matter: Matter, *, language: str = "sl") -> Draft:
    """The letter in one language, or in two joined as in `sl-it`.

    Refused with ValueError where no right is certain: then the application must be supplemented first.
    """
    results = computed.decided()
    if not results:
        raise ValueError("no right is certain yet; supplement the facts before composing a decision")
    end = ending_for(matter, list(results))
    versions = {}
    for each in language.split("-"):
        with translation.override(each):
            versions[each] = _letter(computed, results, matter, end)
    return {"template": end.act, "language": language, "versions": versions}


def ending_for(matter: Matter, rights: Sequence[str]) -> Ending:
    """The act these rights end in; after an objection always a decision."""
    if matter.objected_on is not None:
        return ending_in_a_decision(rights, matter.issued_on)
    return ending(rights, matter.issued_on)


def _letter(
    computed: Computed, results: Mapping[str, Mapping[str, Any]], matter: Matter, end: Ending
) -> dict[str, Any]:
    rights = list(results)
    is_partial = len(rights) < len(matter.rights)
    kind = "partial_decision" if is_partial and end.act == "decision" else end.act
    letter = {
        **sheet(
            matter,
            title=_title(kind),
            subject=phrases.capital(phrases.listed([right_name(right) for right in rights])),
        ),
        "introduction": introduction(matter, rights=rights, act=kind),
        "operative": operative_part(
            matter, results, duties=duties_on(matter.issued_on), suspends=end.remedy.suspends, act=end.act
        ),
        "reasons": _reasons(computed, results, matter, end),
        "instruction": instruction(matter, end.remedy, act=end.act),
        "delivery": serve_on(matter, end.service),
    }
    return letter | (
        dispatch_box(matter.issued_on, end.remedy) if end.act == "informative_calculation" else {}
    )


def _title(kind: str) -> str:
    return {
        "decision": _("DECISION"),
        "partial_decision": _("PARTIAL DECISION"),
        "informative_calculation": _("INFORMATIVE CALCULATION"),
    }[kind]


def _reasons(
    computed: Computed, results: Mapping[str, Mapping[str, Any]], matter: Matter, end: Ending
) -> list[dict[str, Any]]:
    explanation = Explanation(computed.result["figures"], computed.situation, computed.facts, matter)
    sections = [
        section("application", _("Your application"), _application(matter, results), editable=True),
        section(
            "facts",
            _("What we found"),
            facts_found(
                computed.situation,
                computed.facts,
                used_facts(computed.result["figures"]),
                matter,
                rights=list(results),
            ),
        ),
    ]
    for right, result in results.items():
        sections += reasons_of_right(right, result, explanation)
    sections.append(section("remarks", _("Further explanation"), [], editable=True))
    if not end.remedy.suspends:
        sections.append(
            section("execution", _("When it takes effect"), [_why_it_does_not_suspend(end, list(results))])
        )
    return sections


def _application(matter: Matter, results: Mapping[str, Any]) -> list[str]:
    sentences = [_how_it_came(matter)]
    if matter.begun_because:
        sentences.append(str(matter.begun_because))
    if matter.called_on and matter.supplemented_on:
        sentences.append(
            _(
                "By our letter of {called} we asked you to supplement it; you did so on {supplemented}."
            ).format(called=phrases.day(matter.called_on), supplemented=phrases.day(matter.supplemented_on))
        )
    if matter.objected_on is not None:
        sentences.append(
            _(
                "On {day} you objected to the informative calculation; we therefore decide on the right by "
                "this decision."
            ).format(day=phrases.day(matter.objected_on))
        )
    left = [right for right in matter.rights if right not in results]
    if left:
        sentences.append(
            _(
                "On {rights} we do not decide yet, because data for it are missing; you will receive a "
                "decision of its own."
            ).format(rights=rights_claimed(left))
        )
    return [" ".join(sentences)]


def _how_it_came(matter: Matter) -> str:
    rights, day = rights_claimed(matter.rights), phrases.day(matter.filed_on)
    sentences = {
        "in_person": _("On {day} you filed an application for {rights} with us in person."),
        "post": _("On {day} we received your application for {rights} by post."),
        "electronic": _("On {day} we received your electronic application for {rights}."),
        "oral": _("On {day} you applied for {rights} orally, to the record."),
        "ex_officio": _("On {day} we began the procedure on {rights} ex officio."),
        "not_known": _("On {day} you filed an application for {rights}."),
    }
    return sentences[matter.channel].format(day=day, rights=rights)


def _why_it_does_not_suspend(end: Ending, rights: Sequence[str]) -> str:
    named = acts(rights)
    if end.remedy.kind == "objection":
        sentence = _(
            "On the basis of the {act} the calculation takes effect on the day of dispatch; an objection "
            "does not delay it."
        )
    else:
        sentence = _(
            "On the basis of the {act} an appeal does not delay the execution of the decision, so we pay "
            "from service on."
        )
    return sentence.format(act=with_abbreviation(PUBLIC_FUNDS if PUBLIC_FUNDS in named else named[0]))


def dispatch_box(on: date, remedy: Remedy) -> dict[str, Any]:
    """What an informative calculation prints above its text: dispatch, service, last day to object.

    In the active language. The day of dispatch is the day of issue, so the box is written again at issue.
    """
    from_service = on + timedelta(days=remedy.fiction_days)
    last_day = objection_ends(from_service).day
    return {
        "dispatched_on": on.isoformat(),
        "key_dates": [
            {"label": pgettext("key date", "Counts as served on"), "value": phrases.day(from_service)},
            {"label": pgettext("key date", "You can object until"), "value": phrases.day(last_day)},
        ],
    }
