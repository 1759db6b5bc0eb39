"""Identifiers that cannot be right are explained."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.factories import generated_emso

from opora.organisation.refusal import Refused
from opora.people.identifiers import check_emso, check_emso_agrees, check_iban, check_tax_number

days = st.dates(date(1900, 1, 1), date(2026, 12, 31))
sexes = st.sampled_from(["female", "male"])


@given(days, sexes, st.integers(0, 300))
def test_an_emso_says_when_its_holder_was_born_and_of_which_sex(born, sex, serial):
    read = check_emso(generated_emso(born, sex, serial))
    assert (read.born, read.sex, read.region) == (born, sex, "60")


@given(days, sexes, st.integers(0, 11), st.integers(1, 9))
def test_one_mistyped_digit_of_an_emso_is_never_taken_without_a_doubt(born, sex, place, by_how_much):
    number = generated_emso(born, sex)
    wrong = str((int(number[place]) + by_how_much) % 10)
    mistyped = number[:place] + wrong + number[place + 1 :]
    assert is_refused(mistyped) or check_emso(mistyped).is_doubtful


def is_refused(number):
    try:
        check_emso(number)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("0203988605 00", "has 13 digits, and 12 were entered"),
        ("02039886050O1", "digits only"),
        ("3002988605001", "no day of the calendar"),
        ("0203988605001", "last would be"),
    ],
)
def test_a_wrong_emso_is_refused_with_the_reason(typed, explained):
    with pytest.raises(Refused, match=explained) as refusal:
        check_emso(typed)
    assert refusal.value.field == "emso"


def test_spaces_in_an_emso_do_no_harm():
    number = generated_emso(date(1988, 3, 2), "female")
    assert check_emso(f" {number[:7]} {number[7:]} ").number == number


def test_an_emso_that_says_another_birth_date_is_refused():
    read = check_emso(generated_emso(date(1988, 3, 2), "female"))
    with pytest.raises(Refused, match="2 March 1988, but 3 March 1988 was entered"):
        check_emso_agrees(read, born=date(1988, 3, 3), sex="")


def test_an_emso_of_a_woman_is_refused_for_a_man():
    read = check_emso(generated_emso(date(1988, 3, 2), "female"))
    with pytest.raises(Refused, match="belongs to a woman"):
        check_emso_agrees(read, born=None, sex="male")


def test_a_tax_number_is_taken_with_or_without_its_country():
    assert check_tax_number("SI 5022 3054") == check_tax_number("50223054") == "50223054"


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("50223055", "check digit"),
        ("05022305", "does not begin with 0"),
        ("5022305", "has 8 digits, and 7 were entered"),
        ("5022305A", "digits only"),
    ],
)
def test_a_wrong_tax_number_is_refused_with_the_reason(typed, explained):
    with pytest.raises(Refused, match=explained):
        check_tax_number(typed)


def test_accounts_of_this_and_other_countries_are_taken():
    assert check_iban("SI56 1910 0000 0123 438") == "SI56191000000123438"
    assert check_iban("it60 X054 2811 1010 0000 0123 456") == "IT60X0542811101000000123456"


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("SI56 1910 0000 0123 439", "check digits"),
        ("SI56 1910 0000 0123 43", "has 19 characters, and 18 were entered"),
        ("191000000123438", "no account number in the international form"),
    ],
)
def test_a_wrong_account_is_refused_with_the_reason(typed, explained):
    with pytest.raises(Refused, match=explained):
        check_iban(typed)
