"""Fault reasons (krivdni razlogi): the lack of income that a person could have influenced.

Nineteen reasons, in the order in which the centres publish them. The list of the act is not exhaustive; the
last reason catches what the others do not name. Not modelled: how long a reason lasts. Its facts are dated,
so it holds in the months for which the officer records it.
"""

from opora.law.acts.law_book import applicant, figure, person
from opora.law.engine.types import YES_NO


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Pisni sporazum o prenehanju pogodbe o zaposlitvi",
    it="Accordo scritto di cessazione del contratto di lavoro",
    en="Written agreement ending the employment",
)
def kr01_mutual_termination(person):
    """Employment ended by agreement."""
    return person.termination == "mutual_written_agreement"


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev prehoda k delodajalcu prevzemniku",
    it="Rifiuto del passaggio al datore di lavoro cessionario",
    en="Refused transfer to the new employer",
)
def kr02_refused_transfer(person):
    """The transferring employer dismissed a worker who would not move to the new one."""
    return person.termination == "refused_transfer"


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Redna odpoved pogodbe o zaposlitvi s strani delavca",
    it="Dimissioni del lavoratore",
    en="The worker gave notice",
)
def kr03_worker_resigned(person):
    """Unless labour law treats the notice like a dismissal for business reasons."""
    return (person.termination == "worker_ordinary_notice") & ~person.same_rights_as_business_dismissal


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odpoved pogodbe o zaposlitvi iz razlogov na strani delavca",
    it="Licenziamento per colpa del lavoratore",
    en="Dismissal for the worker's fault",
)
def kr04_culpable_dismissal(person):
    """Ordinary dismissal for fault, or extraordinary dismissal for reasons on the worker's side."""
    return person.termination == "fault_of_worker"


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev nove pogodbe o zaposlitvi za nedoločen čas",
    it="Rifiuto di un nuovo contratto a tempo indeterminato",
    en="Refused a new contract of indefinite term",
)
def kr05_refused_new_contract(person):
    """After dismissal for business reasons or incapacity, suitable permanent work was offered and refused."""
    offered = person.offered_contract_is_suitable & (person.offered_contract_term == "indefinite")
    return (
        person.termination.is_one_of("business_reason", "incapacity")
        & offered
        & person.offered_contract_refused
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev nadaljevanja dela po nezakoniti odpovedi",
    it="Mancata continuazione dopo il licenziamento illegittimo",
    en="Did not continue after an unlawful dismissal",
)
def kr06_did_not_continue_employment(person):
    """A final judgment found the dismissal unlawful, but the worker did not want the job back."""
    return person.did_not_continue_after_unlawful_dismissal


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Opustitev zahteve za varstvo pred odpovedjo",
    it="Mancata richiesta di tutela contro il licenziamento",
    en="Sought no legal protection",
)
def kr07_no_legal_protection_sought(person):
    """The dismissal broke special protection, and neither court nor arbitration was asked."""
    return person.sought_no_protection_from_dismissal


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odjava iz evidence brezposelnih na lastno željo",
    it="Cancellazione dal registro dei disoccupati",
    en="Left the register of unemployed",
)
def kr08_self_deregistered_unemployed(person):
    """At own request, from the register or from an employment programme."""
    return person.left_unemployed_register


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev ali kršitev ukrepa aktivne politike zaposlovanja",
    it="Rifiuto o violazione di una misura di politica attiva del lavoro",
    en="Refused or breached an employment measure",
)
def kr09_refused_or_breached_almp(person):
    """An active employment measure was refused, or the contract on it broken."""
    return person.refused_or_breached_employment_measure


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev zaposlitve",
    it="Rifiuto di un impiego",
    en="Refused a job",
)
def kr10_refused_job(person):
    """Suitable or appropriate work was refused, or no effort made for it."""
    return person.refused_suitable_job


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Delo na črno",
    it="Lavoro nero",
    en="Undeclared work",
)
def kr11_undeclared_work(person):
    """Works or is employed illegally."""
    return person.works_illegally


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Opustitev aktivnega iskanja zaposlitve",
    it="Mancata ricerca attiva di un lavoro",
    en="Not an active jobseeker",
)
def kr12_not_active_jobseeker(person):
    """Unless the employment plan lifts the duty."""
    return ~person.active_jobseeker & ~person.exempted_by_employment_plan


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odklonitev podpisa zaposlitvenega načrta",
    it="Rifiuto di firmare il piano occupazionale",
    en="Refused to sign the employment plan",
)
def kr13_refused_employment_plan(person):
    """The plan of the employment service was not signed."""
    return person.refused_employment_plan


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Odjava iz evidence iskalcev zaposlitve na lastno željo",
    it="Cancellazione dal registro di chi cerca lavoro",
    en="Left the register of jobseekers",
)
def kr14_self_deregistered_jobseeker(person):
    """At own request."""
    return person.left_jobseekers_register


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Opustitev prijave v evidenco brezposelnih oseb",
    it="Mancata iscrizione come disoccupato",
    en="Not registered as unemployed",
)
def kr15_not_registered_unemployed(person):
    """Could count as unemployed, but is not registered. Students have their own reason."""
    return ~person.student & person.could_be_registered & ~person.registered_at_employment_service


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Opustitev prijave študenta nad starostno mejo v evidenco iskalcev zaposlitve",
    it="Mancata iscrizione di uno studente oltre il limite di età",
    en="Student over the age limit who is not registered",
)
def kr16_student_over_26_not_registered(person, p):
    """A student older than the limit who could be entered among the jobseekers and is not."""
    older = person.age_years > p.fault_reason_student_age
    return person.student & older & person.could_be_registered & ~person.registered_at_employment_service


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Opustitev uveljavljanja pravice, ki bi izboljšala položaj družine",
    it="Mancato esercizio di un diritto che migliorerebbe la situazione della famiglia",
    en="A right left unclaimed",
)
def kr17_unclaimed_right(person):
    """Without justification, a right that would better the position of the person or the family."""
    return person.left_right_unclaimed


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Prestajanje kazni zapora",
    it="Espiazione di una pena detentiva",
    en="Serving a prison sentence",
)
def kr18_prison_sentence(person):
    """The sentence is being served."""
    return person.serving_prison_sentence


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Izguba dohodka iz razlogov, na katere je oseba vplivala",
    it="Perdita del reddito per motivi su cui la persona ha influito",
    en="Caused the loss of income",
)
def kr19_self_caused_income_loss(person):
    """Means or income were lost through own doing, whether or not that income counts."""
    return person.caused_own_loss_of_income


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Podan je krivdni razlog",
    it="Sussiste un motivo di colpa",
    en="A fault reason exists",
)
def has_fault_reason(person):
    """Any of the nineteen."""
    return (
        person.kr01_mutual_termination
        | person.kr02_refused_transfer
        | person.kr03_worker_resigned
        | person.kr04_culpable_dismissal
        | person.kr05_refused_new_contract
        | person.kr06_did_not_continue_employment
        | person.kr07_no_legal_protection_sought
        | person.kr08_self_deregistered_unemployed
        | person.kr09_refused_or_breached_almp
        | person.kr10_refused_job
        | person.kr11_undeclared_work
        | person.kr12_not_active_jobseeker
        | person.kr13_refused_employment_plan
        | person.kr14_self_deregistered_jobseeker
        | person.kr15_not_registered_unemployed
        | person.kr16_student_over_26_not_registered
        | person.kr17_unclaimed_right
        | person.kr18_prison_sentence
        | person.kr19_self_caused_income_loss
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 28",
    sl="Pri vlagatelju ni krivdnega razloga",
    it="Il richiedente non ha motivi di colpa",
    en="The applicant is not at fault",
)
def applicant_is_not_at_fault(applicant):
    """The act refuses the person who could influence the lack of income."""
    return ~applicant.has_fault_reason


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 12",
    sl="Član se upošteva pri minimalnem dohodku",
    it="Il membro conta nel reddito minimo",
    en="The member counts in the minimum income",
)
def counts_in_minimum_income(person):
    """A partner at fault is not counted: no weight, while own income and property still count.

    A choice: the source says only that such a person is not counted. The applicant at fault is refused as a
    whole (`applicant_is_not_at_fault`); children are never at fault.
    """
    return ~(person.is_partner_of_applicant & person.has_fault_reason)
