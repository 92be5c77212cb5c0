"""The web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from backend.entrypoints.assembly import build_authenticate
from backend.entrypoints.pages import install_pages
from backend.features.identity.service import touch
from backend.kernel.schema import Schema
from backend.kernel.uow import House
from backend.web import problem
from backend.web.context import CtxDep
from backend.web.routing import check_routes, requires
from backend.web.security import SecurityMiddleware
from backend.web.uploads import upload_matcher
from backend.wiring.features import ROUTERS

PREFIX = "/api/v1"


class Health(Schema):
    """Whether the platform can serve, and what it runs on."""

    status: str
    mode: str
    database: str
    search: str
    documents: int


health_router = APIRouter(tags=["health"])


@health_router.get("/health")
@requires("health.read")
def health(ctx: CtxDep) -> Health:
    """Answer when the platform is ready."""
    with ctx.reading() as uow:
        state = uow.ports.search.health()
        return Health(
            status="ok" if state.ok else "degraded",
            mode=uow.ports.settings.mode,
            database="sqlite" if ctx.house.database.is_sqlite else "postgresql",
            search=state.engine,
            documents=state.documents,
        )


def _operation_id(route: APIRoute) -> str:
    return route.name


def create_app(house: House) -> FastAPI:
    """Build the application over an assembled house.

    Raises
    ------
    RuntimeError
        A route names no permission, or one that the policy does not know.
    """
    settings = house.ports.settings

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # threads hold connections: never more of them than the pool has
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        yield

    app = FastAPI(
        title="HepaBridge 肝桥",
        version="1.0",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        lifespan=lifespan,
        responses=problem.problems(422),
    )
    app.state.house = house
    app.state.authenticate = build_authenticate(house)
    app.state.touch = touch
    problem.install(app)
    for router in (health_router, *ROUTERS):
        app.include_router(router, prefix=PREFIX)
    check_routes(app, house.policy)
    install_pages(app)
    app.add_middleware(
        SecurityMiddleware,
        max_body=settings.max_body_kb * 1024,
        max_file=settings.max_file_mb * 1024 * 1024,
        https=settings.is_production and not settings.insecure_http,
        is_upload=upload_matcher(app),
    )
    return app
