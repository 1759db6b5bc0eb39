"""A population is generated, determined and tried with a reform from the command line."""

import pyarrow.parquet as pq
import pytest

from opora.config.command import main

MONTH = ["--month", "2026-05"]


@pytest.fixture(scope="module")
def population(tmp_path_factory):
    folder = tmp_path_factory.mktemp("command") / "population"
    assert main(["synth", "--persons", "60", "--seed", "2", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Compiled kernels go to a folder of their own; the bar is drawn although nobody watches."""
    monkeypatch.setenv("OPORA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OPORA_PROGRESS", "1")


def test_a_batch_writes_a_file_prints_the_sums_and_draws_its_progress(population, tmp_path, capsys):
    out = tmp_path / "rights.parquet"
    assert main(["law", "batch", str(population), *MONTH, "--rights", "birth_grant", "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "right\thouseholds\tamount\twithout_result"
    assert "1 of 1 parts" in told.err
    assert "birth_grant.amount" in pq.read_table(out).column_names


def test_a_month_the_population_was_not_drawn_for_lacks_columns(population, tmp_path, capsys):
    out = tmp_path / "rights.parquet"
    rights = ["--rights", "cash_social_assistance"]
    assert main(["law", "batch", str(population), "--month", "2026-09", *rights, "--out", str(out)]) == 2
    assert "wage@2026-07: needed by cash_social_assistance" in capsys.readouterr().err
    assert not out.exists()


def test_a_reform_with_a_misspelt_parameter_is_refused(population, tmp_path, capsys):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  birth_grant_amont: 500\n", "utf-8")
    assert main(["law", "reform", str(path), str(population), *MONTH]) == 2
    assert "reform.yaml, line 2: no parameter is called 'birth_grant_amont'" in capsys.readouterr().err


def test_a_reform_that_touches_nothing_named_prints_the_whole(population, tmp_path, capsys):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  minimum_income_basic_amount: {times: 2}\n", "utf-8")
    folder = tmp_path / "effect"
    rights = ["--rights", "birth_grant", "--language", "en", "--out", str(folder)]
    assert main(["law", "reform", str(path), str(population), *MONTH, *rights]) == 0
    assert "# Together" in capsys.readouterr().out
    assert (folder / "reform.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_in_use_is_not_written_over(population, capsys):
    assert main(["synth", "--persons", "60", "--out", str(population)]) == 2
    assert "not empty" in capsys.readouterr().err
