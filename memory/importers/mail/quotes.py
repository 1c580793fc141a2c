"""What a mail repeats of others: quoted lines, the lines that say whose they are, and what was forwarded."""

import re
from dataclasses import dataclass

# Longer "lines" are none that a program wrote above what it quotes; patterns look at no more.
_LONGEST_LINE = 300
# A program's line above a quotation is broken into so many at most.
_BROKEN_INTO = 4

_QUOTED = re.compile(r"\s{0,3}>")

# Rules around "Original Message": dashes, or what else programs draw.
_RULE = r"[-_=*—–\s]{0,60}"
_ORIGINAL = re.compile(
    r"[-_=*—–]{2,60}\s{0,4}(?:original message|original appointment|reply message|ursprüngliche (?:nachricht|mail)|"
    r"original ?-?nachricht|"
    r"message d'origine|message d’origine|message original|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|origineel bericht|wiadomość oryginalna|oryginalna wiadomość|исходное сообщение|"
    r"оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|orijinal (?:mesaj|ileti)|"
    r"ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|"
    r"původní zpráva|eredeti üzenet|pesan asli|元のメッセージ|原始邮件|原始郵件|원본 메시지|الرسالة الأصلية)"
    r"\s{0,4}[-_=*—–]{0,60}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    _RULE + r"(?:forwarded message|forwarded by [^\n]{1,80}|weitergeleitete (?:nachricht|mail)|"
    r"weitergeleitet von [^\n]{1,80}|"
    r"message (?:transféré|transmis)|mensaje reenviado|mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|"
    r"doorgestuurd bericht|doorgestuurde e-?mail|(?:przekazana|treść przekazanej) wiadomo(?:ść|ści)|"
    r"wiadomość przekazana|"
    r"пересланное сообщение|пересылаемое сообщение|переслане повідомлення|iletilen (?:mesaj|ileti)|"
    r"yönlendirilmiş ileti|"
    r"vidarebefordrat (?:meddelande|mejl)|videresendt (?:meddelelse|melding)|välitetty viesti|přeposlaná zpráva|"
    r"továbbított (?:levél|üzenet)|pesan terusan|pesan yang diteruskan|転送されたメッセージ|转发的?邮件|轉寄的?郵件|"
    r"전달된 메시지|الرسالة المُعاد توجيهها|رسالة معاد توجيهها|अग्रेषित संदेश)" + _RULE,
    re.IGNORECASE,
)
_BEGIN_FORWARDED = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|"
    r"transféré)|"
    r"inicio del mensaje reenviado|início da mensagem (?:reencaminhada|encaminhada)|inizio messaggio inoltrato|"
    r"begin doorgestuurd bericht|początek przekazywanej wiadomości|начало переадресованного сообщения|"
    r"початок пересланого повідомлення|iletilen mesajın başlangıcı|vidarebefordrat brev|videresendt besked|"
    r"転送されたメッセージ|下面是被转发的邮件|以下は転送されたメッセージです|전달된 메시지)\s?[:：]",
    re.IGNORECASE,
)

# The fields of a head that programs write above a mail they repeat: who, and what else stands there.
_WHO = (
    "from|von|de|da|van|od|от|від|kimden|från|fra|lähettäjä|feladó|dari|差出人|发件人|寄件者|보낸 사람|من|प्रेषक".split(
        "|"
    )
)
_ELSE = (
    "sent|date|to|cc|bcc|subject|reply-to|gesendet|datum|an|betreff|kopie|envoyé|envoyé le|date d'envoi|à|objet|"
    "enviado|enviado el|enviado em|enviada em|fecha|data|para|asunto|assunto|inviato|oggetto|a|per|verzonden|aan|"
    "onderwerp|"
    "wysłano|data wysłania|do|temat|dw|отправлено|дата|кому|копия|тема|надіслано|кому|gönderildi|gönderilme|tarih|"
    "kime|"
    "konu|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|odesláno|komu|předmět|elküldve|címzett|tárgy|"
    "dikirim|tanggal|kepada|subjek|perihal|送信日時|日時|日付|宛先|件名|发送时间|日期|收件人|抄送|主题|寄件日期|收件者|"
    "主旨|보낸 날짜|날짜|받는 사람|제목|التاريخ|إلى|الموضوع"
).split("|")
_FIELD = re.compile(
    r"\s{0,4}[*_]{0,2}(?:(?P<who>"
    + "|".join(map(re.escape, _WHO))
    + r")|(?P<other>"
    # The longest first: "enviado" is the beginning of "enviado el".
    + "|".join(map(re.escape, sorted(set(_ELSE), key=len, reverse=True)))
    + r"))[*_]{0,2}\s{0,2}[:：][*_]{0,2}(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s*[-_=—–]{8,}\s*")

