"""Web addresses in a text, with a scheme or without, and the host that each leads to."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# What opens something else than a page; those of mail and telephones are looked at as what they name.
_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30}+):(?=//)")
_WITHOUT_SLASHES = re.compile(
    r"(?<![\w-])(?:java ?script|vbscript|data|file|tg|intent|blob|view-source|steam|ms-\w{2,20}|shell|search-ms|itms"
    r"|facetime|sms|market|whatsapp)\s?:(?=/|[\w#%]+[/?&(;,.=@!])",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"//([^\s/?#<>\"'`)\]}]*+)")
_WEB = ("http", "https")
# Domains without a scheme end in one of these: countries, and what else is common.
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc "
    "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga "
    "gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp "
    "ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms "
    "mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro "
    "rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt "
    "tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
).split()
_GENERIC = (
    "com org net edu gov mil int info biz name pro app dev page blog shop store online site website web tech xyz "
    "top club live news cloud icu vip work works world today space fun link click download stream loan win bid "
    "trade date review party science men racing zip mov wtf lol rocks ninja guru agency company digital email media "
    "network social solutions studio support systems team tools wiki wang berlin london paris amsterdam cat eus nyc "
    "tokyo wien koeln hamburg art bar best bet bike buzz cafe cam camp care cash center chat city codes coffee "
    "community cool design direct earth education energy events expert express fail family farm finance fit fund "
    "fyi gallery game games gift gold group guide health help host house ink institute land law legal life lgbt ltd "
    "market money monster moe movie one onl onion photo photos pics pink place plus poker porn press pub quest "
    "radio red rent rest rip run sale school security services sex sexy show sk ski soccer software surf tax taxi "
    "tel theater tips tours town toys travel tube uno ventures video villas vote watch webcam wine yoga zone adult "
    "asia bank bot cfd cyou mobi jobs museum post gmbh swiss google sbs bond autos beauty hair skin makeup"
).split()
# Endings of files too: only what a browser would show is a domain.
_LIKE_FILES = frozenset("md py sh pl rs ps so tf ml mk am pm vi cc zip mov app run in do".split())
_PRODUCTS = frozenset(("asp.net", "vb.net", "ado.net", "socket.io", "draw.io"))
_ENDINGS = "|".join(sorted({*_COUNTRIES, *_GENERIC}))
_BARE = re.compile(
    rf"(?<![\w@./:%=\\-])((?:[^\W_](?:[^\W_]|-){{0,62}}+\.){{1,8}}+)({_ENDINGS}|xn--[a-z0-9-]{{2,50}})"
    r"(?![\w-]|\.[\w])(:\d{1,5})?([/?#][^\s]*+)?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?:0x[0-9a-f]{1,8}|\d{1,10})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,10})){0,3}")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "ARABIC", "HEBREW", "THAI", "DEVANAGARI")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where an address leads: ``host`` in small letters; ``trick`` says what is wrong with it whoever wrote it."""

    host: str
    trick: str = ""


def web_addresses(text: str) -> Iterator[WebAddress]:
    """Every address in the text, as a browser would read it."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _SCHEME.finditer(plain):
        yield _with_scheme(found[1].lower(), plain, found.end())
    for _ in _WITHOUT_SLASHES.finditer(plain):
        yield WebAddress("", "opens something else than a web page")
    for found in re.finditer(r"(?<![:\w/.*-])//(?=[\w-]+\.)", plain):
        yield _with_scheme("https", plain, found.start())
    for bare in _BARE.finditer(plain):
        host = _tidy(bare[1] + bare[2])
        if not _is_file(host, bare[2].lower(), bare[3], bare[4]):
            yield WebAddress(host, _trick(host))


def hosts_in(text: str) -> frozenset[str]:
    """The hosts of the addresses in the text, those of tricks left out."""
    return frozenset(address.host for address in web_addresses(text) if not address.trick)


def without_www(host: str) -> str:
    """The host as it is compared: in small letters, without a dot at the end and without ``www``."""
    return _tidy(host).removeprefix("www.")


def _with_scheme(scheme: str, text: str, at: int) -> WebAddress:
    if scheme not in _WEB:
        return WebAddress("", "opens something else than a web page")
    found = _AUTHORITY.match(text, at)
    authority = found[1] if found else ""
    if "@" in authority or "\\" in authority or "%" in authority:
        return WebAddress("", "hides where it leads")
    host = _tidy(re.sub(r":\d*$", "", authority) if not authority.startswith("[") else authority)
    return WebAddress(host, _trick(host))


def _tidy(host: str) -> str:
    return host.lower().rstrip(".,;:!*_~|")


def _trick(host: str) -> str:
    """What is wrong with the host itself; empty if nothing is."""
    if host.startswith("[") or _NUMBERS.fullmatch(host) or _is_address(host):
        return "leads to a number in place of a name"
    if any(label.startswith("xn--") for label in host.split(".")) or _mixes_scripts(host):
        return "leads to a name that looks like another"
    return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _mixes_scripts(host: str) -> bool:
    letters = {unicodedata.name(sign, "").partition(" ")[0] for sign in host if sign.isalpha()}
    alphabets = letters & {*_SCRIPTS}
    # аррӏе.com is Cyrillic as a whole, and read as Latin.
    foreign = alphabets - {"LATIN"}
    return bool(foreign) and ("LATIN" in alphabets or len(foreign) > 1)


def _is_file(host: str, ending: str, port: str | None, path: str | None) -> bool:
    if host in _PRODUCTS:
        return True
    return ending in _LIKE_FILES and not (port or path or host.startswith("www."))
