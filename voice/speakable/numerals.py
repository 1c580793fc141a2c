"""Numbers that stand for themselves: ranges, places in a row, fractions, versions, years and quantities."""

import re
from collections.abc import Iterator

from voice.speakable.counting import counted, feminine, has_words, ordinal, spelled, year
from voice.speakable.figures import chained, figure_pattern, read, said
from voice.speakable.rule import SIGN, Rule, edges, word_before, word_follows
from voice.speakable.vocabulary import vocabulary

_YEAR = re.compile(r"1[1-9][0-9]{2}|20[0-9]{2}")
# Behind these words, four digits are a year.
_WHEN = {
    "en": frozenset("in since from until till by before after of year early late mid around circa summer spring autumn "
                    "fall winter january february march april may june july august september october november "
                    "december".split()),
    "de": frozenset("jahr jahre jahren seit in von bis ab vor nach um sommer winter frühling herbst anfang mitte ende "
                    "januar februar märz april mai juni juli august september oktober november dezember".split()),
    "nl": frozenset("jaar sinds in van tot vanaf voor na rond zomer winter begin eind januari februari maart april mei "
                    "juni juli augustus september oktober november december".split()),
}  # fmt: skip
_ORDINAL = {
    "en": "st|nd|rd|th",
    "fr": "er|re|ère|ème|eme|e|è",
    "es": r"\.?[ºª]|er",
    "pt": r"\.?[ºª]",
    "it": r"\.?[ºª]",
    "nl": "ste|de|e",
}
# Behind these words German "3." is a place in a row and no end of a sentence, and how it ends there.
_PLACED = {
    "der": "", "die": "", "das": "", "dem": "n", "den": "n", "des": "n", "am": "n", "im": "n", "zum": "n", "vom": "n",
    "beim": "n", "zur": "n", "jeder": "", "jede": "", "jedes": "", "mein": "r", "meine": "", "unser": "r",
}  # fmt: skip
_PARTS = {
    "en": ("one half", "one third", "two thirds", "one quarter", "three quarters"),
    "de": ("ein halb", "ein Drittel", "zwei Drittel", "ein Viertel", "drei Viertel"),
    "fr": ("un demi", "un tiers", "deux tiers", "un quart", "trois quarts"),
    "es": ("un medio", "un tercio", "dos tercios", "un cuarto", "tres cuartos"),
    "pt": ("meio", "um terço", "dois terços", "um quarto", "três quartos"),
    "it": ("un mezzo", "un terzo", "due terzi", "un quarto", "tre quarti"),
    "nl": ("een half", "een derde", "twee derde", "een kwart", "drie kwart"),
    "id": ("setengah", "sepertiga", "dua pertiga", "seperempat", "tiga perempat"),
}
_PARTED = ("1/2", "1/3", "2/3", "1/4", "3/4")


def rules(language: str) -> Iterator[Rule]:
    """How they are found in this language."""
    begins, ends = edges(language)
    number = figure_pattern(language)
    yield Rule(rf"{begins}(?P<chain>[0-9]+(?:-[0-9]+){{2,}}){ends}", lambda match: _chain(match["chain"], language))
    second = rf"(?:(?P<dash>[-–—])|[ ][-–—][ ])(?P<to>(?>{number})){ends}(?!-[0-9])"
    yield Rule(rf"{begins}(?P<from>(?>{number})){second}", lambda match: _range(match, language))
    yield Rule(rf"{begins}(?P<wide>(?>{number}))[ ]?[x×][ ]?(?P<high>(?>{number})){ends}", lambda m: _by(m, language))
    if has_words(language):
        yield from _in_words(language)
    quantity = rf"(?P<sign>{SIGN})(?P<hash>(?<!\w)\#)?{begins}(?P<number>(?>{number})){ends}"
    yield Rule(quantity, lambda match: _quantity(match, language))


