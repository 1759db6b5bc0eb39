"""Asking the registers for an application."""

import pytest
from tests.rights.factories import family, morning, office

from opora.cases.models import DeadlineState
from opora.rights.asking_registers import FETCHING, ask_all_registers

pytestmark = pytest.mark.django_db


def test_asking_the_registers_meets_the_term_to_ask_them():
    place = office()
    application = family("couple_one_full_time", at_office=place)
    running = application.case.deadlines.get(key=FETCHING)
    assert running.state == DeadlineState.RUNNING
    ask_all_registers(application, by=place.clerk, at=morning(application.filed_on))
    running.refresh_from_db()
    assert (running.state, running.ended_on) == (DeadlineState.MET, application.filed_on)
