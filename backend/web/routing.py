"""Every route names its permission; a route without one cannot be served."""

from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from backend.kernel.policy import Policy

F = TypeVar("F", bound=Callable[..., Any])


def requires(permission: str) -> Callable[[F], F]:
    """Name the permission that an endpoint needs, and let it run in a thread: one hop.

    The framework itself goes to a thread twice for a plain function, the second time only to
    check an answer that already has its type.
    """

    def mark(function: F) -> F:
        if iscoroutinefunction(function):
            raise TypeError(f"{function.__name__}: endpoints are plain functions")

        @wraps(function)
        async def hop(*args: Any, **values: Any) -> Any:
            return await run_in_threadpool(function, *args, **values)

        hop.__permission__ = permission  # type: ignore[attr-defined]
        return cast("F", hop)

    return mark


def permission_of(route: object) -> str | None:
    """Return the permission a route names."""
    return getattr(getattr(route, "endpoint", None), "__permission__", None)


def api_routes(app: FastAPI) -> list[RouteContext]:
    """Return all API routes of an application (included routers are unfolded)."""
    return [
        context
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
    ]


def check_routes(app: FastAPI, policy: Policy) -> None:
    """Refuse to start if a route has no permission, or one the policy does not know."""
    routes = api_routes(app)
    if not routes:
        raise RuntimeError("the application has no routes")
    for route in routes:
        permission = permission_of(route)
        if permission is None:
            raise RuntimeError(f"{route.methods} {route.path} names no permission")
        if permission not in policy.rules:
            raise RuntimeError(f"{route.path}: permission {permission} is not in the policy")
