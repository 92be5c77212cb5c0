"""Names of downloaded files cannot break out of their header."""

import pytest

from backend.web.downloads import SAFE_HEADERS, bytes_response, disposition


@pytest.mark.parametrize(
    ("name", "plain", "coded"),
    [
        ("report.pdf", "report.pdf", "report.pdf"),
        ("专利.pdf", "__.pdf", "%E4%B8%93%E5%88%A9.pdf"),
        ('a";x="b.pdf', "a__x__b.pdf", "a%22%3Bx%3D%22b.pdf"),
        ("a\r\nSet-Cookie: b", "a__Set-Cookie_ b", "a%0D%0ASet-Cookie%3A%20b"),
    ],
)
def test_both_forms_of_the_name(name, plain, coded):
    expected = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}"
    assert disposition(name) == expected


@pytest.mark.clause("5.2.1.2.8")
def test_a_document_is_never_run_or_kept_by_the_browser():
    response = bytes_response(b"x", name="回执.pdf", media_type="application/pdf")
    for header, value in SAFE_HEADERS.items():
        assert response.headers[header] == value
