"""What changed between two days is told with the old value, the new one and its source."""

from datetime import date

from opora.config.command import main
from opora.law import rulebook
from opora.law.changes import changed_parameters, changed_rules

GRAPH = rulebook().graph


def test_the_yearly_adjustment_is_told_with_both_amounts_and_its_source():
    changes = changed_parameters(GRAPH, date(2026, 3, 31), date(2026, 4, 1), right="cash_social_assistance")
    [change] = [change for change in changes if change.key == "minimum_income_basic_amount"]
    assert (change.before, change.after, change.unit) == ("494.09", "507.43", "EUR")
    assert change.since == date(2026, 4, 1)
    assert change.source.startswith("https://")


def test_between_two_days_of_the_same_law_nothing_changed():
    assert changed_parameters(GRAPH, date(2026, 4, 2), date(2026, 4, 20), right="child_benefit") == []
    assert changed_rules(GRAPH, date(2026, 4, 2), date(2026, 4, 20)) == []


def test_a_rule_with_a_later_version_is_told_with_both_formulas():
    figure = GRAPH.figures["basic_child_benefit"]
    earlier, later = (date.fromisoformat(f"{version.since}-01") for version in figure.versions[:2])
    [change] = [change for change in changed_rules(GRAPH, earlier, later) if change.key == figure.key]
    assert change.since == figure.versions[1].since
    assert change.before
    assert change.after != change.before
    assert change.source.startswith("digest law_rules_zupjs, section 9")
    assert (change.gazette, change.confidence) == ("UL RS 62/10", "medium")


def test_the_command_takes_the_days_in_either_order_and_one_right(capsys):
    assert main(["law", "diff", "2026-04-01", "2026-03-31", "--right", "cash_social_assistance"]) == 0
    printed = capsys.readouterr().out
    assert "minimum_income_basic_amount\tOsnovni znesek minimalnega dohodka\t\t494.09\t507.43\tEUR" in printed
    assert "\n# Rules (" in printed


def test_a_right_nobody_knows_is_refused_with_those_there_are(capsys):
    assert main(["law", "diff", "2026-01-01", "2026-04-01", "--right", "pension"]) == 2
    assert "Choose one of: child_benefit, cash_social_assistance" in capsys.readouterr().err
