"""What a file is by its first bytes, whatever it is called. Knows no library of pictures: the workbook asks too."""

PDF, JPEG, PNG, HEIC = "pdf", "jpeg", "png", "heic"
READ = frozenset({PDF, JPEG, PNG})
_HEAD_BYTES = 1024
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def sort_of(data: bytes) -> str:
    """One of the above; empty for anything else."""
    if b"%PDF-" in data[:_HEAD_BYTES]:
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return HEIC if data[4:8] == b"ftyp" and data[8:12] in _HEIC else ""
