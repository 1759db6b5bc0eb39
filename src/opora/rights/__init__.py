"""Applications for rights, determinations, entitlement periods and payments."""
