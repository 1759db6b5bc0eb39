"""What whoever decides reads before they approve: what is asked of them, once, and every act in one place."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.decisions.acts import DRAFTED_ON, act, bureau, morning
from tests.web.scene import answer_everything, draft, set_scene, take_in_application

from opora.cases.models import CaseRecord
from opora.decisions.drafting import submit_for_approval
from opora.law.parameters import load_parameters
from opora.rights.models import Determination
from opora.web.doubts import doubts

pytestmark = pytest.mark.django_db
ACTS = ("ZSVarPre", "ZUPJS")


def warning(kind, parameter, said, value):
    """A doubt as a decision keeps it."""
    reason = dict.fromkeys(("sl", "it", "en"), said)
    kept = {"kind": kind, "parameter": parameter, "value": value, "reasons": [{"kind": kind, **reason}]}
    return kept | ({} if parameter else {"label": dict.fromkeys(("sl", "it", "en"), value)})


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def submitted(scene):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    return submit_for_approval(draft(application, scene.clerk), by=scene.clerk, at=timezone.now())


def test_what_must_be_confirmed_is_not_called_optional(scene, submitted, sign_in):
    assert submitted.warnings
    page = sign_in(scene.decision_maker).get(reverse("decision", args=[submitted.public_id])).content.decode()
    section = page.partition('aria-labelledby="approval"')[2].partition("</section>")[0]
    assert "confirmed_warnings" in section
    assert "neobvezno" not in section


def test_withdrawing_the_draft_of_another_stands_with_the_other_acts_and_asks_first(
    scene, submitted, sign_in
):
    address = reverse("decision", args=[submitted.public_id])
    way = reverse("withdraw_decision", args=[submitted.public_id])
    before, _heading, behind = (
        sign_in(scene.head).get(address).content.decode().partition('aria-labelledby="approval"')
    )
    assert way not in before
    assert scene.clerk.full_name in behind.partition(way)[2].partition("</form>")[0]


def test_what_is_said_of_several_values_and_articles_is_said_once():
    first, second = list(load_parameters().keys())[:2]
    unread = [
        warning("article_unconfirmed", None, f"Številka člena ({act}) ni preverjena.", act) for act in ACTS
    ]
    values = [warning("assumed", key, "Vrednost ni zanesljiva.", "1") for key in (first, second)]
    together = doubts([*values, *unread])
    assert [len(each.names) for each in together] == [2, 2]
    assert [len(each.grounds) for each in together] == [1, 2]


CONFIRMED = "so potrjene z virom"
BY_HAND = "napisano ročno"


def the_approval(client, decision):
    return client.get(reverse("decision", args=[decision.public_id])).content.decode()


@pytest.fixture
def assistance():
    """An act on personal assistance, written by hand, that gives more hours than the commission found."""
    place = bureau("personal_assistance")
    CaseRecord.objects.create(
        centre=place.case.centre, unit=place.case.unit, case=place.case, task=place.case.task,
        key="commission_opinion", happened_on=DRAFTED_ON, entered_by=place.clerk,
        entered_at=morning(DRAFTED_ON), content={"appointed_on": "2026-04-20", "hours_weekly": "52.5"},
    )  # fmt: skip
    given = "Prizna se pravica do osebne asistence v obsegu 80 ur na teden za pomoč osebne narave."
    written = act(place, operative=f"{given}\n\nStroškov postopka ni bilo.")
    return place, submit_for_approval(written, by=place.clerk, at=timezone.now())


def test_an_act_written_by_hand_is_not_said_to_be_confirmed_and_stands_beside_its_records(
    assistance, sign_in
):
    place, written = assistance
    page = the_approval(sign_in(place.decider), written)
    assert CONFIRMED not in page
    assert BY_HAND in page
    beside = page.partition('aria-labelledby="records-beside"')[2].partition("</section>")[0]
    assert "Mnenje strokovne komisije" in beside
    assert "52,5" in beside


def test_the_drafter_has_the_records_beside_the_act_before_submitting_it(sign_in):
    place = bureau()
    page = the_approval(sign_in(place.clerk), act(place))
    assert BY_HAND in page
    assert "V zadevi ni zapisov" in page


def test_only_what_was_computed_is_said_to_be_confirmed_by_its_source(scene, submitted, sign_in):
    submitted.warnings = []
    submitted.save()
    page = the_approval(sign_in(scene.decision_maker), submitted)
    assert CONFIRMED in page
    assert BY_HAND not in page
    Determination.objects.update(decision=None)
    assert CONFIRMED not in the_approval(sign_in(scene.decision_maker), submitted)
