"""What chat assistants write and people seldom do: their phrases, their lists, their lengths."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

# No sentence goes on here: what stands before is no word or comma.
_BEGIN = r"\b(?<![^\W_][ ,;:-])(?<![,;:] )"
# "Certainly!" alone is anybody's answer; it is an assistant's when a long answer follows it.
_GOES_ON = r"(?=(?:\s+\S+){6})"

# The name of each phrase, and what it looks like in English, German, French, Spanish, Portuguese, Italian and Dutch.
# They are looked for in small letters, with straight apostrophes.
_PHRASES: dict[str, tuple[str, ...]] = {
    "praises the question": (
        r"\b(?:great|excellent|fantastic|wonderful|insightful|thoughtful) question\b",
        r"\b(?:tolle|großartige|hervorragende|ausgezeichnete|sehr gute) frage\b",
        r"\b(?:excellente|très bonne|superbe) question\b",
        r"\b(?:excelente|gran|muy buena) pregunta\b",
        r"\b(?:ótima|excelente) pergunta\b",
        r"\b(?:ottima|eccellente|bellissima) domanda\b",
        r"\b(?:geweldige|uitstekende) vraag\b",
    ),
    "is happy to help": (
        (
            r"\bi(?:'d| would|'ll| will|'m| am) (?:be )?(?:more than )?(?:happy|glad|delighted|pleased|thrilled) to "
            r"(?:help|assist|answer|explain|share|provide|elaborate|clarify|walk you|discuss|offer)\b"
        ),
        r"\b(?:helfe|unterstütze|erkläre) (?:ich )?(?:dir|ihnen|euch) (?:sehr |dabei )?gerne?\b|\bgerne helfe ich\b",
        r"\bje (?:serais|suis) (?:ravie?|heureu(?:x|se)|enchantée?) de (?:vous|t'|pouvoir)",
        r"\best(?:aré|oy|aría) encantad[oa] de\b|\bcon (?:mucho )?gusto (?:te|le) (?:ayudo|explico|cuento)\b",
        r"\bfico (?:muito )?feliz em (?:ajudar|poder)\b|\bserá um prazer (?:te )?ajud",
        r"\bsar(?:ò|ei) (?:felice|liet[oa]) di (?:aiutar|rispond|spiegar)",
        r"\bik help (?:je|u|jullie) graag\b",
    ),
    "offers help": (
        r"\b(?:i'm|i am) here to (?:help|assist|support|answer)\b",
        r"\bhow (?:can|may) i (?:help|assist) you\b",
        r"\bwie kann ich (?:dir|ihnen|euch) (?:heute )?(?:weiter)?helfen\b",
        r"\bcomment puis-je (?:vous|t') ?aider\b",
        r"\b(?:en qué|cómo) puedo ayudar(?:te|le)\b",
        r"\bcomo posso (?:te |lhe )?ajud",
        r"\bcome posso (?:aiutarti|aiutarla|esserti utile)\b",
        r"\bwaarmee kan ik (?:je|u) helpen\b",
    ),
    "hopes it helps": (
        r"\b(?:i )?hope (?:this|that) (?:helps|answers|clarifies|clears)\b",
        r"\bich hoffe,? (?:das|dies|ich konnte|diese) (?:hilft|helfen|dir|ihnen|beantwortet)\b",
        r"\bj'espère que (?:cela|ça|ceci) (?:vous |t')? ?(?:aide|répond|éclaire|sera utile)",
        r"\bespero que (?:esto|te|le) (?:te |le )?(?:ayude|sirva|sea útil|haya ayudado)\b",
        r"\bespero (?:que isso|ter) (?:te )?(?:ajude|ajudado|esclareça)\b",
        r"\bspero (?:che questo|che ciò|di) (?:ti )?(?:sia utile|aiuti|esserti stato|aver)\b",
        r"\bik hoop dat (?:dit|het) (?:je |u )?(?:helpt|duidelijk)\b",
    ),
    "sets out": (
        _BEGIN + r"(?:certainly|absolutely)(?:!|[,.] (?:here|i|let))" + _GOES_ON,
        _BEGIN + r"(?:of course|sure(?: thing)?|definitely)[!,.] (?:here(?:'s| is| are)|i'd be|i would be|i'm happy)",
        (
            _BEGIN + r"(?:selbstverständlich|aber natürlich|natürlich|sehr gerne?|gerne|bien sûr ?|certainement ?"
            r"|absolument ?|avec plaisir ?|¡?por supuesto|¡?desde luego|¡?claro que sí|¡?con mucho gusto|com certeza"
            r"|certamente|claro que sim|com prazer|assolutamente|volentieri|con piacere|natuurlijk|zeker|uiteraard"
            r"|jazeker)!" + _GOES_ON
        ),
    ),
    "speaks as a machine": (
        r"\bas an? (?:ai|a\.i\.|artificial intelligence|large language|language model|virtual assistant|ai-|chatbot)",
        r"\bals (?:eine? )?(?:ki\b|ki-|künstliche intelligenz|sprachmodell|virtueller assistent)",
        r"\ben tant qu(?:'ia\b|'une ia\b|'intelligence artificielle|e modèle|'assistante? virtuel)",
        r"\bcomo (?:una )?(?:ia\b|inteligencia artificial|modelo de lenguaje|asistente virtual)",
        r"\bcomo (?:uma )?(?:ia\b|inteligência artificial|um modelo de linguagem|assistente virtual)",
        r"\b(?:come|in quanto) (?:una |un )?(?:ia\b|intelligenza artificiale|modello linguistico|assistente virtuale)",
        r"\bals (?:een )?(?:ai\b|ai-|kunstmatige intelligentie|taalmodel|virtuele assistent)",
        (
            r"\bi (?:don't|do not) have (?:personal (?:opinions|experiences?|feelings|preferences)|real-time"
            r"|the ability to)"
        ),
        (
            r"\bbased on (?:the|my) (?:information|context|messages|writings|records|passages) "
            r"(?:provided|available|given|i have|you)"
        ),
    ),
    "invites": (
        (
            r"\b(?:please )?(?:don't hesitate|do not hesitate|feel free) to "
            r"(?:reach out|ask|contact|let me know|share|message|get in touch)\b"
        ),
        r"\bzögere? (?:bitte )?nicht\b|\bzögern sie (?:bitte )?nicht\b",
        r"\bn'hésitez pas à\b|\bn'hésite(?:z)? (?:surtout )?pas à (?:me|nous|poser|demander|revenir)\b",
        r"\bno dud(?:es|e) en\b|\bsiéntete libre de\b",
        r"\bnão hesite em\b|\b(?:fique|sinta-se) à vontade para\b",
        r"\bnon esit(?:are|i) a\b|\bsentiti libero di\b",
        r"\baarzel (?:dan )?niet om\b|\bvoel je vrij om\b",
    ),
    "asks for more questions": (
        (
            r"\blet me know if (?:you have (?:any|more|other|further)|there(?:'s| is) anything"
            r"|you need (?:any|more|further)|you(?:'d| would) like(?: me)?|you want me)\b"
        ),
        r"\bis there anything else\b|\bif you have any (?:other|further|more|additional) questions\b",
        r"\b(?:falls|wenn) (?:du|sie|ihr) (?:noch )?(?:weitere |irgendwelche |andere )?fragen (?:hast|haben|habt)\b",
        r"\bsi (?:tu as|vous avez) (?:d'autres|des|la moindre)? ?questions?\b",
        r"\bsi tiene[s]? (?:más|otras|alguna|alguna otra) (?:preguntas?|dudas?)\b",
        r"\bse (?:você )?tiver (?:mais |alguma |outras? )?(?:outra )?(?:dúvidas?|perguntas?)\b",
        r"\bse hai (?:altre|ulteriori|qualche) domand[ae]\b",
        r"\b(?:als|mocht) je (?:nog )?(?:meer |andere |verdere )?vragen (?:hebt|hebben)\b",
    ),
    "says what is important": (
        (
            r"\b(?:it's|it is) (?:also )?(?:important|worth|crucial|essential|vital) "
            r"(?:to (?:note|remember|understand|consider|recognize|keep in mind)|noting that|mentioning that)\b"
        ),
        r"\bes ist (?:auch )?wichtig,? (?:zu (?:beachten|betonen|wissen|erwähnen)|dass man)\b",
        r"\bil est (?:également )?important de (?:noter|souligner|rappeler|comprendre)\b",
        r"\bes importante (?:señalar|destacar|mencionar|recordar|tener en cuenta)\b",
        r"\bé importante (?:notar|ressaltar|destacar|lembrar|observar)\b",
        r"\bè importante (?:notare|sottolineare|ricordare|tenere presente)\b",
        r"\bhet is (?:ook )?belangrijk (?:om )?(?:op te merken|te weten|te onthouden|te beseffen)\b",
    ),
    "concludes": (
        r"\bin (?:conclusion|summary),|" + _BEGIN + r"(?:to summarize|to sum up|to conclude|in essence)\b",
        r"\bzusammenfassend\b|\babschließend (?:lässt|möchte|kann)\b",
        r"\ben (?:conclusion|résumé|somme),|" + _BEGIN + r"pour (?:résumer|conclure)\b",
        r"\ben (?:conclusión|resumen|definitiva),",
        r"\bem (?:conclusão|resumo|suma),",
        r"\bin (?:conclusione|sintesi|definitiva),",
        r"\b(?:samengevat|concluderend|samenvattend)\b",
    ),
    "writes like a brochure": (
        r"\bdelv(?:e|es|ing) (?:deeper )?into\b|\bdive deeper into\b|\btapestry\b|\btestament to\b",
        r"\bin the realm of\b|\bever-(?:evolving|changing)\b|\bin today's (?:fast-paced|digital|modern|rapidly)\b",
        r"\bplays? an? (?:crucial|vital|pivotal|key|essential|significant) role\b|\brest assured\b",
        r"\bunlock(?:ing)? (?:the|your) (?:full )?(?:power|potential)\b|\bnavigat(?:e|ing) the (?:complex|landscape)",
        r"\bspiel(?:t|en) eine (?:entscheidende|zentrale|wichtige) rolle\b|\bin der heutigen (?:schnell|digital)",
        r"\bjoue(?:nt)? un rôle (?:crucial|essentiel|clé|central)\b|\bdans le monde d'aujourd'hui\b",
        r"\bjuegan? un papel (?:crucial|fundamental|clave|esencial)\b|\ben el mundo actual\b",
        r"\bdesempenham? um papel (?:crucial|fundamental|essencial)\b|\bno mundo de hoje\b",
        r"\b(?:gioca|svolge)(?:no)? un ruolo (?:cruciale|fondamentale|chiave)\b|\bnel mondo di oggi\b",
        r"\bspe(?:elt|len) een (?:cruciale|belangrijke|essentiële) rol\b|\bin de wereld van vandaag\b",
    ),
    "thanks for the message": (
        (
            r"\bthank(?:s| you)(?: so much| very much)? for (?:reaching out|contacting|getting in touch"
            r"|your (?:message|question|inquiry|enquiry|interest|patience|understanding|kind words))\b"
        ),
        (
            r"\bdanke?(?: dir| ihnen)? für (?:deine|ihre|die) (?:nachricht|anfrage|frage|geduld)\b"
            r"|\bdanke, dass (?:du|sie) (?:dich|sich|fragst|fragen)\b"
        ),
        r"\bmerci (?:beaucoup )?(?:pour|de) (?:votre|ton|ta) (?:message|question|demande|intérêt|patience)\b",
        r"\bgracias por (?:tu|su) (?:mensaje|pregunta|consulta|interés|paciencia)\b",
        r"\bgracias por (?:contactar|ponerte)",
        r"\bobrigad[oa] (?:por|pela|pelo) (?:sua|seu|entrar em|tua|teu)\b",
        r"\bgrazie (?:mille )?per (?:il tuo|la tua|il suo|la sua|avermi) (?:messaggio|domanda|interesse|contattat)",
        r"\bbedankt voor (?:je|uw) (?:bericht|vraag|interesse|geduld)\b",
    ),
    "feels with the reader": (
        (
            r"\bi (?:completely |totally |fully |can |truly )?understand (?:your (?:concern|frustration|situation)"
            r"|how (?:frustrating|difficult|challenging|important|overwhelming))"
        ),
        r"\bi (?:sincerely )?apologi[sz]e for (?:any|the) (?:confusion|inconvenience|misunderstanding)",
        r"\bhope (?:this|my|the) (?:message|email|note) finds you\b",
        r"\bich verstehe (?:deine|ihre) (?:sorge|bedenken|frustration|situation)",
        r"\bich entschuldige mich für (?:die|etwa)",
        r"\bje comprends (?:votre|ta|ton) (?:inquiétude|frustration|préoccupation|situation)",
        r"\bje m'excuse pour (?:la|toute) ",
        r"\bentiendo (?:tu|su) (?:preocupación|frustración|situación)",
        r"\blamento (?:la|cualquier) (?:confusión|molestia)",
        r"\bentendo (?:a )?(?:sua|tua) (?:preocupação|frustração|situação)|\bpeço desculpas pel",
        r"\bcapisco (?:la tua|il tuo|la sua) (?:preoccupazione|frustrazione|situazione)",
        r"\bmi scuso per (?:la|il|eventuali) ",
        r"\bik begrijp (?:je|uw) (?:zorg|frustratie|situatie)|\bmijn excuses voor (?:de|het|eventue)",
    ),
    "announces": (
        (
            r"\bhere(?:'s| is| are) (?:a|an|some|a few|several|the|\d+) (?:\w+ )?"
            r"(?:tips|steps|ways|points|suggestions|options|overview|breakdown|summary|draft|reply|response|considerations)\b"
        ),
        (
            r"\bhier (?:sind|ist) (?:einige|ein paar|die|eine) (?:\w+ )?"
            r"(?:tipps|schritte|punkte|möglichkeiten|vorschläge|übersicht|zusammenfassung|antwort)\b"
        ),
        (
            r"\bvoici (?:quelques|les|une|un) (?:\w+ )?"
            r"(?:conseils|étapes|points|options|suggestions|aperçu|résumé|réponse)\b"
        ),
        (
            r"\baquí (?:tienes|hay|están?|te dejo) (?:algun[oa]s|unos|unas|l[oa]s|un|una) (?:\w+ )?"
            r"(?:consejos|pasos|puntos|opciones|sugerencias|formas|resumen|respuesta)\b"
        ),
        (
            r"\baqui (?:estão|vão|está) (?:algumas|alguns|as|os|um|uma) (?:\w+ )?"
            r"(?:dicas|passos|etapas|pontos|opções|sugestões|formas|resumo|resposta)\b"
        ),
        (
            r"\becco (?:alcuni|alcune|i|le|una|un) (?:\w+ )?"
            r"(?:consigli|passaggi|passi|punti|opzioni|suggerimenti|riepilogo)\b"
        ),
        (
            r"\bhier (?:zijn|is) (?:enkele|een paar|wat|een|de) (?:\w+ )?"
            r"(?:tips|stappen|punten|opties|suggesties|overzicht)\b"
        ),
    ),
}
_PHRASE = {name: re.compile("|".join(ways)) for name, ways in _PHRASES.items()}
_ITEM = re.compile(r"^[ \t]{0,8}(?:[-*•–‣]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
_SHAPES: dict[str, tuple[re.Pattern[str], int, str]] = {
    "list": (_ITEM, 2, "No list: write it as you would say it."),
    "bold": (re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*|__[^\s_][^_\n]{0,200}__"), 1, "Nothing in bold."),
    "heading": (re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE), 1, "No headings."),
    "dashes": (re.compile("—"), 2, "No dashes (—): write shorter sentences, or commas."),
}
# An answer is too long from so many words on that are also so many times what the owner writes in their longer ones.
_LONG, _TIMES = 60, 3
# What models write before an answer as if it were a play.
_LABELS = ("assistant", "ai", "answer", "reply", "response", "bot", "twin", "me")
_FENCED = re.compile(r"```(?:text|txt|plain|plaintext|markdown|md)?[ \t]*\n(?P<inside>.*?)\n?```", re.DOTALL)
_QUOTED = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'", "「": "」"}


class Bounds(Protocol):
    """What of an owner's habits an answer is held against; ``persona.style.habits.Habits`` has it."""

    @property
    def assistant_marks(self) -> frozenset[str]:
        """The names of those marks of an assistant that the owner has too."""
        ...

    @property
    def burst_words(self) -> tuple[float, float, float]:
        """Quartiles of the words in all messages of an answer."""
        ...

    @property
    def usual_most(self) -> int:
        """The messages that 95 of 100 answers do not exceed."""
        ...

    @property
    def most(self) -> int:
        """The most messages that an answer ever had."""
        ...


