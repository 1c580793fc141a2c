"""How an owner writes, in figures: measured from their own words, told to a model, and held against a text."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex
from babel.core import Locale, UnknownLocaleError

from persona import manner
from persona.cue_words import EMPTY, SMALL_TALK
from persona.phrases import folded
from twin.knowledge import OwnWords

# A setting with fewer bursts says too little of its own.
_FEWEST = 30
# An opening or closing that fewer bursts have is no habit, and might tell of something that happened.
_HABIT = 10
# Whoever has a mark of an assistant in more than one of so many messages has it as a trait of their own.
_SELDOM = 300
_MOST_SENTENCES = 14

# A word that joins others says nothing of anybody: what messages may be told to begin and end with, beside SMALL_TALK.
_TALK = SMALL_TALK | frozenset(
    (
        "ah aha ahh argh aw aye btw bro buddy catch certainly cya definitely dude exactly fair folks fwiw gotcha "
        "gladly guess guys heh hiya hm hmm hmmm hopefully hugs idk imho imo indeed interesting just kinda later luck "
        "man maybe mate mean nah nice nope np oh ooh oops ouch perhaps probably quick regards right same see so sorry "
        "soon sounds still sure take talk tbh then think though thought too true ugh uh uhm um well whoa wish wonder "
        "worries y'all yea yeap yup ach also ciao doch echt eben gerne gern genau gruß grüße grüsse halt hoffe jo ja "
        "jawohl joa klar klasse krass lg liebe na naja nee nein oje schade schön sehr sicher super tja tschau tschö vg "
        "vielleicht viele wohl ah ben bah bises bisous bof bref carrément chouette dac d'accord désolé désolée donc "
        "enfin euh génial hein moi non nan ouais oui pardon parfait super tiens top voilà ahora bueno besos abrazo "
        "abrazos claro dale entonces genial jaja jajaja pues sí vale venga vaya abraço abraços acho beijo beijos então "
        "haha kkk kkkk legal né pois sei sim tá tipo valeu viu abbracci allora baci beh boh certo comunque dai ecco "
        "figurati grazie insomma magari mah perfetto scusa sì va vabbè dus eh groet groetjes gaaf goed hoor ja joh "
        "leuk liefs mooi nou oké precies prima sorry tja top tuurlijk zeker"
    ).split()
)
_ORDINARY = _TALK | EMPTY

# The commonest words of each language that is written in Latin letters; what several share counts less.
_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": (
            "the and you that was for are with his they this have from not but what all were when your can there use "
            "which she do how their if will about out many then them so some her would make like him into has look two "
            "more go see no way could my than first been who its now did get come made may i it's i'm don't is it of "
            "to be at or an we us me just got yeah ok thanks please really should where why one good time think know "
            "need let want here only also very too well on love sure sorry home tonight tomorrow it'll i'll that's "
            "what's"
        ),
        "de": (
            "der die das und ist nicht ich du er sie es wir ihr ein eine einen einem einer mit auf für von zu im den "
            "dem des dass aber auch wie was wenn noch nur schon mal so bei aus nach bin bist hat habe hast haben sind "
            "war wird kann kannst mir mich dir dich uns euch sich kein keine mein dein ja nein danke bitte heute "
            "morgen gut jetzt dann doch hier da wo wer warum oder am um vom zum zur über unter gleich grad mehr sehr "
            "alles gerade immer wieder etwas nichts geht machen muss will wollen weiß einfach ganz"
        ),
        "fr": (
            "le la les un une des du de et est pas que qui je tu il elle on nous vous ils ce c'est ça ca j'ai t'as "
            "pour dans sur avec mais ou où au aux mon ma mes ton ta tes son sa ses ne plus tout fait suis es sont "
            "était très bien oui non merci quoi comme si me te se y en aussi même encore là cette j'arrive peut peux "
            "quand comment à été être avoir faire va vais aucune juste beaucoup trop rien demain soir quelle quel "
            "n'est d'un d'une qu'il l'on j'adore"
        ),
        "es": (
            "el la los las un una unos de del y que en es no se lo por con para su al más como pero sus le ya o este "
            "sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos mi tu te si yo "
            "eso está estoy estás son era fue tengo tienes tiene qué cómo dónde bien gracias hola vale ahora aquí allí "
            "nada algo puedo puede hacer mañana hoy esta mucho muchas ni cuál a nosotros ellos pues solo creo"
        ),
        "pt": (
            "o os a as um uma de do da dos das e que em é não no na nos nas se por com para pra pro seu sua ao mais "
            "como mas ou já este sim porque essa entre quando muito sem sobre também me até onde quem tudo minha meu "
            "você vc eu ele ela nós isso está tá tô são era foi tenho tem têm bem obrigado obrigada oi olá agora aqui "
            "nada fazer hoje amanhã vou vai acho à às gente qual só nem pelo pela então"
        ),
        "it": (
            "il lo la i gli le un uno una di del della dei delle e che in è non si per con da dal al alla ai sul ma "
            "come o anche più se mi ti ci vi lui lei noi loro io tu mio mia tuo sua questo questa quello sono sei "
            "siamo era ho hai ha abbiamo fatto bene grazie ciao sì no ora qui dove quando perché chi cosa tutto niente "
            "molto poi già solo ancora va stasera domani oggi sto stai posso ne quale a nella nel cui però così allora"
        ),
        "nl": (
            "de het een en van in is dat die niet ik je jij hij zij ze we wij er maar ook met op te voor aan als zijn "
            "was heb hebt heeft hebben had om bij nog wel naar dan dit al kan kun kunnen wat waar hoe wie waarom geen "
            "meer door over uit of mijn jouw ons hun mij jou hem haar ja nee dank bedankt goed even weer zo nu hier "
            "daar moet moeten wil willen laat het gewoon echt heel vandaag morgen vanavond iets niets net ben bent u"
        ),
        "pl": (
            "i w z na do nie to się jest że jak co ale za o od po tak już tylko czy dla jego być ma mam masz są był "
            "była było jestem jesteś mi mnie ci cię go ją nas was tym tego ten ta te tu tam kiedy gdzie dlaczego "
            "bardzo dzięki dobrze teraz jeszcze może będzie bo albo też przez przy u ze dzisiaj jutro"
        ),
        "tr": (
            "ve bir bu da de için ile çok ne ben sen o biz siz mi mı mu mü değil var yok ama gibi daha en kadar sonra "
            "şimdi evet hayır tamam teşekkürler nasıl nerede neden bana sana onu şey olarak olan iyi her ki ya bugün "
            "yarın benim senin"
        ),
        "id": (
            "yang dan di ke dari ini itu untuk dengan tidak ada saya aku kamu dia kami kita mereka apa bisa akan sudah "
            "juga pada atau tapi kalau lagi ya nggak gak ga udah aja mau sama terima kasih bagaimana kapan dimana "
            "kenapa belum jadi karena banget nanti besok sekarang"
        ),
    }.items()
}
# Signs that only one language, or few, are written with.
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("[\u3040-\u30ff]"), ("ja",)),
    (re.compile("[\uac00-\ud7af]"), ("ko",)),
    (re.compile("[\u3400-\u9fff]"), ("zh", "ja")),
    (re.compile("[\u0600-\u06ff]"), ("ar",)),
    (re.compile("[\u0900-\u097f]"), ("hi",)),
    (re.compile("[іїєґ]", re.IGNORECASE), ("uk",)),
    (re.compile("[\u0400-\u04ff]"), ("ru", "uk")),
)
_SIGNS: dict[str, frozenset[str]] = {
    "de": frozenset("äöüß"), "fr": frozenset("éèêàçùœîâ"), "es": frozenset("ñ¿¡áóí"), "pt": frozenset("ãõçáéê"),
    "it": frozenset("àèìòù"), "pl": frozenset("ąćęłńśźż"), "tr": frozenset("ğışç"),
}  # fmt: skip

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_EMOJI = regex.compile(
    r"\p{Regional_Indicator}{2}|(?![©®™‼⁉↔-↪])\p{Extended_Pictographic}[\uFE0F\p{EMod}]{0,2}"
    r"(?:\u200d\p{Extended_Pictographic}[\uFE0F\p{EMod}]{0,2}){0,6}"
)
_SMILEY = re.compile(r"(?<!\S)(?:[:;=]['’]?[-^o]?[()\[\]DPpOo/\\|*3]{1,3}|[xX]D+|<3|\^_?\^|-_-|\\o/)(?![\w/])")
_LAUGHTER = re.compile(
    r"\b(?:a?(?:ha){2,40}h?|(?:he){2,40}|(?:hi){2,40}|(?:ja){2,40}j?|(?:je){2,40}|k{3,40}|(?:rs){2,40}|l+o+l+|lmf?ao|rofl"
    r"|mdr|ptdr|xd|(?:ха){2,40}|(?:wk){2,40})\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?://|www\.)\S")
_CODE = re.compile(r"`[^`\n]{1,200}`|^```|^(?:    |\t)\S*[(){}=;]", re.MULTILINE)
_CONTRACTED = re.compile(r"\b(?:i'm|(?:i|you|we|they)'(?:ve|re|ll|d)|(?:it|that|he|she|there|what)'s|\w{2,6}n't)\b")
_FULL = re.compile(
    r"\b(?:i am|(?:you|we|they) are|(?:i|you|we|they) (?:have been|will|would)|(?:it|that|there) is"
    r"|(?:do|does|did|is|are|was|were|has|have|had|could|would|should|will) not|cannot|can not)\b"
)
_UNMARKED = re.compile(
    r"\b(?:im|ive|dont|doesnt|didnt|isnt|arent|wasnt|cant|couldnt|wouldnt|shouldnt|wont|thats|youre)\b"
)
_REPEATED = re.compile(r"[!?]{2}")
_COMMA = re.compile("[,،、，]")
_CLOSERS = " \t\n\"'”’»)]*_"
_STOPS = {**dict.fromkeys(".。।", "stop"), **dict.fromkeys("!！", "exclaims"), **dict.fromkeys("?？؟", "asks")}


@dataclass(frozen=True, slots=True)
class Habits:
    """How bursts are written. Shares are in [0, 1], of messages if nothing else is said; a document is a burst.

    ``several`` is the share of bursts of more than one message, ``usual_most`` the messages that 95 of 100 bursts do
    not exceed, ``most`` what none does. ``words`` and ``burst_words`` are quartiles. ``small`` is of those messages
    that begin with a letter that could be a capital. ``bare`` ends with no sign at all. ``contracted`` and ``unmarked``
    ("dont") are of the places where English may contract, None where there are too few. ``lists``, ``bold``,
    ``headings``, ``links`` and ``code`` are of messages. ``assistant_marks`` names the marks of an assistant that the
    owner has too.
    """

    bursts: int = 0
    messages: int = 0
    per_burst: float = 1.0
    several: float = 0.0
    usual_most: int = 1
    most: int = 1
    words: tuple[float, float, float] = (0.0, 0.0, 0.0)
    burst_words: tuple[float, float, float] = (0.0, 0.0, 0.0)
    small: float = 0.0
    bare: float = 0.0
    stop: float = 0.0
    exclaims: float = 0.0
    asks: float = 0.0
    commas: float = 0.0
    dots: float = 0.0
    ellipsis: float = 0.0
    repeated: float = 0.0
    emoji: float = 0.0
    emojis: tuple[str, ...] = ()
    smiley: float = 0.0
    smileys: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    contracted: float | None = None
    unmarked: float | None = None
    lists: float = 0.0
    bold: float = 0.0
    headings: float = 0.0
    links: float = 0.0
    code: float = 0.0
    laughter: tuple[str, ...] = ()
    languages: tuple[tuple[str, float], ...] = ()
    assistant_marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of each setting."""

    private: Habits
    group: Habits
    documents: Habits

    @classmethod
    def of(cls, words: OwnWords, languages: Sequence[str]) -> "Style":
        """What the owner's words show; ``languages`` are the codes of those that the owner writes."""
        return cls(
            measure(words.private, words.names, languages),
            measure(words.group, words.names, languages),
            measure([(text,) for text in words.documents], words.names, languages),
        )

    def setting(self, group: bool) -> Habits | None:
        """The habits of a group or a private chat; of the other, then of documents, if too little is known of it."""
        chats = (self.group, self.private) if group else (self.private, self.group)
        known = [habits for habits in chats if habits.bursts >= _FEWEST]
        known += [self.documents] if self.documents.bursts else []
        return known[0] if known else None


