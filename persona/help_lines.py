"""A small dated table of numbers that people in danger can call, by what they are for and who answers there."""

from dataclasses import dataclass
from typing import Literal

Danger = Literal["self-harm", "violence", "a minor in danger"]

# Numbers change: this is no promise that somebody still answers there.
CHECKED = "as known in November 2026, check before you rely on it"

FIND_ONE = "findahelpline.com"
# Lines that are named at the most, the address above included.
_MOST = 4


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line: ``countries`` as people write them, ``number`` as it is dialled there, the languages spoken there."""

    countries: str
    name: str
    number: str
    languages: tuple[str, ...]
    dangers: tuple[Danger, ...]


_S: tuple[Danger, ...] = ("self-harm",)
_V: tuple[Danger, ...] = ("violence",)
_M: tuple[Danger, ...] = ("a minor in danger",)

LINES: tuple[HelpLine, ...] = (
    HelpLine("US, Canada", "Suicide & Crisis Lifeline", "988", ("en",), _S),
    HelpLine("UK, Ireland", "Samaritans", "116 123", ("en",), _S),
    HelpLine("Australia", "Lifeline", "13 11 14", ("en",), _S),
    HelpLine("US", "National Domestic Violence Hotline", "1-800-799-7233", ("en",), _V),
    HelpLine("UK", "National Domestic Abuse Helpline", "0808 2000 247", ("en",), _V),
    HelpLine("Australia", "1800RESPECT", "1800 737 732", ("en",), _V),
    HelpLine("UK", "Childline", "0800 1111", ("en",), _M),
    HelpLine("US, Canada", "Childhelp", "1-800-422-4453", ("en",), _M),
    HelpLine("Australia", "Kids Helpline", "1800 55 1800", ("en",), _M),
    HelpLine("Deutschland", "TelefonSeelsorge", "0800 111 0 111", ("de",), _S),
    HelpLine("Österreich", "TelefonSeelsorge", "142", ("de",), _S),
    HelpLine("Schweiz", "Die Dargebotene Hand", "143", ("de",), _S),
    HelpLine("Deutschland", "Hilfetelefon Gewalt gegen Frauen", "116 016", ("de",), _V),
    HelpLine("Österreich", "Frauenhelpline", "0800 222 555", ("de",), _V),
    HelpLine("Deutschland", "Nummer gegen Kummer", "116 111", ("de",), _M),
    HelpLine("Österreich", "Rat auf Draht", "147", ("de",), _M),
    HelpLine("Schweiz", "Pro Juventute", "147", ("de",), _M),
    HelpLine("France", "Numéro national de prévention du suicide", "3114", ("fr",), _S),
    HelpLine("Belgique", "Centre de prévention du suicide", "0800 32 123", ("fr",), _S),
    HelpLine("Suisse", "La Main Tendue", "143", ("fr",), _S),
    HelpLine("France", "Violences Femmes Info", "3919", ("fr",), _V),
    HelpLine("France", "Enfance en danger", "119", ("fr",), _M),
    HelpLine("España", "Línea de atención a la conducta suicida", "024", ("es",), _S),
    HelpLine("Estados Unidos", "Línea 988", "988", ("es",), _S),
    HelpLine("España", "Atención a víctimas de violencia de género", "016", ("es",), _V),
    HelpLine("España", "ANAR", "116 111", ("es",), _M),
    HelpLine("Brasil", "CVV", "188", ("pt",), _S),
    HelpLine("Portugal", "SNS 24", "808 24 24 24", ("pt",), _S),
    HelpLine("Brasil", "Central de Atendimento à Mulher", "180", ("pt",), _V),
    HelpLine("Portugal", "Serviço de Informação às Vítimas de Violência Doméstica", "800 202 148", ("pt",), _V),
    HelpLine("Brasil", "Disque 100", "100", ("pt",), _M),
    HelpLine("Portugal", "SOS Criança", "116 111", ("pt",), _M),
    HelpLine("Italia", "Telefono Amico", "02 2327 2327", ("it",), _S),
    HelpLine("Italia", "Antiviolenza e stalking", "1522", ("it",), _V),
    HelpLine("Italia", "Telefono Azzurro", "19696", ("it",), _M),
    HelpLine("Italia", "Emergenza infanzia", "114", ("it",), _M),
    HelpLine("Nederland", "113 Zelfmoordpreventie", "113", ("nl",), _S),
    HelpLine("België", "Zelfmoordlijn", "1813", ("nl",), _S),
    HelpLine("Nederland", "Veilig Thuis", "0800-2000", ("nl",), _V),
    HelpLine("België", "Hulplijn 1712", "1712", ("nl",), _V),
    HelpLine("Nederland", "Kindertelefoon", "0800-0432", ("nl",), _M),
    HelpLine("Polska", "Centrum Wsparcia", "800 70 2222", ("pl",), _S),
    HelpLine("Polska", "Niebieska Linia", "800 12 00 02", ("pl",), _V),
    HelpLine("Polska", "Telefon zaufania dla dzieci i młodzieży", "116 111", ("pl",), _M),
    HelpLine("Türkiye", "ALO 183", "183", ("tr",), (*_S, *_V, *_M)),
    HelpLine("Россия", "Психологическая помощь МЧС", "+7 495 989-50-50", ("ru",), _S),
    HelpLine("Россия", "Телефон доверия для женщин", "8 800 7000 600", ("ru",), _V),
    HelpLine("Россия", "Детский телефон доверия", "8 800 2000 122", ("ru",), _M),
    HelpLine("Україна", "Lifeline Ukraine", "7333", ("uk",), _S),
    HelpLine("Україна", "Ла Страда", "116 123", ("uk",), _V),
    HelpLine("Україна", "Дитяча гаряча лінія", "116 111", ("uk",), _M),
    HelpLine("لبنان", "Embrace", "1564", ("ar",), _S),
    HelpLine("भारत", "Tele-MANAS", "14416", ("hi",), _S),
    HelpLine("भारत", "महिला हेल्पलाइन", "181", ("hi",), _V),
    HelpLine("भारत", "चाइल्डलाइन", "1098", ("hi",), _M),
    HelpLine("Indonesia", "SEJIWA", "119 ext. 8", ("id",), _S),
    HelpLine("Indonesia", "SAPA", "129", ("id",), (*_V, *_M)),
    HelpLine("日本", "よりそいホットライン", "0120-279-338", ("ja",), _S),
    HelpLine("日本", "いのちの電話", "0120-783-556", ("ja",), _S),
    HelpLine("日本", "DV相談ナビ", "#8008", ("ja",), _V),
    HelpLine("日本", "児童相談所", "189", ("ja",), _M),
    HelpLine("中国大陆", "心理援助热线", "12356", ("zh",), _S),
    HelpLine("台灣", "安心專線", "1925", ("zh",), _S),
    HelpLine("中国大陆", "妇女维权热线", "12338", ("zh",), _V),
    HelpLine("台灣", "保護專線", "113", ("zh",), (*_V, *_M)),
    HelpLine("中国大陆", "青少年服务热线", "12355", ("zh",), _M),
    HelpLine("대한민국", "자살예방 상담전화", "109", ("ko",), _S),
    HelpLine("대한민국", "여성긴급전화", "1366", ("ko",), _V),
    HelpLine("대한민국", "청소년전화", "1388", ("ko",), _M),
)


def lines_for(language: str, danger: Danger) -> tuple[str, ...]:
    """Up to four lines as a message writes them; the last is where a line can be found for every other country."""
    fitting = [line for line in LINES if language in line.languages and danger in line.dangers][: _MOST - 1]
    return (*(f"{line.countries}: {line.number} ({line.name})" for line in fitting), FIND_ONE)
