"""`opora catalogue`: checked, shown and compared at a terminal."""

from datetime import date

import pytest
from django.utils import timezone
from tests.organisation.factories import WorkerFactory

from opora.amendments.models import Proposal, ProposalState
from opora.catalogue import load_catalogue, shipped_catalogue
from opora.catalogue.checks.counting import KINDS, ORIGINS, pieces_by_origin
from opora.catalogue.exporting import as_yaml
from opora.config import catalogue_read

pytestmark = pytest.mark.django_db
TASK = "opinion_on_eviction"


def test_the_check_of_the_shipped_catalogue_prints_every_definition_and_ends_well(opora):
    code, printed, _ = opora("catalogue", "check")
    assert code == 0
    lines = printed.splitlines()
    assert any(line.startswith("opinion_on_eviction") and "5/0/0" in line for line in lines)
    assert any(
        "personal_assistance: printed 795, steps 675: mismatch as printed, +120" in line for line in lines
    )
    assert "0 errors" in lines[-1]


def test_the_check_can_be_read_in_a_hundred_columns(opora):
    _, printed, _ = opora("catalogue", "check")
    assert [line for line in printed.splitlines() if len(line) > 100] == []


def test_the_check_prints_corrections_beside_what_was_printed(opora):
    _, printed, _ = opora("catalogue", "check")
    assert "steps.follow_up.sl: printed “izvajana”, read as “izvajanja”" in printed


def test_the_check_ends_with_one_where_something_is_wrong(opora, tmp_path, monkeypatch):
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "broken.yaml").write_text("a: [")
    broken = load_catalogue(tmp_path)
    monkeypatch.setattr("opora.catalogue.shipped_catalogue", lambda: broken)
    code, printed, _ = opora("catalogue", "check")
    assert code == 1
    assert "error: broken.yaml: line 1: this is not YAML" in printed


def test_a_definition_is_shown_by_its_key_or_its_printed_number(opora):
    for name in ("community_work_sentence", "1.2.2.3 a"):
        code, printed, _ = opora("catalogue", "show", name, "--on", "2026-05-04", "--language", "en")
        assert code == 0
        assert printed.splitlines()[2].startswith("1.2.2.3 A Community work")
        assert [line for line in printed.splitlines() if len(line) > 100] == []


def test_the_nearest_name_is_offered_for_a_slip(opora):
    code, printed, complained = opora("catalogue", "show", "opinion_on_evictio", "--on", "2026-05-04")
    assert code == 2
    assert printed == ""
    assert "No task is called 'opinion_on_evictio'. Nearest: opinion_on_eviction" in complained


def test_two_days_are_compared(opora):
    code, printed, _ = opora("catalogue", "diff", "2023-12-31", "2024-02-24")
    assert code == 0
    assert "2024-02-23 family_help “Pomoč družini za dom”: added; in effect: 2024-02-24" in printed
    assert "removed: family_assistant" in printed
    assert "4 announcements" in printed


def test_a_day_that_is_none_is_refused_with_the_way_to_write_it(opora, capsys):
    with pytest.raises(SystemExit):
        opora("catalogue", "diff", "yesterday", "2026-05-04")
    assert "'yesterday' is no day; write it as 2026-05-04" in capsys.readouterr().err


def test_the_acts_are_printed_with_what_rests_on_them(opora):
    code, printed, _ = opora("catalogue", "acts", "--on", "2018-12-31")
    assert code == 0
    assert "DZ (Družinski zakonik): UL 15/17; " in printed
    assert "ZSVI" not in printed
    assert "18 of them of an emergency" in printed


