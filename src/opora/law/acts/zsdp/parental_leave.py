"""Parental leave (starševski dopust): the days of each parent, what they transfer, and the extensions."""

from opora.law.acts.law_book import applicant, figure, person, right
from opora.law.acts.zsdp.birth import children_of_the_claim, claim_concerns_a_birth
from opora.law.acts.zsdp.counting import day_after
from opora.law.acts.zsdp.insurance import insured_on_the_day_before
from opora.law.engine.types import DATE, DAYS, YES_NO
from opora.law.engine.words import at_least, day_before, when


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust na starša",
    it="Congedo parentale per genitore",
    en="Parental leave of each parent",
)
def parental_leave_of_a_parent(applicant, p):
    """By the day of birth."""
    days = p.parental_leave_days_per_parent
    return when(applicant.born_since_april_2023, days["since_april_2023"], days["before_april_2023"])


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Dnevi, ki jih mati lahko prenese",
    it="Giorni che la madre può trasferire",
    en="Days the mother may transfer",
)
def mother_may_transfer(applicant, p):
    """All of hers but the part that cannot be transferred."""
    kept = p.parental_leave_non_transferable_days
    own = when(
        applicant.born_since_april_2023,
        kept["mother", "since_april_2023"],
        kept["mother", "before_april_2023"],
    )
    return applicant.parental_leave_of_a_parent - own


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Dnevi, ki jih oče lahko prenese",
    it="Giorni che il padre può trasferire",
    en="Days the father may transfer",
)
def father_may_transfer(applicant, p):
    """All of his but the part that cannot be transferred."""
    kept = p.parental_leave_non_transferable_days
    own = when(
        applicant.born_since_april_2023,
        kept["father", "since_april_2023"],
        kept["father", "before_april_2023"],
    )
    return applicant.parental_leave_of_a_parent - own


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Prenos dopusta je dovoljen",
    it="Il trasferimento del congedo è ammesso",
    en="The transfer of leave is allowed",
)
def leave_transfer_is_allowed(applicant):
    """Neither parent gives away what only they may use."""
    mother = applicant.mother_transfers_days <= applicant.mother_may_transfer
    father = applicant.father_transfers_days <= applicant.father_may_transfer
    return mother & father


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust matere po prenosu",
    it="Congedo parentale della madre dopo il trasferimento",
    en="Mother's parental leave after transfers",
)
def mother_leave_days(applicant):
    """Without extensions."""
    received = applicant.father_transfers_days - applicant.mother_transfers_days
    return applicant.parental_leave_of_a_parent + received


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust očeta po prenosu",
    it="Congedo parentale del padre dopo il trasferimento",
    en="Father's parental leave after transfers",
)
def father_leave_days(applicant):
    """Without extensions."""
    received = applicant.mother_transfers_days - applicant.father_transfers_days
    return applicant.parental_leave_of_a_parent + received


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust rejnika v dneh",
    it="Giorni di congedo parentale dell’affidatario",
    en="Foster parent's days of parental leave",
)
def foster_leave_days(applicant, p):
    """By the age of the child taken in.

    Not modelled: the upper age of a foster child; the amendment that widens the leave has no known first day.
    """
    del applicant
    days = p.parental_leave_foster_days
    older = children_of_the_claim.any(person.finished_first_grade)
    return when(older, days["older"], days["before_end_of_first_grade"])


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust v dneh",
    it="Giorni di congedo parentale",
    en="Days of parental leave",
)
def days_of_parental_leave(applicant):
    """The claimant's days after transfers, with the extensions the other parent does not use.

    A choice: the sources do not say who uses an extension; it is the claimant's unless the parents agreed
    otherwise.

    Not modelled: days kept for later and used in pieces until the child is older.
    """
    of_mother = when(
        applicant.claimant_role == "mother",
        applicant.mother_leave_days,
        applicant.parental_leave_of_a_parent,
    )
    own = when(applicant.claimant_role == "father", applicant.father_leave_days, of_mother)
    extended = own + at_least(0, applicant.extension_days - applicant.extension_days_of_other_parent)
    foster = applicant.claimant_role == "foster_parent"
    return when(foster, applicant.foster_leave_days, extended)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj lahko izrabi starševski dopust",
    it="Il richiedente può fruire del congedo parentale",
    en="The claimant may use parental leave",
)
def may_use_parental_leave(applicant):
    """Parents, also adoptive and foster ones; another person or a grandparent who really cares for it."""
    parents = applicant.claimant_role.is_one_of("mother", "father", "adoptive_parent", "foster_parent")
    return parents | applicant.actually_nurses_and_cares_for_child


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dopust obsega vsaj en dan",
    it="Il congedo parentale comprende almeno un giorno",
    en="Parental leave has at least a day",
)
def parental_leave_is_left(applicant):
    """Whoever transferred all days has none."""
    return applicant.days_of_parental_leave > 0


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan materinskega dopusta, po katerem se začne starševski",
    it="Ultimo giorno del congedo di maternità prima di quello parentale",
    en="Last day of the maternity leave that parental leave follows",
)
def maternity_part_until(applicant, p):
    """Of the mother as computed for her; for others, as if she had started in time."""
    in_time = day_before(applicant.maternity_leave_due_on + p.maternity_leave_days)
    return when(applicant.claimant_role == "mother", applicant.maternity_leave_until, in_time)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek starševskega dopusta",
    it="Inizio del congedo parentale",
    en="Start of parental leave",
)
def parental_leave_from(applicant):
    """The day after maternity leave, unless the parents begin it on another day."""
    follows = day_after(applicant.maternity_part_until)
    return when(applicant.parental_leave_begins_apart, applicant.parental_leave_starts_on, follows)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan starševskega dopusta",
    it="Ultimo giorno del congedo parentale",
    en="Last day of parental leave",
)
def parental_leave_until(applicant):
    """Of leave used in one block."""
    return day_before(applicant.parental_leave_from + applicant.days_of_parental_leave)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan za pisni dogovor o delitvi",
    it="Ultimo giorno per l’accordo scritto",
    en="Last day for the written agreement",
)
def sharing_agreement_by(applicant, p):
    """Counted back from the last day of maternity leave.

    Not modelled: an effect of a late agreement; the source names the day only.
    """
    return applicant.maternity_part_until - p.parental_leave_agreement_days


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do starševskega dopusta",
    it="Diritto al congedo parentale",
    en="Entitled to parental leave",
)
def entitled_to_parental_leave(applicant):
    """A birth or arrival, the parents or who cares in their place, insurance, and an allowed transfer."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_parental_leave
        & applicant.insured_on_the_day_before
        & applicant.leave_transfer_is_allowed
        & applicant.parental_leave_is_left
    )


right(
    "parental_leave",
    order=24,
    given="once",
    entitled=entitled_to_parental_leave,
    amount=days_of_parental_leave,
    start=parental_leave_from,
    end=parental_leave_until,
    conditions=[
        claim_concerns_a_birth,
        may_use_parental_leave,
        insured_on_the_day_before,
        leave_transfer_is_allowed,
        parental_leave_is_left,
    ],
    sl="Starševski dopust",
    it="Congedo parentale",
    en="Parental leave",
)
