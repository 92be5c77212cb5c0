"""BibTeX by bibtexparser: accents decoded, months and abbreviations resolved, faults by line."""

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, ParsingFailedBlock

from backend.kernel.ports import BibliographyEntry, BibliographyRead

_BRACES = str.maketrans("", "", "{}")


def _clean(value: object) -> str:
    return " ".join(str(value).translate(_BRACES).split())


def _why(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"文献标识“{block.key}”重复，只取第一条"
    return "这一条不完整或括号不配对，请核对后重新导入"


def read_bibtex(text: str) -> BibliographyRead:
    """Return entries and faults of a BibTeX file; an instance of `kernel.ports.Bibliography`."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    return BibliographyRead(
        entries=tuple(
            BibliographyEntry(
                key=_clean(entry.key),
                kind=entry.entry_type.lower(),
                line=(entry.start_line or 0) + 1,
                fields={field.key.lower(): _clean(field.value) for field in entry.fields},
            )
            for entry in library.entries
        ),
        faults=tuple(((block.start_line or 0) + 1, _why(block)) for block in library.failed_blocks),
    )
