"""Supervision, training and services of one worker in a year. By hand from articles 9, 17, 25 and 33."""

from fractions import Fraction

import pytest

from opora.norms import NormUnknown, beside_norm, norms, owed

AID = ("first_social_aid", "professional_worker")
PERSONAL = ("personal_help", "professional_worker")
VICTIM = ("victim_support", "professional_worker")
LEADER = ("family_help", "leader")
CO_PROVIDER = ("family_help", "co_provider")


def one(services, **options):
    found = owed(services, year=2026, **options)
    return next(each for each in found if each.kind == "supervision")


HOURS = [
    # article, service and role, services, hours pro rata, hours by full blocks
    ("9", AID, 1300, Fraction(10), 10),
    ("9", AID, 1560, Fraction(12), 10),
    ("17", PERSONAL, 55, Fraction(10), 10),
    ("17", PERSONAL, 54, Fraction(108, 11), 0),
    ("33", LEADER, 50, Fraction(12), 12),
    ("33", CO_PROVIDER, 60, Fraction(12), 10),
    ("33", CO_PROVIDER, 0, Fraction(0), 0),
]


@pytest.mark.covers("000_002/58", "000_002/59")
@pytest.mark.parametrize(("article", "performed", "count", "pro_rata", "blocks"), HOURS)
def test_supervision_hours_follow_from_the_services_carried_out(article, performed, count, pro_rata, blocks):
    found = one({performed: count})
    assert (found.article, found.unit, found.amount) == (article, "hours", pro_rata)
    assert one({performed: count}, by="full_block").amount == blocks


@pytest.mark.covers("000_002/58", "000_002/59")
def test_supervision_of_victim_support_is_ten_sessions_a_year_by_article_25():
    for count in (0, 3, 400):
        found = one({VICTIM: count}, by="full_block")
        assert (found.amount, found.unit, found.article) == (10, "sessions", "25")


@pytest.mark.covers("000_002/58")
def test_what_was_done_is_taken_off_and_never_below_nothing():
    found = one({PERSONAL: 55}, supervised={PERSONAL: Fraction(15, 2)})
    assert (found.done, found.missing) == (Fraction(15, 2), Fraction(5, 2))
    assert one({PERSONAL: 55}, supervised={PERSONAL: 12}).missing == 0


def test_a_worker_of_two_services_owes_for_each():
    found = owed({AID: 650, LEADER: 25}, year=2026)
    assert [(each.task, each.kind, each.amount) for each in found] == [
        ("first_social_aid", "supervision", 5), ("family_help", "supervision", 6),
        ("first_social_aid", "training", None),
    ]  # fmt: skip


@pytest.mark.covers("000_002/60")
def test_hours_of_training_are_a_setting_and_unknown_until_it_is_made():
    *_supervision, unknown = owed({AID: 1, VICTIM: 1}, year=2026, trained=8)
    assert (unknown.amount, unknown.missing, unknown.done, unknown.article) == (None, None, 8, "9, 25")
    assert "panožna kolektivna pogodba; kolektivna pogodba, ki ureja socialno varstvo" in unknown.formula.sl
    *_supervision, known = owed({AID: 1}, year=2026, trained=8, training_hours=20)
    assert (known.amount, known.missing) == (20, 12)


def test_somebody_without_a_service_owes_nothing():
    assert owed({}, year=2026, training_hours=20) == ()


def test_a_year_before_the_rulebook_is_refused():
    with pytest.raises(NormUnknown):
        owed({AID: 10}, year=2023)


BESIDE = [
    # article, service and role, services, months, expected, share
    ("35(1)", AID, 143, 1, 130, Fraction(11, 10)),
    ("35(1)", AID, 780, 12, 1560, Fraction(1, 2)),
    ("36(1)", PERSONAL, 55, 12, 55, Fraction(1)),
    ("36(1)", PERSONAL, 11, 3, Fraction(55, 4), Fraction(4, 5)),
    ("37(1)", VICTIM, 0, 12, 420, Fraction(0)),
    ("38(1)", LEADER, 25, 12, 50, Fraction(1, 2)),
    ("38(1)", CO_PROVIDER, 25, 12, 60, Fraction(5, 12)),
]


@pytest.mark.covers("000_002/63")
@pytest.mark.parametrize(("article", "performed", "count", "months", "expected", "share"), BESIDE)
def test_services_of_a_worker_stand_beside_the_norm(article, performed, count, months, expected, share):
    task, role = performed
    standard = norms().standards[task][0]
    found = beside_norm(standard, role, services=count, months=months)
    assert (found.article, found.expected, found.share) == (article, expected, share)


def test_the_norm_of_a_role_is_asked_of_a_service_that_has_it():
    with pytest.raises(KeyError, match="leader"):
        beside_norm(norms().standards["first_social_aid"][0], "leader", services=1)


def test_services_beside_the_norm_are_told_in_one_sentence():
    found = beside_norm(
        norms().standards["first_social_aid"][0], "professional_worker", services=143, months=1
    )
    assert found.phrase.sl == "Opravljene storitve 143, normativ 130: 110 %."
