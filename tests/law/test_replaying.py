"""A decision replays from its stored rulebook, whatever has become of the law since."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import opora
from opora.law import decide, parse_situation, rulebook

SOURCES = Path(opora.__path__[0])

REPLAY = """
import json, sys
stored, situation = sys.argv[1:]
data = json.load(open(situation))
from opora.law import replay
print(json.dumps(replay(open(stored, "rb").read(), data)))
"""

LAW_OF_TODAY = """
import json, sys
data = json.load(open(sys.argv[2]))
from opora.law import decide, parse_situation, rulebook
print(json.dumps({"hash": rulebook().hash, **decide(parse_situation(data)).to_json()["rights"]}))
"""

WITHOUT_ACTS = """
import sys
class NoActs:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("opora.law.acts"):
            raise ImportError(f"a replay has no business with {name}")
sys.meta_path.insert(0, NoActs())
"""


@pytest.fixture
def decided(household, tmp_path):
    """A couple of whom one resigned, with two children, decided under the law as shipped, and stored."""
    data = household(
        adults=[{}, {"has_fault_circumstances": True, "caused_own_loss_of_income": True}],
        children=[{}, {"born": "2023-05-05", "in_kindergarten": False}],
    )
    (tmp_path / "situation.json").write_text(json.dumps(data))
    (tmp_path / "rulebook.json").write_bytes(rulebook().to_json())
    return json.loads(json.dumps(decide(parse_situation(data)).to_json()))


@pytest.fixture
def changed_law(tmp_path):
    """A copy of the law with a rule changed, an amount changed and a third rule deleted."""
    law = tmp_path / "opora" / "law"
    shutil.copytree(SOURCES / "law", law, ignore=shutil.ignore_patterns("__pycache__", "batch"))
    (tmp_path / "opora" / "__init__.py").touch()
    in_file(law / "acts/zupjs/classes.py", "income_per_person) + 1", "income_per_person) + 1 + 1")
    in_file(
        law / "parameters/data/cash_social_assistance.parameters.yaml", "value: '507.43'", "value: '600.00'"
    )
    without_rule(law / "acts/zsvarpre/fault.py", "kr19_self_caused_income_loss")
    return tmp_path


def in_file(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, old)
    path.write_text(text.replace(old, new), "utf-8")


def without_rule(path, name):
    """Deletes the function with its decorator, and its line in the rule that used it."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    rule = next(node for node in ast.parse(text).body if getattr(node, "name", "") == name)
    del lines[rule.decorator_list[0].lineno - 1 : rule.end_lineno]
    kept = [line for line in lines if f"person.{name}" not in line]
    assert len(kept) == len(lines) - 1
    path.write_text("\n".join(kept), "utf-8")


def run(program, tmp_path, *, sources=SOURCES.parent):
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "rulebook.json", tmp_path / "situation.json"],
        env={"PYTHONPATH": str(sources)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_decision_replays_after_a_rule_and_an_amount_were_changed_and_a_third_rule_deleted(
    decided, changed_law
):
    today, then = run(LAW_OF_TODAY, changed_law, sources=changed_law), decided["rights"]
    assert today["hash"] != decided["rulebook"]
    for right in ("child_benefit", "cash_social_assistance"):
        assert today[right]["amount"] != then[right]["amount"]
    assert run(REPLAY, changed_law, sources=changed_law) == decided


def test_a_replay_never_imports_the_acts_of_today(decided, tmp_path):
    assert run(WITHOUT_ACTS + REPLAY, tmp_path) == decided


def test_the_law_of_today_cannot_do_without_its_acts(decided, tmp_path):
    """So the test before this one would notice."""
    del decided
    with pytest.raises(AssertionError, match="no business with opora"):
        run(WITHOUT_ACTS + LAW_OF_TODAY, tmp_path)
