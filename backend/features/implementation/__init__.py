"""Carrying out what was agreed, until the outcome is converted (5.3.2.3, 6.4.2, 6.5)."""
