"""Scans that were damaged by other hands are read; whatever else is dropped is a sentence, and never the end of the program."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import damage
import numpy as np
import pikepdf
import pytest
from paper_sheets import AGREED, BLANK, TO_SIGN
from PIL import Image
from reading import pictures

from facilitator_app.papers import scans
from facilitator_app.papers.codes import code_payload, read_payload, sheet_stem
from facilitator_app.papers.formats import LARGE, STANDARD
from facilitator_app.papers.press import pdf_of
from facilitator_app.papers.scan_reader import pages_of
from facilitator_app.papers.scan_straight import codes_in
from facilitator_app.papers.scans import NotReadable, Reader, ScannedPage

PAPERS = {"agreed": (AGREED, STANDARD, 1), "blank": (BLANK, STANDARD, 2), "to sign": (TO_SIGN, LARGE, 3)}


@pytest.fixture(scope="module")
def sheets() -> list[Image.Image]:
    """A page of each of three of our papers, as poppler draws them at 300 dots an inch."""
    return [pictures(pdf_of(sheet, form), 300)[page - 1].convert("L") for sheet, form, page in PAPERS.values()]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def said(page: int, check: str = "ANA0-SD47") -> str:
    return code_payload("K7Q2M9T4XW", 1, 2, page, check)


@pytest.mark.parametrize("way", damage.READ)
def test_what_must_be_read_is_read(way: str, sheets: list[Image.Image]) -> None:
    read = [
        [code.page for code in map(read_payload, (found.text for found in codes_in(damage.READ[way](sheet)))) if code] for sheet in sheets
    ]
    assert read == [[1], [2], [3]]


def test_a_pen_through_the_code_is_no_code_and_no_trouble(sheets: list[Image.Image], reader: Reader) -> None:
    (page,) = reader.pages(damage.as_jpeg(damage.crossed(sheets[0])))
    assert page.codes == ()
    assert not page.empty


@pytest.mark.parametrize("way", ["upside down", "sideways", "skew of 4 degrees", "photocopied three times, askew"])
def test_the_picture_stands_upright_and_level(way: str, sheets: list[Image.Image], reader: Reader) -> None:
    """Found anew in the picture that was made, by poppler's page as the measure: the code's edge is level and at the lower right."""
    (page,) = reader.pages(damage.as_jpeg(damage.READ[way](sheets[1])))
    picture = Image.open(BytesIO(page.picture))
    (code,) = codes_in(picture)
    assert abs(code.angle) < 1.2
    x, y = code.corners[0]
    assert x > picture.width * 0.7
    assert y > picture.height * 0.8
    assert picture.height > picture.width


@pytest.mark.parametrize("way", [damage.photograph, lambda page: damage.skew(page, 4).rotate(180), lambda page: page])
def test_a_sheet_with_dots_in_its_corners_is_laid_flat_by_them(way: Callable[[Image.Image], Image.Image], reader: Reader) -> None:
    """Beside poppler's page, seen again: nothing of it lies more than a millimetre from where it was printed."""
    sheet = pictures(pdf_of(replace(BLANK, code=sheet_stem("K7Q2M9T4XW"), check_code="")), 150)[1].convert("L")
    (page,) = reader.pages(damage.as_jpeg(way(sheet.resize((2480, 3508)))))
    picture = Image.open(BytesIO(page.picture)).convert("L").resize(sheet.size)
    assert (page.codes[0].document, page.codes[0].page) == ("K7Q2M9T4XW", 2)
    for left, top in ((20, 20), (1160, 20), (1160, 1674), (20, 1674)):  # the dots, in points of 150 to an inch
        assert abs(_middle(picture, left, top) - _middle(sheet, left, top)) < 6


def _middle(picture: Image.Image, left: int, top: int) -> complex:
    """The middle of what is darkest in a corner of 10 mm."""
    part = np.asarray(picture.crop((left, top, left + 60, top + 60)), dtype=float)
    dark = np.clip(np.median(part) * 0.6 - part, 0, None)
    down, across = np.indices(dark.shape)
    return complex((across * dark).sum() / dark.sum(), (down * dark).sum() / dark.sum())


