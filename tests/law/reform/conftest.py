import pytest

from opora.demo.synth import write_population
from opora.law import rulebook
from opora.law.country import PopulationFolder


@pytest.fixture(scope="session")
def law():
    return rulebook().graph


@pytest.fixture(scope="session")
def population(tmp_path_factory):
    """Four hundred persons, of whom some have assistance."""
    folder = tmp_path_factory.mktemp("reform") / "population"
    return PopulationFolder(write_population(folder, persons=400, seed=11))