# Roughly what people do who chat: what an owner's habits are held against.
_PEOPLE = Habits(
    several=0.3, words=(5.0, 10.0, 18.0), small=0.5, bare=0.6, stop=0.2, exclaims=0.05, asks=0.1, dots=0.08,
    emoji=0.1, smiley=0.08, lists=0.02,
)  # fmt: skip
# What stands within a line, and is no layout.
_INLINE = frozenset({"link", "code"})


class _Traits(NamedTuple):
    """What one message shows."""

    words: int
    small: bool | None
    end: str
    emoji: bool
    smiley: bool
    layout: frozenset[str]


def measure(texts: Sequence[Sequence[str]], names: Collection[str], languages: Sequence[str]) -> Habits:
    """The habits that bursts show. ``names`` of people never stand in what is told of them, nor any of their parts."""
    bursts = [said for burst in texts if (said := [text for text in burst if text.strip()])]
    if not bursts:
        return Habits()
    said = [text for burst in bursts for text in burst]
    traits = [_traits(text) for text in said]
    lengths = sorted(len(burst) for burst in bursts)
    words = iter([trait.words for trait in traits])
    long = [sum(next(words) for _ in burst) for burst in bursts]
    ends = Counter(trait.end for trait in traits)
    layout = Counter(name for trait in traits for name in trait.layout)
    count = len(said)
    begun = [trait.small for trait in traits if trait.small is not None]
    total = sum(trait.words for trait in traits) or 1
    emojis = Counter(sign.rstrip("\ufe0f") for text in said if not text.isascii() for sign in _EMOJI.findall(text))
    smileys = Counter(smiley for text in said for smiley in _SMILEY.findall(text))
    contracted, unmarked = _contractions(said) if "en" in languages else (None, None)
    taboo = _parts(names)
    return Habits(
        bursts=len(bursts),
        messages=count,
        per_burst=count / len(bursts),
        several=sum(length > 1 for length in lengths) / len(bursts),
        usual_most=int(_at(lengths, 0.95)),
        most=lengths[-1],
        words=_quartiles([trait.words for trait in traits]),
        burst_words=_quartiles(long),
        small=sum(begun) / len(begun) if begun else 0.0,
        bare=ends["bare"] / count,
        stop=ends["stop"] / count,
        exclaims=ends["exclaims"] / count,
        asks=ends["asks"] / count,
        commas=100 * sum(len(_COMMA.findall(text)) for text in said) / total,
        dots=sum("..." in text for text in said) / count,
        ellipsis=sum("…" in text for text in said) / count,
        repeated=sum(bool(_REPEATED.search(text)) for text in said) / count,
        emoji=sum(trait.emoji for trait in traits) / count,
        emojis=_commonest(emojis, 5, 2),
        smiley=sum(trait.smiley for trait in traits) / count,
        smileys=_commonest(smileys, 3, 2),
        openings=_habitual([_words(burst[0])[:2] for burst in bursts], taboo, first=True),
        closings=_habitual([_words(burst[-1])[-2:] for burst in bursts], taboo, first=False),
        contracted=contracted,
        unmarked=unmarked,
        lists=layout["list"] / count,
        bold=layout["bold"] / count,
        headings=layout["heading"] / count,
        links=layout["link"] / count,
        code=layout["code"] / count,
        laughter=_commonest(Counter(_laughs(said)), 3, max(3, count // 500)),
        languages=_shares(said, languages),
        assistant_marks=_marks(said),
    )


def described(habits: Habits, setting_name: str) -> list[str]:
    """The habits in sentences for a model, with what is unremarkable left out; ``setting_name`` as "private chats"."""
    if not habits.messages:
        return []
    told = (
        *_told_lengths(habits, setting_name),
        *_told_signs(habits),
        *_told_pictures(habits),
        *_told_words(habits),
        *_told_layout(habits),
    )
    return list(told)[:_MOST_SENTENCES]


def distance(text: str | Sequence[str], habits: Habits) -> float:
    """How far a text, or a burst of them, is from the habits, in [0, 1]; what says nothing either way is at 0.5.

    It is the mean of eight probabilities: that by the length alone, the first letter alone and so on it is somebody
    else's who chats, and not this owner's, were it either's as likely. Mere differences from the owner would call
    closest whoever always does what the owner does mostly.
    """
    burst = [text] if isinstance(text, str) else list(text)
    said = [message for message in burst if message.strip()]
    if not said or not habits.messages:
        return 1.0
    several = _others(_share(habits.several, len(said) > 1), _share(_PEOPLE.several, len(said) > 1))
    return _mean([several, *(_mean(one) for one in zip(*(_differences(one, habits) for one in said), strict=True))])


def _differences(text: str, habits: Habits) -> tuple[float, ...]:
    """For each trait of a message, the probability in [0, 1] that it is somebody else's."""
    traits = _traits(text)
    length = math.log1p(traits.words)
    return (
        _others(_density(length, habits.words), _density(length, _PEOPLE.words)),
        _differs(traits.small, habits.small, _PEOPLE.small),
        _others(_possible(_ends(habits)[traits.end]), _possible(_ends(_PEOPLE)[traits.end])),
        _differs(traits.emoji, habits.emoji, _PEOPLE.emoji),
        _differs(traits.smiley, habits.smiley, _PEOPLE.smiley),
        _differs(".." in text or "…" in text, habits.dots + habits.ellipsis, _PEOPLE.dots),
        _differs(bool(traits.layout - _INLINE), habits.lists + habits.bold + habits.headings, _PEOPLE.lists),
    )


def _traits(text: str) -> _Traits:
    text = text.strip()
    return _Traits(
        words=_count(text),
        small=_begins_small(text),
        end=_end(text),
        emoji=not text.isascii() and bool(_EMOJI.search(text)),
        smiley=bool(_SMILEY.search(text)),
        layout=_layout(text),
    )


def _count(text: str) -> int:
    """The words; two signs of a script without spaces count as one."""
    dense = 0 if text.isascii() else len(_DENSE.findall(text))
    return len(text.split()) + dense // 2


def _begins_small(text: str) -> bool | None:
    """Whether a small letter stands where a capital could; None if it begins with something else, as a link or path."""
    first = text.split(None, 1)[0]
    if not (first[0].islower() or first[0].isupper()) or not first.rstrip(".,!?:;…)").replace("'", "").isalpha():
        return None
    return first[0].islower()


def _end(text: str) -> str:
    if _SMILEY.search(text[-4:]):
        return "bare"
    end = text.rstrip(_CLOSERS)[-1:]
    if text.endswith((*"…,;:-–",)) or text.rstrip(_CLOSERS).endswith(".."):
        return "other"
    return _STOPS.get(end, "bare")


def _layout(text: str) -> frozenset[str]:
    found = {name for name in ("list", "bold", "heading") if manner.has_shape(name, text)}
    if _LINK.search(text):
        found.add("link")
    if _CODE.search(text):
        found.add("code")
    return frozenset(found)


def _marks(said: Sequence[str]) -> frozenset[str]:
    counted = Counter(mark for text in said for mark in manner.marks(text))
    return frozenset(mark for mark, count in counted.items() if count * _SELDOM > len(said))


def _words(text: str) -> list[str]:
    return [word.strip('.,!?…:;()"“”') for word in text.split()]


def _parts(names: Iterable[str]) -> frozenset[str]:
    """The names and each of their words, as they are compared."""
    return frozenset(part for name in names for part in (folded(name), *re.findall(r"[^\W\d_]+", folded(name))))


def _habitual(ends: Iterable[Sequence[str]], taboo: frozenset[str], *, first: bool) -> tuple[str, ...]:
    """What many bursts begin or end with, whatever they are about; up to four, the most frequent first."""
    counted: Counter[str] = Counter()
    for pair in ends:
        words = [word.lower() for word in pair]
        single = words[:1] if first else words[-1:]
        counted.update({" ".join(some) for some in (single, words) if _may_be_told(some, taboo)})
    usual = {words: count for words, count in counted.most_common() if count >= _HABIT}
    # "sounds good" tells more than "sounds", if it is mostly said so.
    longer = {_one_of(words, first): count for words, count in reversed(usual.items()) if " " in words}
    told = [words for words, count in usual.items() if " " in words or 2 * longer.get(words, 0) <= count]
    return tuple(told[:4])


def _one_of(words: str, first: bool) -> str:
    return words.split()[0 if first else -1]


def _may_be_told(words: Sequence[str], taboo: frozenset[str]) -> bool:
    """Whether these words are everybody's, and no name: traits are told whoever the reader is."""
    everybodys = all(word.isalpha() and word in _ORDINARY and folded(word) not in taboo for word in words)
    return everybodys and bool(words) and words[-1] in _TALK


def _laughs(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        for match in _LAUGHTER.finditer(text):
            laugh = match[0].lower()
            # However long it is, it is one laugh.
            yield re.sub(r"(..)\1{2,}", r"\1\1", re.sub(r"(.)\1{3,}", r"\1\1\1", laugh))


def _contractions(said: Iterable[str]) -> tuple[float | None, float | None]:
    """The shares of what is contracted, and of that what has no apostrophe."""
    plain = "\n".join(said).lower().replace("’", "'")
    marked, full, unmarked = (len(ways.findall(plain)) for ways in (_CONTRACTED, _FULL, _UNMARKED))
    if marked + full + unmarked < 2 * _HABIT:
        return None, None
    short = marked + unmarked
    return short / (short + full), unmarked / short if short else 0.0


def _shares(said: Sequence[str], languages: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """How much is written in each of these languages, of the messages that show it."""
    if len(languages) < 2:
        return tuple((language, 1.0) for language in languages)
    weights = _weights(languages)
    counted = Counter(language for text in said if (language := _language(text, languages, weights)))
    total = sum(counted.values())
    return tuple((language, count / total) for language, count in counted.most_common())


def _weights(languages: Sequence[str]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Each common word's languages, and how much it says for them."""
    of: dict[str, list[str]] = {}
    for language in languages:
        for word in _COMMON.get(language, frozenset()):
            of.setdefault(word, []).append(language)
    return {word: tuple((one, 1 / len(known) ** 2) for one in known) for word, known in of.items()}


def _language(text: str, languages: Sequence[str], weights: Mapping[str, tuple[tuple[str, float], ...]]) -> str:
    """The language of these that a message is in; empty if it does not show."""
    text = text[:1000].lower()
    if not text.isascii():
        for script, written in _SCRIPTS:
            if script.search(text):
                return next((language for language in written if language in languages), "")
    votes: Counter[str] = Counter()
    for word in _WORD.findall(text):
        for language, weight in weights.get(word.replace("’", "'"), ()):
            votes[language] += weight  # type: ignore[assignment]
    if not text.isascii():
        for language in languages:
            votes[language] += len(_SIGNS.get(language, frozenset()) & set(text))
    best = votes.most_common(2)
    return best[0][0] if best and best[0][1] > (best[1][1] if len(best) > 1 else 0) else ""


def _told_lengths(habits: Habits, setting_name: str) -> Iterator[str]:
    low, middle, high = (round(figure) for figure in habits.words)
    yield f"In {setting_name}, most messages have {low} to {high} words, {middle} in the middle."
    if habits.several >= 0.1:
        mean = f"{habits.per_burst:.1f}"
        yield f"One answer is {mean} messages on average; {_of_ten(habits.several)} answers are more than one."
    elif habits.bursts >= _FEWEST:
        yield "Nearly every answer is a single message."


def _told_signs(habits: Habits) -> Iterator[str]:
    if habits.small >= 0.15:
        yield f"{_of_ten(habits.small)} begin with a small letter.".capitalize()
    if habits.stop <= 0.7:
        without = f"{_of_ten(1 - habits.stop)} end without a full stop, {_of_ten(habits.bare)} without any sign."
        yield without.capitalize()
    if habits.exclaims >= 0.1:
        yield f'{_of_ten(habits.exclaims)} end with "!".'.capitalize()
    if habits.asks >= 0.2:
        yield f'{_of_ten(habits.asks)} end with "?".'.capitalize()
    if not 2 <= habits.commas <= 8:
        yield f"{'Few' if habits.commas < 2 else 'Many'} commas: {habits.commas:.1f} in 100 words."
    if max(habits.dots, habits.ellipsis) >= 0.05:
        sign = "..." if habits.dots >= habits.ellipsis else "…"
        yield f'{_of_ten(max(habits.dots, habits.ellipsis))} have "{sign}" in them.'.capitalize()
    if habits.repeated >= 0.05:
        yield f"{_of_ten(habits.repeated)} repeat a sign, as !! or ??.".capitalize()


def _told_pictures(habits: Habits) -> Iterator[str]:
    if habits.emoji >= 0.03 and habits.emojis:
        yield f"{_of_ten(habits.emoji)} have an emoji, most often {' '.join(habits.emojis)}.".capitalize()
    if habits.smiley >= 0.03 and habits.smileys:
        # Not by capitalize, which would change what smileys look like.
        yield f"Smileys in {_of_ten(habits.smiley)} messages, most often {' '.join(habits.smileys)}."
    elif habits.emoji < 0.01:
        yield "No emoji."
    if habits.laughter:
        yield f"Laughter is written {_either(habits.laughter)}."


def _told_words(habits: Habits) -> Iterator[str]:
    if habits.openings:
        yield f"Answers often begin with {_either(habits.openings)}."
    if habits.closings:
        yield f"Answers often end with {_either(habits.closings)}."
    if habits.contracted is not None and habits.contracted < 0.4:
        yield f'"Do not" and "I am" are written in full {_of_ten(1 - habits.contracted)} times.'
    if habits.unmarked is not None and habits.unmarked >= 0.2:
        yield f'{_of_ten(habits.unmarked)} times without the apostrophe, as "dont".'.capitalize()
    spoken = [(code, share) for code, share in habits.languages if share >= 0.03]
    if len(spoken) > 1:
        yield "Messages are in " + ", ".join(f"{_named(code)} ({share:.0%})" for code, share in spoken) + "."


def _told_layout(habits: Habits) -> Iterator[str]:
    shares = {"lists": habits.lists, "bold": habits.bold, "headings": habits.headings}
    if all(share < 0.02 for share in shares.values()):
        yield "No lists, nothing in bold, no headings."
    for name, share in shares.items():
        if share >= 0.1:
            yield f"{_of_ten(share)} have {name}.".capitalize()


def _of_ten(share: float) -> str:
    if share >= 0.95:
        return "nearly all"
    if share < 0.05:
        return f"{max(1, round(100 * share))} of 100"
    return f"{max(1, round(10 * share))} of 10"


def _either(words: Sequence[str]) -> str:
    *rest, last = (f'"{word}"' for word in words)
    return f"{', '.join(rest)} or {last}" if rest else last


def _named(code: str) -> str:
    try:
        return Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return code


def _differs(shown: bool | None, own: float, people: float) -> float:
    return 0.5 if shown is None else _others(_share(own, shown), _share(people, shown))


def _others(own: float, people: float) -> float:
    """Bayes' rule with equal odds."""
    return people / (people + own)


def _share(share: float, shown: bool) -> float:
    """The share of those that show it, or show it not."""
    return _possible(share if shown else 1 - share)


def _possible(share: float) -> float:
    return 0.01 + 0.98 * min(1.0, max(0.0, share))


def _density(length: float, quartiles: tuple[float, float, float]) -> float:
    """The log-normal density of a length, but for a factor; nothing is impossible."""
    low, middle, high = (math.log1p(figure) for figure in quartiles)
    # Of a normal distribution, the quartiles are 1.35 standard deviations apart.
    spread = max(0.35, (high - low) / 1.35)
    return math.exp(-(((length - middle) / spread) ** 2) / 2) / spread + 0.001


def _ends(habits: Habits) -> Mapping[str, float]:
    known = {"bare": habits.bare, "stop": habits.stop, "exclaims": habits.exclaims, "asks": habits.asks}
    return {**known, "other": max(0.0, 1 - sum(known.values()))}


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def _quartiles(figures: Iterable[float]) -> tuple[float, float, float]:
    ordered = sorted(figures)
    return (float(_at(ordered, 0.25)), float(_at(ordered, 0.5)), float(_at(ordered, 0.75)))


def _commonest(counted: Counter[str], count: int, least: int) -> tuple[str, ...]:
    return tuple(one for one, times in counted.most_common(count) if times >= least)
