"""A mail's parts: which of them hold its text, without reading what is attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from memory.importers.mail import body, letters, page

# What stands deeper is an attached mail's, or was made to exhaust whoever reads it.
_DEEPEST = 20
_MOST_NESTING, _MOST_PARTS = 100, 1000
# So much of one part's text is read, and so much of a run of base64 left in a mail before it is taken apart.
_LONGEST_TEXT = 512 * 1024
_LONGEST_RUN = 64 * 1024
_KIND = re.compile(rb"^content-type[ \t]{0,4}:", re.IGNORECASE | re.MULTILINE)
_NESTS = re.compile(rb"\s{0,20}(?:multipart|message)/", re.IGNORECASE)
_BASE64 = re.compile(rb"^(?:[A-Za-z0-9+/=]{20,1000}+\r?\n)++", re.MULTILINE)
_UNREADABLE = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")

# A plain text that is no longer, and says that there is a page, is only there to say so.
_SHORT = 300
_NO_PAGE = re.compile(
    r"\bhtml\b|(?:view|display|show|see) (?:this|it|the)[^.]{0,40}(?:browser|message|e-?mail)|im browser|navegador|"
    r"navigateur",
    re.IGNORECASE,
)


class Unreadable(Exception):
    """The mail is encrypted."""


class Invitation(Exception):
    """The mail is an invitation or the answer to one, which a calendar wrote."""


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    html: bool


def text_of(data: bytes) -> str:
    """The text of a mail, without what is attached; empty if it has none. Raises Unreadable, Invitation."""
    message = BytesParser(policy=compat32).parsebytes(_bounded(data))
    texts = [page.readable(part.text) if part.html else part.text for part in _texts(message, 0)]
    whole = "\n\n".join(text.strip("\n") for text in texts if text.strip())
    if body.encrypted(whole):
        raise Unreadable
    return whole


def _bounded(data: bytes) -> bytes:
    """The mail without what lies deeper than anybody nests, and without the greater part of large attachments."""
    nesting = 0
    for number, kind in enumerate(_KIND.finditer(data)):
        nesting += _NESTS.match(data, kind.end()) is not None
        if number == _MOST_PARTS or nesting == _MOST_NESTING:
            data = data[: kind.start()]
            break
    return _BASE64.sub(_shortened, data)


def _shortened(run: re.Match[bytes]) -> bytes:
    if run.end() - run.start() <= _LONGEST_RUN:
        return run[0]
    return run[0][: run[0].rindex(b"\n", 0, _LONGEST_RUN) + 1]


def _texts(part: Message, depth: int) -> Iterator[_Text]:
    """The texts that stand in the mail itself, in their order."""
    kind = part.get_content_type()
    if kind in _UNREADABLE:
        raise Unreadable
    if depth > _DEEPEST or _is_attached(part):
        return
    if kind == "text/calendar":
        raise Invitation
    children = part.get_payload() if part.is_multipart() else None
    if isinstance(children, list):
        if kind.startswith("multipart/"):
            yield from _of_several(kind, [child for child in children if isinstance(child, Message)], depth + 1)
    elif kind in ("text/plain", "text/html") or kind.startswith("multipart/"):
        yield _Text(_decoded(part), html=kind == "text/html")


def _of_several(kind: str, children: list[Message], depth: int) -> Iterator[_Text]:
    if kind == "multipart/alternative":
        yield from _best([list(_texts(child, depth)) for child in children])
        return
    # A page with its pictures, and a text with its signature: the first is what is read.
    for child in children[:1] if kind in ("multipart/related", "multipart/signed") else children:
        yield from _texts(child, depth)


def _best(alternatives: list[list[_Text]]) -> list[_Text]:
    """The plain one, unless it only says that there is another."""
    worded = [texts for texts in alternatives if any(_wordy(part.text) for part in texts)]
    plain = [texts for texts in worded if not any(part.html for part in texts)]
    pages = [texts for texts in worded if any(part.html for part in texts)]
    if plain and pages and len(_joined(plain[0])) < _SHORT and _NO_PAGE.search(_joined(plain[0])):
        return pages[0]
    return (plain or pages or [[]])[0]


def _joined(texts: list[_Text]) -> str:
    return "\n".join(part.text for part in texts)


def _wordy(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _is_attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).lower().lstrip()
    return disposition.startswith("attachment") or (
        part.get_filename() is not None and part.get_content_type() != "text/calendar"
    )


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    data = raw[:_LONGEST_TEXT] if isinstance(raw, bytes) else b""
    text = letters.text_of(data, str(part.get_param("charset", "") or ""))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = body.unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text
