"""What decisions say: essential sentences of the three examples and of what can happen beside them."""

from dataclasses import replace

import pytest
from tests.decisions.situations import computed, letter, operative, reasons, situation

from opora import law
from opora.decisions.decision_letter import compose_letter
from opora.decisions.matter import Provenance, matter_of_situation
from opora.decisions.missing_items import missing_items
from opora.decisions.parts import printable
from opora.documents.compose import check, compose

EXAMPLES = ["single_parent_no_income", "couple_one_full_time", "refusal_for_property"]
BILINGUAL = "sl-it"


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["sl", "it", "en", BILINGUAL])
def test_every_example_becomes_a_letter_that_can_be_printed(name, language):
    draft = compose_letter(computed(situation(name)), matter_of_situation(situation(name)), language=language)
    assert check(draft["template"], printable(draft), language=language)


def test_a_decision_of_an_example_is_a_pdf():
    written = letter(situation("single_parent_no_income"))
    assert compose("decision", written, language="sl").startswith(b"%PDF")


def test_the_parts_follow_the_act():
    written = letter(situation("single_parent_no_income"))
    assert "pristojen" in written["introduction"][0]
    assert (
        "začetem z vlogo z dne 14. aprila 2026 (stranka: Ana, roj. 2. marca 1990)"
        in written["introduction"][1]
    )
    assert written["title"] == "ODLOČBA"
    assert written["subject"] == "Otroški dodatek in denarna socialna pomoč"
    assert written["delivery"] == [
        "Ana, z navadno pošto (ZUPJS); vročitev se šteje za opravljeno 21. dan po odpremi",
        "spis zadeve",
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_letter_of_a_file_asserts_nothing_that_the_file_does_not_say(name):
    written = letter(situation(name))
    assert (written["signatures"], written["draft"]) == ({}, True)
    assert "Dne " in reasons(written)
    assert "ste vložili vlogo za uveljavljanje" in reasons(written)
    text = "\n".join([reasons(written), *written["instruction"], str(written["letterhead"])])
    for invented in ("osebno", "uradnih evidenc", "podatki v spisu", "Republika Slovenija", "na naslov"):
        assert invented not in text


def test_official_records_are_said_to_be_asked_where_one_answered():
    data = situation("refusal_for_property")
    register = Provenance(origin="register", source={"sl": "Register"})
    known = replace(matter_of_situation(data), provenance={"peter/born": register})
    text = reasons(printable(compose_letter(computed(data), known)))
    assert "Podatke iz uradnih evidenc smo pridobili sami" in text
    assert "Vir: Register" in text


def test_a_home_of_value_is_told_with_the_number_of_payments_that_the_law_allows():
    home = {"dwelling_is_owned": True, "own_home_value": "200000.00"}
    often = {"payments_in_last_24_months": "20", "reason_beyond_influence_found": False}
    poor = {"has_property": False, "allows_entry_in_land_register": False} | NOTHING | often
    data = situation("refusal_for_property", persons={"peter": poor})
    data["dwelling"] |= home
    text = reasons(letter(data))
    assert (
        "Vaš dom je vreden več kot 120.000,00 EUR, izplačil pa je bilo več kot 18 (izplačila denarne "
        "socialne pomoči ali varstvenega dodatka v zadnjih 24 mesecih: 20)." in text
    )
    assert "prepoved odtujitve (ZSVarPre)." in text


def test_a_single_parent_without_income_reads_how_every_amount_comes_about():
    written = letter(situation("single_parent_no_income"))
    assert (
        "Ana, roj. 2. marca 1990, ima pravico do denarne socialne pomoči v teh mesečnih zneskih:"
        in operative(written)
    )
    assert "1. 5. 2026 | 31. 7. 2026 | 1037.81" in operative(written)
    assert "1. 5. 2026 | 30. 4. 2027 | Bine in Cene | 403.19" in operative(written)
    text = reasons(written)
    for sentence in (
        "Denarna socialna pomoč je razlika med njima: 1.288,87 EUR − 251,06 EUR = 1.037,81 EUR "
        "(26. člen ZSVarPre).",
        "osnovni znesek 507,43 EUR",
        "Bine | otrok v enostarševski družini | 0.77 | 390.72",
        "Otroški dodatek v znesku 310,14 EUR (brez povečanja za enostarševsko družino) se kot dohodek "
        "upošteva znižan: za 2 otroka se odšteje po 20 % najvišjega zneska za prvega otroka (147,69 EUR), "
        "tako da se upošteva 251,06 EUR (12. člen ZUPJS).",
        "Cene | 2. | 162.45 | 30 %, enostarševska družina | 211.19",
        "Pravice ne bi imeli, če bi bil povprečni mesečni dohodek vaše družine višji za 1.037,81 EUR ali ",
        "Pomoč je prvič dodeljena za 3 mesece, od prvega dne meseca po vložitvi vloge.",
        "Če jo boste še potrebovali, vložite novo vlogo julija 2026",
    ):
        assert sentence in text


def test_a_couple_reads_income_by_person_kind_and_month_and_what_changes_later():
    text = reasons(letter(situation("couple_one_full_time")))
    for sentence in (
        "Luka | prva odrasla oseba, delovno aktivna 174 ur na mesec | 1.51 | 766.22",
        "Luka | Plača (neto) | 1120.40 | 1120.40 | 1161.85 | 1134.22",
        "Če seštevek delimo s številom oseb v družini (4), je to 273,01 EUR na osebo na mesec",
        "Od 1. septembra 2026 se spremeni:\n"
        "Jure: preneha povečanje za otroka, ki ni v vrtcu, ker je otrok dopolnil 4 leta "
        "(ZSDP-1; prej 167,50 EUR, zdaj 139,58 EUR).",
        "Dohodek na osebo (273,01 EUR) in dohodkovni razred (2.) ostaneta enaka.",
    ):
        assert sentence in text


def test_a_refusal_names_the_decisive_condition_first_and_what_would_have_changed_it():
    written = letter(situation("refusal_for_property"))
    assert operative(written).splitlines()[0] == (
        "Peter, roj. 28. januarja 1979, nima pravice do denarne socialne pomoči. "
        "Vloga z dne 20. aprila 2026 se zavrne."
    )
    section = written["reasons"][2]["blocks"]
    assert section[0] == "Do denarne socialne pomoči nimate pravice."
    assert section[1] == (
        "Vaše premoženje, ki se upošteva, je vredno 14.760,12 EUR. "
        "To presega mejo, ki je 13.780,00 EUR (ZSVarPre)."
    )
    assert (
        section[-1] == "Pravico bi imeli, če bi bilo premoženje, ki se upošteva, vredno vsaj 980,12 EUR manj."
    )


def test_savings_left_out_of_account_are_told_with_their_formula_and_their_act():
    text = reasons(letter(situation("refusal_for_property")))
    assert "Peter | Prihranki, ki se ne upoštevajo | -1522.29" in text
    assert (
        "Pri samski osebi se od prihrankov ne upošteva nižji od dveh zneskov (ZSVarPre): 2.500,00 EUR ali "
        "3-kratnik minimalnega dohodka (3 × 507,43 EUR = 1.522,29 EUR). To je največ 1.522,29 EUR. "
        "Prihranki so " in text
    )


def test_savings_of_a_family_are_left_out_up_to_a_fixed_sum():
    rich = situation("couple_one_full_time", persons={"maja": {"has_property": True} | NOTHING})
    rich["persons"]["maja"] |= {"savings": "5000.00", "other_real_estate_value": "90000.00"}
    text = reasons(letter(rich))
    assert "Družina | Prihranki, ki se ne upoštevajo | -3500.00" in text
    assert (
        "Od prihrankov družine se ne upošteva največ 3.500,00 EUR (ZSVarPre). Prihranki so 5.000,00 EUR, "
        "zato se od njih upošteva 5.000,00 EUR − 3.500,00 EUR = 1.500,00 EUR." in text
    )


def test_savings_below_the_limit_are_told_where_property_is_no_obstacle():
    some = {"has_property": True} | NOTHING | {"savings": "900.00"}
    text = reasons(letter(situation("couple_one_full_time", persons={"maja": some})))
    assert "Prihranki (900,00 EUR) tega zneska ne presegajo, zato se ne upoštevajo." in text


def test_occasional_income_is_told_with_the_part_that_does_not_count():
    months = ("2026-01", "2026-02", "2026-03")
    gift = dict.fromkeys(months, "0") | {"2026-02": "3000.00"}
    text = reasons(letter(with_income("luka", occasional_income=gift)))
    assert (
        "Od občasnih dohodkov, ki so povprečno 1.000,00 EUR na mesec, se ne upošteva 50 % minimalnega "
        "dohodka (ZSVarPre), zato se upošteva 1.000,00 EUR − 50 % × 1.654,22 EUR = 172,89 EUR." in text
    )
    assert "Družina | občasni dohodki, upoštevani del |  |  |  | 172.89" in text


@pytest.mark.covers("004a/R-126")
def test_occasional_income_that_does_not_count_is_told_as_well():
    gift = {"2026-01": "300.00", "2026-02": "0", "2026-03": "0"}
    text = reasons(letter(with_income("luka", occasional_income=gift)))
    assert (
        "Občasni dohodki, povprečno 100,00 EUR na mesec, se ne upoštevajo, ker ne presegajo 50 % minimalnega "
        "dohodka (50 % × 1.654,22 EUR = 827,11 EUR; ZSVarPre)." in text
    )


def test_charitable_aid_is_told_against_the_minimum_income_of_who_receives_it():
    aid = dict.fromkeys(("2026-01", "2026-02", "2026-03"), "100.00")
    text = reasons(letter(with_income("luka", charitable_aid=aid)))
    assert (
        "Luka: dobrodelna pomoč, povprečno 100,00 EUR na mesec, se ne upošteva, ker ne presega minimalnega "
        "dohodka te osebe (766,22 EUR; ZSVarPre)." in text
    )


def test_charitable_aid_above_the_minimum_income_counts_with_its_formula():
    aid = dict.fromkeys(("2026-01", "2026-02", "2026-03"), "900.00")
    text = reasons(letter(with_income("luka", charitable_aid=aid)))
    assert "(ZSVarPre): 900,00 EUR − 766,22 EUR = 133,78 EUR." in text


def with_income(person, **income):
    return situation("couple_one_full_time", persons={person: income})


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"born": "1950-01-28"}, "ste dopolnili 65 let"),
        ({"born": "1950-01-28", "sex": "female"}, "ste dopolnili 63 let"),
        ({"permanently_incapable_of_work": True}, "ste trajno nezmožni za delo"),
        (
            {"permanently_unemployable_by_zrsz_decision": True},
            "ste po odločbi zavoda za zaposlovanje trajno nezaposljivi",
        ),
    ],
)
def test_assistance_without_an_end_names_both_its_conditions_and_the_act(facts, reason):
    for_good = {"has_property": False, "no_change_expected": True} | NOTHING | facts
    text = reasons(letter(situation("refusal_for_property", persons={"peter": for_good})))
    assert (
        f"Pomoč je dodeljena brez časovne omejitve, ker {reason} in ker sprememb vašega položaja ni "
        "pričakovati (ZSVarPre)." in text
    )


