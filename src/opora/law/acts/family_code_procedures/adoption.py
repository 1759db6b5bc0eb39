"""The adoption itself: which child may be adopted, from when, and a partner's child."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE


@condition(
    "DZ 212",
    sl="Posvaja se otrok",
    it="Si adotta un minore",
    en="A child is adopted",
)
def adoptee_is_a_child(applicant, p):
    """Only a child may be adopted.

    Not modelled: a child that has full legal capacity before coming of age.
    """
    return applicant.child_to_adopt_age < p.family_code_majority_age


@condition(
    "DZ 218(1)",
    sl="Privolitev staršev je veljavna",
    it="Il consenso dei genitori è efficace",
    en="The parents' consent is effective",
)
def parents_consent_is_effective(applicant, p):
    """Given after the birth before the centre or the court, and confirmed where the child was too young."""
    old_enough = applicant.child_age_weeks_at_consent >= p.adoption_consent_least_weeks
    lasting = old_enough | applicant.consent_confirmed_after_8_weeks
    return applicant.parents_consented_before_centre_or_court_after_birth & lasting


@condition(
    "DZ 218(1)",
    sl="Privolitev staršev je podana ali ni potrebna",
    it="Il consenso dei genitori c’è o non serve",
    en="The parents' consent is given or not needed",
)
def parents_do_not_stand_in_the_way(applicant):
    """Not needed of one whose parental care was withdrawn or who can never express a will."""
    return applicant.parents_consent_is_effective | applicant.parents_consent_is_not_needed


@condition(
    "DZ 218(2)",
    sl="Starši so neznani ali njihovo prebivališče ni znano",
    it="I genitori o la loro residenza sono ignoti",
    en="The parents or their residence are unknown",
)
def parents_cannot_be_found(applicant, p):
    """The residence for a whole year."""
    long_enough = applicant.parents_residence_unknown_years >= p.adoption_residence_unknown_years
    return applicant.parents_unknown | long_enough


@condition(
    "DZ 218(4)",
    sl="Otrok nima živih staršev",
    it="Il minore non ha genitori in vita",
    en="The child has no living parents",
)
def child_has_no_living_parents(applicant):
    """None of them."""
    return applicant.living_parents == 0


@condition(
    "DZ 218",
    sl="Otrok se sme dati v posvojitev",
    it="Il minore può essere dato in adozione",
    en="The child may be given for adoption",
)
def child_may_be_given_for_adoption(applicant):
    """Consent, parents who cannot be found, or no parents."""
    return (
        applicant.parents_do_not_stand_in_the_way
        | applicant.parents_cannot_be_found
        | applicant.child_has_no_living_parents
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 218(3)",
    sl="Čakalna doba pred posvojitvijo do",
    it="Attesa prima dell’adozione fino al",
    en="Waiting time before the adoption until",
)
def adoption_waits_until(applicant, p):
    """The last day of the term, counted from the day on which the condition was met."""
    return same_day_months_later(applicant.adoption_condition_met_on, p.adoption_waiting_months)


@condition(
    "DZ 218(3)",
    sl="Čakalna doba je potekla ali ni potrebna",
    it="L’attesa è trascorsa o non serve",
    en="The waiting time is over or not needed",
)
def waiting_for_adoption_is_over(applicant):
    """A child without living parents need not wait; the court may allow an earlier adoption.

    A choice: the last day of the term still belongs to it, and the day of deciding must come after.
    """
    over = application.day_of_deciding > applicant.adoption_waits_until
    earlier = applicant.earlier_adoption_in_childs_interest
    return applicant.child_has_no_living_parents | earlier | over


@condition(
    "DZ 226(1)",
    sl="Predlagan je izbrani kandidat",
    it="È proposto il candidato scelto",
    en="The chosen candidate is proposed",
)
def adopter_is_a_candidate(applicant):
    """The centre chooses the most suitable of all candidates and proposes the adoption to the court."""
    return applicant.has_adoption_candidate_status


@condition(
    "DZ 215(3)",
    sl="Otrok soglaša, če je tega sposoben",
    it="Il minore acconsente, se ne è capace",
    en="The child consents if it is able to",
)
def child_does_not_oppose_adoption(applicant):
    """A child able to understand the consent must give it."""
    return applicant.child_agrees_to_adoption_if_able


@condition(
    "DZ 229(1)",
    sl="Posvojitev je v otrokovo korist",
    it="L’adozione è nell’interesse del minore",
    en="The adoption is in the child's interest",
)
def adoption_serves_the_child(applicant):
    """Above all other conditions."""
    return applicant.adoption_in_childs_interest


@condition(
    "DZ 229(1)",
    sl="Pogoji na strani otroka so izpolnjeni",
    it="Le condizioni relative al minore sono soddisfatte",
    en="The conditions that concern the child are met",
)
def child_is_ready_for_adoption(applicant):
    """Minority, parents, waiting time, its own consent and its interest."""
    return (
        applicant.adoptee_is_a_child
        & applicant.child_may_be_given_for_adoption
        & applicant.waiting_for_adoption_is_over
        & applicant.child_does_not_oppose_adoption
        & applicant.adoption_serves_the_child
    )


@condition(
    "DZ 229(1)",
    sl="Sodišče lahko odloči o posvojitvi",
    it="Il giudice può disporre l’adozione",
    en="The court may decide on the adoption",
)
def adoption_may_be_decided(applicant, p):
    """The adopter's own conditions were found with the status of a candidate."""
    may = applicant.adopter_is_a_candidate & applicant.child_is_ready_for_adoption
    return under_the_code(applicant, p, may)


