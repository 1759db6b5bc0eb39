"""A legal basis must be an act that is known by that name, so that one act is not two."""

from __future__ import annotations

from collections.abc import Iterator

from opora.catalogue.acts import acts, acts_near, bases_of
from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue


def unknown_acts(catalogue: Catalogue) -> Iterator[Finding]:
    """Bases that `acts.yaml` does not hold, each once for its task."""
    for key, versions in catalogue.tasks.items():
        named = {basis.act for version in versions for basis in bases_of(version)}
        for name in sorted(named - acts().keys()):
            near = ", ".join(acts_near(name))
            cure = f"Write it as {near}, or add it" if near else "Add it"
            yield Finding("error", key, f"No act is called {name!r}. {cure} to acts.yaml with its source.")
