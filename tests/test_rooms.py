"""The house as a whole."""

from pathlib import Path

from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "opora"
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "services"}


def test_no_module_has_a_name_that_says_nothing():
    assert not [path for path in PACKAGE.rglob("*.py") if path.stem in VAGUE_NAMES]


def test_every_room_says_what_it_is_for():
    rooms = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    assert rooms
    assert not [room.name for room in rooms if not (room / "__init__.py").read_text().startswith('"""')]


def test_the_models_have_no_change_without_a_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
