"""Emergency acts that prolong rights: entered with their source by one person, put in force by another.

None is shipped as in force: of the acts that sources name none gives article, months and rights
(`acts_without_figures.yaml`), and figures of law are never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.decisions.rights_told import claimable, is_money, told
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.due import given
from opora.rights.exemptions import decides_exemption
from opora.rights.models import EmergencyAct, EmergencyActState

FARTHEST_YEARS = 10
"""How far an act may lie back or ahead: ours, so that a year typed wrongly is seen."""
NEEDED = ("short_name", "title", "gazette", "article", "source")


@transaction.atomic
def propose_act(
    *,
    words: Mapping[str, str],
    rights: Sequence[str],
    first_month: date,
    last_month: date,
    by: Worker,
    at: datetime,
    replaces: EmergencyAct | None = None,
) -> EmergencyAct:
    """Keep an act until another person decides on it; `words` has the names, the article and the source.

    Refused without one of them, without a right, for a right that runs in no months, and for months in the
    wrong order or years away, and for an article that was entered already. One that `replaces` another
    takes its place when it is approved.
    """
    require(by, "propose_emergency_act")
    for field in NEEDED:
        if not words.get(field, "").strip():
            raise Refused(_("Name the act, its article, its Official Gazette and your source."), field=field)
    if not rights or not set(rights) <= set(prolongable()):
        raise Refused(_("Choose the rights that the act prolongs."), field="rights")
    if last_month < first_month:
        raise Refused(_("The last month lies before the first. Correct one of them."), field="last_month")
    today = timezone.localdate(at)
    for field, month in (("first_month", first_month), ("last_month", last_month)):
        if abs(month.year - today.year) > FARTHEST_YEARS:
            raise Refused(
                _("%(year)d is more than %(years)d years from now. Correct the month.")
                % {"year": month.year, "years": FARTHEST_YEARS},
                field=field,
            )
    _refuse_the_same(words, replaces)
    if replaces is not None and replaces.state != EmergencyActState.APPROVED:
        raise Refused(_("Only an act that is in force here can be replaced. Enter a new one."))
    act = EmergencyAct.objects.create(
        **{field: words[field].strip() for field in NEEDED},
        rights=sorted(rights),
        first_month=first_month.replace(day=1),
        last_month=last_month.replace(day=1),
        replaces=replaces,
        proposed_by=by,
        proposed_at=at,
    )
    record(by, Deed.CREATED, "propose_emergency_act", detail={"act": act.pk}, at=at)
    return act


def _refuse_the_same(words: Mapping[str, str], replaces: EmergencyAct | None) -> None:
    """An article of an act is entered once; what was wrong in it is replaced."""
    standing = EmergencyAct.objects.filter(
        state__in=(EmergencyActState.PROPOSED, EmergencyActState.APPROVED),
        gazette=words["gazette"].strip(),
        article=words["article"].strip(),
    )
    if replaces is None and standing.exists():
        raise Refused(
            _(
                "This article of the act is entered already. Open that entry and replace it where it "
                "is wrong."
            ),
            field="article",
        )


@transaction.atomic
def approve_act(act: EmergencyAct, *, by: Worker, at: datetime) -> EmergencyAct:
    """Put an act in force; the nightly job then prolongs what ran out in its months that have ended.

    Refused for one's own entry (four eyes). What an entry that it replaces prolonged already stays.
    """
    act = _for_decision(act, by)
    if act.replaces is not None:
        EmergencyAct.objects.filter(pk=act.replaces.pk).update(state=EmergencyActState.REPLACED)
    _decide(act, EmergencyActState.APPROVED, by, at)
    record(by, Deed.CHANGED, "approve_emergency_act", detail={"act": act.pk}, at=at)
    return act


@transaction.atomic
def decline_act(act: EmergencyAct, *, answer: str, by: Worker, at: datetime) -> EmergencyAct:
    """Let nothing be prolonged under it. Refused without an answer to who entered it."""
    act = _for_decision(act, by)
    if not answer.strip():
        raise Refused(_("Write why the act is declined."), field="answer")
    act.answer = answer.strip()
    _decide(act, EmergencyActState.DECLINED, by, at)
    record(by, Deed.CHANGED, "decline_emergency_act", detail={"act": act.pk}, at=at)
    return act


@transaction.atomic
def withdraw_act(act: EmergencyAct, *, by: Worker, at: datetime) -> EmergencyAct:
    """Take one's own entry back. Refused for somebody else's, and once it was decided."""
    require(by, "propose_emergency_act")
    act = _that_waits(act)
    if act.proposed_by_id != by.pk:
        raise Refused(_("Only who entered an act takes it back. Ask them, or let the director decline it."))
    act.state = EmergencyActState.WITHDRAWN
    act.save(update_fields=["state"])
    record(by, Deed.CHANGED, "withdraw_emergency_act", detail={"act": act.pk}, at=at)
    return act


def prolongable() -> list[str]:
    """The rights that an act can prolong by a month: money that is given, or paid less, month by month.

    An exemption from paying has no last month of its own, and what is given once or yearly none to add.
    """
    return [
        right
        for right in claimable()
        if given(right) == "monthly" and is_money(right) and told(right).received in ("paid", "less_to_pay")
        if not decides_exemption(right)
    ]


@cache
def acts_without_figures() -> Sequence[Mapping[str, Any]]:
    """Acts that a source names without what is needed to apply them."""
    text = Path(__file__).with_name("acts_without_figures.yaml").read_text("utf-8")
    return yaml.safe_load(text)["acts"]  # type: ignore[no-any-return]


def _for_decision(act: EmergencyAct, by: Worker) -> EmergencyAct:
    require(by, "approve_emergency_act")
    act = _that_waits(act)
    if act.proposed_by_id == by.pk:
        raise Refused(_("You entered this act, so it needs a second person. Ask another director."))
    return act


def _that_waits(act: EmergencyAct) -> EmergencyAct:
    act = EmergencyAct.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=act.pk)
    if act.state != EmergencyActState.PROPOSED:
        raise Refused(
            _("This entry no longer waits: it is “%(state)s”.") % {"state": act.get_state_display()}
        )
    return act


def _decide(act: EmergencyAct, state: EmergencyActState, by: Worker, at: datetime) -> None:
    act.state, act.decided_by, act.decided_at = state, by, at
    act.save(update_fields=["state", "decided_by", "decided_at", "answer"])
