"""Every setting of the environment is told to whoever deploys."""

import re
from pathlib import Path

import opora

PACKAGE = Path(opora.__file__).parent
PAGE = PACKAGE.parents[1] / "docs" / "deployment.md"
READ = re.compile(r"""(?:environ(?:\.get)?[(\[]|switched_on\()\s*"(OPORA_\w+)\"""")
FOR_TESTS_ONLY = {"OPORA_TEST_DATABASE"}


def settings_read() -> set[str]:
    found = {
        name for path in PACKAGE.rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))
    }
    return found - FOR_TESTS_ONLY


def test_the_page_of_deployment_tells_every_setting_and_no_other():
    told = set(re.findall(r"^\| `(OPORA_\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert "OPORA_DATABASE_URL" in settings_read()
    assert told == settings_read()
