"""Residence and status: who may claim at all."""

from opora.law.acts.law_book import applicant, figure
from opora.law.engine.types import YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 3",
    sl="Prebivanje in status vlagatelja",
    it="Residenza e stato del richiedente",
    en="Residence and status of the applicant",
)
def residence_condition_met(applicant):
    """Actually lives in Slovenia, and is a citizen with permanent residence, holds a permit, or is protected.

    A choice: the source strings these grounds together without clear joints; read as alternatives after the
    first.

    Not modelled: family members of a protected person who have no ground of their own.
    """
    citizen = (applicant.citizenship == "SI") & applicant.permanent_residence_in_slovenia
    permit = applicant.permanent_residence_permit
    protected = applicant.recognised_international_protection
    return applicant.actually_lives_in_slovenia & (citizen | permit | protected)