def marks(text: str) -> frozenset[str]:
    """The names of the marks of an assistant that a text bears."""
    plain = _plain(text)
    phrases = {name for name, phrase in _PHRASE.items() if phrase.search(plain)}
    return frozenset(phrases | {name for name in _SHAPES if has_shape(name, text)})


def faults(
    texts: Sequence[str], habits: Bounds | None, own: Callable[[str], bool] | frozenset[str] = frozenset()
) -> list[str]:
    """What makes an answer an assistant's and not this owner's, each a short instruction for a rewrite; empty if none.

    ``own`` tells which wordings are the owner's nevertheless; as a set, they stand in it in lower case. Without habits,
    nothing is known of the owner's length.
    """
    text = "\n".join(texts)
    used = habits.assistant_marks if habits else frozenset()
    found = [f"Leave out: '{wording}'" for wording in _wordings(text, used) if not _is_own(wording, own)]
    found += [_SHAPES[name][2] for name in _SHAPES if name not in used and has_shape(name, text)]
    return found + ([] if habits is None else list(_excess(texts, habits)))


def messages(text: str, habits: Bounds | None, names: Collection[str] = ()) -> tuple[str, ...]:
    """A model's answer as the messages that the owner would send: no more than 95 of 100 of their answers have.

    What is too much is joined to the last one. ``names`` are those before a colon that begin no answer.
    """
    parts = tuple(part for part in (_without_name(part, names) for part in tidied(text, names)) if part)
    most = max(1, habits.usual_most) if habits else 1
    if len(parts) <= most:
        return parts
    return (*parts[: most - 1], "\n\n".join(parts[most - 1 :]))


