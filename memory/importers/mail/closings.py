"""What stands below a mail's text: signatures, what devices and firms add, what somebody's mails always end with."""

import re
from collections import OrderedDict, deque
from collections.abc import Iterator
from hashlib import blake2b

# What follows a delimiter is a signature if it is no longer than this; a dash between two parts of a text is none.
_LONGEST_SIGNATURE = 10
_LONGEST_LINE = 300
# A closing and its signature, at the end of a mail.
_CLOSING_WITHIN = 20
# A line with more words that ends as a sentence does is one.
_LONGEST_TITLE = 6

_DELIMITER = re.compile(r"\s{0,3}(?:--|—|--=20)\s{0,3}|_{2,5}|-{2,5}\s?")
_DEVICE_WORDS = (
    r"iphone|ipad|ipod|apple|mac|android|galaxy|samsung|huawei|xiaomi|pixel|nokia|sony|motorola|blackberry|windows|"
    r"phone|"
    r"smartphone|smart ?phone|handy|mobil\w*|móvil|movil|celular|cellulare|téléphone|telefoon|telefon\w*|телефон\w*|"
    r"смартфон\w*|tablet\w*|outlook|e-?mail\w*|mail\w*|gmail|yahoo\w*|gmx|web\.de|proton\w*|k-9|thunderbird|spark|"
    r"aquamail|"
    r"bluemail|posteo|fairphone|почт\w*|почты|устройств\w*|appareil|dispositivo|gerät\w*|device"
)
# The devices' own sentence, in the languages they speak.
_SENT_FROM = re.compile(
    r"(?:sent (?:from|with|via|using)|get outlook for|gesendet (?:von|mit|über|aus)|von (?:meinem|unterwegs)|"
    r"diese (?:nachricht|e-?mail) wurde von|holen sie sich outlook|outlook für|envoyé (?:de|depuis|à partir|avec)|"
    r"télécharge[rz] outlook|obtenez outlook|enviado (?:desde|do|de|a partir|pelo|con|com|via)|obter o outlook|"
    r"obtener outlook|"
    r"inviato (?:da|dal|con|tramite)|scarica outlook|ottieni outlook|verzonden (?:vanaf|met|via|vanuit)|"
    r"verstuurd (?:vanaf|met|via)|outlook voor|wysłane? (?:z|ze|za pomocą|przy użyciu)|wysłano (?:z|ze)|"
    r"pobierz outlook|"
    r"отправлено (?:с|со|из|через)|надіслано (?:з|із|за допомогою)|skickat från|sendt (?:fra|med)|lähetetty|"
    r"odesláno z|"
    r"dikirim dari|gönderildi|trimis de pe|küldve)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_DEVICE = re.compile(rf"(?<!\w)(?:{_DEVICE_WORDS})(?!\w)", re.IGNORECASE)
_SENT_FROM_BEHIND = re.compile(
    r"(?:iphone|ipad|android|galaxy|outlook)[^.!?]{0,40}(?:から送信|"
    r"'?(?:um)?dan gönderildi|에서 보냄|发送|傳送|gesendet)[。.]?|"
    r"(?:从我的|發自我的|发自我的|從我的)[^.!?。]{1,40}|나의 [^.!?]{1,40}에서 보냄|أُ?رسل(?:ت)? من [^.!?]{1,40}|"
    r"मेरे [^.!?]{1,40} से भेजा गया",
    re.IGNORECASE,
)

# A mail's last greeting, alone on its line.
_VALEDICTION = re.compile(
    r"(?:(?:with )?(?:all )?(?:my |our )?(?:kind|best|warm|kindest|warmest|many)?\s?(?:regards|wishes|thanks)|best|"
    r"cheers|sincerely|"
    r"yours(?: (?:sincerely|faithfully|truly))?|thanks(?: (?:a lot|so much|again|and regards))?|thank you|thx|love|"
    r"take care|all the best|br|rgds|talk soon|see you(?: soon)?|"
    r"(?:mit )?(?:(?:ganz |sehr )?(?:freundliche[nmr]?|beste[nr]?|liebe[nr]?|viele[nr]?|herzliche[nr]?|schöne[nr]?|"
    r"sonnige[nr]?|"
    r"kollegiale[nr]?)\s(?:und (?:freundlichen|lieben|besten) )?)?(?:gr(?:ü|ue)(?:ß|ss)(?:en|e)?|gru(?:ß|ss))"
    r"(?: (?:aus|und|von)\s.{1,40})?|mfg|lg|vg|bg|hochachtungsvoll|danke(?: und .{1,30}| dir| ihnen)?|bis (?:bald|"
    r"dann)|"
    r"(?:bien )?cordialement|(?:très )?cordialement|bien à (?:vous|toi)|amicalement|sincères salutations|"
    r"meilleures salutations|"
    r"salutations|merci(?: d'avance| beaucoup)?|bises?|bisous|à bientôt|"
    r"(?:un |muchos |reciba un )?(?:cordial )?(?:saludos?|abrazos?)(?: cordial(?:es)?)?|atentamente|"
    r"gracias(?: de antemano)?|besos|"
    r"(?:com os )?(?:melhores )?cumprimentos|(?:um )?(?:grande )?abraços?|atenciosamente|obrigad[oa]|beijos|att|"
    r"(?:cordiali |distinti |un )?salut[io]|cordialmente|grazie(?: mille)?|un abbraccio|a presto|buona giornata|"
    r"(?:met )?(?:vriendelijke|hartelijke|lieve|veel)?\s?(?:groet(?:en|jes)?)|mvg|hoogachtend|bedankt|"
    r"(?:serdecznie )?pozdrawiam(?: serdecznie)?|z poważaniem|pozdrowienia|dziękuję|"
    r"с уважением|с наилучшими пожеланиями|всего доброго|спасибо|з повагою|"
    r"saygılarımla|sevgiler|teşekkürler|selamlar|iyi çalışmalar|med vänliga hälsningar|vänliga hälsningar|mvh|"
    r"hälsningar|"
    r"(?:med )?venlig(?: |e )?hilsen|hilsen|terveisin|s pozdravem|salam|hormat saya|よろしくお願い(?:いた)?します|敬具|"
    r"此致|祝好|谢谢|감사합니다|تحياتي|مع أطيب التحيات|धन्यवाद|सादर)\s?[,;.!，、。…]{0,3}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+|\b00?|\()\d[\d\s()/.-]{5,20}\d|\bwww\.|https?://|\S@\S|"
    r"\b(?:tel|fon|phone|mobil|mobile|cell|fax|tél|m|t|p|f)\b\s?[.:]|\b(?:hrb|ust-?id\w*|vat|siret|gmbh|ltd|inc|llc|"
    r"s\.?a\.?r\.?l|b\.v|"
    r"geschäftsführer\w*|amtsgericht|p\.iva)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"(?:p\.?\s?s\.?|n\.?b\.?|ps\d?)\s?[:.)-]?\s", re.IGNORECASE)

# A paragraph with two of these is a firm's warning, and no talk of secrets.
_LEGAL = re.compile(
    r"confidential\w*|privileged|intended (?:solely|only|recipient|for)|recipients?\b|unauthori[sz]ed|disclos\w+|"
    r"notify the sender|received this (?:e-?mail|message)|attachments?\b|strictly prohibited|"
    r"vertraulich\w*|adressat\w*|empfänger\w*|irrtümlich|absender\w*|unbefugt\w*|rechtlich geschützt\w*|"
    r"confidentiel\w*|destinataire\w*|par erreur|pièces jointes|destiné\w*|"
    r"confidencial\w*|destinatari\w+|por error|por engano|remitente|remetente|prohibid\w+|proibid\w+|"
    r"riservat\w+|per errore|mittente|vertrouwelijk\w*|geadresseerde\w*|abusievelijk|afzender|"
    r"poufn\w+|adresat\w*|nadawc\w+|omyłkow\w+|конфиденциальн\w+|получател\w+|отправител\w+|ошибочно|gizli\w*|"
    r"alıcı\w*",
    re.IGNORECASE,
)
_OF_THE_MAIL = re.compile(
    r"e-?mail|message|nachricht|mensaje|correo|mensagem|messaggio|bericht|wiadomoś\w+|сообщени\w+|письм\w+|"
    r"transmission|ileti",
    re.IGNORECASE,
)
_LEGAL_TITLE = re.compile(
    r"\W{0,6}(?:confidentiality (?:notice|note|statement)|disclaimer|legal (?:notice|disclaimer)|haftungsausschluss|"
    r"vertraulichkeitshinweis|rechtlicher hinweis|avis de confidentialité|aviso (?:legal|de confidencialidad\w*)|"
    r"avviso di riservatezza|klauzula poufności|please consider (?:the environment|your environmental)|"
    r"bitte (?:denken sie an die umwelt|prüfen sie[^.]{0,60}ausdruck)|pensez à l'environnement|"
    r"think before you print|"
    r"(?:this e-?mail|diese e-?mail|cet e-?mail|este (?:correo|e-?mail))[^.]{0,60}(?:virus|avast|avg\b)|"
    r"virus-?(?:free|frei)|"
    r"virenfrei|sans virus|libre de virus)",
    re.IGNORECASE,
)
# So many of a sender's mails are remembered, and so many of them have to end alike.
_REMEMBERED, _ALIKE = 6, 2
_SENDERS = 20_000
_TAIL = 12


def without_closing(lines: list[str]) -> list[str]:
    """The lines without the signature and what devices, firms and their lawyers put below it; greetings stay."""
    lines = _without_delimited(_stripped(lines))
    while True:
        shorter = _without_legal(_without_device(lines))
        if len(shorter) == len(lines):
            break
        lines = shorter
    return _without_contact(_without_delimited(lines))


def _stripped(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = 0
    while start < end and not lines[start].strip():
        start += 1
    return lines[start:end]


def _without_delimited(lines: list[str]) -> list[str]:
    """Without what stands below the first delimiter that is near enough to the end."""
    cut, below = len(lines), 0
    for position in range(len(lines) - 1, -1, -1):
        line = lines[position]
        # The delimiter of RFC 3676 has a space behind; below any other a text may go on.
        if _DELIMITER.fullmatch(line[:_LONGEST_LINE]) and (line == "-- " or below <= _LONGEST_SIGNATURE):
            cut = position
        below += bool(line.strip())
        if below > 6 * _LONGEST_SIGNATURE:
            break
    return _stripped(lines[:cut]) if cut < len(lines) else lines


def _without_device(lines: list[str]) -> list[str]:
    """Without what a device says of itself in one of the last lines."""
    for position in range(max(0, len(lines) - 4), len(lines)):
        if _is_device(lines[position].strip()):
            return _stripped(lines[:position])
    return lines


def _is_device(line: str) -> bool:
    if len(line) > 160:
        return False
    sent = _SENT_FROM.match(line)
    return bool(sent and _DEVICE.search(line)) or _SENT_FROM_BEHIND.fullmatch(line) is not None


def _without_legal(lines: list[str]) -> list[str]:
    """Without the last paragraph if it is a warning, and the rule above it."""
    start = next((at + 1 for at in range(len(lines) - 1, -1, -1) if not lines[at].strip()), 0)
    paragraph = " ".join(line.strip()[:2000] for line in lines[start:])[:4000]
    if not _is_legal(paragraph):
        return lines
    kept = _stripped(lines[:start])
    while kept and not any(character.isalnum() for character in kept[-1]):
        kept = _stripped(kept[:-1])
    return kept


def _is_legal(paragraph: str) -> bool:
    if _LEGAL_TITLE.match(paragraph):
        return True
    if len(paragraph) < 80 or not _OF_THE_MAIL.search(paragraph):
        return False
    return len({match.group().casefold() for match in _LEGAL.finditer(paragraph)}) >= 2


def _without_contact(lines: list[str]) -> list[str]:
    """Without the addresses and titles below the last greeting and the name; a postscript stays."""
    first = max(0, len(lines) - _CLOSING_WITHIN)
    for position in range(len(lines) - 1, first - 1, -1):
        if not (line := lines[position].strip()) or len(line) > 80 or not _VALEDICTION.fullmatch(line):
            continue
        name = _name_below(lines, position)
        below = lines[name + 1 :]
        if any(map(_is_prose, below)) or not any(_CONTACT.search(rest[:_LONGEST_LINE]) for rest in below):
            return lines
        postscript = next((at for at, rest in enumerate(below) if _POSTSCRIPT.match(rest.strip())), len(below))
        kept = lines[: name + 1]
        return [*kept, "", *below[postscript:]] if postscript < len(below) else kept
    return lines


def _is_prose(line: str) -> bool:
    return (
        line.rstrip().endswith((".", "!", "?")) and len(line.split()) > _LONGEST_TITLE and not _POSTSCRIPT.match(line)
    )


def _name_below(lines: list[str], position: int) -> int:
    """The line with the name below a greeting, or that of the greeting if there is none."""
    below = next((at for at in range(position + 1, min(position + 4, len(lines))) if lines[at].strip()), position)
    line = lines[below].strip()
    words = line.split()
    plain = len(line) <= 60 and not any(sign.isdigit() for sign in line) and not _CONTACT.search(line)
    is_name = plain and 0 < len(words) <= _LONGEST_TITLE
    return below if is_name else position


class Repeated:
    """Finds what a sender's mails end with again and again.

    It looks at the mails before only: so a mail's text is the same in every export that reaches back as far.
    """

    def __init__(self) -> None:
        self._tails: OrderedDict[str, deque[frozenset[bytes]]] = OrderedDict()

    def without(self, sender: str, lines: list[str]) -> list[str]:
        """The lines without what two of the sender's mails before ended with, but for a greeting and a name."""
        before = self._tails.setdefault(sender, deque(maxlen=_REMEMBERED))
        self._tails.move_to_end(sender)
        if len(self._tails) > _SENDERS:
            self._tails.popitem(last=False)
        tails = list(_tails(lines))
        common = [start for start, tail in tails if sum(tail in others for others in before) >= _ALIKE]
        before.append(frozenset(tail for _, tail in tails))
        return lines[: _first_cut(lines, min(common))] if common else lines


def _tails(lines: list[str]) -> Iterator[tuple[int, bytes]]:
    """Where each ending of a mail begins that does not begin the mail, and what names it."""
    digest = blake2b(digest_size=8)
    taken = 0
    for start in range(len(lines) - 1, 0, -1):
        if not (line := lines[start].strip()):
            continue
        taken += 1
        if taken > _TAIL:
            return
        digest.update(line.casefold()[:_LONGEST_LINE].encode(errors="replace") + b"\n")
        yield start, digest.copy().digest()


def _first_cut(lines: list[str], start: int) -> int:
    """Where to cut so that a greeting and the name below it stay, or a line or two that are no more than those."""
    below = [at for at in range(start, len(lines)) if lines[at].strip()]
    greeting = next((at for at in below if _VALEDICTION.fullmatch(lines[at].strip()[:80])), None)
    if greeting is not None:
        return _name_below(lines, greeting) + 1
    # Somebody's name alone, or a sentence they like to end with, is how they write.
    return start if len(below) > 2 else len(lines)
