"""The life of a case: parties, numbering, deadlines, notes, timeline."""
