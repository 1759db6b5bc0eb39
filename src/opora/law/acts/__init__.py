"""One package an act: its rules in the order of the act."""
