"""What the API gives of the controlled lists."""

from backend.kernel.schema import Schema


class TermView(Schema):
    """One entry."""

    code: str
    label_zh: str
    label_en: str
    aliases: list[str]


class SchemeView(Schema):
    """One list."""

    code: str
    label_zh: str
    label_en: str
    terms: list[TermView]


class TaxonomyView(Schema):
    """All lists."""

    schemes: list[SchemeView]
