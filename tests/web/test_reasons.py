"""A reason that others will read says what it needs before anybody writes it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case

from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words
from opora.web.forms.case_access import AssignForm, LiftSealForm, SealForm
from opora.web.forms.case_work import ReopenForm, UnlinkForm, WhyForm
from opora.web.forms.cases import ReasonForm
from opora.web.forms.exclusions import EndTieForm, ExcludeForm, LiftForm
from opora.web.forms.persons import ProtectionForm
from opora.web.forms.reasons import TellingField
from opora.web.forms.unit_overview import ReassignForm
from opora.web.forms.ward_runs import WithdrawForm

FORMS = [
    AssignForm, EndTieForm, ExcludeForm, LiftForm, LiftSealForm, ProtectionForm, ReasonForm, ReassignForm,
    ReopenForm, SealForm, UnlinkForm, WhyForm, WithdrawForm,
]  # fmt: skip
NEEDS = {
    "sl": "Razlog zapišite z vsaj 2 besedama, ki imata skupaj vsaj 10 črk.",
    "it": "Indichi il motivo con almeno 2 parole e 10 lettere in tutto.",
    "en": "Write the reason in at least 2 words and 10 letters.",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_reason_that_is_refused_in_a_word_says_so_beforehand(form):
    assert isinstance(form.base_fields["reason"], TellingField)


@pytest.mark.parametrize("language", NEEDS)
def test_what_is_told_beforehand_is_what_a_refusal_tells(language):
    with translation.override(language):
        assert str(SealForm().fields["reason"].help_text).endswith(NEEDS[language])
        assert str(ReopenForm().fields["reason"].help_text) == NEEDS[language]
        with pytest.raises(Refused) as refused:
            refuse_empty_words("Grožnje")
        assert refused.value.message == NEEDS[language]


@pytest.mark.django_db
def test_the_hint_stands_at_the_field_of_the_page(sign_in):
    scene = set_scene()
    case = eviction_case(scene)
    page = sign_in(scene.head).get(reverse("case_access", args=[case.public_id])).content.decode()
    assert NEEDS["sl"] in page
