"""What can be wrong in a catalogue whose files can all be read: found, with what to do about it.

`findings` is the whole check. A file that cannot be read is told by the loader (`Catalogue.faults`); nothing
here prints or ends a program, `opora catalogue check` does.
"""

from opora.catalogue.checks.findings import Finding, findings
from opora.catalogue.checks.norms import NormCheck, norm_check, norm_checks

__all__ = ["Finding", "NormCheck", "findings", "norm_check", "norm_checks"]
