"""The simulated state registers: a process of their own that answers as the real ones would.

Only for the demo and the tests. What they know is handed in as a `RegistryData`; the switches make a
register slow or silent. It holds no data of its own and writes nothing down.

The names to know: `serve`, `RegistryData`, `RegistryServer`, `Switches`, `Control`.
"""

from opora.sources.registry.control import Control
from opora.sources.registry.data import RegistryData
from opora.sources.registry.running import serve
from opora.sources.registry.server import RegistryServer
from opora.sources.registry.switches import Switches

__all__ = ["Control", "RegistryData", "RegistryServer", "Switches", "serve"]
