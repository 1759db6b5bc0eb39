"""What a worker's post is called, on the screens and below a letter."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from tests.organisation.factories import WorkerFactory

from opora.documents.officials import official
from opora.organisation.models import Role
from opora.organisation.posts import post_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sex", "sl", "it"),
    [
        ("female", "Strokovna delavka", "Operatrice professionale"),
        ("male", "Strokovni delavec", "Operatore professionale"),
        ("", "Strokovna delavka/strokovni delavec", "Operatrice/operatore professionale"),
    ],
)
def test_a_post_has_the_form_of_the_workers_sex_and_both_forms_where_it_is_not_recorded(sex, sl, it):
    worker = WorkerFactory(sex=sex, professional_worker=True)
    for language, name in (("sl", sl), ("it", it), ("en", "Professional worker")):
        with translation.override(language):
            assert post_of(worker, Role.PROFESSIONAL) == name
    assert official(worker, date(2026, 3, 2)).post == {"sl": sl, "it": it, "en": "Professional worker"}


def test_a_post_that_has_one_form_keeps_it():
    with translation.override("sl"):
        assert post_of(WorkerFactory(sex="female"), Role.HEAD_OF_UNIT) == "Vodja enote"


def test_the_menu_of_a_worker_names_her_post(sign_in):
    page = sign_in(WorkerFactory(sex="female", clerk=True)).get(reverse("worklist")).content.decode()
    assert "Referentka" in page
    assert "Referentka/referent" not in page


def test_the_database_keeps_no_other_sex():
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkerFactory(sex="x")
