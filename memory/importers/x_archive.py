"""X's archive of an account: what its owner posted, each thread of theirs a document.

Reposts are left out. An answer to somebody else is a document only if it is long enough to be understood without what
it answers; the names that X put before it go, and its title says whom it answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory.importers import json_values, moments, reading, x_files
from memory.importers.json_values import FieldError
from memory.importers.records import Document, Problem, Record, plausible
from memory.importers.x_files import Account
from twin.errors import SourceError

KIND = "x"
CHATS = False

_TWEETS = re.compile(r"tweets?(?:-part\d{1,4})?\.js")
_NOTES = re.compile(r"note-?tweets?(?:-part\d{1,4})?\.js")
_NAMES = re.compile(r"(?:@\w{1,20}\s+)+", re.ASCII)
_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,20}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# So many characters are understood alone.
_ALONE = 100
# A long post and its full text begin alike, and are of the same moment.
_ALIKE = 60
_SAME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Tweet:
    """One post, the number of what it answers, and the name of whom, if that is somebody else."""

    number: int
    written_at: datetime | None
    text: str
    answers: int
    answered: str


@dataclass(slots=True)
class _Archive:
    """What is read of the posts: the full texts of long ones by how they begin, and which posts were edited later."""

    account: Account
    notes: dict[str, list[tuple[datetime | None, str]]] = field(default_factory=dict)
    tweets: dict[int, _Tweet] = field(default_factory=dict)
    edited: dict[int, int] = field(default_factory=dict)


def recognises(path: Path, head: bytes) -> bool:
    """The posts alone, by how their file begins."""
    return x_files.holds(head) in ("tweet", "tweets")


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The posts, whose they are, and the pages that show or explain the archive, which are nobody's writing."""
    tweets = x_files.found(folder, names, _TWEETS.fullmatch)
    try:
        if not tweets or not recognises(tweets[0], reading.head(tweets[0])):
            return ()
    except SourceError:
        return ()
    data = tweets[0].parent
    more = x_files.found(folder, names, lambda name: name == x_files.ACCOUNT or _NOTES.fullmatch(name))
    pages = [folder / name for name in names if data != folder and name.endswith((".html", ".txt"))]
    return [*pages, *more, *tweets]


def read(path: Path) -> Iterator[Record]:
    """A document for each thread, in order; the archive has its posts in none."""
    tweets = x_files.found(path, x_files.names_in(path), _TWEETS.fullmatch) if path.is_dir() else [path]
    data = (tweets[0] if tweets else path).resolve().parent
    archive = _Archive(x_files.account(data))
    for file in x_files.found(data, x_files.names_in(data), _NOTES.fullmatch):
        yield from _read_notes(archive, file)
    for file in tweets:
        yield from _read_tweets(archive, file)
    documents = [document for thread in _threads(archive) if (document := _document(archive.account, thread))]
    if not documents:
        raise SourceError(f"{path} holds no posts that can be learned: leave it out.")
    yield from documents


def _read_notes(archive: _Archive, path: Path) -> Iterator[Problem]:
    place = "item.noteTweet"
    for note in json_values.messages(path, place, _note, x_files.skipped(path), "long post"):
        if isinstance(note, Problem):
            yield note
        else:
            archive.notes.setdefault(_beginning(note[1]), []).append(note)


def _note(raw: object) -> tuple[datetime | None, str]:
    """When a long post was written, and its full text."""
    note = json_values.record(raw)
    core = json_values.part(note, "core")
    links = _links(core, "urls", "shortUrl", "expandedUrl")
    return _moment(json_values.text(note, "createdAt")), x_files.with_links(json_values.text(core, "text"), links)


def _read_tweets(archive: _Archive, path: Path) -> Iterator[Problem]:
    def made(raw: object) -> _Tweet | None:
        return _tweet(archive, raw)

    for tweet in json_values.messages(path, "item", made, x_files.skipped(path), "post"):
        if isinstance(tweet, Problem):
            yield tweet
        else:
            archive.tweets[tweet.number] = tweet


