"""Puts the house together: settings → adapters → tables → House."""

import base64
import functools
import secrets

from backend.adapters.bibliography import read_bibtex
from backend.adapters.cleaning import MetadataCleaner
from backend.adapters.disk_store import DiskStore
from backend.adapters.sniff import FileSniffer
from backend.adapters.tables import OfficeTables
from backend.entrypoints.adapters import (
    build_cipher,
    build_mailer,
    build_renderer,
    build_search,
    build_word_renderer,
)
from backend.features.identity.service import resolve_actor
from backend.kernel.clock import Clock, SystemClock
from backend.kernel.db import Database
from backend.kernel.registry import Registry
from backend.kernel.relay import Relay
from backend.kernel.resources import Ports
from backend.kernel.settings import Settings
from backend.kernel.uow import House
from backend.kernel.working_days import WorkingCalendar
from backend.web.context import Authenticate
from backend.wiring.features import TODO_SOURCES, UNREAD, WORKFLOWS
from backend.wiring.menu import MENU
from backend.wiring.policy import POLICY
from backend.wiring.subscriptions import subscribers, subscriptions


def master_key(settings: Settings) -> bytes:
    """Return the master secret; in demo mode it is made once and kept in the data folder."""
    if settings.secret_key:
        return settings.secret_key.encode()
    path = settings.data / "secret.key"
    if not path.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.urlsafe_b64encode(secrets.token_bytes(48)))
        path.chmod(0o600)
    return path.read_bytes()


def build_ports(settings: Settings, clock: Clock | None = None) -> Ports:
    """Choose the adapters that the settings name."""
    key = master_key(settings)
    return Ports(
        settings=settings,
        files=DiskStore(settings.data / "files"),
        file_check=FileSniffer(),
        cleaner=MetadataCleaner(),
        cipher=build_cipher(key),
        renderer=build_renderer(),
        word=build_word_renderer(),
        tables=OfficeTables(),
        bibliography=read_bibtex,
        mailer=build_mailer(settings, clock or SystemClock()),
        search=build_search(settings),
        calendar=WorkingCalendar(),
    )


def build_house(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None,
    ports: Ports | None = None,
) -> House:  # fmt: skip
    """Assemble everything below the web."""
    return House(
        database=database or Database(settings.resolved_database_url),
        policy=POLICY,
        clock=clock or SystemClock(),
        ports=ports or build_ports(settings, clock),
        subscriptions=subscriptions(),
        audit_key=master_key(settings),
        registry=Registry(
            todo_sources=TODO_SOURCES,
            menu=MENU,
            unread=UNREAD,
            workflows={workflow.aggregate: workflow for workflow in WORKFLOWS},
        ),
    )


def build_relay(house: House) -> Relay:
    """Return the relay of a house."""
    return Relay(house, subscribers())


def build_authenticate(house: House) -> Authenticate:
    """Return the function that turns a session token into an actor."""
    return functools.partial(resolve_actor, clock=house.clock, settings=house.ports.settings)
