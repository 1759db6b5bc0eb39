import pytest

from opora.demo.synth import write_population


@pytest.fixture(scope="session")
def sixty_households(tmp_path_factory):
    """A population of 150 persons, as `opora synth` writes it."""
    folder = tmp_path_factory.mktemp("country") / "population"
    return write_population(folder, persons=150, seed=7)
