"""Outcomes of research: application, formal review, state (6.1; 5.2.1.2)."""
