"""Builds the adapters that the settings name."""

from backend.adapters.cipher import FieldCipher, KeyRing
from backend.adapters.search.embedded import EmbeddedIndex
from backend.adapters.search.memory import MemoryIndex
from backend.kernel.ports import Cipher, Mailer, Renderer
from backend.kernel.search import SearchIndex
from backend.kernel.settings import Settings


def build_cipher(key: bytes) -> Cipher:
    """Return the cipher for confidential fields."""
    return FieldCipher(KeyRing({1: key}, 1))


def build_renderer(settings: Settings) -> Renderer:
    """Return the renderer of documents."""
    del settings
    return None


def build_mailer(settings: Settings) -> Mailer:
    """Return the SMTP mailer, or one that writes into the data folder."""
    if not settings.smtp_host:
        return None
    return SmtpMailer(settings)


def build_search(settings: Settings) -> SearchIndex:
    """Return the search engine."""
    if settings.search_engine == "meilisearch":
        return MeiliSearch(settings.meilisearch_url, settings.meilisearch_key)
    if settings.search_engine == "memory":
        return MemoryIndex()
    return EmbeddedIndex(settings.data / "search")
