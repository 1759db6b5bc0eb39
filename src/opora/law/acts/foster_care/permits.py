"""Who may provide foster care: by a permit of the ministry, or by the court that places a child."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Polnoletnost vlagatelja",
    it="Maggiore età del richiedente",
    en="The applicant has come of age",
)
def foster_applicant_is_adult(applicant, p):
    """On the first day of the month."""
    return applicant.age_years >= p.foster_carer_least_age


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Izobrazba zadošča",
    it="L’istruzione è sufficiente",
    en="The education is sufficient",
)
def education_is_sufficient(applicant):
    """At least vocational or professional.

    A choice: a general secondary education counts as well, because it takes longer.
    """
    return applicant.education_level.is_one_of("vocational_or_professional", "general_secondary", "higher")


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Ni razloga, ki izključuje rejništvo",
    it="Nessun motivo esclude l’affidamento",
    en="Nothing excludes foster care",
)
def nothing_excludes_foster_care(applicant):
    """Neither the person nor anybody at home lost parental care or was convicted of such an offence."""
    return (
        ~applicant.parental_care_withdrawn
        & ~applicant.lives_with_person_without_parental_care
        & applicant.legal_capacity
        & ~applicant.convicted_of_offence_excluding_foster_care
        & ~applicant.lives_with_person_so_convicted
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Formalni pogoji za rejništvo so izpolnjeni",
    it="Le condizioni formali per l’affidamento sono soddisfatte",
    en="The formal conditions of foster care are met",
)
def meets_conditions_of_foster_care_act(applicant):
    """Residence, education, age, and nothing that excludes the person."""
    return (
        applicant.permanent_residence_in_slovenia
        & applicant.education_is_sufficient
        & applicant.foster_applicant_is_adult
        & applicant.nothing_excludes_foster_care
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Kandidat je primeren in usposobljen",
    it="Il candidato è idoneo e formato",
    en="The candidate is suitable and trained",
)
def is_suitable_and_trained(applicant):
    """The commission decides apart from the centre's opinion; training follows."""
    return applicant.found_suitable_by_commission & applicant.training_completed


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Pravica do dovoljenja za rejništvo",
    it="Diritto all’autorizzazione all’affidamento",
    en="Entitled to the foster permit",
)
def may_get_regular_permit(applicant):
    """The ministry issues the permit."""
    return applicant.meets_conditions_of_foster_care_act & applicant.is_suitable_and_trained


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Sorodnik otroka",
    it="Parente del minore",
    en="Relative of the child",
)
def is_relative_of_foster_child(applicant):
    """Grandparents, uncles, aunts, brothers and sisters; others may be named by the court as well."""
    return applicant.relation_to_foster_child.is_one_of("grandparent", "uncle_or_aunt", "sibling")


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Sodišče namešča otroka k osebi, ki se strinja",
    it="Il giudice colloca il minore presso chi acconsente",
    en="The court places the child with a person who agrees",
)
def court_places_with_agreement(applicant):
    """The court finds it best for the child."""
    return applicant.court_finds_placement_in_childs_best_interest & applicant.person_agrees


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Odločba sodišča velja kot dovoljenje",
    it="La decisione del giudice vale come autorizzazione",
    en="The court's act counts as the permit",
)
def may_get_short_permit(applicant):
    """For this child only, and as long as the placement lasts."""
    return applicant.court_places_with_agreement & applicant.meets_conditions_of_foster_care_act


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZIRD",
    sl="Dovoljenje od",
    it="Autorizzazione da",
    en="Permit from",
)
def foster_permit_from(applicant):
    """A choice: the day of deciding; the sources do not say when a permit begins."""
    del applicant
    return application.day_of_deciding


right(
    "foster_permit_regular",
    order=61,
    given="status",
    entitled=may_get_regular_permit,
    start=foster_permit_from,
    conditions=[meets_conditions_of_foster_care_act, is_suitable_and_trained],
    sl="Dovoljenje za izvajanje rejniške dejavnosti (redni postopek)",
    it="Autorizzazione all’attività di affidamento (procedura ordinaria)",
    en="Permit to provide foster care (regular procedure)",
)

right(
    "foster_permit_short",
    order=62,
    given="status",
    entitled=may_get_short_permit,
    start=foster_permit_from,
    conditions=[court_places_with_agreement, meets_conditions_of_foster_care_act],
    sl="Dovoljenje za izvajanje rejniške dejavnosti (krajši postopek)",
    it="Autorizzazione all’attività di affidamento (procedura breve)",
    en="Permit to provide foster care by court placement (short procedure)",
)
