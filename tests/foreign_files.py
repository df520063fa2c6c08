"""Pictures and PDF files as they come from outside, made by hand, byte by byte or by an independent writer."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

SECRET = b"geheim-4711"
"""Stands in every place where a file can say more than its picture."""


def jpeg(width: int = 60, height: int = 40, *, turned: int = 1, quality: int = 90) -> bytes:
    """Return a photograph, dark at its left: EXIF with a place and a turning, XMP, IPTC, a comment, a film behind."""
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 3, height), fill="black")
    plain = io.BytesIO()
    picture.save(plain, "JPEG", quality=quality)
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0)
    maker = struct.pack(">HHII", 0x010F, 2, len(SECRET), 38)
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">H", 2) + maker + entries + b"\0\0\0\0" + SECRET
    more = segment(0xE1, b"Exif\0\0" + tiff)
    more += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    more += segment(0xED, b"Photoshop 3.0\0" + SECRET) + segment(0xFE, SECRET) + segment(0xE2, b"FPXR\0" + SECRET)
    return plain.getvalue()[:2] + more + plain.getvalue()[2:] + b"film behind: " + SECRET


def segment(marker: int, body: bytes) -> bytes:
    """Return one segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def chunk(name: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 8, height: int = 4, *, said_width: int | None = None) -> bytes:
    """Return a picture with words, a date, EXIF and something behind its end; the head may lie about the width."""
    head = struct.pack(">IIBBBBB", said_width or width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _row in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1))
        + chunk(b"tEXt", b"Author\0" + SECRET)
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)
        + chunk(b"tIME", b"\x07\xea\x0b\x17\x0a\x05\x00")
        + chunk(b"eXIf", b"MM\0*" + SECRET)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
        + SECRET
    )


def pdf(pages: int = 2, *, password: str | None = None, picture: bytes | None = None, note: str = "") -> bytes:
    """Return a PDF whose information names the secret; `password` "" protects it against changes only."""
    memory = io.BytesIO()
    lock = None if password is None else pdfencrypt.StandardEncryption(password, "owner")
    made = canvas.Canvas(memory, encrypt=lock, pageCompression=0)
    made.setAuthor(SECRET.decode())
    made.setTitle(SECRET.decode())
    for number in range(pages):
        made.drawString(100, 700, f"page {number + 1}")
        if note:
            made.textAnnotation(note, Rect=[10, 10, 100, 100])
        if picture is not None:
            from reportlab.lib.utils import ImageReader  # noqa: PLC0415 -- for this one case

            made.drawImage(ImageReader(io.BytesIO(picture)), 100, 100)
        made.showPage()
    made.save()
    return memory.getvalue()


def objects_pdf(*objects: bytes) -> bytes:
    """Return a PDF of raw objects, numbered from 1; the first is the catalog."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    body += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(body)


PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
