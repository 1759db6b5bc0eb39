"""Benefits during leave (materinsko, očetovsko and starševsko nadomestilo): gross, a full month."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.birth import claim_concerns_a_birth
from opora.law.acts.zsdp.counting import lies_within
from opora.law.acts.zsdp.insurance import insured_for_the_benefit, nothing_excludes_the_benefit
from opora.law.acts.zsdp.maternity import (
    maternity_leave_from,
    maternity_leave_until,
    may_use_maternity_leave,
)
from opora.law.acts.zsdp.parental_leave import (
    leave_transfer_is_allowed,
    may_use_parental_leave,
    parental_leave_from,
    parental_leave_is_left,
    parental_leave_until,
)
from opora.law.acts.zsdp.paternity import (
    may_use_paternity_leave,
    paternity_leave_from,
    paternity_leave_is_in_time,
    paternity_leave_is_left,
    paternity_leave_until,
)
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="V tem mesecu teče materinski dopust",
    it="In questo mese decorre il congedo di maternità",
    en="Maternity leave runs in this month",
)
def maternity_leave_runs(applicant):
    """A benefit is paid for the time of the leave."""
    return lies_within(
        application.month_of_right, applicant.maternity_leave_from, applicant.maternity_leave_until
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do materinskega nadomestila",
    it="Diritto all’indennità di maternità",
    en="Entitled to maternity benefit",
)
def entitled_to_maternity_benefit(applicant):
    """Whoever has the leave, and who has none but was insured for long enough."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_maternity_leave
        & applicant.insured_for_the_benefit
        & applicant.nothing_excludes_the_benefit
        & applicant.maternity_leave_runs
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Materinsko nadomestilo (bruto)",
    it="Indennità di maternità (lorda)",
    en="Maternity benefit (gross)",
)
def maternity_benefit(applicant, p):
    """The whole base without a cap, because the absence is full."""
    benefit = round_cent(applicant.benefit_base * p.maternity_benefit_share)
    return when(applicant.entitled_to_maternity_benefit, benefit, 0)


right(
    "maternity_benefit",
    order=21,
    entitled=entitled_to_maternity_benefit,
    amount=maternity_benefit,
    start=maternity_leave_from,
    end=maternity_leave_until,
    conditions=[
        claim_concerns_a_birth,
        may_use_maternity_leave,
        insured_for_the_benefit,
        nothing_excludes_the_benefit,
        maternity_leave_runs,
    ],
    sl="Materinsko nadomestilo",
    it="Indennità di maternità",
    en="Maternity benefit",
)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="V tem mesecu teče očetovski dopust",
    it="In questo mese decorre il congedo di paternità",
    en="Paternity leave runs in this month",
)
def paternity_leave_runs(applicant):
    """A benefit is paid for the time of the leave."""
    return lies_within(
        application.month_of_right, applicant.paternity_leave_from, applicant.paternity_leave_until
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do očetovskega nadomestila",
    it="Diritto all’indennità di paternità",
    en="Entitled to paternity benefit",
)
def entitled_to_paternity_benefit(applicant):
    """Whoever has the leave, and who has none but was insured for long enough."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_paternity_leave
        & applicant.insured_for_the_benefit
        & applicant.nothing_excludes_the_benefit
        & applicant.paternity_leave_is_in_time
        & applicant.paternity_leave_is_left
        & applicant.paternity_leave_runs
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Očetovsko nadomestilo (bruto)",
    it="Indennità di paternità (lorda)",
    en="Paternity benefit (gross)",
)
def paternity_benefit(applicant):
    """With the cap, in proportion to the absence."""
    return when(applicant.entitled_to_paternity_benefit, applicant.benefit_for_absence, 0)


right(
    "paternity_benefit",
    order=23,
    entitled=entitled_to_paternity_benefit,
    amount=paternity_benefit,
    start=paternity_leave_from,
    end=paternity_leave_until,
    conditions=[
        claim_concerns_a_birth,
        may_use_paternity_leave,
        insured_for_the_benefit,
        nothing_excludes_the_benefit,
        paternity_leave_is_in_time,
        paternity_leave_is_left,
        paternity_leave_runs,
    ],
    sl="Očetovsko nadomestilo",
    it="Indennità di paternità",
    en="Paternity benefit",
)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="V tem mesecu teče starševski dopust",
    it="In questo mese decorre il congedo parentale",
    en="Parental leave runs in this month",
)
def parental_leave_runs(applicant):
    """A benefit is paid for the time of the leave."""
    return lies_within(
        application.month_of_right, applicant.parental_leave_from, applicant.parental_leave_until
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pogoji za starševsko nadomestilo, brez časa",
    it="Condizioni per l’indennità parentale, senza il periodo",
    en="Conditions of parental benefit, its time aside",
)
def has_parental_benefit(applicant):
    """Also what excludes the parental allowance, in whichever month."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_parental_leave
        & applicant.insured_for_the_benefit
        & applicant.nothing_excludes_the_benefit
        & applicant.leave_transfer_is_allowed
        & applicant.parental_leave_is_left
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do starševskega nadomestila v mesecu",
    it="Diritto all’indennità parentale nel mese",
    en="Entitled to parental benefit in the month",
)
def entitled_to_parental_benefit(applicant):
    """Its conditions, while the leave runs."""
    return applicant.has_parental_benefit & applicant.parental_leave_runs


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševsko nadomestilo (bruto)",
    it="Indennità parentale (lorda)",
    en="Parental benefit (gross)",
)
def parental_benefit(applicant):
    """With the cap, in proportion to the absence."""
    return when(applicant.entitled_to_parental_benefit, applicant.benefit_for_absence, 0)


right(
    "parental_benefit",
    order=25,
    entitled=entitled_to_parental_benefit,
    amount=parental_benefit,
    start=parental_leave_from,
    end=parental_leave_until,
    conditions=[
        claim_concerns_a_birth,
        may_use_parental_leave,
        insured_for_the_benefit,
        nothing_excludes_the_benefit,
        leave_transfer_is_allowed,
        parental_leave_is_left,
        parental_leave_runs,
    ],
    sl="Starševsko nadomestilo",
    it="Indennità parentale",
    en="Parental benefit",
)
