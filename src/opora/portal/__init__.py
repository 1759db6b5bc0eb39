"""Citizens' pages. Empty until the portal issue."""
