"""What the claimant or the partner receives and the parental allowance is not paid beside."""

from opora.law.acts.law_book import applicant, application, figure, person
from opora.law.engine.types import YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Ni pravice do starševskega nadomestila",
    it="Nessun diritto all’indennità parentale",
    en="No right to parental benefit",
)
def has_no_parental_benefit(applicant):
    """As decided with this claim, or as the claimant stands without one."""
    elsewhere = applicant.entitled_to_parental_benefit_under_zsdp1
    return ~when(application.claims("parental_benefit"), applicant.has_parental_benefit, elsewhere)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj prejema nadomestilo plače",
    it="Il richiedente percepisce un’indennità sostitutiva del salario",
    en="The claimant receives wage compensation",
)
def pa01_own_wage_compensation(applicant):
    """Under the rules of parental protection or others."""
    return applicant.receives_wage_compensation


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj prejema delno plačilo za izgubljeni dohodek",
    it="Il richiedente percepisce il pagamento parziale per il reddito perduto",
    en="The claimant receives the partial payment for lost income",
)
def pa02_own_partial_payment(applicant):
    """Whoever has it has no allowance."""
    return applicant.receives_partial_payment_for_lost_income


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelju se plačujejo prispevki zaradi štirih ali več otrok",
    it="Al richiedente sono pagati i contributi per quattro o più figli",
    en="Contributions for four or more children are paid for the claimant",
)
def pa03_own_four_children_contributions(applicant):
    """Whoever has them has no allowance."""
    return applicant.receives_contributions_for_four_children


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Partner vlagatelja, ki je otrokova mati ali oče",
    it="Partner del richiedente che è madre o padre del figlio",
    en="Partner of a claiming mother or father",
)
def is_partner_of_claiming_parent(person):
    """What the partner receives excludes the parents only, not another person who cares for the child."""
    return person.is_partner_of_applicant & applicant.claimant_role.is_one_of("mother", "father")


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Partner prejema nadomestilo za nego in varstvo otroka",
    it="Il partner percepisce un’indennità per la cura del figlio",
    en="The partner receives compensation for caring for the child",
)
def pa04_partner_child_care_compensation(person):
    """Beside it there is no allowance for a parent."""
    return person.is_partner_of_claiming_parent & person.receives_child_care_compensation


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Partnerju se plačujejo prispevki zaradi krajšega delovnega časa",
    it="Al partner sono pagati i contributi per il tempo parziale",
    en="Contributions for part-time work are paid for the partner",
)
def pa05_partner_part_time_contributions(person):
    """Beside them there is no allowance for a parent."""
    return person.is_partner_of_claiming_parent & person.receives_contributions_for_part_time_work


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Partnerju se plačujejo prispevki zaradi štirih ali več otrok",
    it="Al partner sono pagati i contributi per quattro o più figli",
    en="Contributions for four or more children are paid for the partner",
)
def pa06_partner_four_children_contributions(person):
    """Beside them there is no allowance for a parent."""
    return person.is_partner_of_claiming_parent & person.receives_contributions_for_four_children


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Partner za istega otroka prejema delno plačilo za izgubljeni dohodek",
    it="Il partner percepisce per lo stesso figlio il pagamento parziale per il reddito perduto",
    en="The partner receives the partial payment for the same child",
)
def pa07_partner_partial_payment_same_child(person):
    """Beside it there is no allowance for a parent."""
    return person.is_partner_of_claiming_parent & person.receives_partial_payment_for_lost_income


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Prejemek partnerja izključuje starševski dodatek",
    it="Una prestazione del partner esclude l’assegno parentale",
    en="A payment of the partner excludes the allowance",
)
def partner_excludes_parental_allowance(person):
    """Any of the four."""
    return (
        person.pa04_partner_child_care_compensation
        | person.pa05_partner_part_time_contributions
        | person.pa06_partner_four_children_contributions
        | person.pa07_partner_partial_payment_same_child
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Noben prejemek ne izključuje starševskega dodatka",
    it="Nessuna prestazione esclude l’assegno parentale",
    en="No payment excludes the parental allowance",
)
def nothing_excludes_parental_allowance(applicant):
    """Neither the claimant's payments nor the partner's."""
    own = (
        applicant.pa01_own_wage_compensation
        | applicant.pa02_own_partial_payment
        | applicant.pa03_own_four_children_contributions
    )
    partners = person.partner.any(person.partner_excludes_parental_allowance)
    return ~own & ~applicant.of(partners)
