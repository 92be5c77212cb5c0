"""Endpoints of negotiation, agreements and postings."""

from backend.features.agreements.router.agreements import router as agreements_router
from backend.features.agreements.router.publicity import router as publicity_router

routers = (agreements_router, publicity_router)
