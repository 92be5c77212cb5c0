"""Negotiation and agreements between holder and demander (5.3.2, 6.4)."""
