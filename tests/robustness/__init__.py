"""Hostile and unlucky requests against every route there is, found by walking the application."""
