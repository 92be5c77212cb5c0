"""Suggestions for a need, and introductions by consent of both sides (5.3.1, 6.3.2)."""
