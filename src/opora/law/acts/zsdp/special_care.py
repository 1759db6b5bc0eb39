"""Child care supplement (dodatek za nego otroka): for a child who needs special care."""

from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.acts.zsdp.residence import claimant_actually_lives_in_slovenia
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import months_later, when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok v starosti za dodatek za nego",
    it="Figlio nell’età per l’assegno di cura",
    en="Child of an age for the care supplement",
)
def is_of_age_for_care_supplement(person, p):
    """Below the age limit, longer while at school."""
    grows_up = person.age_years < p.child_care_supplement_age_limit
    learns = (person.age_years < p.child_care_supplement_pupil_age_limit) & person.in_regular_education
    return grows_up | learns


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, ki potrebuje posebno nego in varstvo",
    it="Figlio che necessita di cure particolari",
    en="Child who needs special care",
)
def special_care_children(person):
    """A child of the claimant, in the opinion of the medical commission, who lives in Slovenia."""
    here = person.child_registered_residence_in_slovenia & person.actually_lives_in_slovenia
    of_age = person.is_child_of_claimant & person.is_of_age_for_care_supplement
    return of_age & person.child_needs_special_care & here


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok potrebuje posebno nego",
    it="Un figlio necessita di cure particolari",
    en="A child needs special care",
)
def has_special_care_child(applicant):
    """At least one."""
    del applicant
    return special_care_children.count() > 0


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok s težko motnjo ali hudo boleznijo",
    it="Figlio con disabilità grave o malattia grave",
    en="Child with a severe disorder or disease",
)
def is_severely_affected(person):
    """A severe mental disorder, a severe physical impairment or a disease of the list."""
    return person.child_condition.is_one_of(
        "severe_mental_disorder", "severe_physical_impairment", "listed_severe_disease"
    )


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Dodatek za nego otroka za otroka",
    it="Assegno di cura per il figlio",
    en="Care supplement for the child",
)
def care_supplement_for_the_child(person, p):
    """The higher amount for a severe condition.

    Not modelled: the allowance for help and attendance of the child, beside which it is paid within limits
    that were not found.
    """
    level = when(
        person.is_severely_affected, p.child_care_supplement["higher"], p.child_care_supplement["basic"]
    )
    due = special_care_children.members & applicant.claimant_actually_lives_in_slovenia
    return when(due, level, 0)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do dodatka za nego otroka",
    it="Diritto all’assegno per la cura del figlio",
    en="Entitled to the child care supplement",
)
def entitled_to_child_care_supplement(applicant):
    """A child who needs special care, and a parent who lives here."""
    return applicant.has_special_care_child & applicant.claimant_actually_lives_in_slovenia


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Dodatek za nego otroka",
    it="Assegno per la cura del figlio",
    en="Child care supplement",
)
def child_care_supplement(applicant):
    """The sum over the children, a month."""
    del applicant
    return special_care_children.sum(person.care_supplement_for_the_child)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek dodatka za nego otroka",
    it="Decorrenza dell’assegno per la cura del figlio",
    en="Start of the child care supplement",
)
def child_care_supplement_from(applicant):
    """The month after the claim. It lasts as long as the commission's opinion and the child's age let it."""
    del applicant
    return months_later(application.day_of_filing, 1)


right(
    "child_care_supplement",
    order=29,
    entitled=entitled_to_child_care_supplement,
    amount=child_care_supplement,
    start=child_care_supplement_from,
    conditions=[claimant_actually_lives_in_slovenia, has_special_care_child],
    per_person=care_supplement_for_the_child,
    sl="Dodatek za nego otroka",
    it="Assegno per la cura del figlio",
    en="Child care supplement",
)