def test_an_article_nobody_confirmed_is_printed_as_its_act_alone():
    text = reasons(letter(situation("refusal_for_property")))
    assert "(ZSVarPre)" in text
    assert "27. člen" not in text


def test_an_income_just_above_the_limit_is_said_to_the_cent():
    wages = {"2026-01": "1421.95", "2026-02": "1421.95", "2026-03": "1421.95"}
    text = reasons(letter(situation("couple_one_full_time", persons={"luka": {"wage": wages}})))
    assert (
        "Pravico bi imeli, če bi bil lastni dohodek vaše družine nižji od 1.654,22 EUR "
        "(to mejo presega za 2,41 EUR)." in text
    )


def test_an_income_that_reaches_the_limit_exactly_is_not_above_it():
    wages = {"2026-01": "1419.54", "2026-02": "1419.54", "2026-03": "1419.54"}
    text = reasons(letter(situation("couple_one_full_time", persons={"luka": {"wage": wages}})))
    assert "nižji od 1.654,22 EUR (natanko dosega to mejo)." in text


def test_a_fault_reason_is_named_in_words():
    fault = (
        {
            "has_fault_circumstances": True,
            "termination": "worker_ordinary_notice",
            "same_rights_as_business_dismissal": False,
        }
        | dict.fromkeys(FURTHER_CIRCUMSTANCES, False)
        | {"active_jobseeker": True, "exempted_by_employment_plan": True}
    )
    text = reasons(
        letter(
            situation("refusal_for_property", persons={"peter": fault | {"has_property": False} | NOTHING})
        )
    )
    assert (
        "Ugotovili smo to okoliščino: redna odpoved pogodbe o zaposlitvi s strani delavca "
        "(28. člen ZSVarPre)." in text
    )
    assert "Pravico bi imeli, če te okoliščine ne bi bilo." in text


