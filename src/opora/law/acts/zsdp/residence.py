"""Residence and life in Slovenia, as family benefits demand it since they are tied to it."""

from opora.law.acts.law_book import applicant, figure, person
from opora.law.acts.zsdp.birth import children_of_the_claim
from opora.law.engine.types import YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Stalno ali začasno prebivališče v Sloveniji",
    it="Residenza permanente o temporanea in Slovenia",
    en="Permanent or temporary residence in Slovenia",
)
def permanent_or_temporary_residence_in_slovenia(applicant):
    """One of the two is enough."""
    return applicant.permanent_residence_in_slovenia | applicant.temporary_residence_in_slovenia


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj in otrok imata prebivališče v Sloveniji",
    it="Il richiedente e il figlio hanno la residenza in Slovenia",
    en="Claimant and child have a residence in Slovenia",
)
def permanent_or_temporary_residence_of_claimant_and_child_in_slovenia(applicant):
    """Of every child of the claim; before the birth of the claimant alone."""
    children = children_of_the_claim.every(person.child_registered_residence_in_slovenia)
    return applicant.permanent_or_temporary_residence_in_slovenia & children


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj in otrok dejansko živita v Sloveniji",
    it="Il richiedente e il figlio vivono effettivamente in Slovenia",
    en="Claimant and child actually live in Slovenia",
)
def claimant_and_child_actually_live_in_slovenia(applicant):
    """Of every child of the claim; before the birth of the claimant alone."""
    children = children_of_the_claim.every(person.actually_lives_in_slovenia)
    return applicant.actually_lives_in_slovenia & children


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj dejansko živi v Sloveniji",
    it="Il richiedente vive effettivamente in Slovenia",
    en="The claimant actually lives in Slovenia",
)
def claimant_actually_lives_in_slovenia(applicant):
    """A registered residence alone is not enough."""
    return applicant.actually_lives_in_slovenia
