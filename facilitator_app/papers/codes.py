"""The codes that tie a sheet of paper to what was recorded. Knows the key only while it is asked, and puts no name or date into a code."""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass

from facilitator_app.ledger.code_letters import ALPHABET, BITS, spelled
from facilitator_app.wall.sheets import AgreementSheet

_LETTERS = 8
_LEAST_KEY_BYTES = 16
_STEM = re.compile(r"RJ1:[0-9A-Z]{10}:[1-9][0-9]*:[1-9][0-9]*\Z")
_CHECK = re.compile(rf"[{ALPHABET}]{{4}}-?[{ALPHABET}]{{4}}\Z")
_COPY_PAGE = re.compile(rf"RJ1:([0-9A-Z]{{10}}):([1-9][0-9]{{0,5}}):([1-9][0-9]{{0,5}}):([1-9][0-9]{{0,5}}):([{ALPHABET}]{{8}})\Z")
_SHEET = re.compile(r"[0-9A-Z]{10}\Z")
_SHEET_PAGE = re.compile(r"RJP:([0-9A-Z]{10}):([1-9][0-9]{0,5})\Z")


@dataclass(frozen=True, slots=True, repr=False)
class PageCode:
    """What the square code of one page says. `version` and `copy` are 0 and `check` empty on a sheet that was taken along to be written on."""

    document: str  # ten letters or digits: a copy's, or a sheet's
    page: int  # from 1
    version: int = 0
    copy: int = 0
    check: str = ""  # as `check_code` prints it

    @property
    def is_copy(self) -> bool:
        """Whether the page is one of a copy of an agreement, and not of a sheet to be written on."""
        return self.version > 0


def check_code(key: bytes, canonical: bytes) -> str:
    """40 bits of HMAC-SHA-256, as `892R-WK5Q`.

    Keyed, because from a bare hash a few names and dates can be guessed back. `key` is random and one case's own, 16 bytes or more;
    `canonical` is what the code vouches for, for an agreement `canonical_agreement(sheet)`. Raises `ValueError` on a short key.
    """
    if len(key) < _LEAST_KEY_BYTES:
        raise ValueError("a key of at least 16 bytes")
    number = int.from_bytes(hmac.digest(key, canonical, hashlib.sha256)[: _LETTERS * BITS // 8])
    letters = spelled(number, _LETTERS)[::-1]
    return f"{letters[:4]}-{letters[4:]}"


def canonical_agreement(sheet: AgreementSheet) -> bytes:
    """All that one copy says, standing, version, language and recipient included, in one way of writing it. Without the check code itself."""
    fields = asdict(sheet)
    del fields["check_code"]
    if not sheet.words_passed:  # codes are older than papers in two languages
        del fields["words_passed"]
    for term in fields["terms"]:
        if not term["picture"]:  # codes are older than pictures
            del term["picture"]
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass")


def code_stem(document_id: str, version: int, copy: int) -> str:
    """What a sheet's `code` holds: all of the square code that is the same on each page. `document_id` is ten letters or digits, upper case."""
    stem = f"RJ1:{document_id}:{version}:{copy}"
    if not _STEM.match(stem):
        raise ValueError("ten upper-case letters or digits, a version and a copy from 1")
    return stem


def page_payload(stem: str, page: int, check: str) -> str:
    """What the square code of one page says: `RJ1:<document>:<version>:<copy>:<page>:<check>`, upper case, without the check's hyphen."""
    if not _STEM.match(stem) or not _CHECK.match(check):
        raise ValueError("a stem from code_stem and a check code go together")
    return f"{stem}:{page}:{check.replace('-', '')}"


def code_payload(document_id: str, version: int, copy: int, page: int, check: str) -> str:
    """`page_payload` from its parts. Pages count from 1."""
    return page_payload(code_stem(document_id, version, copy), page, check)


def sheet_stem(sheet: str) -> str:
    """What the `code` of a sheet for a pen holds: nothing vouches for it, since nobody knows yet what will be written on it."""
    return sheet_payload(sheet, 1).rpartition(":")[0]


def sheet_in(stem: str) -> str:
    """The ten letters of such a code; empty for any other."""
    kind, _, sheet = stem.partition(":")
    return sheet if kind == "RJP" else ""


def written(code: PageCode) -> str:
    """A code as it stands on its page."""
    if code.is_copy:
        return code_payload(code.document, code.version, code.copy, code.page, code.check)
    return sheet_payload(code.document, code.page)


def sheet_payload(sheet: str, page: int) -> str:
    """What the square code of a page that is written on by hand says: `RJP:<sheet>:<page>`. `sheet` is ten random letters or digits and tells nothing."""
    if not _SHEET.match(sheet) or page < 1:
        raise ValueError("ten upper-case letters or digits, and a page from 1")
    return f"RJP:{sheet}:{page}"


def read_payload(text: str) -> PageCode | None:
    """What was read from a square code, if it is one of ours; None for any other. Whether it belongs to anything here is not known yet."""
    if copy := _COPY_PAGE.match(text):
        document, version, number, page, check = copy.groups()
        return PageCode(document, int(page), int(version), int(number), f"{check[:4]}-{check[4:]}")
    if sheet := _SHEET_PAGE.match(text):
        return PageCode(sheet[1], int(sheet[2]))
    return None
