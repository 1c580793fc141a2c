"""Postal addresses in a text: a house number beside a street, or a postcode beside a town."""

import re
from collections.abc import Iterator

from persona.guard.datum import Datum, datum
from twin.fingerprint import normal

KIND = "a postal address"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,30}"
_HOUSE = r"\d{1,4}(?: ?[a-hA-H]\b)?(?:[-/]\d{1,3})?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 14 Tannery Lane, 1600 Pennsylvania Ave
        (
            rf"(?<![\w.:/#-])\d{{1,5}}[a-hA-H]? (?:{_NAME} ){{1,3}}(?:[Ss]treet|[Rr]oad|[Ll]ane|[Aa]venue|[Dd]rive"
            r"|[Cc]ourt|[Pp]lace|[Ss]quare|[Tt]errace|[Cc]rescent|[Bb]oulevard|[Hh]ighway|Way|Close|Row|Hill|Park|Mews|Gardens"
            r"|Parade|St|Rd|Ln|Ave|Dr|Ct|Pl|Sq|Blvd|Hwy|Cres|Pkwy)\b"
        ),
        (
            r"(?<![\w.:/#-])\d{1,5} (?!way |lane )(?:[a-z]{3,20} ){1,2}"
            r"(?:street|avenue|boulevard|blvd|ave|lane|rd)\b(?! of)"
        ),
        # Lindenstraße 5, Am Alten Markt 3, Kerkstraat 12
        (
            rf"\b[^\W\d_]{{3,40}}(?:str(?:aße|asse|aat|\.)|weg|gasse|allee|platz|damm|ufer|ring|laan|plein|gracht|kade|dijk)"
            rf"[ ,]{{1,2}}{_HOUSE}(?![\w:%€$]|[.,]\d)"
        ),
        (
            rf"\b(?:{_NAME}[ -])(?:Str(?:aße|asse|aat|\.)|Weg|Gasse|Allee|Platz|Damm|Ufer|Laan|Plein) {_HOUSE}"
            r"(?![\w:%€$]|[.,]\d)"
        ),
        # 12 rue de la Paix
        (
            rf"(?<![\w.:/#-])\d{{1,4}}(?: ?(?:bis|ter))?,? (?:[Rr]ue|[Aa]v(?:enue|\.)|[Bb]oulevard|[Bb]d|[Pp]lace"
            rf"|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Rr]oute) (?:(?:de|du|des|la|le|les|l['’]|d['’]) ?){{0,3}}{_NAME}"
        ),
        # Calle Mayor 5, Via Roma 12, Rua Augusta, 123
        (
            r"\b(?:[Cc]alle|[Cc]/|[Aa]v(?:enida|da\.|\.)|[Pp]aseo|[Pp]laza|[Cc]arrer|[Rr]onda|[Vv]ia|[Vv]iale|[Cc]orso"
            r"|[Pp]iazza|[Pp]iazzale|[Ll]argo|[Vv]icolo|[Rr]ua|[Tt]ravessa|[Pp]raça|[Ee]strada|ul\.|[Uu]lica|[Uu]litsa|ул\."
            r"|улица|вул\.) ?(?:(?:de|del|della|delle|dei|la|las|los|do|da|dos|das|di) ){0,2}"
            r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w'’.-]{0,30}[ ,]{1,2}){1,3}(?:n[.º°]{0,2} ?)?\d{1,4}(?![\w:%€$]|[.,]\d)"
        ),
        # Postcodes that nothing else looks like: SW1A 1AA, 1012 AB Amsterdam, 1000-205 Lisboa
        r"\b(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[0-9A-HJKMNP-Y]? \d[ABD-HJLNP-UW-Z]{2})\b",
        rf"(?<![\w.-])[1-9]\d{{3}} ?[A-Z]{{2}},? {_NAME}",
        rf"(?<![\w.-])(?:\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}) {_NAME}",
        # Columbus, OH 43210; D-10115 Berlin; Lindenstraße 5, 10115 Berlin
        rf"{_NAME},? [A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?(?![\w.:-])",
        rf"\b(?:D|DE|A|AT|CH|F|FR|I|IT|E|ES|B|BE|L)-\d{{4,5}} {_NAME}",
        rf"(?:(?<=\d,)|(?<=\d[a-h],)|(?<=\d)) ?\n?(?<!\d)\d{{4,5}} {_NAME}",
        r"\b(?:P\.? ?O\.? Box|Postfach|Apartado(?: de Correos)?|Casella Postale|Postbus|Boîte Postale) \d{1,6}\b",
    )
)


def postal_addresses(text: str) -> Iterator[Datum]:
    """Every street with its house number, and every postcode with its town."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield datum(KIND, found.span(), normal(found[0]))
