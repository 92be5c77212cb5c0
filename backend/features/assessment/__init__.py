"""Evaluation of outcomes: weights, panel, scores, result, report (clauses 5.1, 6.2)."""