def tidied(text: str, names: Collection[str] = ()) -> tuple[str, ...]:
    """The paragraphs of a model's answer, without what models put around it: a name, quotation marks, a code fence."""
    text = text.strip()
    # Each may stand within another.
    for _ in range(3):
        text = _without_name(_unquoted(_unfenced(text)), names)
    return tuple(_paragraphs(text))


def _wordings(text: str, used: frozenset[str]) -> Iterator[str]:
    """What stands in the text of each phrase that the owner does not use, as it stands there."""
    plain = _plain(text)
    shown = text if len(text) == len(plain) else plain
    for name, phrase in _PHRASE.items():
        if name not in used and (match := phrase.search(plain)):
            yield " ".join(shown[slice(*match.span())].split()).strip(" ,")


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _is_own(wording: str, own: Callable[[str], bool] | frozenset[str]) -> bool:
    return wording.casefold() in own if isinstance(own, frozenset) else own(wording)


def has_shape(name: str, text: str) -> bool:
    """Whether a text has the shape of this name: "list", "bold", "heading" or "dashes"."""
    pattern, least, _ = _SHAPES[name]
    return sum(1 for _ in zip(range(least), pattern.finditer(text), strict=False)) >= least


def _excess(texts: Sequence[str], habits: Bounds) -> Iterator[str]:
    words = sum(len(text.split()) for text in texts)
    upper = habits.burst_words[2]
    if words > _LONG and words > _TIMES * upper:
        yield f"At most about {max(20, 10 * round(upper / 5))} words."
    if len(texts) > max(1, habits.most):
        yield "One message." if habits.most <= 1 else f"At most {habits.most} messages."


