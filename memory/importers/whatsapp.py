"""WhatsApp's exported chats, from Android and from iOS, in whatever way a phone writes its dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from memory.importers import reading
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "whatsapp"
CHATS = True

_UNMARKED = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_BY_WHATSAPP = "\u200e"

_MORNING = frozenset({"am", "上午", "午前", "오전", "πμ", "öö", "ص", "vorm"})
_EVENING = frozenset({"pm", "下午", "午後", "오후", "μμ", "ös", "م", "nachm"})
_HALF = r"[ap]\.?\s?m\b\.?|上午|下午|午前|午後|오전|오후|[πμ]\.?μ\.?|ö[ös]|[صم]|vorm\.|nachm\."
_HEADER = re.compile(
    r"(?P<open>\[)?"
    r"(?P<a>\d{1,4})(?P<sep>\s?[./-]\s?)(?P<b>\d{1,2})(?:(?P=sep))(?P<c>\d{1,4})(?:\.|\s?г\.)?"
    r"[,،]?\s+(?:(?:à|às|um|om|kl\.?|alle|ore)\s+)?"
    rf"(?P<before>{_HALF})?\s?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:\s?(?P<after>{_HALF}))?"
    r"(?(open)\]\s|\s[-–]\s)(?P<rest>.*)",
    re.IGNORECASE,
)
# Day first where nothing decides.
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}

_THING = (
    r"image|video|audio|sticker|gif|document|contact card|video note|media|view once (?:\w+ )?message|"
    r"bild|dokument|kontaktkarte|videonachricht|medien|"
    r"imagen|documento|tarjeta de contacto|multimedia|archivo|nota de video|"
    r"imagem|vídeo|áudio|figurinha|cartão d[eo] contato|mídia|arquivo de mídia|ficheiro|"
    r"vidéo|fiche contact|médias?|fichier|"
    r"immagine|scheda contatto|media|messaggio video|"
    r"afbeelding|contactkaart|videobericht"
)
_LEFT_OUT = (
    r"omitted|weggelassen|ausgelassen|ausgeschlossen|omitid[oa]s?|ocultad[oa]|ocult[oa]|não revelado|"
    r"absente?|omise?s?|retiré|omess[oaie]|non inclus[oa]|esclus[oa]|weggelaten"
)
_DELETED = (
    r"this message was deleted(?: by admin .*)?|you deleted this message(?: as admin)?|"
    r"diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|"
    r"(?:este|se eliminó este) mensaje(?: fue eliminado)?|eliminaste este mensaje|"
    r"(?:mensagem|(?:esta|essa) mensagem foi) apagada|(?:você apagou|apagou|apagaste) (?:esta|essa) mensagem|"
    r"ce message a été supprimé|vous avez supprimé ce message|"
    r"questo messaggio è stato eliminato|hai eliminato questo messaggio|"
    r"dit bericht is verwijderd|(?:u|je) hebt dit bericht verwijderd"
)
_CALL = (
    r"missed (?:group )?(?:voice|video) call|verpasster (?:sprach|video)anruf|"
    r"(?:llamada|videollamada)(?: de voz| grupal)? perdida|chamada de (?:voz|vídeo) perdida|"
    r"appel (?:vocal|vidéo) manqué|(?:video)?chiamata(?: vocale)? persa|gemiste (?:spraak|video)oproep"
)
_ENCRYPTED = (
    r"messages and calls are end-to-end encrypted\..*|messages to this (?:chat|group).*end-to-end encrypt.*|"
    r"nachrichten und anrufe sind ende-zu-ende-verschlüsselt\..*|"
    r"los mensajes y las llamadas están cifrados de extremo a extremo\..*|"
    r"as mensagens e (?:as )?(?:chamadas|ligações) são (?:protegidas com a criptografia|encriptadas) .*|"
    r"les messages et les appels sont chiffrés de bout en bout\..*|"
    r"i messaggi e le chiamate sono crittografati end-to-end\..*|"
    r"berichten en (?:oproepen|gesprekken) (?:worden|zijn) (?:end-to-end|met end-to-end).*"
)
# "<Media omitted>" in any language is one remark in angle brackets.
_NO_MESSAGE = re.compile(
    rf"(?:<[^<>\n]+\s[^<>\n]+>|(?:{_THING})\s(?:{_LEFT_OUT})|{_DELETED}|{_CALL}|{_ENCRYPTED}|null)\.?", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"\u200e?<[^<>\n]+\s[^<>\n]+>\n|"
    r"[^\n]*\((?:file attached|datei angehängt|archivo adjunto|arquivo anexado|ficheiro anexado|fichier joint|"
    r"file allegato|bestand bijgevoegd)\)(?:\n|\Z)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje|mensagem editada|"
    r"(?:esta|essa) mensagem foi editada|ce message a été modifié|questo messaggio è stato modificato|"
    r"dit bericht is bewerkt)\.?>\Z",
    re.IGNORECASE,
)
# What WhatsApp adds at the end of a text: a remark in brackets, or that the picture above the text is left out.
_ADDED = re.compile(rf"\u200e(?:<[^<>\n]*>|(?:{_THING})\s(?:{_LEFT_OUT}))\s*\Z", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:whatsapp[ -]chat (?:with|mit|met|-)|chat (?:de )?whatsapp con|conversas? do whatsapp com|"
    r"discussion whatsapp avec)\s+(?P<name>.+)",
    re.IGNORECASE,
)

_Header = re.Match[str]


@dataclass(slots=True)
class _Order:
    """One way to read dates, and how badly it fits the file: impossible dates, then steps back in time."""

    name: str
    impossible: int = 0
    back: int = 0
    latest: datetime = field(default=datetime.min)

    def see(self, header: _Header) -> None:
        moment = _moment(header, self.name)
        if moment is None:
            self.impossible += 1
            return
        self.back += moment < self.latest
        self.latest = moment


@dataclass(slots=True)
class _Running:
    """The message whose lines are being read."""

    author: str
    sent_at: datetime
    lines: list[str]


def recognises(path: Path, head: bytes) -> bool:
    """A .txt file in which one of the first lines begins as WhatsApp's messages do."""
    if path.suffix.lower() != ".txt":
        return False
    text = reading.head_text(head) or ""
    first = islice((line for line in text.splitlines() if line.strip()), 5)
    return any(_header(line) for line in first)


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody wrote; the file is gone through twice, first for the order of its dates."""
    order = _order(path)
    chat = _chat(path)
    found = False
    for item in _entries(path, order):
        if isinstance(item, Problem):
            yield item
        elif text := _text(item.lines):
            found = True
            author, author_id = _author(item.author)
            yield ChatMessage(f"whatsapp/{chat}", chat, "", author, author_id, plausible(item.sent_at), text)
    if not found:
        raise SourceError(f"{path} begins as a WhatsApp chat but holds no readable message: export the chat again.")


def _header(line: str) -> _Header | None:
    return _HEADER.match(line.lstrip("\u200e\u200f\u202a\u202b\u202c\ufeff "))


def _order(path: Path) -> str:
    orders = [_Order(name) for name in _ORDERS]
    for _, line in reading.lines(path):
        header = _header(line)
        if header:
            for order in orders:
                order.see(header)
    return min(orders, key=lambda order: (order.impossible, order.back)).name


def _entries(path: Path, order: str) -> Iterator[_Running | Problem]:
    """Messages as they stand, and the lines that are none."""
    running: _Running | None = None
    outside = True
    for number, line in reading.lines(path):
        header = _header(line)
        if header is None:
            if running:
                running.lines.append(line)
            elif outside and line.strip():
                outside = False
                yield Problem(path, f"line {number}", "It belongs to no message: the chat begins further down.")
            continue
        if running:
            yield running
        outside = False
        running = _begun(header, order)
        if running is None and _moment(header, order) is None:
            yield Problem(path, f"line {number}", "Its date does not exist: the message is left out.")
    if running:
        yield running


def _begun(header: _Header, order: str) -> _Running | None:
    """The message that a line begins, or None where it is WhatsApp's own remark."""
    author, colon, text = header["rest"].partition(": ")
    moment = _moment(header, order)
    # In «Ann changed the subject to "Rome: plans"» the colon stands within quotation marks.
    quoted = author.count('"') % 2 or author.count("“") > author.count("”")
    if not colon or quoted or moment is None:
        return None
    return _Running(author, moment, [text])


