"""What the checks say of a scheme: the ledger of stated numbers, findings where they stand, waivers."""
