"""The catalogue: every task of a centre as data, in dated versions, read and checked at start.

It holds definitions only. It has no models and no database, computes no deadline (`law.procedure` does) and
records no case (`cases` does). A new task is a new file below `tasks/`.

The names to know: `catalogue()`, `Catalogue.task`, `Catalogue.version`, `Task`, `CatalogueError`.
"""

from opora.catalogue.loading import Catalogue, catalogue, load_catalogue, put_in_force, shipped_catalogue
from opora.catalogue.reading import CatalogueError
from opora.catalogue.schema import SealKind, Task

__all__ = [
    "Catalogue",
    "CatalogueError",
    "SealKind",
    "Task",
    "catalogue",
    "load_catalogue",
    "put_in_force",
    "shipped_catalogue",
]