def test_two_conditions_that_fail_are_each_explained_and_neither_promises_the_right():
    not_here = {"actually_lives_in_slovenia": False}
    text = reasons(letter(situation("refusal_for_property", persons={"peter": not_here})))
    assert "Ugotovili smo, da dejansko ne živite v Sloveniji." in text
    assert "Ta pogoj bi izpolnjevali, če bi bilo premoženje" in text
    assert "Pravico bi imeli" not in text


def test_a_child_left_out_is_named_with_the_reason():
    text = reasons(letter(situation("single_parent_no_income", persons={"bine": {"in_foster_care": True}})))
    assert "Bine: otroški dodatek ne pripada, ker je otrok v rejništvu." in text
    assert "Cene | 1. | 147.69" in text


def test_a_right_that_still_lacks_facts_is_left_to_a_later_decision():
    rich = situation("couple_one_full_time", persons={"maja": {"has_property": True} | NOTHING})
    rich["persons"]["maja"]["other_real_estate_value"] = "90000.00"
    del rich["persons"]["zala"]["in_foster_care"]
    written = letter(rich)
    assert (written["title"], written["subject"]) == ("DELNA ODLOČBA", "Denarna socialna pomoč")
    assert "se v tem delu zavrne" in operative(written)
    assert "Glede pravice do otroškega dodatka še ne odločamo" in reasons(written)


