"""The evaluation report as one HTML file: nothing in it runs, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.core.files import write_text
from engine.models.validation import EvaluationReport
from engine.report.evaluation_document import (
    Block,
    Heading,
    Paragraph,
    Pictures,
    Table,
    document,
    title,
)
from engine.report.evaluation_figure import Words
from engine.report.svg import plain

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.45 "Noto Sans", Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 720px; margin: 2em auto; padding: 0 1em }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 .5em; overflow-wrap: anywhere }
h2 { font-size: 12pt; border-top: 1px solid #d0d4d9; padding-top: .7em; margin: 1.6em 0 .5em }
p { margin: .35em 0; overflow-wrap: anywhere }
.grave { border-left: 4px solid #d55e00; padding: .35em .8em; font-weight: bold }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .22em .6em .22em 0; border-bottom: 1px solid #e6e8eb;
  vertical-align: top }
th { font-weight: normal; color: #5f6368; font-size: 9pt }
.row { display: flex; flex-wrap: wrap; gap: 20px; break-inside: avoid; margin: 1em 0 }
figure { margin: 0; break-inside: avoid }
figure.half { width: 340px }
figure b { display: block; margin-bottom: .3em }
figure svg { max-width: 100%; height: auto }
figcaption { color: #5f6368; font-size: 9pt }
""".strip()


def html(report: EvaluationReport, words: Words = str, *, language: str = "en") -> str:
    """Return the report as an HTML page.

    Args:
        report: The report.
        words: Gives sentences in the reader's language.
        language: That language's code.
    """
    name = plain(title(report, words))
    body = "\n".join(part for block in document(report, words) for part in _block(block))
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


def write_html(
    report: EvaluationReport, path: Path, words: Words = str, *, language: str = "en"
) -> None:
    """Write the report as one HTML file; see `html`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_text(path, html(report, words, language=language))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h2>{plain(block.words)}</h2>"
    elif isinstance(block, Paragraph):
        mark = ' class="grave"' if block.grave else ""
        yield f"<p{mark}>{plain(block.words)}</p>"
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield from _pictures(block)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield f"<tr>{''.join(f'<th>{plain(one)}</th>' for one in table.header)}</tr>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td>{plain(one)}</td>' for one in row)}</tr>"
    yield "</table>"


def _pictures(pictures: Pictures) -> Iterator[str]:
    yield '<div class="row">'
    for figure in pictures.figures:
        yield f'<figure class="{"whole" if figure.wide else "half"}">'
        yield f"<b>{plain(figure.title)}</b>"
        yield figure.svg(alone=False).rstrip()
        yield f"<figcaption>{plain(figure.caption)}</figcaption></figure>"
    yield "</div>"
