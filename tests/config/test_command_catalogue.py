"""`opora catalogue`: checked, shown and compared at a terminal."""

import pytest

from opora.catalogue import load_catalogue


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
    monkeypatch.setattr("opora.catalogue.catalogue", lambda: broken)
    code, printed, _ = opora("catalogue", "check")
    assert code == 1
    assert "error: broken.yaml: line 1: this is not YAML" in printed


def test_a_definition_is_shown_by_its_key_or_its_printed_number(opora):
    for name in ("community_work_sentence", "1.2.2.3 a"):
        code, printed, _ = opora("catalogue", "show", name, "--on", "2026-05-04", "--language", "en")
        assert code == 0
        assert printed.startswith("1.2.2.3 A Community work")
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
