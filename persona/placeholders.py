"""Placeholders in the place of other people's personal data, in what others may hear."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from persona.guard import account_numbers, phone_numbers, secrets_shown
from persona.guard.datum import Datum
from persona.guard.personal_data import MAIL, mail_addresses
from twin.knowledge import Redacted

# What stands in the place of each kind of data, and what several of them are called.
_PLACEHOLDERS = {
    phone_numbers.KIND: ("[phone number]", "phone numbers"),
    MAIL: ("[mail address]", "mail addresses"),
    account_numbers.KIND: ("[account number]", "account numbers"),
    secrets_shown.KIND: ("[password or key]", "passwords and keys"),
}
# Raise it when something else is found than before: everything is read again then.
_VERSION = 2
# Whoever looks for digits in more than this takes too long, and such a text is a table or a dump.
_PART = 20_000
_LINE = re.compile(r"(?<=\n)")
# Where digits and signs are mostly something else: a link, code.
_NO_WRITING = re.compile(r"https?://\S+|```.*?(?:```|\Z)|`[^`\n]{1,200}`", re.DOTALL)
_CALCULATED = re.compile(r" [-–/] |\b0[. ]0|\d\.\d{4}|^\(?\d \d |\d{4}-\d\d$")
# Addresses that are nobody's (RFC 2606, RFC 6761), and those of programs: git@github.com, noreply@….
_NOBODYS = re.compile(
    r"(?:git|svn|hg|no-?reply|do-?not-?reply|postmaster|mailer-daemon)@.+"
    r"|.+@(?:.+\.)?(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local|localdomain)"
)


class Placeholders:
    """Finds telephone numbers, mail addresses, numbers of accounts and cards, passwords and keys, and replaces them.

    What stands in ``allowed`` stays: the owner's own public contact data. ``regions`` are the countries (ISO 3166)
    whose way of writing telephone numbers is understood.
    """

    def __init__(self, allowed: Sequence[str], regions: Sequence[str]) -> None:
        self._regions = tuple(regions)
        self._allowed = {
            (one.kind, spelling)
            for text in allowed
            for one in self._data(_plain(text)[0])
            for spelling in one.spellings
        }

    @property
    def name(self) -> str:
        """What it knows to find, and a digest of what it lets stand."""
        stands = repr((sorted(self._allowed), self._regions)).encode()
        return f"placeholders {_VERSION} {hashlib.blake2b(stands, digest_size=8).hexdigest()}"

    def redacted(self, text: str) -> Redacted:
        """The text with a typed placeholder for each datum, and how many there were of each kind."""
        found: Counter[str] = Counter()
        parts = [self._part(part, found) for part in _parts(text)]
        return Redacted("".join(parts), dict(found)) if found else Redacted(text, {})

    def _part(self, text: str, found: Counter[str]) -> str:
        plain, at = _plain(text)
        outside = [found.span() for found in _NO_WRITING.finditer(plain)]
        kept: list[str] = []
        end = 0
        for one in sorted(self._data(plain), key=lambda one: (one.span[0], -one.span[1])):
            start, behind = at[one.span[0]], at[one.span[1]]
            if start < end or self._stays(one) or _elsewhere(one, plain, outside):
                continue
            placeholder, several = _PLACEHOLDERS[one.kind]
            kept += [text[end:start], placeholder]
            found[several] += 1
            end = behind
        return "".join([*kept, text[end:]])

    def _stays(self, one: Datum) -> bool:
        if any((one.kind, spelling) in self._allowed for spelling in one.spellings):
            return True
        return one.kind == MAIL and any(_NOBODYS.fullmatch(spelling) for spelling in one.spellings)

    def _data(self, plain: str) -> Iterator[Datum]:
        if "@" in plain or "at" in plain:
            yield from mail_addresses(plain)
        if any(map(str.isdecimal, plain)):
            yield from phone_numbers.phone_numbers(plain, self._regions)
            yield from account_numbers.account_numbers(plain)
        yield from secrets_shown.secrets_shown(plain)


def _elsewhere(one: Datum, plain: str, outside: Sequence[tuple[int, int]]) -> bool:
    """Whether it is none although it looks so: part of a link, or figures that are calculated with."""
    if one.kind not in (phone_numbers.KIND, MAIL):
        return False
    start, end = one.span
    inside = any(begin <= start and end <= behind for begin, behind in outside)
    before = plain[max(0, start - 1) : start]
    # What a link hands over is as if it stood outside, and so is what is only set off from the words around it.
    if (one.kind == MAIL and before == "=") or before == "`" == plain[end : end + 1]:
        return False
    return inside or (one.kind == phone_numbers.KIND and _CALCULATED.search(plain[start:end]) is not None)


def _parts(text: str) -> Iterator[str]:
    """The text in parts of whole lines, as far as there are any, none of them too long to be looked through."""
    waiting = ""
    for line in _LINE.split(text):
        for start in range(0, len(line), _PART):
            piece = line[start : start + _PART]
            if waiting and len(waiting) + len(piece) > _PART:
                yield waiting
                waiting = ""
            waiting += piece
    yield waiting


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with its digits and letters as on a keyboard, and where each of its signs stands in the text itself."""
    if text.isascii():
        return text, list(range(len(text) + 1))
    signs: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for plain in unicodedata.normalize("NFKC", sign):
            signs.append(plain)
            at.append(place)
    return "".join(signs), [*at, len(text)]
