"""Controlled lists: everybody reads them."""

from tests.authz.engine import Row

ROWS = [Row("GET", "/taxonomy", "ok")]
