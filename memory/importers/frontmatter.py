"""The YAML block at the head of a blog post, and the Liquid tags that Jekyll's posts carry in their text."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import yaml

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[\w-]+[ \t]*:(?:\s|\Z)")
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\b[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(?:end)?(?:raw|include|include_relative|assign|capture)\b[^\n]*?%\}")
_DATE = re.compile(
    r"((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)"
    r"(?:(?:[Tt]|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(?:([Zz]|UTC|GMT)|([+-])(\d\d?):?(\d\d)?)?)?"
)
_NAME_DATE = re.compile(r"((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)[-_. ]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a post's head tells about it; ``flaws`` are (line, sentence) pairs."""

    title: str = ""
    link: str = ""
    written_at: datetime | None = None
    flaws: tuple[tuple[int, str], ...] = ()


def split(text: str) -> tuple[FrontMatter | None, str]:
    """The front matter, None where there is none, and the text after it."""
    match = _BLOCK.match(text)
    # Two rules with prose between them are no front matter.
    if not match or (match.group(1).strip() and not _FIELD.match(match.group(1))):
        return None, text
    return _parsed(match.group(1)), text[match.end() :]


def without_liquid(text: str) -> str:
    """A Jekyll post's text with its highlighted code as HTML and its other common tags left out."""
    text = _HIGHLIGHT.sub(lambda match: f"<pre>{html.escape(match.group(1), quote=False)}</pre>", text)
    return _TAG.sub("", _COMMENT.sub("", text))


def date_of(value: str) -> datetime | None:
    """A date in one of the common ISO forms: aware if it tells its zone, else naive local time."""
    match = _DATE.fullmatch(value.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    try:
        zone = UTC if utc else _zone(sign, hours, minutes)
        date = datetime(int(year), int(month), int(day), tzinfo=zone)
        return date.replace(hour=int(hour or 0), minute=int(minute or 0), second=int(second or 0))
    except ValueError:
        return None


def named(path: Path) -> tuple[str, datetime | None]:
    """The title and the date that a file's name tells: ``2019-06-30-my-first-post.md``."""
    stem, written_at = path.stem, None
    match = _NAME_DATE.match(stem)
    if match:
        written_at = date_of("-".join(match.group(1, 3, 4)))
    rest = stem[match.end() :] if match and written_at else stem
    title = " ".join(re.split(r"[-_\s]+", rest)).strip()
    return (title[:1].upper() + title[1:] or stem), written_at


def _zone(sign: str | None, hours: str | None, minutes: str | None) -> timezone | None:
    if not sign:
        return None
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-offset if sign == "-" else offset)


def _parsed(block: str) -> FrontMatter:
    try:
        # Nodes instead of objects: nothing is constructed, so no value can be malformed or expand without end.
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return FrontMatter(flaws=((line, f"The front matter is not valid YAML ({error.problem}): correct this line."),))
    except (yaml.YAMLError, RecursionError):
        return FrontMatter(flaws=((1, "The front matter is not valid YAML: correct it, or take it out."),))
    fields = _fields(node)
    written_at, flaws = _date_in(fields)
    return FrontMatter(
        title=" ".join(fields["title"].value.split()) if "title" in fields else "",
        link=_link_in(fields),
        written_at=written_at,
        flaws=flaws,
    )


def _fields(node: yaml.Node | None) -> dict[str, yaml.ScalarNode]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value.lower(): value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and not value.tag.endswith(":null")
    }


def _date_in(fields: dict[str, yaml.ScalarNode]) -> tuple[datetime | None, tuple[tuple[int, str], ...]]:
    for name in ("date", "datetime", "published", "created"):
        if name in fields and (found := date_of(fields[name].value)):
            return found, ()
    if "date" not in fields:
        return None, ()
    node = fields["date"]
    sentence = f"The date “{node.value}” is not understood: write it like 2019-06-30 or 2019-06-30T18:05:00+02:00."
    return None, ((node.start_mark.line + 2, sentence),)


def _link_in(fields: dict[str, yaml.ScalarNode]) -> str:
    links = (fields[name].value.strip() for name in ("canonical_url", "link", "url", "permalink") if name in fields)
    # A path on the site leads nowhere from a chat.
    return next((link for link in links if re.match(r"https?://", link)), "")