def _moment(header: _Header, order: str) -> datetime | None:
    numbers = header.group("a", "b", "c")
    year, month, day = (numbers[index] for index in _ORDERS[order])
    if len(year) not in (2, 4) or max(len(month), len(day)) > 2:
        return None
    hour = _hour(int(header["hour"]), header["before"] or header["after"] or "")
    century = 2000 if len(year) == 2 else 0
    try:
        return datetime(
            century + int(year), int(month), int(day), hour, int(header["minute"]), int(header["second"] or 0)
        )
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    letters = "".join(letter for letter in half.casefold() if letter.isalpha())
    if letters in _EVENING and hour < 12:
        return hour + 12
    return 0 if letters in _MORNING and hour == 12 else hour


def _author(name: str) -> tuple[str, str]:
    """The author's name and identity: the tilde marks who is no contact, and calls themselves as they like."""
    name = name.translate(_UNMARKED).strip()
    chosen = name.removeprefix("~").strip()
    return (chosen, f"~{chosen}") if name.startswith("~") else (name, "")


def _text(lines: list[str]) -> str:
    """What the author wrote, empty where WhatsApp only tells of something else."""
    text = "\n".join(lines).strip(" \n")
    attached = _ATTACHED.match(text)
    text = text[attached.end() :] if attached else text
    if text.startswith(_BY_WHATSAPP):
        return ""
    text = _EDITED.sub("", _ADDED.sub("", text).translate(_UNMARKED)).strip()
    return "" if _NO_MESSAGE.fullmatch(text) else text


def _chat(path: Path) -> str:
    name = path.resolve().parent.name if path.stem == "_chat" else path.stem
    match = _TITLE.fullmatch(name)
    return match["name"] if match else name
