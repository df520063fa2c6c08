"""Files from outside: judged by their bytes, cleaned, named without a path; PDF as plain pages."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from foreign_files import PAGE, PAGES, SECRET, jpeg, objects_pdf, pdf, png
from xinmiao.documents import foreign_pdf
from xinmiao.documents.foreign import LARGEST, FileKind, check_length, clean, kind_of, shown_name
from xinmiao.documents.images import FileRefused
from xinmiao.documents.raster import PdfPages, extract_text

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def refusal(content: bytes) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(FileRefused) as refused:
        clean(content)
    return refused.value.code


def test_the_kind_is_seen_in_the_bytes() -> None:
    assert [kind_of(content) for content in (jpeg(), png(), pdf())] == [FileKind.JPEG, FileKind.PNG, FileKind.PDF]
    assert clean(jpeg()).kind is FileKind.JPEG
    assert clean(png()).kind is FileKind.PNG


@pytest.mark.parametrize(
    "content", [b"MZ\x90\0 a program called photo.jpg", b"GIF89a", b"\xd0\xcf\x11\xe0", b"PK\3\4", b"\0", b"<svg/>"]
)
def test_anything_else_is_refused_whatever_its_name(content: bytes) -> None:
    assert kind_of(content) is None
    assert refusal(content) == "E-KIND"


def test_sizes() -> None:
    assert refusal(b"") == "E-EMPTY"
    check_length(10 * 1024 * 1024)
    assert LARGEST == 10 * 1024 * 1024
    assert refusal(jpeg() + bytes(LARGEST + 1 - len(jpeg()))) == "E-SIZE"
    assert clean(jpeg() + bytes(LARGEST - len(jpeg()))).content == clean(jpeg()).content


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("同意书.jpg", "同意书.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\li\\照片.PNG", "照片.png"),
        ("photo.exe", "photo.exe.png"),
        ("a\0b\u202egnp.exe", "abgnp.exe.png"),
        ("a:b*c?.jpeg", "a_b_c_.png"),
        ("", "Attachment.png"),
        ("...", "Attachment.png"),
        ("CON.png", "_CON.png"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
        ("\ud800.png", "Attachment.png"),
        ("e\u0301.png", "\u00e9.png"),
    ],
)
def test_a_name_has_no_path_no_control_characters_and_the_right_ending(name: str, shown: str) -> None:
    assert shown_name(name, FileKind.PNG) == shown


def test_a_pdf_keeps_its_pages_and_says_nothing_else() -> None:
    dirty = pdf(3, note="note of somebody")
    assert SECRET in dirty
    made = clean(dirty)
    assert (made.kind, made.pages) == (FileKind.PDF, 3)
    assert [text.strip() for text in extract_text(made.content)] == ["page 1", "page 2", "page 3"]
    assert SECRET not in made.content
    assert b"note of somebody" not in made.content
    assert b"CreationDate" not in made.content
    document = pypdfium2.PdfDocument(made.content)
    assert set(document.get_metadata_dict().values()) == {""}
    document.close()


def test_a_pdf_that_was_cleaned_can_be_cleaned_and_drawn_again() -> None:
    again = clean(clean(pdf(2)).content)
    assert again.pages == 2
    with PdfPages(again.content) as pages:
        assert pages.render(0, 0.2).width > 100


def test_what_pages_and_their_pictures_carry_is_blanked() -> None:
    picture = jpeg()
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Metadata 5 0 R/LastModified(D:20260101 \\(x\\))"
        b"/PieceInfo 7 0 R/Resources<</XObject<</P 4 0 R>>>>/Contents 6 0 R>>"
    )
    image = (
        b"<</Type/XObject/Subtype/Image/Width 60/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        b"/Metadata 5 0 R/Length " + str(len(picture)).encode() + b">>stream\n" + picture + b"\nendstream"
    )
    xmp = b"<</Type/Metadata/Subtype/XML/Length 11>>stream\n" + SECRET + b"\nendstream"
    draw = b"q 100 0 0 80 20 20 cm /P Do Q"
    contents = b"<</Length " + str(len(draw)).encode() + b">>stream\n" + draw + b"\nendstream"
    piece = b"<</Private(" + SECRET + b")>>"
    made = clean(objects_pdf(CATALOG, PAGES, page, image, xmp, contents, piece))
    for gone in (b"/Metadata ", b"/LastModified", b"/PieceInfo", b"xap/1.0/\0" + SECRET, b"Photoshop 3.0\0" + SECRET):
        assert gone not in made.content
    with PdfPages(made.content) as pages:
        drawn = pages.render(0, 1)
        dark = drawn.pixels[(drawn.height - 60) * drawn.stride + 30 * 3]
        light = drawn.pixels[(drawn.height - 60) * drawn.stride + 110 * 3]
    assert (dark < 40, light > 200) == (True, True)


@pytest.mark.parametrize(
    "catalog",
    [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>>>",
        b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>>>",
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>>>",
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[]>>>>>>",
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA[]>>>>",
    ],
    ids=["script", "script under another spelling", "named script", "program", "enclosed file", "form"],
)
def test_a_pdf_that_runs_something_is_refused(catalog: bytes) -> None:
    assert refusal(objects_pdf(catalog, PAGES, PAGE)) == "E-PDFACTIVE"


def test_the_name_of_a_script_in_a_text_is_harmless() -> None:
    draw = b"BT (/JavaScript /JS) Tj ET"
    contents = b"<</Length " + str(len(draw)).encode() + b">>stream\n" + draw + b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    assert clean(objects_pdf(CATALOG, PAGES, page, contents)).pages == 1


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_protected_pdf_is_refused_with_what_to_do(password: str) -> None:
    assert refusal(pdf(password=password)) == "E-PDFKEY"


def test_a_broken_or_endless_pdf_is_refused() -> None:
    whole = pdf()
    assert refusal(whole[:200]) == "E-BROKEN"
    assert refusal(b"%PDF-1.7\n" + bytes(2000)) == "E-BROKEN"
    assert refusal(objects_pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>")) == "E-BROKEN"
    many = io.BytesIO()
    made = pypdfium2.PdfDocument.new()
    for _number in range(foreign_pdf.MOST_PAGES + 1):
        made.new_page(10, 10)
    made.save(many)
    made.close()
    assert refusal(many.getvalue()) == "E-PAGES"
