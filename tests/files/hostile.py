"""The corpus: files that harm, lie or are broken, each with the fault by which it is refused (Q36, Q37)."""

import io
import random
import stat
import zipfile

from files import archives, pdfs
from files.faults import Fault
from tests.factories.files import docx, jpeg, odt, packed, pdf, png, stream, xlsx
from tests.factories.support import archive

DTD = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
FETCHED = '<Relationships><Relationship Id="1" Type="a/attachedTemplate" Target="http://e.test/" TargetMode="{mode}"/>'
LINKED = '<Relationships><Relationship Id="1" Type="a/hyperlink" Target="http://e.test/" TargetMode="External"/>'
NOISE = random.Random(7).randbytes(60_000)


def many_parts() -> bytes:
    return archive(**{f"part{number}": "" for number in range(archives.MOST_PARTS + 1)})


def many_bombs() -> bytes:
    """None of them is large; together they are."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(1_200):
            made.writestr(f"part{number}", "x" * 99_000)
    return kept.getvalue()


def lying_sizes() -> bytes:
    """A part whose list says ten letters, and that holds two million."""
    whole = packed(docx(), "word/media/a.bin", b"\0" * 2_000_000)
    return whole.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def deep_pdf() -> bytes:
    return pdf(stream(b"\0" * (pdfs.MOST_UNPACKED + 1), b"/Type /ObjStm /N 1 /First 4"))


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


HOSTILE = {
    "nothing": ("a.pdf", lambda: b"", Fault.EMPTY),
    "a zip bomb": ("a.docx", lambda: packed(docx(), "word/media/a.bin", b"\0" * 50_000_000), Fault.UNPACKS),
    "many small bombs": ("a.docx", many_bombs, Fault.UNPACKS),
    "ten thousand parts": ("a.docx", many_parts, Fault.TOO_MANY_PARTS),
    "an archive in an archive": ("a.docx", lambda: packed(docx(), "word/media/a.bin", docx()), Fault.NESTED),
    "archives in an archive": ("a.docx", lambda: packed(archive(), "a.zip", archive(b="1")), Fault.NESTED),
    "a link to the disk": (
        "a.docx",
        lambda: packed(docx(), "word/a.xml", "/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16),
        Fault.LINK,
    ),
    "a part that climbs out": ("a.docx", lambda: packed(docx(), "../../a.xml", "x"), Fault.OUTSIDE),
    "a part at the root": ("a.odt", lambda: packed(odt(), "/etc/cron.d/a", "x"), Fault.OUTSIDE),
    "a list that lies": ("a.docx", lying_sizes, Fault.DAMAGED),
    "a torn document": ("a.docx", lambda: torn(docx()), Fault.DAMAGED),
    "a PDF that is an archive": ("a.pdf", lambda: pdf() + docx(), Fault.TWO_KINDS),
    "a PDF that is a page": ("a.pdf", lambda: b"%PDF-1.7\n<script>alert(1)</script>\n" + pdf(), Fault.TWO_KINDS),
    "a PDF with a page behind it": ("a.pdf", lambda: pdf() + b"<html><script>", Fault.TWO_KINDS),
    "a document behind a program": ("a.docx", lambda: b"PK\x03\x04 MZ" + docx(), Fault.TWO_KINDS),
    "a picture with an archive": ("a.png", lambda: png() + docx(), Fault.TWO_KINDS),
    "a photograph with a page": ("a.jpg", lambda: jpeg() + b"<?php system('id');", Fault.TWO_KINDS),
    "a program as a PDF": ("a.pdf", lambda: b"MZ\x90\0" + NOISE, Fault.PROGRAM),
    "a script of a shell": ("a.pdf", lambda: b"#!/bin/sh\nrm -rf /\n", Fault.PROGRAM),
    "a drawing with a script": ("a.png", lambda: b"<svg onload='alert(1)'/>", Fault.WEB_PAGE),
    "a page of the web": ("a.pdf", lambda: b"\n<!DOCTYPE html><script>alert(1)</script>", Fault.WEB_PAGE),
    "an old office file": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + NOISE, Fault.OLD_OFFICE),
    "a text": ("a.pdf", lambda: "Жарғы".encode(), Fault.WRONG_KIND),
    "another archive": ("a.docx", lambda: archive(readme="x"), Fault.WRONG_KIND),
    "a document with macros": ("a.docx", lambda: docx(word__vbaProject="x"), Fault.MACRO),
    "an open document with macros": ("a.odt", lambda: odt(Basic__Standard__a="x"), Fault.MACRO),
    "a workbook with controls": ("a.xlsx", lambda: xlsx(xl__activeX__a="x"), Fault.MACRO),
    "a hand into the machine": ("a.docx", lambda: docx(word__document2=DTD, **{"word__a.xml": DTD}), Fault.ENTITY),
    "the same in UTF-16": ("a.docx", lambda: packed(docx(), "word/a.xml", DTD.encode("utf-16")), Fault.ENTITY),
    "a template from elsewhere": (
        "a.docx",
        lambda: docx(**{"word___rels__a.rels": FETCHED.format(mode="External")}),
        Fault.FETCHES,
    ),
    "an object inside": ("a.docx", lambda: docx(**{"word__embeddings__oleObject1.bin": "x"}), Fault.EMBEDDED),
    "a PDF with JavaScript": ("a.pdf", lambda: pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), Fault.SCRIPT),
    "the same in other letters": ("a.pdf", lambda: pdf(b"<< /S /J#61vaScr#69pt /JS (a) >>"), Fault.SCRIPT),
    "the same in a packed list": (
        "a.pdf",
        lambda: pdf(stream(b"9 0 << /S /JavaScript /JS (a) >>", b"/Type /ObjStm /N 1 /First 4")),
        Fault.SCRIPT,
    ),
    "a PDF that starts a program": ("a.pdf", lambda: pdf(b"<< /S /Launch /F (cmd.exe) >>"), Fault.SCRIPT),
    "a PDF with a file inside": ("a.pdf", lambda: pdf(b"<< /Type /EmbeddedFile >>"), Fault.EMBEDDED),
    "a locked PDF": ("a.pdf", lambda: pdf(b"<< /Encrypt 9 0 R >>"), Fault.PASSWORD),
    "a PDF that unpacks without end": ("a.pdf", deep_pdf, Fault.UNPACKS),
    "a PDF of a strange packing": (
        "a.pdf",
        lambda: pdf(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\n\x80\x0b\nendstream"),
        Fault.DAMAGED,
    ),
    "a PDF of a million pages": ("a.pdf", lambda: pdf(pages=1_000_000), Fault.TOO_MANY_PAGES),
    "a PDF of a million objects": ("a.pdf", lambda: pdf() + b"1 0 obj" * 1_000_000, Fault.TOO_COMPLEX),
    "a picture of 30,000 by 30,000": ("a.png", lambda: png(30_000, 30_000), Fault.TOO_MANY_PIXELS),
    "a photograph of 60,000 by 60,000": ("a.jpg", lambda: jpeg(60_000, 60_000), Fault.TOO_MANY_PIXELS),
    "a torn picture": ("a.png", lambda: png()[:40], Fault.DAMAGED),
    "a torn photograph": ("a.jpg", lambda: jpeg()[:24], Fault.DAMAGED),
    "a picture of no height": ("a.png", lambda: png(4, 0), Fault.DAMAGED),
    "an ending that lies": ("a.pdf", docx, Fault.LYING_NAME),
    "two endings": ("a.pdf.exe", pdf, Fault.LYING_NAME),
    "zero bytes in the name": ("a.pdf\0.exe", pdf, Fault.NAME_INVISIBLE),
    "a new line in the name": ("a\r\nSet-Cookie: b.pdf", pdf, Fault.NAME_INVISIBLE),
    "three hundred letters": ("қ" * 300 + ".pdf", pdf, Fault.NAME_LONG),
    "a name written backwards": ("жарғы\u202efdp.exe.pdf", pdf, Fault.NAME_TURNED),
    "a name that climbs": ("../../etc/passwd.pdf", pdf, Fault.NAME_PATH),
    "a name of the other system": ("..\\..\\a.pdf", pdf, Fault.NAME_PATH),
    "no name": (" ", pdf, Fault.NAME_EMPTY),
}
GOOD = {
    "pdf": ("Жарғы.pdf", pdf),
    "pdf with packed objects": ("a.pdf", lambda: pdf(stream(b"9 0 << /Type /Font >>", b"/Type /ObjStm /N 1"))),
    "docx": ("Үлгі.DOCX", docx),
    "docx with a link to a site": ("a.docx", lambda: docx(**{"word___rels__a.rels": LINKED})),
    "xlsx": ("a.xlsx", xlsx),
    "odt": ("a.odt", odt),
    "png": ("a.png", png),
    "jpg": ("Photo.JPEG", jpeg),
}
