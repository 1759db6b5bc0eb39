"""The centre's opinion for the court, and measures that protect a child."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE, HOURS, MONTHS
from opora.law.engine.words import in_months, when


@condition(
    "DZ 143(2)",
    sl="Sodišče je zaprosilo za mnenje",
    it="Il giudice ha chiesto il parere",
    en="The court has asked for the opinion",
)
def court_asks_for_opinion(applicant):
    """The centre gives no opinion of its own accord."""
    return applicant.requested_by_court


@condition(
    "DZ 143(2)",
    sl="Center izdela mnenje za sodišče",
    it="Il centro redige il parere per il giudice",
    en="The centre writes the opinion for the court",
)
def centre_gives_opinion(applicant, p):
    """On custody, maintenance, contact, parental care and its grant to a relative."""
    return under_the_code(applicant, p, applicant.court_asks_for_opinion)


@condition(
    "DZ",
    sl="Strokovni delavec se pogovori z otrokom",
    it="L’operatore parla con il minore",
    en="The worker talks to the child",
)
def worker_talks_to_child(applicant):
    """For the opinion, where the court orders it."""
    return applicant.court_asks_for_opinion & applicant.court_ordered_talk_with_child


@condition(
    "DZ",
    sl="Otroka je treba seznaniti s procesnimi pravicami",
    it="Il minore va informato dei suoi diritti processuali",
    en="The child is told of its procedural rights",
)
def child_is_told_of_its_rights(applicant, p):
    """From an age on."""
    return applicant.child_age_in_procedure >= p.child_procedural_rights_age


right(
    "court_opinion_on_child_interest",
    order=78,
    given="status",
    entitled=centre_gives_opinion,
    start=family_procedure_from,
    conditions=[court_asks_for_opinion],
    sl="Mnenje centra sodišču o otrokovi koristi",
    it="Parere del centro al giudice sull’interesse del minore",
    en="Opinion to the court on the child's interest",
)


@condition(
    "DZ 157(1)",
    sl="Otrok je ogrožen",
    it="Il minore è in pericolo",
    en="The child is endangered",
)
def child_is_endangered(applicant):
    """Harm was done or is very likely, through the parents or the child's own psychosocial problems."""
    return applicant.child_endangered


@condition(
    "DZ 154(1)",
    sl="Starši otrokovih koristi ne varujejo",
    it="I genitori non tutelano gli interessi del minore",
    en="The parents do not protect the child's interests",
)
def parents_fail_the_child(applicant):
    """The state acts only where the parents do not, or not in the child's favour."""
    return ~applicant.parents_exercise_rights_and_duties_in_childs_interest


@condition(
    "DZ 157(1)",
    sl="Sodišče lahko izreče ukrep za varstvo koristi otroka",
    it="Il giudice può disporre una misura a tutela del minore",
    en="The court may order a measure that protects the child",
)
def child_may_be_protected(applicant, p):
    """Not modelled: which measure is the least that is enough (156); that is for the court to weigh."""
    may = applicant.child_is_endangered & applicant.parents_fail_the_child
    return under_the_code(applicant, p, may)


right(
    "child_protection_measures",
    order=79,
    given="status",
    entitled=child_may_be_protected,
    start=family_procedure_from,
    conditions=[parents_fail_the_child, child_is_endangered],
    sl="Ukrepi za varstvo koristi otroka",
    it="Misure a tutela del minore",
    en="Measures protecting the child's interest",
)


@figure(
    applicant,
    MONTHS,
    since="2018-06",
    article="DZ 160(3)",
    sl="Najdaljše trajanje ukrepa v mesecih",
    it="Durata massima della misura in mesi",
    en="Longest term of the measure in months",
)
def longest_months_of_measure(applicant, p):
    """By the measure; nought where the code sets no longest term."""
    measure = applicant.protection_measure
    other = when(measure == "institution", in_months(p.institution_longest_years), 0)
    removal = when(measure == "removal", in_months(p.removal_longest_years), other)
    both = in_months(p.limited_care_with_removal_longest_years)
    together = when(measure == "limited_care_with_removal", both, removal)
    limited = when(measure == "limited_parental_care", in_months(p.limited_care_longest_years), together)
    return when(measure == "supervised_contacts", p.supervised_contacts_longest_months, limited)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 160(3)",
    sl="Ukrep traja najdlje do",
    it="La misura dura al più tardi fino al",
    en="The measure lasts until, at the latest",
)
def measure_lasts_until(applicant):
    """The court may prolong it, except supervised contacts (163)."""
    return same_day_months_later(applicant.protection_measure_began_on, applicant.longest_months_of_measure)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 166(1)",
    sl="Postopek po začasni odredbi je treba začeti do",
    it="Il procedimento dopo il provvedimento va avviato entro il",
    en="Proceedings after the interim order begin by",
)
def proceedings_begin_until(applicant, p):
    """Otherwise the court stops the procedure of the interim order."""
    return applicant.interim_order_issued_on + p.interim_order_proceedings_days


@figure(
    applicant,
    HOURS,
    since="2018-06",
    article="DZ 168(1)",
    sl="Ure od nujnega odvzema do odločitve sodišča",
    it="Ore dall’allontanamento urgente alla decisione del giudice",
    en="Hours from an urgent removal to the court's decision",
)
def hours_until_court_decides_on_removal(applicant, p):
    """The centre proposes the interim order, then the court decides; the child goes home if either is late.

    A choice: the court's hours begin when the centre's have run out.
    """
    del applicant
    return p.urgent_removal_proposal_hours + p.urgent_removal_court_hours


@figure(
    applicant,
    HOURS,
    since="2018-06",
    article="DZ 163(1)",
    sl="Največ ur stikov pod nadzorom na teden",
    it="Ore massime di rapporti sorvegliati a settimana",
    en="Most hours of supervised contacts a week",
)
def supervised_contact_hours(applicant, p):
    """Nought where no supervised contacts were ordered."""
    ordered = applicant.protection_measure == "supervised_contacts"
    return when(ordered, p.supervised_contacts_most_hours, 0)
