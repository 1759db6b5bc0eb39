"""A definition as a worker would read it: lines of text in Slovenian, Italian or English.

`told` gives the lines; nothing here prints. What is not printed is said in the same three languages.
"""

from opora.catalogue.telling.task import told

__all__ = ["told"]
