"""A whole country from files: rights of every household of a folder of Parquet, part by part.

What it does: reads whole households with just the columns that the wanted rights need (`folder`, `columns`),
groups the rights that look at each other (`together`), determines one partition (`partition`), and streams
the folder into one result file (`running`).
What it does not do: compute. That is `opora.law.batch`; here nothing knows a rule.

Names to know: `determine_partition`, `PopulationFolder`, `determine_folder`, `rights_named`, `CountryError`.
"""

from opora.law.country.folder import CountryError, PopulationFolder
from opora.law.country.partition import determine_partition, rights_named
from opora.law.country.running import determine_folder

__all__ = [
    "CountryError",
    "PopulationFolder",
    "determine_folder",
    "determine_partition",
    "rights_named",
]