def test_child_benefit_left_alone_by_a_right_that_waits_is_an_informative_calculation():
    incomplete = situation("couple_one_full_time")
    del incomplete["persons"]["luka"]["wage"]
    written = letter(incomplete)
    assert (written["title"], written["subject"]) == ("INFORMATIVNI IZRAČUN", "Otroški dodatek")


def test_where_no_right_is_certain_there_is_no_letter():
    incomplete = situation("refusal_for_property")
    del incomplete["persons"]["peter"]["citizenship"]
    del incomplete["persons"]["peter"]["vehicle_value"]
    with pytest.raises(ValueError, match="no right is certain"):
        letter(incomplete)


def test_annual_rights_alone_end_in_an_informative_calculation_with_its_own_dates():
    alone = situation("single_parent_no_income", rights=["child_benefit"])
    draft = compose_letter(computed(alone), matter_of_situation(alone))
    written = printable(draft)
    assert (draft["template"], written["title"]) == ("informative_calculation", "INFORMATIVNI IZRAČUN")
    assert [detail["value"] for detail in written["key_dates"]] == ["25. maja 2026", "9. junija 2026"]
    assert written["delivery"][0].startswith("Ana, z navadno pošto (ZUPJS)")
    assert any("vložite ugovor v 15 dneh" in sentence for sentence in written["instruction"])
    assert check("informative_calculation", written, language="sl")