def test_a_pdf_is_split_and_the_pictures_in_it_stay_as_they_were(sheets: list[Image.Image], reader: Reader) -> None:
    data = damage.as_pdf([sheet.rotate(90 * number, expand=True) for number, sheet in enumerate(sheets)])
    pages = reader.pages(data)
    assert [page.codes[0].page for page in pages] == [1, 2, 3]
    assert [page.number for page in pages] == [1, 2, 3]
    with pikepdf.open(BytesIO(data)) as whole:
        for number, page in enumerate(pages):
            with pikepdf.open(BytesIO(page.original)) as alone:
                assert len(alone.pages) == 1
                (there,), (here,) = whole.pages[number].get_images().values(), alone.pages[0].get_images().values()
                assert there.read_raw_bytes() == here.read_raw_bytes()
    assert [page.original for page in reader.pages(data)] == [page.original for page in pages], "the same page has the same bytes"


def test_a_file_with_one_page_is_kept_as_it_is(sheets: list[Image.Image], reader: Reader) -> None:
    for data in (damage.as_jpeg(sheets[0]), damage.as_png(sheets[0]), damage.as_pdf(sheets[:1]), pdf_of(AGREED)):
        (page,) = reader.pages(data)
        assert page.original == data
        assert page.codes[0].page == 1