def _in_words(language: str) -> Iterator[Rule]:
    begins, ends = edges(language)
    whole = rf"{begins}(?:(?P<whole>[0-9]{{1,3}})[ ])?"
    yield Rule(
        rf"{whole}(?P<upper>[0-9]{{1,4}})/(?P<lower>[0-9]{{1,4}}){ends}(?!/)", lambda match: _fraction(match, language)
    )
    yield Rule(rf"{begins}(?P<slashed>[0-9]+(?:/[0-9]+)+){ends}", lambda m: _listed(m["slashed"], "/", language))
    yield Rule(rf"{begins}(?P<ratio>[0-9]+(?::[0-9]+)+){ends}", lambda m: _listed(m["ratio"], ":", language))
    if language in _ORDINAL:
        pattern = rf"{begins}(?P<place>[0-9]{{1,4}})(?P<ending>{_ORDINAL[language]}){ends}"
        yield Rule(pattern, lambda match: _ordinal(int(match["place"]), match["ending"], language))
    if language == "de":
        yield Rule(rf"{begins}(?P<row>[0-9]{{1,4}})\.(?=[ \u00a0]\w)", _german_ordinal)
    if language == "id":
        yield Rule(rf"(?<!\w)[Kk]e-(?P<ke>[0-9]{{1,4}}){ends}", lambda match: f"ke{counted(match['ke'], 'id')}")
    yield Rule(rf"(?<!\w)[vV](?P<version>[0-9]+(?:\.[0-9]+)+){ends}", lambda m: f"v {chained(m['version'], language)}")


def _chain(written: str, language: str) -> str:
    parts = written.split("-")
    return ", ".join(spelled(part, language) if len(part) > 2 else counted(part, language) for part in parts)


def _listed(written: str, sign: str, language: str) -> str:
    """Several numbers with the same sign between them: a day that may be two, a ratio, a score."""
    said = [year(part, language) if _YEAR.fullmatch(part) else counted(part, language) for part in written.split(sign)]
    return f" {vocabulary(language).slash} ".join(said) if sign == "/" else " ".join(said)


def _range(match: re.Match[str], language: str) -> str | None:
    first, last = read(match["from"], language), read(match["to"], language)
    if first is None or last is None or not vocabulary(language).to:
        return None
    years = _YEAR.fullmatch(match["from"]) and _YEAR.fullmatch(match["to"])
    start, end = (
        year(figure.whole, language) if years else said(figure, language, before_word=word_follows(match))
        for figure in (first, last)
    )
    if first.value < last.value:
        return f"{start} {vocabulary(language).to} {end}"
    # A score, or two numbers; with spaces between it is a subtraction, or a dash.
    return f"{start} {end}" if match["dash"] else f"{start} – {end}"


def _by(match: re.Match[str], language: str) -> str | None:
    wide, high = read(match["wide"], language), read(match["high"], language)
    if wide is None or high is None:
        return None
    return f"{said(wide, language)} {vocabulary(language).by} {said(high, language)}"


def _fraction(match: re.Match[str], language: str) -> str:
    upper, lower, whole = match["upper"], match["lower"], match["whole"]
    words = vocabulary(language)
    bracketed = match.string[match.start() - 1 : match.start()] == "("
    before = f"{counted(whole, language)} " if whole else ""
    part = f"{upper}/{lower}"
    # "(1/2)" is the first of two.
    if part in _PARTED and not bracketed:
        return f"{before}{words.both + ' ' if whole else ''}{_PARTS[language][_PARTED.index(part)]}"
    if part == "24/7":
        return f"{before}{counted(upper, language)} {counted(lower, language)}"
    return f"{before}{counted(upper, language)} {words.slash} {counted(lower, language)}"


def _ordinal(place: int, ending: str, language: str) -> str | None:
    if place == 0:
        return None
    word = ordinal(place, language)
    if ending.endswith("ª"):
        return feminine(word)
    if language == "fr" and place == 1 and ending in ("re", "ère"):
        return "première"
    # A first or third of something that follows: "primer", "tercer".
    return word.removesuffix("o") if language == "es" and ending == "er" else word


def _german_ordinal(match: re.Match[str]) -> str | None:
    ending = _PLACED.get(word_before(match))
    if ending is None or match["row"].startswith("0"):
        return None
    return ordinal(int(match["row"]), "de") + ending


def _quantity(match: re.Match[str], language: str) -> str:
    words = vocabulary(language)
    start = {"": "", "+": words.plus}.get(match["sign"], words.minus)
    named = words.number if match["hash"] else ""
    written = match["number"]
    if _YEAR.fullmatch(written) and word_before(match) in _WHEN.get(language, ()):
        number = year(written, language)
    else:
        figure = read(written, language)
        counts = word_follows(match) and not named
        number = said(figure, language, before_word=counts) if figure else chained(written, language)
    return " ".join(filter(None, (start, named, number)))
