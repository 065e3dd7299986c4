"""Blocks of a report as one HTML file: nothing in it runs, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.report.blocks import Block, Heading, Paragraph, Pictures, Table
from engine.report.svg import plain

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.45 "Noto Sans", Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 720px; margin: 2em auto; padding: 0 1em }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 .5em; overflow-wrap: anywhere }
h2 { font-size: 12pt; border-top: 1px solid #d0d4d9; padding-top: .7em; margin: 1.6em 0 .5em }
p { margin: .35em 0; overflow-wrap: anywhere }
.grave { border-left: 4px solid #d55e00; padding: .35em .8em; font-weight: bold }
.outcome { font-size: 15pt; font-weight: bold; margin: 1em 0 .5em }
.mark { font-size: 10.5pt; color: #1a1a1a; border: 1px solid #1a1a1a; padding: .1em .6em; margin-left: .4em;
  white-space: nowrap; print-color-adjust: exact;
  background: repeating-linear-gradient(135deg, #ffe3a3 0 6px, #fff6df 6px 12px) }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .22em .6em .22em 0; border-bottom: 1px solid #e6e8eb;
  vertical-align: top }
th { font-weight: normal; color: #5f6368; font-size: 9pt }
th[scope=row] { width: 9em }
th[scope=row] + td { overflow-wrap: anywhere }
.row { display: flex; flex-wrap: wrap; gap: 20px; break-inside: avoid; margin: 1em 0 }
figure { margin: 0; break-inside: avoid }
figure.half { width: 340px }
figure b { display: block; margin-bottom: .3em }
figure svg { max-width: 100%; height: auto }
figcaption { color: #5f6368; font-size: 9pt }
""".strip()


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome, and the warning that never leaves it ("" for none)."""

    title: str
    mark: str


def html_page(title: str, blocks: Iterable[Block | OutcomeLine], *, language: str) -> str:
    """Return an HTML page."""
    name = plain(title)
    body = "\n".join(part for block in blocks for part in _block(block))
    return f"""<!DOCTYPE html>
<html lang="{plain(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<h1>{name}</h1>
{body}
</body>
</html>
"""


def _block(block: Block | OutcomeLine) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h2>{plain(block.words)}</h2>"
    elif isinstance(block, Paragraph):
        mark = ' class="grave"' if block.grave else ""
        yield f"<p{mark}>{plain(block.words)}</p>"
    elif isinstance(block, OutcomeLine):
        mark = f' <span class="mark">{plain(block.mark)}</span>' if block.mark else ""
        yield f'<p class="outcome">{plain(block.title)}{mark}</p>'
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield from _pictures(block)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.header:
        yield f"<tr>{''.join(f'<th>{plain(one)}</th>' for one in table.header)}</tr>"
    for first, *others in table.rows:
        named = f"<td>{plain(first)}</td>" if table.header else _row_name(first)
        yield f"<tr>{named}{''.join(f'<td>{plain(one)}</td>' for one in others)}</tr>"
    yield "</table>"


def _row_name(words: str) -> str:
    return f'<th scope="row">{plain(words)}</th>'


def _pictures(pictures: Pictures) -> Iterator[str]:
    yield '<div class="row">'
    for figure in pictures.figures:
        yield f'<figure class="{"whole" if figure.wide else "half"}">'
        yield f"<b>{plain(figure.title)}</b>"
        yield figure.svg(alone=False).rstrip()
        caption = f"<figcaption>{plain(figure.caption)}</figcaption>" if figure.caption else ""
        yield f"{caption}</figure>"
    yield "</div>"
