"""Finds the browser that the page tests drive; on a CI machine, installs the distribution's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = """\
************************************************************************************
  NO BROWSER: the tests of the pages are SKIPPED. Install Chromium (on Debian:
  apt install chromium), or name one: OPORA_CHROMIUM=/path/to/chrome make test
************************************************************************************"""


def find_browser() -> str | None:
    """Path of the Chromium to drive: `OPORA_CHROMIUM`, else the first found on the machine."""
    if named := os.environ.get("OPORA_CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def on_ci() -> bool:
    """Whether this is a CI machine, where a missing browser is a failure."""
    return os.environ.get("CI", "").lower() == "true"


def install_browser() -> None:
    """Install Chromium from the distribution, as root on a CI machine."""
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(  # noqa: S603
            command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False, stdout=sys.stderr
        )


def main() -> int:
    """Say which browser the tests will drive; fail where one is demanded and missing."""
    if not find_browser() and on_ci() and os.geteuid() == 0 and shutil.which("apt-get"):
        install_browser()
    if found := find_browser():
        print(f"The pages are tested in {found}.")
        return 0
    print(NO_BROWSER, file=sys.stderr)
    return 1 if on_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
