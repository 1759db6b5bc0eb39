"""Proof of how an earlier extraordinary aid was used, and the wait after an unproven one."""

from opora.law.acts.law_book import applicant, application, figure
from opora.law.engine.types import DATE, YES_NO
from opora.law.engine.words import months_later, when


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Rok za porabo zadnje izredne pomoči",
    it="Termine per spendere l’ultima assistenza straordinaria",
    en="Last day to spend the previous aid",
)
def previous_aid_is_spent_by(applicant, p):
    """Counted in days from the day of receipt, which is not counted itself."""
    term = p.selected_by("day_of_filing").extraordinary_aid_spending_deadline_days
    return applicant.previous_extraordinary_aid_received_on + term


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Rok za dokazila o porabi zadnje izredne pomoči",
    it="Termine per le prove dell’uso dell’ultima assistenza",
    en="Last day to prove the use of the previous aid",
)
def use_of_previous_aid_is_proved_by(applicant, p):
    """Counted like the term for spending.

    Not modelled: the days of the epidemic of 2020 and 2021 in which the term did not run.
    """
    term = p.selected_by("day_of_filing").extraordinary_aid_proof_deadline_days
    return applicant.previous_extraordinary_aid_received_on + term


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Namenska poraba zadnje izredne pomoči je pravočasno dokazana",
    it="L’uso dell’ultima assistenza è provato in tempo",
    en="The use of the previous aid is proved in time",
)
def use_of_previous_aid_is_proved(applicant):
    """Spent and proved, each within its own term."""
    return (
        applicant.proved_use_of_previous_aid
        & (applicant.previous_aid_spent_on <= applicant.previous_aid_is_spent_by)
        & (applicant.use_of_previous_aid_proved_on <= applicant.use_of_previous_aid_is_proved_by)
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Konec izključitve po nedokazani porabi",
    it="Fine dell’esclusione dopo l’uso non provato",
    en="First day after the exclusion for unproven use",
)
def exclusion_after_unproven_use_ends(applicant, p):
    """The first day after so many months that follow the month of receipt."""
    last_month = months_later(
        applicant.previous_extraordinary_aid_received_on, p.extraordinary_aid_exclusion_months
    )
    return months_later(last_month, 1)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Prejšnja izredna pomoč ne ovira nove",
    it="L’assistenza precedente non osta alla nuova",
    en="The previous aid does not stand in the way",
)
def previous_aid_is_no_obstacle(applicant):
    """There was none, its use is proved, or the exclusion is over.

    A choice: an application filed while the term for the proof still runs is refused as well; a centre's
    report counts such applications among the refused.
    """
    unproved = applicant.received_extraordinary_aid_before & ~applicant.use_of_previous_aid_is_proved
    over = application.day_of_filing >= applicant.exclusion_after_unproven_use_ends
    return when(unproved, over, True)
