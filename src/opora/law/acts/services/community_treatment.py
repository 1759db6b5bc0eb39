"""Treatment in the community (obravnava v skupnosti) for persons with mental-health problems."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE, YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDZdr",
    sl="Oseba se je zdravila v bolnišnici in se zdravi pri psihiatru",
    it="La persona è stata ricoverata ed è in cura da uno psichiatra",
    en="The person was treated in hospital and is treated by a psychiatrist",
)
def belongs_to_target_group(applicant, p):
    """At least one stay in a psychiatric hospital in life, and an outpatient psychiatrist today."""
    stayed = applicant.psychiatric_hospital_stays_ever >= p.community_treatment_least_stays
    return stayed & applicant.treated_by_outpatient_psychiatrist


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDZdr",
    sl="Zdravljenje v bolnišnici ali nadzorovana obravnava ni potrebna",
    it="Ricovero o trattamento sorvegliato non sono necessari",
    en="Hospital or supervised treatment is not needed",
)
def hospital_is_not_needed(applicant):
    """Otherwise those come first."""
    return ~applicant.needs_hospital_or_supervised_treatment


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDZdr",
    sl="Privolitev v načrt obravnave",
    it="Consenso al piano di trattamento",
    en="Consent to the treatment plan",
)
def consents_to_treatment_plan(applicant):
    """In writing by the person, or by the legal representative of one who has any."""
    return applicant.written_consent_of_person | applicant.consent_of_legal_representative


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDZdr",
    sl="Razloga za prenehanje obravnave ni",
    it="Non c’è motivo di cessazione del trattamento",
    en="Nothing ends the treatment",
)
def nothing_ends_the_treatment(applicant):
    """No further need, a written statement against it, and a lack of cooperation would end it."""
    return (
        ~applicant.no_further_need_of_treatment
        & ~applicant.written_statement_against_treatment
        & applicant.cooperates_in_treatment_plan
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDZdr",
    sl="Vključitev v obravnavo v skupnosti",
    it="Inserimento nel trattamento nella comunità",
    en="Inclusion in community treatment",
)
def may_have_community_treatment(applicant):
    """All conditions together; the treatment is voluntary."""
    return (
        applicant.belongs_to_target_group
        & applicant.hospital_is_not_needed
        & applicant.consents_to_treatment_plan
        & applicant.nothing_ends_the_treatment
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZDZdr",
    sl="Obravnava v skupnosti od",
    it="Trattamento nella comunità da",
    en="Community treatment from",
)
def community_treatment_from(applicant):
    """A choice: the day of the application; the sources do not say when the status begins."""
    del applicant
    return application.day_of_filing


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZDZdr",
    sl="Vrednotenje načrta obravnave",
    it="Valutazione del piano di trattamento",
    en="Evaluation of the treatment plan",
)
def treatment_plan_evaluated_on(applicant, p):
    """Counted from the day on which the team confirmed the plan.

    A choice: the plan is carried out from that day; the source says only after six months.
    """
    return same_day_months_later(
        applicant.treatment_plan_confirmed_on, p.community_treatment_evaluation_months
    )


right(
    "community_treatment",
    order=112,
    given="status",
    entitled=may_have_community_treatment,
    start=community_treatment_from,
    conditions=[
        belongs_to_target_group,
        hospital_is_not_needed,
        consents_to_treatment_plan,
        nothing_ends_the_treatment,
    ],
    sl="Obravnava v skupnosti",
    it="Trattamento nella comunità",
    en="Community mental-health treatment",
)
