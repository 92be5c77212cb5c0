"""The interface description, made without a database."""

import json
import tempfile
from pathlib import Path

from backend.entrypoints.api import create_app
from backend.entrypoints.assembly import build_house
from backend.kernel.settings import Settings


def openapi_json() -> str:
    """Return the OpenAPI document as stable JSON."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder), search_engine="memory", secret_key="x" * 30 + "openapi-only"
        )
        house = build_house(settings)
        try:
            return json.dumps(create_app(house).openapi(), ensure_ascii=False, indent=1) + "\n"
        finally:
            house.database.dispose()
