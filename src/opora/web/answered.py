"""What one answer changes on the open page of facts: these parts alone are drawn and swapped."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.cases.models import Case
from opora.rights.models import Application
from opora.sources.models import Fact
from opora.web.access import WorkerRequest
from opora.web.case_frame import parties_of
from opora.web.facts_page import shows_all, what_is_open
from opora.web.findings import findings_of, told_by_person
from opora.web.forms.facts import AnswersForm
from opora.web.open_questions import questions_left


def draw_answered(
    request: WorkerRequest,
    case: Case,
    application: Application,
    answered: AnswersForm,
    written: Iterable[Fact],
) -> HttpResponse:
    """The result, what goes and comes among the questions, and what is known of whom the answer was about.

    After the last answer, and where the facts contradict one another now, no question stays: something
    else stands in their place.
    """
    found = findings_of(application, parties_of(case), on=timezone.localdate())
    left = questions_left(found.questions, found.names, all_of_them=shows_all(request), answered=answered)
    about = {fact.person_id for fact in written}
    context = what_is_open(request, case, application, found, left) | {
        "questions_stay": bool(left.count) and not found.contradiction,
        "people": [told for told in told_by_person(found) if told.person_id in about],
    }
    return render(request, "facts/answered.html", context)