def _paragraphs(text: str) -> Iterator[str]:
    """What stands between empty lines; code between fences is never cut."""
    lines: list[str] = []
    in_code = False
    for line in text.splitlines():
        in_code ^= line.lstrip().startswith("```")
        if line.strip() or in_code:
            lines.append(line)
        elif lines:
            yield "\n".join(lines).strip()
            lines = []
    if lines:
        yield "\n".join(lines).strip()


def _unfenced(text: str) -> str:
    """The text within a fence around all of it; code that says of which language it is stays code."""
    fenced = _FENCED.fullmatch(text)
    return fenced["inside"].strip() if fenced and "```" not in fenced["inside"] else text


def _unquoted(text: str) -> str:
    """The text within quotation marks around all of it, and around nothing else."""
    closing = _QUOTED.get(text[:1], "")
    inside = text[1:-1]
    if len(text) < 3 or not closing or text[-1] not in closing:
        return text
    # An apostrophe within a word closes nothing.
    ends = re.search(rf"[{re.escape(closing + text[0])}](?!\w)", inside)
    return text if ends else inside.strip()


def _without_name(text: str, names: Collection[str]) -> str:
    before, colon, after = text.partition(":")
    label = before.strip(" *_[]<>").casefold()
    if not colon or len(before) > 60 or "\n" in before or after.startswith("//"):
        return text
    known = {*_LABELS, *(name.casefold() for name in names)}
    return after.lstrip(" *_\n\t") if label in known else text