def _tweet(archive: _Archive, raw: object) -> _Tweet | None:
    """The post, or None where the owner wrote nothing."""
    outer = json_values.record(raw)
    tweet = json_values.part(outer, "tweet") or outer
    number = _number(tweet, "id")
    if not number:
        raise FieldError("It has no number.")
    text = json_values.text(tweet, "full_text") or json_values.text(tweet, "text")
    if text.startswith("RT @"):
        return None
    written_at = _written_at(json_values.text(tweet, "created_at"))
    answered, of = _number(tweet, "in_reply_to_status_id"), _text_number(tweet, "in_reply_to_user_id")
    links = _links(json_values.part(tweet, "entities"), "urls", "url", "expanded_url")
    for name in ("entities", "extended_entities"):
        # The links to the post's own pictures.
        links.update(dict.fromkeys(_links(json_values.part(tweet, name), "media", "url", "url"), ""))
    text = x_files.with_links(_full(archive, x_files.with_links(text, links), written_at), links)
    _note_edits(archive, tweet)
    others = bool(of) and of != archive.account.number
    return _Tweet(
        number=number,
        written_at=written_at,
        text=_NAMES.sub("", text, count=1) if (answered or of) and _NAMES.match(text) else text,
        answers=answered,
        answered=(json_values.text(tweet, "in_reply_to_screen_name") or of) if others else "",
    )


def _number(tweet: Mapping[str, object], name: str) -> int:
    """A number, of which the text is the exact one; 0 if it is missing."""
    text = _text_number(tweet, name)
    return int(text) if text else 0


def _text_number(tweet: Mapping[str, object], name: str) -> str:
    text = json_values.key(tweet, f"{name}_str") or json_values.key(tweet, name)
    if text and not _DIGITS.fullmatch(text):
        raise FieldError(f"Its “{name}” is not a number.")
    return text


def _links(entities: Mapping[str, object], kind: str, short: str, whole: str) -> dict[str, str]:
    links = ((link.get(short), link.get(whole)) for link in json_values.parts(entities, kind))
    return {key: value for key, value in links if isinstance(key, str) and isinstance(value, str)}


def _written_at(value: str) -> datetime | None:
    """The moment as X writes it, in English everywhere."""
    match = _DATE.fullmatch(value)
    if not match:
        return _moment(value)
    month, day, hour, minute, second, year = match.groups()
    try:
        number = _MONTHS.index(month) + 1
        return plausible(datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC))
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error


def _moment(value: str) -> datetime | None:
    try:
        return moments.in_world_time(moments.of_iso(value)) if value else None
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error


def _full(archive: _Archive, text: str, written_at: datetime | None) -> str:
    """The whole of a post that is longer than the archive's list of posts tells."""
    for moment, note in archive.notes.get(_beginning(text), ()):
        if len(note) > len(text) and (not moment or not written_at or abs(moment - written_at) <= _SAME):
            return note
    return text


def _beginning(text: str) -> str:
    return "".join(text.split())[:_ALIKE]


def _note_edits(archive: _Archive, tweet: Mapping[str, object]) -> None:
    info = json_values.part(tweet, "edit_info")
    control = json_values.part(json_values.part(info, "edit"), "editControlInitial")
    for versions in (json_values.part(info, "initial").get("editTweetIds"), control.get("editTweetIds")):
        texts = versions[:100] if isinstance(versions, list) else []
        numbers = sorted(int(one) for one in texts if isinstance(one, str) and _DIGITS.fullmatch(one))
        archive.edited.update(dict.fromkeys(numbers[:-1], max(numbers, default=0)))


def _threads(archive: _Archive) -> list[list[_Tweet]]:
    """The posts that answer one another, by the first of them, in order; of what was edited the last version."""
    threads: dict[int, list[_Tweet]] = {}
    beginning: dict[int, int] = {}
    for number in sorted(archive.tweets):
        tweet = archive.tweets[number]
        # What is answered is older, and was met before.
        beginning[number] = beginning.get(tweet.answers, number)
        if archive.edited.get(number) not in archive.tweets:
            threads.setdefault(beginning[number], []).append(tweet)
    return list(threads.values())


def _document(account: Account, thread: list[_Tweet]) -> Document | None:
    first = thread[0]
    text = "\n\n".join(tweet.text for tweet in thread if tweet.text)
    words = x_files.without_links(text)
    if not any(character.isalnum() for character in words) or (first.answered and len(words) < _ALONE):
        return None
    link = account.link(first.number)
    return Document(link, f"Reply to @{first.answered}" if first.answered else "", link, first.written_at, text)
