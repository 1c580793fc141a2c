"""Numbers of accounts in a text, told by their checksums: bank accounts, cards, social security, wallets."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stdnum import bitcoin, iban, luhn, numdb
from stdnum.us import ssn

from persona.guard.datum import Datum, datum

KIND = "an account number"
_IBAN = re.compile(r"(?<![^\W_])(?=([A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}))")
# Where a card's number begins says whose it is: Visa, Mastercard, Amex, Discover, JCB, Diners.
_CARD = re.compile(
    r"(?<![\w.-])(?=[456]|2[2-7]|3[04-8])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)",
)
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_WALLET = re.compile(r"\b(?:bc1[a-z0-9]{25,87}|[13][a-km-zA-HJ-NP-Z1-9]{25,34})\b")
_ETHER = re.compile(r"\b0x[0-9a-fA-F]{40}\b")
_NAMED = re.compile(
    r"\b(?:account|konto|kunden|compte|cuenta|conta|conto|rekening|routing|passport|reisepass|social security|ssn"
    r"|personalausweis|sort code)(?:[ -]?(?:number|no|nr|num|nummer|number|numéro|número|numero))?\.?"
    r"(?: ?(?:is|ist|est|es|è|é|:|#|=)){0,2} ?((?:[A-Z]{1,2})?\d(?:[ -]?\d){5,16})(?![\w-])",
    re.IGNORECASE,
)


def account_numbers(text: str) -> Iterator[Datum]:
    """Every number in the text that is one, by its checksum or by what it is called."""
    for found in _IBAN.finditer(text):
        if number := _iban(found[1]):
            yield datum(KIND, (found.start(1), found.start(1) + _written(found[1], len(number))), number)
    for pattern, valid in ((_CARD, luhn.is_valid), (_SSN, ssn.is_valid), (_WALLET, bitcoin.is_valid)):
        for found in pattern.finditer(text):
            number = re.sub("[ -]", "", found[0])
            if valid(found[0] if pattern is _SSN else number):
                yield datum(KIND, found.span(), number)
    yield from (datum(KIND, found.span(), found[0].lower()) for found in _ETHER.finditer(text))
    yield from (datum(KIND, found.span(1), re.sub("[ -]", "", found[1])) for found in _NAMED.finditer(text))


def _written(spaced: str, signs: int) -> int:
    """How many characters the first so many letters and digits take."""
    return [at for at, sign in enumerate(spaced, start=1) if sign.isalnum()][signs - 1]


def _iban(written: str) -> str:
    """The IBAN that begins here, without spaces; the words behind it may look as if they belonged to it."""
    signs = re.sub("[ -]", "", written).upper()
    number = signs[: _iban_length(signs[:2])]
    return number if number and iban.is_valid(number) else ""


@lru_cache(maxsize=1000)
def _iban_length(country: str) -> int:
    """How many signs a country's IBANs have, 0 if it has none."""
    described = numdb.get("iban").info(country)[0][1]
    account = sum(int(count) for count in re.findall(r"(\d+)!", described.get("bban", "")))
    return 4 + account if account else 0
