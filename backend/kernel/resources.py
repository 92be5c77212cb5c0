"""What services may use of the outside world, handed in by the entrypoint."""

from dataclasses import dataclass

from backend.kernel.ports import (
    Bibliography,
    Cipher,
    FileCheck,
    FileCleaner,
    FileStore,
    Mailer,
    Renderer,
    TableFiles,
)
from backend.kernel.search import SearchIndex
from backend.kernel.settings import Settings
from backend.kernel.working_days import WorkingCalendar


@dataclass(frozen=True)
class Ports:
    """The adapters of one process."""

    settings: Settings
    files: FileStore
    file_check: FileCheck
    cleaner: FileCleaner
    cipher: Cipher
    renderer: Renderer
    word: Renderer
    tables: TableFiles
    bibliography: Bibliography
    mailer: Mailer
    search: SearchIndex
    calendar: WorkingCalendar
