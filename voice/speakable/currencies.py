"""What money is called in the languages whose numbers are said in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """One of it, several of it, one and several of its hundredths; the last two are empty if it has none."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


# The sign stands for a currency: as a code if it says which country's, else as the sign.
SIGNS = {
    "$": "$", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "JPY": "JPY",
    "CHF": "CHF", "R$": "BRL", "BRL": "BRL", "₹": "INR", "INR": "INR", "₽": "RUB", "RUB": "RUB", "₴": "UAH",
    "UAH": "UAH", "грн": "UAH", "₺": "TRY", "TRY": "TRY", "₩": "KRW", "KRW": "KRW", "zł": "PLN", "PLN": "PLN",
    "IDR": "IDR", "Rp": "IDR", "CNY": "CNY", "CAD": "CAD", "AUD": "AUD", "MXN": "MXN",
}  # fmt: skip
CURRENCIES = {
    "en": {
        "$": Currency("dollar", "dollars", "cent", "cents"),
        "EUR": Currency("euro", "euros", "cent", "cents"),
        "GBP": Currency("pound", "pounds", "penny", "pence"),
        "JPY": Currency("yen", "yen"),
    },
    "de": {
        "$": Currency("Dollar", "Dollar", "Cent", "Cent"),
        "EUR": Currency("Euro", "Euro", "Cent", "Cent"),
        "GBP": Currency("Pfund", "Pfund", "Penny", "Pence"),
        "CHF": Currency("Franken", "Franken", "Rappen", "Rappen"),
        "JPY": Currency("Yen", "Yen"),
    },
    "fr": {
        "$": Currency("dollar", "dollars", "cent", "cents"),
        "EUR": Currency("euro", "euros", "centime", "centimes"),
        "GBP": Currency("livre", "livres", "penny", "pence"),
        "CHF": Currency("franc", "francs", "centime", "centimes"),
        "JPY": Currency("yen", "yens"),
    },
    "es": {
        "$": Currency("dólar", "dólares", "centavo", "centavos"),
        "EUR": Currency("euro", "euros", "céntimo", "céntimos"),
        "GBP": Currency("libra", "libras", "penique", "peniques"),
        "JPY": Currency("yen", "yenes"),
    },
    "pt": {
        "$": Currency("dólar", "dólares", "centavo", "centavos"),
        "EUR": Currency("euro", "euros", "centavo", "centavos"),
        "GBP": Currency("libra", "libras", "penny", "pence"),
        "BRL": Currency("real", "reais", "centavo", "centavos"),
        "JPY": Currency("iene", "ienes"),
    },
    "it": {
        "$": Currency("dollaro", "dollari", "centesimo", "centesimi"),
        "EUR": Currency("euro", "euro", "centesimo", "centesimi"),
        "GBP": Currency("sterlina", "sterline", "penny", "pence"),
        "JPY": Currency("yen", "yen"),
    },
    "nl": {
        "$": Currency("dollar", "dollar", "cent", "cent"),
        "EUR": Currency("euro", "euro", "cent", "cent"),
        "GBP": Currency("pond", "pond", "penny", "pence"),
        "JPY": Currency("yen", "yen"),
    },
    "id": {
        "$": Currency("dolar", "dolar", "sen", "sen"),
        "EUR": Currency("euro", "euro", "sen", "sen"),
        "GBP": Currency("pound", "pound", "pence", "pence"),
        "IDR": Currency("rupiah", "rupiah", "sen", "sen"),
        "JPY": Currency("yen", "yen"),
    },
}
# Where numbers stay digits: what one, two, five and half a unit of "$" and of the own money are. Of others babel knows
# the names, with the country's in them.
FORMS = {
    "pl": {"$": ("dolar", "dolary", "dolarów", "dolara"), "PLN": ("złoty", "złote", "złotych", "złotego")},
    "ru": {"$": ("доллар", "доллара", "долларов", "доллара"), "RUB": ("рубль", "рубля", "рублей", "рубля")},
    "uk": {"$": ("долар", "долари", "доларів", "долара"), "UAH": ("гривня", "гривні", "гривень", "гривні")},
    "tr": {"$": ("dolar",) * 4, "TRY": ("lira",) * 4},
    "ar": {"$": ("دولار",) * 4},
    "hi": {"$": ("डॉलर",) * 4, "INR": ("रुपया", "रुपए", "रुपए", "रुपए")},
    "ja": {"$": ("ドル",) * 4, "JPY": ("円",) * 4},
    "zh": {"$": ("美元",) * 4, "CNY": ("元",) * 4, "JPY": ("元",) * 4},
    "ko": {"$": ("달러",) * 4, "KRW": ("원",) * 4},
}


@dataclass(frozen=True, slots=True)
class Magnitudes:
    """What "5k", "5m" and "5bn" of a currency are, what joins millions to it, and what may stand there in full."""

    thousand: str
    million: str
    billion: str
    joined: str
    full: tuple[str, ...]


MAGNITUDES = {
    "en": Magnitudes("thousand", "million", "billion", "", ("thousand", "million", "billion", "trillion")),
    "de": Magnitudes(
        "Tausend", "Millionen", "Milliarden", "", ("Tausend", "Million", "Millionen", "Milliarde", "Milliarden")
    ),
    "fr": Magnitudes("mille", "millions", "milliards", "de", ("mille", "million", "millions", "milliard", "milliards")),
    "es": Magnitudes("mil", "millones", "mil millones", "de", ("mil", "millón", "millones", "mil millones")),
    "pt": Magnitudes("mil", "milhões", "bilhões", "de", ("mil", "milhão", "milhões", "bilhão", "bilhões")),
    "it": Magnitudes("mila", "milioni", "miliardi", "di", ("mila", "milione", "milioni", "miliardo", "miliardi")),
    "nl": Magnitudes("duizend", "miljoen", "miljard", "", ("duizend", "miljoen", "miljard")),
    "id": Magnitudes("ribu", "juta", "miliar", "", ("ribu", "juta", "miliar")),
}