def test_every_number_of_pieces_is_printed_as_it_is(opora):
    """Ten printed and none of another origin is 10/0/0, not one digit and a dash."""
    _, printed, _ = opora("catalogue", "check", "--shipped")
    rows = {line.split()[0]: line.split()[1:] for line in printed.splitlines() if line.count("/") > 3}
    for key, versions in shipped_catalogue().tasks.items():
        pieces = pieces_by_origin(shipped_catalogue(), versions[-1])
        counts = (pieces[kind] for kind in KINDS)
        assert rows.get(key, ["-"] * len(KINDS)) == [
            "/".join(str(each[origin]) for origin in ORIGINS) if each.total() else "-" for each in counts
        ]


@pytest.fixture
def version_of_the_centre():
    """An approved version of the centre that reads otherwise from 2027 on."""
    present = shipped_catalogue().tasks[TASK][-1]
    text = as_yaml([present.model_copy(update={"valid_from": date(2027, 1, 1), "en": "Opinion of ours"})])
    Proposal.objects.create(
        task=TASK,
        text=text,
        reason="Odločitev centra.",
        state=ProposalState.APPROVED,
        proposed_by=WorkerFactory(),
        proposed_at=timezone.now(),
        decided_by=WorkerFactory(),
        decided_at=timezone.now(),
    )


@pytest.mark.usefixtures("version_of_the_centre")
def test_what_the_centre_approved_is_shown_and_compared_too(opora):
    _, printed, _ = opora("catalogue", "show", TASK, "--on", "2027-02-01", "--language", "en")
    assert printed.startswith("With the local layer of 1 version.")
    assert "Opinion of ours" in printed
    _, printed, _ = opora("catalogue", "diff", "2026-05-04", "2027-02-01")
    assert printed.startswith("With the local layer of 1 version.")
    assert 'en: "Opinion to the court in eviction proceedings" → "Opinion of ours"' in printed
    _, printed, _ = opora("catalogue", "check")
    assert printed.startswith("With the local layer of 1 version.")
    assert "12 printed norms" in printed


@pytest.mark.usefixtures("version_of_the_centre")
def test_the_centres_own_layer_is_left_out_where_only_the_shipped_files_are_asked_for(opora):
    _, printed, _ = opora("catalogue", "diff", "2026-05-04", "2027-02-01", "--shipped")
    assert printed.startswith("Shipped only.")
    assert "0 changes in effect" in printed


def test_without_a_database_the_shipped_files_are_read(opora, monkeypatch):
    monkeypatch.setattr(catalogue_read, "has_database", lambda: False)
    code, printed, _ = opora("catalogue", "show", TASK, "--on", "2026-05-04", "--language", "sl")
    assert code == 0
    assert printed.startswith("Samo priloženi katalog.")


def test_a_database_that_cannot_be_read_leaves_the_shipped_files_and_says_so(opora, monkeypatch):
    def silent():
        raise OSError

    monkeypatch.setattr(catalogue_read, "has_database", lambda: True)
    monkeypatch.setattr(catalogue_read, "start_django", silent)
    code, printed, _ = opora("catalogue", "show", TASK, "--on", "2026-05-04", "--language", "en")
    assert code == 0
    assert printed.startswith("Shipped only: the database could not be read")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("nonsense", ""), ("deložac", TASK), ("guardian of a child", "guardian"), ("foster", "foster")],
)
def test_a_name_that_nothing_has_is_answered_with_real_ones(opora, typed, near):
    _, _, complained = opora("catalogue", "show", typed, "--on", "2026-05-04")
    offered = complained.partition("Nearest: ")[2].strip().rstrip(".").split(", ")
    assert len(offered) == 3
    assert set(offered) <= set(shipped_catalogue().tasks)
    assert any(near in each for each in offered)


def test_one_thing_is_counted_as_one(opora):
    _, printed, _ = opora("catalogue", "acts")
    assert " 1 task, " in printed.replace("\n", " ")
    assert " 1 tasks" not in printed


def test_the_purpose_in_slovenian_is_not_called_english(opora):
    for language in ("sl", "it"):
        _, printed, _ = opora("catalogue", "show", TASK, "--on", "2026-05-04", "--language", language)
        assert "angleš" not in printed
        assert "inglese" not in printed
