"""Personal data of anybody, which the twin gives away only where it is public already."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from persona.guard import account_numbers, postal_addresses, secrets_shown
from persona.guard.datum import Datum, datum
from persona.guard.phone_numbers import phone_numbers
from persona.guard.rule import Saying
from twin.brief import Brief
from twin.draft import Objection
from twin.knowledge import Audience

_RULE = "personal data"
MAIL = "a mail address"
# More digits are no answer to anybody, and would take long to look through.
_MOST_DIGITS = 2_000
# Each part is taken whole or not at all, so that no long text is gone through again and again.
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++")
_SPELLED_OUT = re.compile(
    r"(?<![\w.+%-])([\w.+%-]{1,64}) ?(?:\(at\)|\[at\]|\{at\}|<at>| at ) ?([\w-]{1,63})"
    r"((?: ?(?:\(dot\)|\[dot\]|\{dot\}|<dot>| dot |\(punkt\)|\[punkt\]) ?[\w-]{1,63}){1,4})",
    re.IGNORECASE,
)
_DOT = re.compile(r" ?(?:[(\[{<](?:dot|punkt)[)\]}>]| dot ) ?", re.IGNORECASE)


class PersonalData:
    """Phone numbers, addresses, accounts and secrets, whoever's they are."""

    def __init__(self, public: Callable[[Audience], Sequence[str]], regions: Sequence[str]) -> None:
        """``public`` is what owner.toml lets a reader hear; ``regions`` the countries whose numbers are understood."""
        self._public = public
        self._regions = tuple(regions)

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One for each kind of data that is neither public nor the contact's own."""
        # As it reads: backwards, every number is another one, and what is encoded is stopped for that.
        if _too_many_digits(saying.text):
            yield Objection(_RULE, "it holds more digits than can be looked through for personal data")
            return
        public = (*self._public(brief.reader), *_published(brief))
        for kind in sorted(self.kinds(saying.text, public, _written_to_the_twin(brief))):
            yield Objection(_RULE, f"it gives away {kind} that is not in your contact_data")

    def kinds(self, text: str, public: Sequence[str], written: Sequence[str] = ()) -> set[str]:
        """The kinds of data in the text that stand neither in what is public nor in what its reader has written."""
        found = set(self._found(text))
        if not found:
            return set()
        known, own = self._spellings(public), self._spellings(written)
        return {one.kind for one in found if not _known(one, known, own)}

    def _found(self, text: str) -> Iterator[Datum]:
        plain = _plain(text)
        yield from phone_numbers(plain, self._regions)
        yield from mail_addresses(plain)
        yield from postal_addresses.postal_addresses(plain)
        yield from account_numbers.account_numbers(plain)
        yield from secrets_shown.secrets_shown(plain)

    def _spellings(self, texts: Sequence[str]) -> set[tuple[str, str]]:
        found = (one for text in texts if not _too_many_digits(text) for one in self._found(text))
        return {(one.kind, spelling) for one in found for spelling in one.spellings}


def _known(one: Datum, public: set[tuple[str, str]], written: set[tuple[str, str]]) -> bool:
    spelled = {(one.kind, spelling) for spelling in one.spellings}
    # Whoever guesses a secret is not told that it is right.
    return bool(spelled & public) or (one.kind != secrets_shown.KIND and bool(spelled & written))


def _published(brief: Brief) -> Iterator[str]:
    """What was recalled of the documents that the owner has published for everybody."""
    for found in brief.recollection.passages:
        passage = found.passage
        if passage.by_owner and not passage.author and passage.audience is Audience.PUBLIC:
            yield passage.text


def _written_to_the_twin(brief: Brief) -> tuple[str, ...]:
    return (brief.text, *(turn.text for turn in brief.past.turns if not turn.by_twin and not turn.by_owner))


def mail_addresses(text: str) -> Iterator[Datum]:
    for found in _ADDRESS.finditer(text):
        yield datum(MAIL, found.span(), found[0].casefold().strip("."))
    for found in _SPELLED_OUT.finditer(text):
        yield datum(MAIL, found.span(), f"{found[1]}@{found[2]}{_DOT.sub('.', found[3])}".casefold())


def _plain(text: str) -> str:
    """The text with its digits and letters as on a keyboard, and nothing that no screen shows."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _too_many_digits(text: str) -> bool:
    return sum(map(str.isdecimal, text)) > _MOST_DIGITS
