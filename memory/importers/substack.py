"""A newsletter of Substack as it exports itself: a table of the posts, and a page for each."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from memory.importers import blocks, frontmatter, html, reading
from memory.importers.records import Document, Problem, Record, plausible
from twin.errors import SourceError

KIND = "substack"
CHATS = False

_TABLE, _POSTS = "posts.csv", "posts"
_COLUMNS = frozenset({"post_id", "post_date", "is_published", "title"})
_EVERYBODY = ("", "everyone")
# Invitations to subscribe, to share and to pay, that stand between what is written.
_INVITATIONS = ("subscription-widget", "button-wrapper", "captioned-button-wrap", "paywall", "poll-embed", "install-")


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The table and all the pages, also those of drafts, so that nobody else reads them."""
    if _TABLE not in names or _POSTS not in names or not (folder / _POSTS).is_dir():
        return ()
    try:
        if not recognises(folder / _TABLE, reading.head(folder / _TABLE)):
            return ()
    except SourceError:
        # Drafts are among the pages, whatever is wrong with the table.
        pass
    return [folder / _TABLE, *sorted((folder / _POSTS).glob("*.html"))]


def recognises(path: Path, head: bytes) -> bool:
    """By the columns of the table."""
    text = reading.head_text(head) or ""
    return frozenset(text.lstrip("\ufeff").partition("\n")[0].strip().replace('"', "").split(",")) >= _COLUMNS


def read(path: Path) -> Iterator[Record]:
    """Each post that everybody may read, then how many others there are."""
    folder = path if path.is_dir() else path.parent
    left_out: Counter[str] = Counter()
    for line, row in _rows(folder / _TABLE):
        if row is None:
            yield Problem(folder / _TABLE, f"line {line}", "it is no row of the table: this post is left out.")
        elif row.get("is_published", "").lower() != "true":
            left_out["drafts"] += 1
        elif row.get("audience", "") not in _EVERYBODY:
            left_out["posts for subscribers"] += 1
        else:
            yield from _post(folder, line, row)
    for why, count in left_out.items():
        yield Problem(folder / _TABLE, "", f"left out, since not everybody may read them: {why} ({count}).", meant=True)


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The rows with their line numbers; None for one that is none."""
    rows = csv.DictReader(io.StringIO(reading.document(table).lstrip("\ufeff"), newline=""), restkey="", restval="")
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield rows.line_num, None
            continue
        sound = row.get("post_id", "").partition(".")[0].isdigit() and row.get("is_published", "")
        yield rows.line_num, {key: value for key, value in row.items() if isinstance(value, str)} if sound else None


def _post(folder: Path, line: int, row: dict[str, str]) -> Iterator[Record]:
    name = row["post_id"]
    page = folder / _POSTS / f"{name}.html"
    if page.parent != folder / _POSTS or not page.is_file():
        # A post that is a recording alone has no page.
        if row.get("type") not in ("podcast", "video"):
            yield Problem(folder / _TABLE, f"line {line}", "the page of this post is missing: it is left out.")
        return
    written_at = frontmatter.date_of(row.get("post_date", ""))
    title, subtitle = (" ".join(row.get(key, "").split()) for key in ("title", "subtitle"))
    front = frontmatter.FrontMatter(title, "", written_at and plausible(written_at))
    try:
        for record in html.page(page, front, _markup(reading.document(page))):
            if isinstance(record, Document):
                text = f"{subtitle}\n\n{record.text}" if subtitle else record.text
                yield replace(record, place=f"substack/{name.partition('.')[0]}", text=text)
    except SourceError as error:
        if "no text" not in str(error):
            yield Problem(page, "", str(error).removeprefix(f"{page} "))


def _markup(markup: str) -> str:
    """The page without invitations."""
    soup = blocks.soup_of(markup)
    for tag in soup.find_all(class_=True):
        if not tag.decomposed and any(name.startswith(_INVITATIONS) for name in blocks.classes(tag)):
            tag.decompose()
    return str(soup)
