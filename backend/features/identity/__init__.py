"""People, organisations, hats and sessions (clauses 4.2.4, 5.2.1.2.8)."""
