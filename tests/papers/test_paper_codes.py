import base64
import hashlib
import hmac
import re
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_sheets import AGREED, KEY, TERMS

from facilitator_app.papers.codes import canonical_agreement, check_code, code_payload, code_stem, page_payload, read_payload, sheet_payload
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing, TermLine

CHANGED: dict[str, object] = {
    "standing": Standing.DRAFT, "service": "x", "recipient": "x", "held_on": None, "place": "x", "facilitators": ("x",),
    "people": (Present("x"),), "terms": TERMS[:2], "who_may_see": "x", "if_something_changes": "x", "telephone": "x", "reference": "x", "version": 2,
    "copies": ("x",), "code": "RJ1:K7Q2M9T4XW:1:3", "language": "cy", "signed_on": date(2026, 3, 18), "signed_by": ("x",),
    "words_passed": True,
}  # fmt: skip


@given(st.binary(min_size=16, max_size=64), st.binary(max_size=200))
def test_a_check_code_is_forty_bits_in_crockfords_letters(key: bytes, canonical: bytes) -> None:
    standard = base64.b32encode(hmac.new(key, canonical, hashlib.sha256).digest()[:5]).decode()
    letters = standard.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    assert check_code(key, canonical) == f"{letters[:4]}-{letters[4:]}"


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        check_code(b"short", b"")


@pytest.mark.parametrize("field", [field.name for field in fields(AgreementSheet) if field.name != "check_code"])
def test_the_code_covers_every_field(field: str) -> None:
    other = replace(AGREED, **{field: CHANGED[field]})  # type: ignore[arg-type]  # each of its own type
    assert check_code(KEY, canonical_agreement(other)) != AGREED.check_code


@pytest.mark.parametrize("field", [field.name for field in fields(TermLine)])
def test_the_code_covers_every_word_of_a_term(field: str) -> None:
    other = replace(AGREED, terms=(replace(TERMS[0], **{field: "x"}), *TERMS[1:]))
    assert check_code(KEY, canonical_agreement(other)) != AGREED.check_code


def test_the_code_does_not_cover_itself_and_needs_the_key() -> None:
    assert check_code(KEY, canonical_agreement(AGREED)) == AGREED.check_code
    assert check_code(KEY[::-1], canonical_agreement(AGREED)) != AGREED.check_code


@given(st.from_regex(r"[0-9A-Z]{10}", fullmatch=True), st.integers(1, 99), st.integers(1, 20), st.integers(1, 40), st.binary())
def test_a_payload_is_letters_that_a_square_code_packs_well(document: str, version: int, copy: int, page: int, canonical: bytes) -> None:
    check = check_code(KEY, canonical)
    payload = code_payload(document, version, copy, page, check)
    assert payload == f"RJ1:{document}:{version}:{copy}:{page}:{check.replace('-', '')}"
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", payload)


@pytest.mark.parametrize(
    ("document", "version", "copy", "check"),
    [("margaret", 1, 1, "892R-WK5Q"), ("K7Q2M9T4XW", 0, 1, "892R-WK5Q"), ("K7Q2M9T4XW", 1, 0, "892R-WK5Q"), ("K7Q2M9T4XW", 1, 1, ""),
     ("K7Q2M9T4XW", 1, 1, "892R-WK5U")],
)  # fmt: skip
def test_what_is_no_code_is_refused(document: str, version: int, copy: int, check: str) -> None:
    with pytest.raises(ValueError, match=r"check code|upper-case"):
        code_payload(document, version, copy, 1, check)


def test_a_stem_is_the_payload_without_page_and_check() -> None:
    assert page_payload(code_stem("K7Q2M9T4XW", 1, 2), 3, "892R-WK5Q") == "RJ1:K7Q2M9T4XW:1:2:3:892RWK5Q"


@given(
    document=st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=10, max_size=10),
    numbers=st.tuples(*(st.integers(1, 999_999) for _ in range(3))),
    key=st.binary(min_size=16, max_size=32),
)
def test_what_a_page_says_is_read_back(document: str, numbers: tuple[int, int, int], key: bytes) -> None:
    check = check_code(key, document.encode())
    version, copy, page = numbers
    read = read_payload(code_payload(document, version, copy, page, check))
    assert read is not None
    assert (read.document, read.version, read.copy, read.page, read.check) == (document, version, copy, page, check)
    assert read.is_copy
    written_on = read_payload(sheet_payload(document, page))
    assert written_on is not None
    assert (written_on.document, written_on.page, written_on.is_copy) == (document, page, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        "RJP:K7Q2M9T4XW:0",
        "RJP:K7Q2M9T4XW:1\n",
        "RJP:k7q2m9t4xw:1",
        "RJ1:K7Q2M9T4XW:1:1:1:892RWK5U",
        "RJ1:K7Q2M9T4XW:1:1:1:892R-WK5Q",
    ],
)
def test_a_strange_code_is_nobodys(text: str) -> None:
    assert read_payload(text) is None


@pytest.mark.parametrize(("sheet", "page"), [("SHORT", 1), ("K7Q2M9T4XW", 0), ("K7Q2M9T4XWX", 1)])
def test_a_sheets_code_is_ten_letters_and_a_page(sheet: str, page: int) -> None:
    with pytest.raises(ValueError, match="ten upper-case"):
        sheet_payload(sheet, page)
