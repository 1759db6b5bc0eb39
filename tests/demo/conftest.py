"""A network, as the demo centre needs it."""

import pytest

from opora.organisation.network import load_network


@pytest.fixture
def network(db):
    load_network()
