"""Commands of the terminal, run inside the test: Django is set up already."""

import pytest

from opora.config import catalogue_read, command, command_log, command_records, terminal_acts


@pytest.fixture
def opora(monkeypatch, capsys):
    """Run `opora …`; gives the exit code, what was printed and what was complained of."""
    for module in (catalogue_read, command_log, command_records, terminal_acts):
        monkeypatch.setattr(module, "start_django", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = command.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run