right(
    "adoption_decision",
    order=91,
    given="status",
    entitled=adoption_may_be_decided,
    start=family_procedure_from,
    conditions=[
        adopter_is_a_candidate,
        adoptee_is_a_child,
        child_may_be_given_for_adoption,
        waiting_for_adoption_is_over,
        child_does_not_oppose_adoption,
        adoption_serves_the_child,
    ],
    sl="Posvojitev",
    it="Adozione",
    en="Adoption",
)


@condition(
    "DZ 228(1)",
    sl="Posvojitev otroka zakonca ali partnerja",
    it="Adozione del figlio del coniuge o convivente",
    en="Adoption of a spouse's or partner's child",
)
def is_stepchild_adoption(applicant):
    """Proposed directly to the court, without a status and without the procedure at the centre."""
    return applicant.adopts_partners_child


@condition(
    "DZ 228(1)",
    sl="Pogoji za posvojitelja partnerjevega otroka",
    it="Condizioni dell’adottante del figlio del partner",
    en="Conditions of the one who adopts a partner's child",
)
def meets_conditions_of_stepparent(applicant):
    """Those of every adopter, without the one about a convicted person at home."""
    return (
        applicant.adopter_is_of_age
        & applicant.age_difference_is_sufficient
        & applicant.adopter_is_no_relative_or_guardian
        & applicant.nothing_in_the_person_excludes_adoption
    )


@condition(
    "DZ 228(1)",
    sl="Sodišče lahko odloči o enostranski posvojitvi",
    it="Il giudice può disporre l’adozione unilaterale",
    en="The court may decide on the adoption of the partner's child",
)
def stepchild_may_be_adopted(applicant, p):
    """With the centre's opinion (228)."""
    may = (
        applicant.is_stepchild_adoption
        & applicant.meets_conditions_of_stepparent
        & applicant.child_is_ready_for_adoption
    )
    return under_the_code(applicant, p, may)


@condition(
    "DZ 228(1)",
    sl="Pred sodiščem je potreben postopek pri centru",
    it="Prima del giudice serve il procedimento al centro",
    en="A procedure at the centre is needed before the court",
)
def centre_comes_before_court(applicant):
    """For every adoption but that of a partner's child."""
    return ~applicant.is_stepchild_adoption


right(
    "stepchild_adoption",
    order=92,
    given="status",
    entitled=stepchild_may_be_adopted,
    start=family_procedure_from,
    conditions=[is_stepchild_adoption, meets_conditions_of_stepparent, child_is_ready_for_adoption],
    sl="Posvojitev otroka zakonca ali zunajzakonskega partnerja",
    it="Adozione del figlio del coniuge o convivente",
    en="Adoption of a spouse's or partner's child",
)