# Who wrote, in the words that stand above a quotation.
_WROTE = re.compile(
    r"\b(?:wrote|writes|said|schrieb|schreibt|geschrieben|écrit|écrivait|escribió|escribe|escreveu|scritto|scrive|"
    r"schreef|"
    r"geschreven|napisał(?:\(a\)|a|/a)?|pisze|napsala?(?:\(a\))?|написала?(?:\(а\))?|пишет|писала?|пише|написав|"
    r"yazdı|skrev|skriver|"
    r"kirjoitti|menulis|írta|scris|έγραψε|כתב|كتب|ने लिखा)(?!\w)|写道|寫道|作成|작성|のメール|さんは書きました|님이",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b|\d{1,2}[:.h]\d\d|(?:19|20)\d\d[年년]")
_OPENS = re.compile(
    r"\s*(?:on|am|le|el|em|no dia|il(?: giorno)?|op|w dniu|dnia|den|dne|pada|στις)\s|\s*(?:19|20)\d\d[年년]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<(\[]?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,100}")
_COLON = re.compile(r"[:：]\s*\Z")


@dataclass(frozen=True, slots=True)
class Own:
    """The lines of a mail that are its author's, and whether what was left out was forwarded."""

    lines: list[str]
    forwarded: bool


def own_lines(lines: list[str]) -> Own:
    """The lines without what is quoted and what was forwarded; answers between quoted lines stay."""
    kept: list[str] = []
    position, left_out = 0, False
    while position < len(lines):
        line = lines[position]
        if _begins_forwarded(line):
            return Own(kept, forwarded=True)
        if _begins_repeated(lines, position):
            while kept and (_BAR.fullmatch(kept[-1]) or not kept[-1].strip()):
                kept.pop()
            return Own(kept, forwarded=False)
        length = _attribution(lines, position)
        if length and not _quoted_next(lines, position + length):
            return Own(kept, forwarded=False)
        if length or _QUOTED.match(line):
            position += max(1, length)
            left_out = True
            continue
        # Where a quotation stood between two paragraphs one blank line is enough.
        if left_out and not line.strip() and (not kept or not kept[-1].strip()):
            position += 1
            continue
        left_out = False
        kept.append(line)
        position += 1
    return Own(kept, forwarded=False)


def _begins_forwarded(line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST_LINE:
        return False
    # Without a rule it is a sentence like any other.
    ruled = line[:2].strip("-_=*—–") == "" and _FORWARDED.fullmatch(line)
    return bool(line and (ruled or _BEGIN_FORWARDED.fullmatch(line)))


def _begins_repeated(lines: list[str], position: int) -> bool:
    """Whether a head begins here, below which another mail is repeated."""
    line = lines[position].strip()
    if not line or len(line) > _LONGEST_LINE:
        return False
    return _ORIGINAL.fullmatch(line) is not None or _is_head(lines, position)


def _is_head(lines: list[str], position: int) -> bool:
    """At least three of a head's fields in a row, who wrote among them; a line may go on in the next."""
    if not _FIELD.match(lines[position][:_LONGEST_LINE]):
        return False
    who, others, astray = 0, 0, 0
    for line in lines[position : position + 12]:
        if not line.strip():
            break
        field = _FIELD.match(line[:_LONGEST_LINE])
        if field is None:
            astray += 1
            if astray > 2:
                break
            continue
        who += field["who"] is not None
        others += field["other"] is not None
    return who >= 1 and others >= 2


def _attribution(lines: list[str], position: int) -> int:
    """How many lines here say who wrote what is quoted below; 0 if none does."""
    if not _may_attribute(lines[position]):
        return 0
    text = ""
    for length, line in enumerate(lines[position : position + _BROKEN_INTO], start=1):
        if not line.strip() or len(text) > _LONGEST_LINE or (length > 1 and _QUOTED.match(line)):
            return 0
        text += f" {line.strip()[:_LONGEST_LINE]}"
        if _COLON.search(text):
            below = _quoted_next(lines, position + length)
            later = any(_OPENS.match(other) for other in lines[position + 1 : position + length])
            return length if not later and _attributes(text, quoted_below=below) else 0
    return 0


def _may_attribute(line: str) -> bool:
    """Whether a line can be the first of those that say who wrote: in each of them somebody or a time is named."""
    if len(line) > _LONGEST_LINE or _QUOTED.match(line):
        return False
    return any(sign.search(line) for sign in (_WHEN, _ADDRESS, _WROTE))


def _attributes(text: str, *, quoted_below: bool) -> bool:
    """Whether the words say who wrote what follows; where it is not marked, they have to say it as programs do."""
    wrote, when, address = (sign.search(text) is not None for sign in (_WROTE, _WHEN, _ADDRESS))
    if quoted_below:
        return wrote or (when and address)
    return wrote and when and (address or _OPENS.match(text) is not None)


def _quoted_next(lines: list[str], position: int) -> bool:
    """Whether the next line that is not blank is quoted."""
    below = next((line for line in lines[position : position + 4] if line.strip()), "")
    return _QUOTED.match(below) is not None
