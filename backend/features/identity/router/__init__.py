"""Endpoints of people and organisations."""

from backend.features.identity.router.accounts import router as accounts
from backend.features.identity.router.organisations import router as organisations

routers = (accounts, organisations)
