"""Birth grant (pomoč ob rojstvu otroka): once, for each newborn."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.birth import claim_concerns_a_birth
from opora.law.acts.zsdp.residence import (
    claimant_actually_lives_in_slovenia,
    permanent_or_temporary_residence_in_slovenia,
)
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj lahko uveljavlja pomoč ob rojstvu",
    it="Il richiedente può chiedere l’assegno di natalità",
    en="The claimant may claim the birth grant",
)
def may_claim_birth_grant(applicant):
    """A parent; another person or adoptive parents where no parent has claimed it; never a foster parent."""
    parent = applicant.claimant_role.is_one_of("mother", "father")
    others = applicant.claimant_role.is_one_of("other_person", "grandparent", "adoptive_parent")
    return parent | (others & ~applicant.already_claimed_by_a_parent)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Prvi dan za vlogo za pomoč ob rojstvu",
    it="Primo giorno per l’assegno di natalità",
    en="First day for claiming the birth grant",
)
def birth_grant_claim_from(applicant, p):
    """Counted back from the expected day of birth."""
    return applicant.expected_birth_date - p.birth_grant_claim_days["before_birth"]


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan za vlogo za pomoč ob rojstvu",
    it="Ultimo giorno per l’assegno di natalità",
    en="Last day for claiming the birth grant",
)
def birth_grant_claim_until(applicant, p):
    """Counted from the birth; after it the grant is lost."""
    return applicant.birth_date + p.birth_grant_claim_days["after_birth"]


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pomoč ob rojstvu se uveljavlja v roku",
    it="L’assegno di natalità è chiesto nel termine",
    en="The birth grant is claimed in time",
)
def birth_grant_is_claimed_in_time(applicant, p):
    """Neither too early before the expected day nor too late after the birth."""
    days = p.birth_grant_claim_days
    since_birth = application.day_of_filing - applicant.birth_date
    until_birth = applicant.birth_date - application.day_of_filing
    after = since_birth <= days["after_birth"]
    before = until_birth <= days["before_birth"]
    return when(applicant.child_is_born, after, before)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do pomoči ob rojstvu otroka",
    it="Diritto all’assegno di natalità",
    en="Entitled to the birth grant",
)
def entitled_to_birth_grant(applicant):
    """All conditions together; income plays no part."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.permanent_or_temporary_residence_in_slovenia
        & applicant.claimant_actually_lives_in_slovenia
        & applicant.may_claim_birth_grant
        & applicant.birth_grant_is_claimed_in_time
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Pomoč ob rojstvu otroka",
    it="Assegno di natalità",
    en="Birth grant",
)
def birth_grant(applicant, p):
    """For each child born or expected; the amount of the month of birth.

    Not modelled: help in another form where money would endanger the child, which the centre decides.
    """
    table = p.birth_grant
    amount = when(applicant.born_since_2021, table["since_2021"], table["before_2021"])
    return when(applicant.entitled_to_birth_grant, amount * applicant.children_born, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Dan, ko nastane pravica do pomoči ob rojstvu",
    it="Giorno in cui nasce il diritto all’assegno di natalità",
    en="Day on which the right to the birth grant arises",
)
def birth_grant_from(applicant):
    """The birth.

    A choice: whether the amount of the birth or of the claim counts where an adjustment lies between is said
    only of 2021, when it was that of the birth; it is that of the birth throughout.
    """
    return applicant.birth_date


right(
    "birth_grant",
    order=27,
    given="once",
    entitled=entitled_to_birth_grant,
    amount=birth_grant,
    start=birth_grant_from,
    conditions=[
        claim_concerns_a_birth,
        permanent_or_temporary_residence_in_slovenia,
        claimant_actually_lives_in_slovenia,
        may_claim_birth_grant,
        birth_grant_is_claimed_in_time,
    ],
    sl="Pomoč ob rojstvu otroka",
    it="Assegno di natalità",
    en="Birth grant",
)
