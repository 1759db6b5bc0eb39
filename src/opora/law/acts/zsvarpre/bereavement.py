"""What both grants after a death share: who claims, in time, with what income, as of which day."""

from opora.law.acts.law_book import applicant, application, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import (
    at_least,
    day_before,
    first_day_of_month,
    largest,
    when,
    years_between,
)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Vlagatelj je ožji družinski član umrlega",
    it="Il richiedente è un familiare stretto del defunto",
    en="The applicant is a near relative of the deceased",
)
def is_near_relative_of_deceased(applicant):
    """Spouse or partner, child or stepchild, parent or a parent's spouse or partner."""
    return applicant.relation_to_deceased.is_one_of(
        "spouse",
        "cohabiting_partner",
        "registered_same_sex_partner",
        "child",
        "stepchild",
        "parent",
        "parents_spouse_or_partner",
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Vloga je vložena v roku po smrti",
    it="La domanda è presentata in tempo dopo la morte",
    en="Claimed in time after the death",
)
def claimed_in_time_after_death(applicant, p):
    """The day of death is not counted: on the same day of the last year the claim is still in time."""
    years = years_between(applicant.day_of_death, day_before(application.day_of_filing))
    return years < p.selected_by("day_of_filing").funeral_death_grant_claim_deadline


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Na dan smrti upravičen do denarne socialne pomoči ali varstvenega dodatka",
    it="Nel giorno della morte aveva diritto all’assistenza o all’integrazione",
    en="Entitled to assistance or supplement on the day of death",
)
def was_entitled_to_assistance_on_day_of_death(applicant):
    """Whoever was, needs no test of income."""
    return (
        applicant.entitled_to_cash_social_assistance_on_day_of_death
        | applicant.entitled_to_income_supplement_on_day_of_death
    )


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Lastni dohodek družine pred smrtjo",
    it="Reddito proprio della famiglia prima della morte",
    en="Family's own income before the death",
)
def own_income_before_death(family):
    """Of all members, a month; property is not looked at.

    A choice: cash social assistance, income supplement, child benefit and state scholarship are left out for
    both grants. The source says only of the death grant that they are.
    """
    counted = at_least(0, person.income_before_death - person.benefits_left_out_before_death)
    return family.sum(counted)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSVarPre 8",
    sl="Osnovni znesek minimalnega dohodka na dan smrti",
    it="Importo base del reddito minimo nel giorno della morte",
    en="Basic amount of the minimum income on the day of death",
)
def basic_amount_on_day_of_death(applicant, p):
    """The right begins on the day of death, so the amounts of its month are those of that day.

    For a death before June 2018, or asked for another month, the amount is unknown rather than wrong.
    """
    same_month = first_day_of_month(applicant.day_of_death) == application.month_of_right
    return when(same_month, p.minimum_income_basic_amount, p.basic_amount_of_another_day_of_death)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Dan, od katerega gre pravica po smrti",
    it="Giorno da cui decorre il diritto dopo la morte",
    en="Day from which the right after a death runs",
)
def right_after_death_from(applicant, p):
    """The day of death, not before the first day of the rules that are modelled."""
    return largest(applicant.day_of_death, p.selected_by("day_of_filing").death_grant_wider_circle_from)
