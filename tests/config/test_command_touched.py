"""`opora touched`: one faulty register and time are answered with the decisions to look at again."""

import pytest
from django.utils import timezone
from tests.web.scene import set_scene
from tests.web.test_worklist import issued

from opora.sources.models import Fact

pytestmark = pytest.mark.django_db


def test_the_decisions_that_rest_on_a_registers_answers_are_printed(opora, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    decision = issued(set_scene())
    Fact.objects.filter(pk=decision.determination.facts[0]).update(source="tax")
    today = str(timezone.localdate())
    code, printed, _complaint = opora("touched", "tax", "--from", today, "--until", today)
    assert code == 0
    assert f"{decision.case.number}\t{decision.number}" in printed
    assert "rest on it: 0." in opora("touched", "bank", "--from", today, "--until", today)[1]
