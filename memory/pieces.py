"""Documents and chat messages, cut into the pieces that are stored: passages and exemplars."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from memory.importers.records import SELF, ChatMessage, Document
from memory.pairs import Pair
from memory.situational import situational
from memory.store import NewExemplar, NewPassage
from twin.knowledge import Audience

# Longer passages dilute what they are about, shorter ones lose their context; MiniLM reads about 1,000 characters.
_LONGEST = 900
_SHORTEST = 200

_LETTER = re.compile(r"\w")


def passages_of(document: Document, audience: Audience) -> Iterator[NewPassage]:
    """The document's passages: neighbouring blocks put together, up to some hundred words each."""
    seen: Counter[bytes] = Counter()
    for position, text in enumerate(_joined(document.text)):
        identity = [document.place, document.title, document.link, document.written_at, text]
        yield NewPassage(
            digest=_digest(seen, *identity),
            place=document.place,
            sent_at=document.written_at,
            audience=audience,
            position=position,
            title=document.title,
            link=document.link,
            author="",
            by_owner=True,
            text=text,
        )


def _joined(text: str) -> Iterator[str]:
    """Blocks put together until they are long enough; a heading opens a new passage and stays with what follows."""
    waiting: list[str] = []
    for block in _blocks(text):
        size = sum(map(len, waiting))
        opens = block.startswith("# ") and size > _SHORTEST
        if waiting and (opens or size + len(block) > _LONGEST):
            yield "\n\n".join(waiting)
            waiting = []
        waiting.append(block)
    if waiting:
        yield "\n\n".join(waiting)


def _blocks(text: str) -> Iterator[str]:
    """Blocks parted by blank lines, a fenced block of code being one; a block too long is cut at its lines' ends."""
    fenced: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        fenced.append(block)
        if sum(part.count("```") for part in fenced) % 2:
            continue
        whole, fenced = "\n\n".join(fenced), []
        if whole.strip():
            yield from _cut(whole) if len(whole) > 2 * _LONGEST else [whole]
    if fenced:
        yield from _cut("\n\n".join(fenced))


def _cut(block: str) -> Iterator[str]:
    """A block in parts of about the longest size, cut at the ends of lines or sentences where there are any."""
    part = ""
    for sentence in re.split(r"(?<=\n)|(?<=[.!?…。！？] )", block):
        for start in range(0, len(sentence), _LONGEST):
            piece = sentence[start : start + _LONGEST]
            if part and len(part) + len(piece) > _LONGEST:
                if part.strip():
                    yield part.strip()
                part = ""
            part += piece
    if part.strip():
        yield part.strip()


class ChatPassages:
    """The messages of a file's chats as passages: one each, numbered within their chat."""

    def __init__(self, owner: str, audience: Audience) -> None:
        """``owner`` is the owner's author identity; ``audience`` is who may hear what the owner wrote."""
        self._owner = owner
        self._audience = audience
        self._positions: Counter[str] = Counter()
        self._seen: Counter[bytes] = Counter()

    def passage(self, message: ChatMessage) -> NewPassage | None:
        """The message as a passage; None if there is no word in it. What others wrote is for the owner alone."""
        if not _LETTER.search(message.text):
            return None
        # What the owner passes on is not the owner's: whoever wrote it meant it for them.
        by_owner = message.identity == self._owner and not message.forwarded
        self._positions[message.within] += 1
        # Where the platform numbers messages the number tells two alike ones apart, else their count does.
        # Whether the owner wrote it is part of it: said to be somebody else, they get other passages, not these.
        # One export may tell the owner's number and another that it is the owner: it is the same message.
        writer = SELF if by_owner else message.identity
        named = [message.within, message.key, message.sent_at, writer, by_owner, message.text]
        return NewPassage(
            digest=_digest(self._seen, *named),
            place=message.within,
            sent_at=message.sent_at,
            audience=self._audience if by_owner else Audience.OWNER,
            position=self._positions[message.within],
            # The chat's name is its source's: as a title it would make every message answer to it.
            title="",
            link="",
            author=message.author,
            by_owner=by_owner,
            text=message.text,
            situational=situational(message.text),
        )


class ChatExemplars:
    """The pairs of a file's chats as exemplars."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._seen: Counter[bytes] = Counter()

    def exemplar(self, pair: Pair) -> NewExemplar:
        """The pair as an exemplar."""
        named = [pair.place, pair.sent_at, pair.asker, pair.message, pair.reply]
        return NewExemplar(
            digest=_digest(self._seen, *named),
            place=pair.place,
            sent_at=pair.sent_at,
            audience=self._audience,
            asker=pair.asker,
            message=pair.message,
            reply=pair.reply,
            situational=situational(pair.reply),
        )


def _digest(seen: Counter[bytes], *parts: object) -> bytes:
    """16 bytes that name a piece for good; the second of two equal pieces gets a name of its own."""
    named = "\x1f".join(str(part) for part in parts).encode(errors="replace")
    first = hashlib.blake2b(named, digest_size=16).digest()
    seen[first] += 1
    return first if seen[first] == 1 else hashlib.blake2b(first + str(seen[first]).encode(), digest_size=16).digest()