def test_a_camera_says_how_it_was_held(sheets: list[Image.Image], reader: Reader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    out = BytesIO()
    damage.crossed(sheets[1]).transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif)
    (page,) = reader.pages(out.getvalue())
    picture = Image.open(BytesIO(page.picture))
    assert picture.height > picture.width, "nothing but the camera's word tells which way is up"
    dark_above = sum(picture.convert("L").crop((0, 0, picture.width, picture.height // 12)).histogram()[:100])
    dark_below = sum(picture.convert("L").crop((0, picture.height * 11 // 12, picture.width, picture.height)).histogram()[:100])
    assert dark_above < dark_below, "the code is below"


def test_two_codes_a_strange_one_and_none(sheets: list[Image.Image], reader: Reader) -> None:
    import zxingcpp

    both = Image.new("L", (sheets[0].width * 2, sheets[0].height), 255)
    both.paste(sheets[0], (0, 0))
    both.paste(sheets[1], (sheets[0].width, 0))
    (page,) = reader.pages(damage.as_jpeg(both))
    assert sorted(code.page for code in page.codes) == [1, 2]
    made: Any = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode("https://example.org/parcel", zxingcpp.BarcodeFormat.QRCode), scale=8
    )
    bill = Image.new("L", (1240, 1754), 255)
    bill.paste(Image.frombuffer("L", (made.shape[1], made.shape[0]), memoryview(made).tobytes()), (300, 300))
    (page,) = reader.pages(damage.as_png(bill))
    assert (page.codes, page.strange) == ((), 1)
    (page,) = reader.pages(damage.as_png(Image.new("L", (1240, 1754), 250)))
    assert (page.codes, page.strange, page.empty) == ((), 0, True)


def test_what_a_file_is_called_does_not_count(sheets: list[Image.Image], reader: Reader) -> None:
    """The reader is never told a name at all."""
    for mode in ("1", "L", "P", "RGBA", "LA", "CMYK", "I;16"):
        small = damage.fewer_dots(sheets[0], 150)
        image = small.convert("L").point(lambda value: value * 256, "I").convert("I;16") if mode == "I;16" else small.convert(mode)
        data = damage.as_jpeg(image) if mode == "CMYK" else damage.as_png(image)
        (page,) = reader.pages(data)
        assert [code.page for code in page.codes] == [1], mode


def locked(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="x", user="y", R=6))
    return out.getvalue()


def bomb(count: int = 3_000_000) -> bytes:
    """A page whose drawing unpacks to many times what it is on disk, each of its lines to be drawn."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.pages[0].Contents = document.make_stream(b"0 0 m 595 842 l S\n" * count)
        document.save(out, compress_streams=True)
    return out.getvalue()


def huge() -> bytes:
    """400 million points in some kilobytes."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(out, "PNG")
    return out.getvalue()


def huge_inside_a_pdf() -> bytes:
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        image: Any = document.make_stream(b"\0" * 1000)
        image.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 60_000, "/Height": 60_000,
                      "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})  # fmt: skip
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Big=image))
        document.pages[0].Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Big Do Q")
        document.save(out)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "words": (lambda: b"Dear Margaret, ", "unknown"),
    "a program": (lambda: b"MZ\x90\0" + os.urandom(4000), "unknown"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + os.urandom(500), "heic"),
    "a password": (lambda: locked(pdf_of(AGREED)), "locked"),
    "half a PDF": (lambda: pdf_of(AGREED)[:3000], "damaged"),
    "a head of a PDF": (lambda: b"%PDF-1.7\n", "damaged"),
    "half a JPEG": (lambda: damage.as_jpeg(Image.effect_noise((800, 800), 90))[:9000], "damaged"),
    "half a PNG": (lambda: damage.as_png(Image.effect_noise((800, 800), 90))[:9000], "damaged"),
    "400 million points": (huge, "large"),
    "101 pages": (lambda: damage.as_pdf([Image.new("L", (20, 30), 255)] * 101), "many"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_is_a_sentence(what: str, reader: Reader, sheets: list[Image.Image]) -> None:
    make, why = HOSTILE[what]
    with pytest.raises(NotReadable) as told:
        reader.pages(make())
    assert told.value.why == why
    assert told.value.sentence.endswith(".")
    assert told.value.next_step.endswith(".")
    assert len(reader.pages(damage.as_jpeg(damage.fewer_dots(sheets[0], 100)))) == 1, "and the next file is read"


@pytest.mark.parametrize("make", [bomb, huge_inside_a_pdf])
def test_what_swallows_time_or_memory_ends_the_other_process_only(make: Callable[[], bytes], sheets: list[Image.Image]) -> None:
    with Reader(timeout_s=6) as reader:
        why = ""
        try:
            reader.pages(make())
        except NotReadable as trouble:
            why = trouble.why
        assert why in ("", "large", "damaged"), "a fast machine draws it all"
        assert len(reader.pages(damage.as_jpeg(damage.fewer_dots(sheets[0], 100)))) == 1


def test_what_takes_too_long_is_ended_and_said(sheets: list[Image.Image]) -> None:
    with Reader(timeout_s=0.01) as reader, pytest.raises(NotReadable) as told:
        reader.pages(damage.as_pdf(sheets * 5))
    assert told.value.why == "large"


def test_a_reader_that_falls_over_is_a_sentence_and_another_one_goes_on(sheets: list[Image.Image]) -> None:
    data = damage.as_jpeg(damage.fewer_dots(sheets[0], 100))
    with Reader() as reader:
        assert len(reader.pages(data)) == 1
        process = reader._process
        assert process is not None
        os.kill(process.pid, signal.SIGSEGV)
        process.wait()
        with pytest.raises(NotReadable) as told:
            reader.pages(data)
        assert told.value.why == "damaged"
        assert len(reader.pages(data)) == 1
        last = reader._process
    assert last is not None
    assert last.returncode is not None, "and nothing of it stays behind"


def test_too_many_bytes_are_not_even_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_BYTES", 10)
    with Reader() as reader, pytest.raises(NotReadable) as told:
        reader.pages(b"\xff\xd8\xff" + b"0" * 20)
    assert told.value.why == "large"


def test_the_reader_writes_no_file(tmp_path: Path, sheets: list[Image.Image], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Reader() as reader:
        reader.pages(damage.as_pdf(sheets[:2]))
        process = reader._process
        assert process is not None
        told = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
        limits = {line[:25].strip(): line[26:].split()[0] for line in told.splitlines()}
        assert limits["Max file size"] == "0"
        assert limits["Max core file size"] == "0"
    assert not list(tmp_path.iterdir())


def test_pages_in_this_process_are_those_of_the_other(sheets: list[Image.Image], reader: Reader) -> None:
    data = damage.as_pdf(sheets[:2])
    for here, there in zip(pages_of(data), reader.pages(data), strict=True):
        assert isinstance(there, ScannedPage)
        assert (here.number, here.picture, here.original) == (there.number, there.picture, there.original)
