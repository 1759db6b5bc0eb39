"""A definition told as a worker would read it."""

from datetime import date
from typing import get_args

import pytest

from opora.catalogue import catalogue, shipped_catalogue
from opora.catalogue.schema.fields import FieldType
from opora.catalogue.schema.pieces import Length
from opora.catalogue.telling import told
from opora.catalogue.telling.words import words_in

TODAY = date(2026, 5, 4)


def lines_of(key, language="sl"):
    found = catalogue()
    return list(told(found, key, found.version_for(key, on=TODAY), on=TODAY, language=language))


@pytest.mark.covers("000_002/2", "000_002/14")
def test_a_definition_tells_purpose_basis_executors_norm_and_steps():
    text = "\n".join(lines_of("opinion_on_eviction"))
    assert text.startswith("1.1.5 Mnenje sodišču v postopku deložacije (opinion_on_eviction)")
    for said in (
        "objavljeno: 28. 9. 2018; velja od: ni natisnjeno",
        "Pravna podlaga: ZIZ 71",
        "Norma: 195 min; obvezna opravila skupaj 195 min: se ujema",
        "1. Preučitev zahtevka ali zaprosila (obvezno, 15 min)",
        "3. Obisk na domu (mogoče, 90 min)",
    ):
        assert said in text


@pytest.mark.covers("000_002/13")
def test_a_correction_stands_beside_what_is_printed():
    text = "\n".join(lines_of("personal_assistance"))
    assert "Spremljanje izvajana osebne asistence" in text
    assert "steps.follow_up.sl: natisnjeno »izvajana«, beremo »izvajanja«; Opora, 22. 11. 2026" in text


@pytest.mark.covers("000_002/11", "000_002/12", "000_002/17")
def test_steps_are_told_as_printed_with_gaps_shared_minutes_and_quantities():
    text = "\n".join(lines_of("communication_supplement"))
    assert "2. " in text
    assert "3. " not in text
    assert "4a. Odločba, sklep" in text
    personal = lines_of("personal_assistance")
    assert sum("Obisk na domu (" in line for line in personal) == 2
    assert any("(obvezno, 3 × 300 min)" in line for line in personal)
    assert any(
        "4b. Potrditev odločbe v sistemu (obvezno, čas skupaj z »Odločba, sklep«)" in line
        for line in personal
    )


@pytest.mark.covers("000_002/10")
def test_a_removed_task_stays_legible_with_its_number():
    text = "\n".join(lines_of("community_work_sentence"))
    assert text.startswith("1.2.2.3 A delo v splošno korist")
    assert "črtano s spremembo kataloga: 28. 9. 2018; od tega dne novih zadev ni mogoče odpreti" in text


@pytest.mark.covers("000_002/1")
@pytest.mark.parametrize(
    ("key", "head", "group"),
    [
        (
            "community_work_before_trial",
            "1.2.2.1 A delo v splošno korist",
            "Predkazenski postopek",
        ),
        (
            "conditional_release_supervision",
            "1.2.2.3 D pogojni odpust",
            "Obravnava med prestajanjem",
        ),
    ],
)
def test_a_task_has_number_letter_title_and_the_title_of_its_group(key, head, group):
    lines = lines_of(key)
    assert lines[0].startswith(head)
    assert lines[1].startswith(f"Skupina nalog: {group}")


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_every_definition_can_be_told_in_three_languages(language):
    for key in catalogue().tasks:
        assert lines_of(key, language)


def test_what_the_program_works_out_is_said_to_be_so():
    assert "    starostni razred žrtve" in "\n".join(lines_of("domestic_violence_case"))
    [line] = [line for line in lines_of("domestic_violence_case") if "starostni razred žrtve" in line]
    assert line.endswith("izračuna program)")


@pytest.mark.parametrize(
    ("count", "unit", "every", "length"),
    [
        (1, "years", "vsako leto", "1 leto"),
        (2, "months", "na 2 meseca", "2 meseca"),
        (3, "months", "na 3 mesece", "3 meseci"),
        (6, "months", "na 6 mesecev", "6 mesecev"),
        (101, "days", "na 101 dan", "101 dan"),
    ],
)
def test_slovenian_counts_in_four_forms(count, unit, every, length):
    words = words_in("sl")
    span = Length(unit=unit, count=count)
    assert words.every(span) == every
    assert words.length(span) == length


def test_a_time_limit_tells_with_what_it_ends_and_from_when_it_is_counted_again():
    text = "\n".join(lines_of("victims_crisis_stay"))
    assert "se konča z vnosom »" in text
    text = "\n".join(lines_of("community_treatment"))
    assert "na 6 mesecev od »Načrt obravnave v skupnosti – zapisan dne«, od zadnjič opravljenega" in text
    assert "ne več po »Obravnava – zaključena dne«" in text


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_every_type_of_field_has_its_word(language):
    words = words_in(language)
    assert all(words[f"type_{each}"] for each in get_args(FieldType))


@pytest.mark.parametrize(("count", "told"), [(1, "1 leto"), (2, "2 leti"), (3, "3 leta"), (5, "5 let")])
def test_years_of_experience_are_counted_in_four_forms(count, told):
    assert words_in("sl").years_of_experience(count) == f"{told} izkušenj"
    assert words_in("en").years_of_experience(3) == "3 years of experience"


def test_a_task_tells_three_years_of_experience():
    assert "3 leta izkušenj" in "\n".join(lines_of("family_help"))


@pytest.mark.covers("000_002/6", "000_002/7")
@pytest.mark.parametrize(
    ("key", "on", "said"),
    [
        ("opinion_on_eviction", date(2015, 5, 4), "not published yet"),
        ("opinion_on_eviction", date(2018, 9, 28), "published; its first day in force was never printed"),
        ("community_work_sentence", date(2018, 9, 27), "in force; since when was never printed"),
        ("community_work_sentence", date(2020, 1, 1), "removed, no new cases"),
        ("first_social_aid", date(2020, 1, 1), "not in force yet"),
        ("first_social_aid", TODAY, "in force"),
    ],
)
def test_what_a_definition_is_on_a_day_is_told_as_far_as_it_is_known(key, on, said):
    found = shipped_catalogue()
    lines = told(found, key, found.version_for(key, on=on), on=on, language="en")
    [state] = [line for line in lines if f"{on.day}.{on.month}.{on.year}: " in line][:1]
    assert said in state
