"""Turns the rectangles that `scolioapp.paper.pdf_tags` painted into a structure tree, with pypdf.

What lies outside of them is marked as decoration. Where they are not found, as another Qt may write them
differently, the PDF stays untagged. PDF/UA is not claimed: nothing here was able to check it. Loaded late,
when a report is written. Must not know what the pages say.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from scolioapp.paper.pdf_tags import AWAY, Element

_MARK = re.compile(
    rb"q\n/CSp cs\n[\d. ]+ scn\n/\w+ gs\n-(\d+)(?:\.0*)? -%d(?:\.0*)? 7 7 re\nf\nQ\n" % AWAY
)


def tagged(content: bytes, elements: Sequence[Element], language: str) -> bytes:
    """Return a PDF with tags.

    Args:
        content: The PDF that Qt wrote.
        elements: What was painted, in order.
        language: Language of the words, such as ``zh-CN``.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.pdf_header = content[:8].decode("ascii")
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    streams = [_data(page) for page in writer.pages]
    found = [int(mark[1]) - AWAY for data in streams for mark in _MARK.finditer(data)]
    if found == list(range(2 * len(elements))):
        _add_tree(writer, streams, elements)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def dated(content: bytes, date: datetime) -> bytes:
    """Return a PDF with a date of its own, and with an id that follows from what it says.

    Qt writes the present time and a random id, so that the same pages would be other bytes each time.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.pdf_header = content[:8].decode("ascii")
    stamp = date.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    writer.add_metadata({"/CreationDate": stamp, "/ModDate": stamp})
    # It says the same once more, with the present time.
    metadata = writer.root_object.pop(NameObject("/Metadata"), None)
    if isinstance(metadata, IndirectObject):
        writer._replace_object(metadata, NullObject())
    writer._ID = None
    out = io.BytesIO()
    writer.write(out)
    digest = hashlib.sha256(out.getvalue()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _data(page: DictionaryObject) -> bytes:
    stream = page["/Contents"].get_object()
    if not isinstance(stream, StreamObject):
        return b""
    return bytes(stream.get_data())


def _add_tree(writer: PdfWriter, streams: Sequence[bytes], elements: Sequence[Element]) -> None:
    """Put marks into the pages, and a structure tree over them."""
    document = DictionaryObject(
        {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/Document")}
    )
    top = writer._add_object(document)
    numbers = ArrayObject()
    kids = ArrayObject()
    for number, (page, data) in enumerate(zip(writer.pages, streams, strict=True)):
        here = [each for each in elements if each.page == number]
        first = next((i for i, each in enumerate(elements) if each.page == number), 0)
        stream = StreamObject()
        stream.set_data(_marked(data, here, first))
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/StructParents")] = NumberObject(number)
        page[NameObject("/Tabs")] = NameObject("/S")
        reference = page.indirect_reference
        placed = [
            writer._add_object(_element(each, mark, reference, top))
            for mark, each in enumerate(here)
        ]
        kids.extend(placed)
        numbers.extend([NumberObject(number), writer._add_object(ArrayObject(placed))])
    document[NameObject("/K")] = kids
    parents = writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))
    tree = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructTreeRoot"),
            NameObject("/K"): ArrayObject([top]),
            NameObject("/ParentTree"): parents,
            NameObject("/ParentTreeNextKey"): NumberObject(len(streams)),
        }
    )
    document[NameObject("/P")] = writer._add_object(tree)
    writer.root_object[NameObject("/StructTreeRoot")] = document["/P"].indirect_reference or tree
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
        {NameObject("/Marked"): BooleanObject(True)}
    )


def _element(
    each: Element, mark: int, page: IndirectObject | None, parent: IndirectObject
) -> DictionaryObject:
    element = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject(f"/{each.kind}"),
            NameObject("/P"): parent,
            NameObject("/K"): NumberObject(mark),
        }
    )
    if page is not None:
        element[NameObject("/Pg")] = page
    if each.words:
        element[NameObject("/Alt")] = TextStringObject(each.words)
    return element


def _marked(data: bytes, here: Sequence[Element], first: int) -> bytes:
    """Replace the rectangles by marks; what lies between elements is decoration.

    Args:
        data: The page as Qt wrote it.
        here: What stands on the page.
        first: Number of the first of them in the document.
    """

    def replace(found: re.Match[bytes]) -> bytes:
        number = int(found[1]) - AWAY
        if number % 2:
            return b"EMC\n/Artifact BMC\n"
        mark = number // 2 - first
        return f"EMC\n/{here[mark].kind} <</MCID {mark}>> BDC\n".encode("ascii")

    return b"/Artifact BMC\n" + _MARK.sub(replace, data) + b"\nEMC\n"
