"""Builds the adapters that the settings name."""

from backend.adapters.cipher import FieldCipher, KeyRing
from backend.adapters.outgoing_folder import OutgoingFolder
from backend.adapters.search.embedded import EmbeddedIndex
from backend.adapters.search.meili import MeiliIndex
from backend.adapters.search.memory import MemoryIndex
from backend.adapters.smtp import SmtpMailer, SmtpSettings
from backend.adapters.typst_renderer import TypstRenderer
from backend.adapters.word_renderer import WordRenderer
from backend.kernel.clock import Clock
from backend.kernel.ports import Cipher, Mailer, Renderer
from backend.kernel.search import SearchIndex
from backend.kernel.settings import Settings


def build_cipher(key: bytes) -> Cipher:
    """Return the cipher for confidential fields."""
    return FieldCipher(KeyRing({1: key}, 1))


def build_renderer() -> Renderer:
    """Return the renderer of documents."""
    return TypstRenderer()


def build_word_renderer() -> Renderer:
    """Return the renderer of documents to be worked on in Word."""
    return WordRenderer()


def build_mailer(settings: Settings, clock: Clock) -> Mailer:
    """Return the SMTP mailer, or one that writes into the data folder."""
    if not settings.smtp_host:
        return OutgoingFolder(settings.data / "mail", clock)
    return SmtpMailer(
        SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            sender=settings.smtp_from,
            username=settings.smtp_user,
            password=settings.smtp_password,
        ),
        clock,
    )


def build_search(settings: Settings) -> SearchIndex:
    """Return the search engine."""
    if settings.search_engine == "meilisearch":
        return MeiliIndex(settings.meilisearch_url, settings.meilisearch_key or None)
    if settings.search_engine == "memory":
        return MemoryIndex()
    return EmbeddedIndex(settings.data / "search")