def test_an_act_that_is_served_by_proof_goes_to_the_party_personally():
    alone = situation("single_parent_no_income", rights=["child_benefit"])
    alone["dates"] = {"month": "2021-06", "filed": "2021-05-14", "decided": "2021-06-04"}
    alone["persons"]["cene"]["born"] = "2019-02-11"
    assert letter(alone)["delivery"][0] == "Ana, z osebno vročitvijo (ZUP)"


def test_before_july_2021_the_same_right_ended_in_a_decision():
    alone = situation("single_parent_no_income", rights=["child_benefit"])
    alone["dates"] = {"month": "2021-06", "filed": "2021-05-14", "decided": "2021-06-04"}
    alone["persons"]["cene"]["born"] = "2019-02-11"
    assert compose_letter(computed(alone), matter_of_situation(alone))["template"] == "decision"


@pytest.mark.parametrize(("decided", "days"), [("2025-05-04", 15), ("2026-05-04", 21)])
def test_the_term_of_appeal_is_that_of_the_day(decided, days):
    dated = situation("refusal_for_property")
    dated["dates"] = {"filed": f"{decided[:4]}-04-14", "decided": decided}
    assert f"v {days} dneh" in letter(dated)["instruction"][0]


def test_what_matters_only_behind_a_yes_is_asked_in_its_note():
    unknown = situation("refusal_for_property")
    for fact in ("has_property", *NOTHING):
        del unknown["persons"]["peter"][fact]
    asked = [question.to_json() for question in law.ask(law.parse_situation(unknown))]
    items = missing_items(asked, matter_of_situation(unknown), language="sl")
    assert len(items) == 1
    assert items[0]["what"].startswith("Ali imate prihranke")
    assert "prihranki" in items[0]["points"]


@pytest.mark.covers("004a/R-5", "004d/R-8")
def test_a_bilingual_letter_decides_the_same_in_both_languages():
    written = letter(situation("couple_one_full_time"), language=BILINGUAL)
    assert set(written) == {"sl", "it"}
    assert written["it"]["title"] == "DECISIONE"
    assert "ha diritto all’assegno per figli" in operative(written["it"])
    assert "1° maggio 2026" in reasons(written["it"])
    assert "1.5.2026 | 31.8.2026" in operative(written["it"])


def test_a_new_basic_amount_begins_a_new_period_that_says_so():
    across = situation("refusal_for_property", persons={"peter": {"has_property": False} | NOTHING})
    across["dates"] = {"filed": "2026-01-14", "decided": "2026-02-04"}
    text = reasons(letter(across))
    assert (
        "Od 1. aprila 2026 se spremeni:\n"
        "Osnovni znesek minimalnega dohodka (prej 494,09 EUR, zdaj 507,43 EUR)." in text
    )
    assert "Druge pogoje še vedno izpolnjujete." in text


NOTHING = {
    "savings": "0",
    "vehicle_value": "0",
    "securities_value": "0",
    "other_real_estate_value": "0",
}
FURTHER_CIRCUMSTANCES = [
    "did_not_continue_after_unlawful_dismissal",
    "sought_no_protection_from_dismissal",
    "left_unemployed_register",
    "refused_or_breached_employment_measure",
    "refused_suitable_job",
    "works_illegally",
    "refused_employment_plan",
    "left_jobseekers_register",
    "could_be_registered",
    "student",
    "left_right_unclaimed",
    "serving_prison_sentence",
    "caused_own_loss_of_income",
]
