"""The guardian's report, and the costs and reward that go with it."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE
from opora.law.engine.words import first_day_of_year, months_later


@condition(
    "DZ 250(1)",
    sl="Skrbniško poročilo je treba oddati",
    it="Il rendiconto va presentato",
    en="A guardian's report is due",
)
def guardian_report_is_due(applicant):
    """Once a year and on demand; at a discharge and at the end of the guardianship as well."""
    return (
        applicant.holds_the_office_of_guardian
        | applicant.centre_demands_report
        | applicant.guardian_was_discharged
        | applicant.guardianship_has_ended
    )


@condition(
    "DZ 250(1)",
    sl="Skrbnik mora poročati",
    it="Il tutore deve rendere conto",
    en="The guardian has to report",
)
def guardian_must_report(applicant, p):
    """On the care for the person, and an account of the property."""
    return under_the_code(applicant, p, applicant.guardian_report_is_due)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 250(1)",
    sl="Letno skrbniško poročilo je treba oddati do",
    it="Il rendiconto annuale va presentato entro il",
    en="The yearly report is due by",
)
def guardian_report_until(applicant, p):
    """In the year of filing, for the year before."""
    del applicant
    month = months_later(first_day_of_year(application.day_of_filing), p.guardian_report_due_months)
    return month + p.guardian_report_due_days


@condition(
    "DZ 250(1)",
    sl="Letno poročilo je oddano pravočasno",
    it="Il rendiconto annuale è presentato in tempo",
    en="The yearly report is handed in on time",
)
def guardian_report_is_in_time(applicant):
    """On the last day at the latest."""
    return application.day_of_filing <= applicant.guardian_report_until


right(
    "guardian_annual_report",
    order=103,
    given="status",
    entitled=guardian_must_report,
    start=family_procedure_from,
    conditions=[guardian_report_is_due],
    sl="Skrbniško poročilo",
    it="Rendiconto del tutore",
    en="Guardian's report",
)


@condition(
    "DZ 252(1)",
    sl="Strošek je upravičen in nastal pri skrbništvu",
    it="La spesa è giustificata e nata dalla tutela",
    en="The cost is justified and arose from the guardianship",
)
def cost_is_justified(applicant):
    """In the duties of the guardian."""
    return applicant.cost_justified_and_from_guardianship


@condition(
    "DZ",
    sl="Strošek je v poročilu izkazan z dokazili",
    it="La spesa è provata nel rendiconto",
    en="The cost is proved in the report",
)
def cost_is_proved(applicant):
    """The centre decides on it together with the report."""
    return applicant.cost_stated_in_report_with_evidence


@condition(
    "DZ 252(1)",
    sl="Pravica do povračila stroškov skrbniku",
    it="Diritto del tutore al rimborso delle spese",
    en="The guardian's costs are reimbursed",
)
def cost_is_reimbursed(applicant, p):
    """Not modelled: the order of sources from which it is paid (279)."""
    return under_the_code(applicant, p, applicant.cost_is_justified & applicant.cost_is_proved)


right(
    "guardian_expense_reimbursement",
    order=104,
    given="status",
    entitled=cost_is_reimbursed,
    start=family_procedure_from,
    conditions=[cost_is_justified, cost_is_proved],
    sl="Povračilo upravičenih stroškov skrbniku",
    it="Rimborso delle spese giustificate del tutore",
    en="Reimbursement of a guardian's justified costs",
)


@condition(
    "DZ 252(2)",
    sl="Delo zahteva posebne kvalifikacije",
    it="Il lavoro richiede qualifiche speciali",
    en="The work needs special qualifications",
)
def work_needs_special_qualifications(applicant):
    """Because it is complex and responsible."""
    return applicant.special_qualifications_needed_for_complex_responsible_work


@condition(
    "DZ 252(2)",
    sl="Center lahko skrbniku določi nagrado",
    it="Il centro può concedere un compenso al tutore",
    en="The centre may set a reward",
)
def reward_may_be_set(applicant, p):
    """Not modelled: how much; the centre has discretion, and the office is honorary otherwise."""
    return under_the_code(applicant, p, applicant.work_needs_special_qualifications)


right(
    "guardian_reward",
    order=105,
    given="status",
    entitled=reward_may_be_set,
    start=family_procedure_from,
    conditions=[work_needs_special_qualifications],
    sl="Nagrada skrbniku",
    it="Compenso al tutore",
    en="Reward for a guardian",
)
