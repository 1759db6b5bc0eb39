"""Foster care as a profession (poklicni rejnik), and the duties that come with a permit."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Oseba ima dovoljenje za rejništvo",
    it="La persona ha l’autorizzazione all’affidamento",
    en="The person holds a foster permit",
)
def holds_foster_permit(applicant):
    """Of the ministry, or an act of the court that counts as one."""
    return applicant.has_foster_permit


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Oseba ni zavarovana na drugi podlagi",
    it="La persona non è assicurata ad altro titolo",
    en="The person is not insured otherwise",
)
def is_not_insured_otherwise(applicant):
    """No full-time job, no company of one's own, no pension, no other insured activity."""
    return (
        ~applicant.employed_full_time
        & ~applicant.insured_as_managing_partner_shareholder_or_founder
        & ~applicant.retired
        & ~applicant.other_insured_activity
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Normativ je izpolnjen",
    it="Il numero minimo di minori è raggiunto",
    en="The norm of children is met",
)
def foster_norm_is_met(applicant, p):
    """Enough children at once, of whom enough for the whole month; a child's specific needs may lower it.

    A choice: where the norm is lowered, one child is enough; the source does not say how far it goes down.
    Since November 2025 one child is enough for everybody.
    """
    norm = p.foster_norm_children
    at_once = applicant.children_placed_at_same_time >= norm["placed_at_same_time"]
    whole_month = applicant.children_placed_whole_month >= norm["placed_whole_month"]
    lowered = applicant.foster_norm_is_lowered & (applicant.children_placed_at_same_time >= 1)
    return (at_once & whole_month) | lowered


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Rejništvo kot poklic",
    it="Affidamento come professione",
    en="Foster care as a profession",
)
def may_foster_as_profession(applicant):
    """The state then pays the social-security contributions beside the foster payment.

    Not modelled: the amount of the contributions, which the acts on insurance set.
    """
    return applicant.holds_foster_permit & applicant.is_not_insured_otherwise & applicant.foster_norm_is_met


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZIRD",
    sl="Začetek statusa",
    it="Inizio dello stato",
    en="Start of the status",
)
def foster_status_from(applicant):
    """A choice: the day of deciding; the sources do not say when the status begins."""
    del applicant
    return application.day_of_deciding


right(
    "professional_foster_care",
    order=66,
    given="status",
    entitled=may_foster_as_profession,
    start=foster_status_from,
    conditions=[holds_foster_permit, is_not_insured_otherwise, foster_norm_is_met],
    sl="Poklicni rejnik",
    it="Affidatario di professione",
    en="Foster care as a profession",
)

right(
    "foster_carer_duties",
    order=67,
    given="status",
    entitled=holds_foster_permit,
    start=foster_status_from,
    conditions=[holds_foster_permit],
    sl="Obveznosti, naloge in pravice rejnice oziroma rejnika",
    it="Obblighi, compiti e diritti dell’affidatario",
    en="Duties, tasks and rights of a foster carer",
)
