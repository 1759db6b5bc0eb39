"""A definition as a worker would read it: lines of text in Slovenian, Italian or English.

`told` gives the lines; nothing here prints. Purpose, notes and explanations exist in English only.
"""

from opora.catalogue.telling.task import told

__all__ = ["told"]
