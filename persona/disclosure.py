"""Recognises, in code and without a model, a message that asks whether it is talking to a machine or to the person."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_EXAMINED = 4_000  # characters looked at from each end of a message: nobody asks in the middle of a book
_WHOLE = 200  # a message up to this length is also read as if its line breaks were spaces
_OWNER = "ownr"  # what a name of the owner becomes before the patterns see it

# ---------------------------------------------------------------- normal form

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LATIN_MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_OTHER_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u093c\u0301]")  # Arabic vowels and stretching, nukta, stress
_DROPPED = re.compile("['’‘`´ʼ\"“”„«»*_~¿¡]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_LEET = re.compile(r"(?<=[a-z])[0134](?=[a-z])|(?<=\ba)1\b")
_DOTTED_AI = re.compile(r"\ba\.\s?i\b\.?")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a"}
_LETTERS = str.maketrans(
    {
        **dict(zip("łøđıё", "lodiе", strict=True)),
        **dict(zip("أإآٱىة؟،؛", "اااايه?,;", strict=True)),
        **dict(zip("।。、ँ", "..,ं", strict=True)),
        **dict(zip("嗎機還實話說聊動復覆嘅妳這個裡對語誰寫", "吗机还实话说聊动复复的你这个里对语谁写", strict=True)),
        "🤖": " robot ",
    }
)


def normalise(text: str) -> str:
    """Lower case, without accents on Latin letters, apostrophes, zero-width characters and drawn-out letters."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    bare = _OTHER_MARKS.sub("", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", folded.replace("ё", "е"))))
    plain = _DROPPED.sub("", unicodedata.normalize("NFC", bare).translate(_LETTERS))
    spelled = _LEET.sub(lambda digit: _LEET_LETTERS[digit[0]], _REPEATED.sub(r"\1", plain))
    return " ".join(_DOTTED_AI.sub("ai", spelled).split())


# ---------------------------------------------------------------- English

# What may follow a noun for it to be the whole of what is asked: "are you human or…", not "are you human rights…".
_EN_END = (
    r"(?=\W*$|\s?[,;:?!.()/…—–]|\s+(?:-|or|and|but|right|correct|yes|no|lol|lmao|ha(?:ha)+|tho|though|bro|bruh"
    r"|man|dude"
    r"|mate|fr|for real|rn|at all|because|cuz|cause|coz|bc|on the other|behind|(?:writ|typ|answer|reply|respond"
    r"|talk|read)ing|here|there|if|not|even|actually|really|then|now|too|please|pls|plz|just|like me|irl|in real life"
    r"|are (?:yo)?u"
    r"|arent|is it|isnt|ownr|wtf|omg|speaking|personally|directly|her ?self|him ?self|your ?self|what|how|can"
    r"|could|do"
    r"|instead|again|lmfao|smh|ffs|pal|buddy|sir|mam|girl|sis)\b)"
)
_EN_FILL = (
    r"(?:(?:actually|real+y|rly|even|just|like|maybe|perhaps|possibly|secretly|kinda|some|sorta?|kind|type|of|legit"
    r"|literally|lowkey|highkey|honestly|truly|genuinely|in fact|by any chance|still|only|all|fr|an?|the|one"
    r"|those|these|my|not|nothing but|probably|prob|definitely|def|clearly|obviously|basically|totally|another|stupid"
    r"|fuck(?:ing|in)"
    r"|freaking|damn|bloody|dumb|fancy|glorified|real|actual|living|human|fully|automated|custom|trained|ai|chat"
    r"|discord"
    r"|telegram|insta(?:gram)?|twitter|whatsapp|support|customer|service|sales|computer|openai|gpt|generated|powered"
    r"|robo|ownrs|her|his|their|guys|folks|people|seriously|advanced|smart|modern|simple|so|such|more|pretty|sure"
    r"|100%?|online|good|bad|random|very|well)[ -]){0,6}"
)
_EN_BOT = (
    r"(?:chat[ -]?bots?|spam ?bots?|bots?|robots?|ais?|artificial(?: intelligence| person)?|chat ?gpt\w*"
    r"|gpt[\w.-]*|claude"
    r"|gemini|copilot|grok|llama|siri|alexa|llms?|(?:large )?language model|virtual assistant|digital assistant"
    r"|ai assistant|auto ?-?repl(?:y|ies)|auto ?-?responder|auto ?-?response|automated|automation|deep ?fake|npc)"
)
_EN_THING = (
    rf"(?:{_EN_BOT}|machines?|computers?|(?:software |computer )?program(?:me)?|software|algorithm|android|cyborg"
    r"|(?:digital|virtual|ai|ownrs) (?:twin|persona)|(?:digital |virtual )?(?:replica|clone|copy|avatar)|simulation"
    r"|script|(?:his|her|their|ownrs) (?:assistant|manager|team|intern))"
)
_EN_NOT_A_TRADE = (
    r"(?![\w]|[ -](?:learning|rights|resources?|science|fans?|expert|enthusiast|guy|gal|person|people|nerd|geek"
    r"|company"
    r"|startup|student|agency|shop|store|sceptic|skeptic|devs?|vision|nature|network|games?|music|art|tools?|arms?"
    r"|vacuums?|wars|addict|freak|buff|pro|specialist|consultants?|analyst|academic|phd|major|business|user|boy|girl"
    r"|(?!(?:or|for|either|n?ever|after|what(?:so)?ever|how(?:so)?ever|over|under|other|rather|together|later|per|her"
    r"|your|answer|mister)\b)\w+(?:er|or|ist|ian)s?)\b)"
)
_EN_SOMEONE = (
    r"(?:(?:real|actual|living|genuine|live|breathing)(?: life| live)? (?:person|human|people|humans|being|one"
    r"|deal|ownr|you|man|woman|girl|guy|dude)|human(?:s| beings?)?|person)"
)
_EN_PERSON = rf"(?:{_EN_SOMEONE}|people|real|flesh and blood|sentient|fake|legit)"
_EN_HUMAN = rf"(?:(?:real|actual|living) (?:person|human)(?: being)?\b|{_EN_PERSON}{_EN_END})"
_EN_ARE_YOU = r"\b(?:are|r|arent|aint|is|be) ?(?:you|u|ya|yu)(?: guys| all)?"
_EN_YOU_ARE = (
    r"\b(?:(?:you|u|ya) (?:are|r|re|arent|must be|might be|could be|may be|gotta be|got to be|have to be|has to be"
    r"|cant be|seem to be)|youre|yr|(?:ur|your)(?= (?:an?|not|just|literally|actually|chatgpt|clearly|definitely"
    r"|probably|obviously|human|real|fake)\b))"
)
_EN_THIS = r"(?:this|that|it|dis)(?: (?:whole )?(?:account|profile|page|chat|convo|conversation|number|thing))?"
_EN_TALK = r"(?:talk|speak|chat|text|messag|dm|deal|writ|convers|typ|interact)\w*(?: (?:to|with))?"
_EN_WRITE = r"(?:writ|wrote|typ|answer|repl|respond|generat|talk|handl|runn|manag|send|sent)\w*"
_EN_WORDS = r"(?:messages?|dms?|repl(?:y|ies)|answers?|responses?|texts?|comments?|emails?|account|inbox|chat|posts?)"
_EN_THESE = rf"(?:(?:this|these|that|those|it|me|my|your|ur|the|all)(?: {_EN_WORDS})?|for you|here|{_EN_WORDS})"
_EN_YOU = r"(?:you|u|ownr|(?:you|ur|him|her|them)sel(?:f|ves)|yourself|him|her|them)"
_EN_REALLY = (
    r"(?:real+y|rly|actually|truly|genuinely|legit|legitimately|literally|the real|the actual|for real|even|still"
    r"|seriously|honestly|100%?)"
)
_EN_SELF = r"(?:your ?self|ur ?self|personally|her ?self|him ?self|themsel(?:f|ves)|in person)"
_EN_WHETHER = (
    r"(?:prove|proof|know|tell|sure|show|convince|swear|promise|admit|confirm|think|bet|guess|say|if|whether|believe"
    r"|doubt|no way)(?: to)?(?: me)?(?: that| if| whether)?"
)
_EN_ALONE = (
    r"(?:(?:chat ?)?bot|robot|ai|chat ?gpt|gpt|llm|machine|human(?: being)?|(?:real|actual) (?:person|human)"
    r"|automated"
    r"|auto ?-?reply|person)"
)

_ENGLISH = (
    rf"{_EN_ARE_YOU},? {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN})",
    rf"{_EN_ARE_YOU} for real\W*$",
    (
        rf"{_EN_ARE_YOU} {_EN_FILL}(?:artificial|automatic|robotic|non-?human|made by (?:openai|anthropic|google"
        rf"|meta))"
        rf"(?: system| service)?{_EN_END}"
    ),
    rf"\b(?:have|has) (?:i|we) (?:\w+ )?been {_EN_TALK} {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN})",
    (
        rf"\b(?:you|u) (?:seem|appear|gotta be|have to be|must be|are|r|clearly|obviously|definitely"
        rf"|literally)(?: to be| like)? {_EN_FILL}{_EN_BOT}(?:{_EN_END}|(?= ngl| tbh| imo))"
    ),
    rf"\b(?:u|you) (?:clearly|obviously|definitely|literally|just|really|prob\w*) {_EN_FILL}{_EN_BOT}{_EN_END}",
    (
        rf"\bis (?:this|it) {_EN_FILL}(?:{_EN_BOT}|machine|human|person|computer) (?:that |which |who "
        rf"|whos )?(?:(?:im|i am|we are) "
        rf"{_EN_TALK}|(?:answer|repl|respond|writ|talk)\w* (?:to )?(?:me|us|here|this|these))"
    ),
    r"\b(?:is|are) (?:there )?(?:an? |any )?(?:living|human|real) (?:souls?|beings?) (?:here|there|behind|reading)",
    r"\b(?:say|do|write|tell me) something (?:that )?only a (?:real )?(?:human|person) (?:would|could|can)",
    rf"^\W*(?:so |wait |hey |yo |but |and )?(?:u|you) {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}){_EN_END}[^?]*\?",
    rf"\b(?:aru|areu|areyou|ru) {_EN_FILL}(?:{_EN_BOT}|{_EN_PERSON}){_EN_END}",
    (
        rf"\bis (?:this|that|it) {_EN_FILL}(?:{_EN_BOT}) (?:thing|stuff|account|generated|shit|bullshit|nonsense"
        rf"|system)\b"
    ),
    rf"\bwhat (?:exactly )?am i {_EN_TALK}\W*$",
    r"\b(?:do|have|did) (?:i|we) (?:have|got|get|reach|reached) (?:the )?(?:real|actual) (?:ownr|person|human)",
    r"\bis (?:this|that|it) (?:you,? ownr|ownr)\W*$",
    rf"{_EN_YOU_ARE} {_EN_FILL}{_EN_BOT}{_EN_NOT_A_TRADE}",
    (
        rf"{_EN_YOU_ARE} {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON})\b,? ?(?:right|correct|yes|yeah|huh|no|or"
        rf"|are(?:nt)? (?:yo)?u)\b"
    ),
    rf"{_EN_YOU_ARE} {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON})\?",
    (
        rf"(?:\b(?:youre|you are|ur|u r|u are) not|\b(?:you|u) arent) {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON}"
        rf"|ownr){_EN_END}"
    ),
    (
        rf"\b{_EN_WHETHER} (?:youre|(?:you|u) (?:are|r)|ur) {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN}"
        rf"|ownr{_EN_END})"
    ),
    rf"\b{_EN_WHETHER} this is {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}|ownr){_EN_END}",
    rf"\b(?:is|isnt|was) {_EN_THIS} {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}|machine|computer){_EN_END}",
    r"\bis (?:this|that|your|ur|the) (?:account|profile|page|number) (?:\w+ )?(?:real|fake|legit|run by|automated)\b",
    rf"\b(?:this|thats)(?: account| chat)? ?(?:is|has to be|must be|gotta be|cant be)? {_EN_FILL}{_EN_BOT}{_EN_END}",
    (
        rf"\b(?:you|u|this|that|these|(?:your|ur|the|these|those) {_EN_WORDS})(?: (?:all|just|really|kinda|totally"
        rf"|def\w*))? "
        r"(?:sound|talk|typ|writ|act|repl|respond|read|feel|seem|look|smell|giv)\w* (?:\w+ ){0,2}?(?:like |as |off )?"
        rf"{_EN_FILL}(?:{_EN_BOT}|machine|computer){_EN_END}"
    ),
    (
        rf"\b(?:am|are|was|were) (?:i|we) (?:\w+ ){{0,2}}?{_EN_TALK} {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}"
        rf"|{_EN_HUMAN}|(?:someone|somebody|you|ownr|him|her|yourself|ur ?self){_EN_END})"
    ),
    rf"\b(?:im|i am|like) (?:\w+ )?{_EN_TALK} {_EN_FILL}{_EN_THING}{_EN_NOT_A_TRADE}",
    rf"\b{_EN_WHETHER} (?:im|i am) (?:\w+ )?{_EN_TALK} {_EN_FILL}(?:{_EN_HUMAN}|ownr)",
    (
        rf"\b(?:did|does|do|is|was|has) {_EN_FILL}(?:{_EN_BOT}|machine|computer|program|algorithm|human|person"
        rf"|someone else)(?: \w+){{0,2}}? {_EN_WRITE}(?: \w+)?? {_EN_THESE}\b"
    ),
    (
        r"\b(?:did|does|is|do) (?:your|ur|her|his|ownrs|an?|the) (?:assistant|team|intern|manager|staff) (?:\w+ )?"
        r"(?:writ|wrote|typ|answer|repl|respond)\w*(?: \w+)?? (?:this|these|me|dms?|messages|your|ur|for you|here)\b"
    ),
    (
        rf"\b(?:is|was|are|were|isnt|arent)? ?(?:this|these|that|those|it|(?:this|these|that|those|your|ur|the"
        rf"|all) {_EN_WORDS})"
        r"(?: (?:is|are|was|were|being|all|just|\w+ly))* (?:written|generated|answered|typed|sent|run|managed|handled"
        r"|powered"
        rf"|operated|controlled|automated|made|created) (?:\w+ly )?(?:by|with|using|via) {_EN_FILL}(?:{_EN_THING}"
        rf"|human|person"
        r"|people|you|ownr)\b"
    ),
    (
        rf"\b(?:is|are|was|were) (?:these|(?:this|these|your|ur) {_EN_WORDS}) (?:\w+ ){{0,2}}?"
        r"(?:automated|automatic|ai|ai[ -]generated|generated|scripted|canned|pre-?written|bots?)\b"
    ),
    (
        rf"\b(?:do|are|r|did|does|is) (?:you|u|ya|ownr|she|he|they) (?:\w+ )?(?:us|let|hav|gett|get)\w* {_EN_FILL}"
        rf"(?:{_EN_BOT}|machine|software) (?:to |for |do )?(?:\w+ ){{0,2}}?"
        rf"(?:(?:answer|repl|respon|talk|text|chat)\w*|(?:writ|typ|generat|send)\w* (?:\w+ )?{_EN_THESE}{_EN_END})"
    ),
    (
        r"\b(?:is|are|isnt) (?:there |their )?(?:(?:really|actually|even|an?|any|the|real|actual|live|living) )*"
        r"(?:human|humans|person|people)(?: (?:being|beings|really|actually|even|sitting|who is|whos))* (?:behind"
        r"|on the other|at the other"
        r"|typing|reading|writing|answering|replying|responding|in there|operating|running this|(?:here|there)\W*$)"
    ),
    (
        r"\b(?:is|are) (?:there )?(?:(?:really|actually|even) )*(?:some|any)(?:one|body) (?:\w+ ){0,2}?(?:real\b"
        r"|human\b|behind (?:this|these|the (?:account|screen|keyboard)|your)|on the other (?:end|side)|typing this)"
    ),
    (
        r"^\W*(?:is there |are there |hello )?any ?(?:one|body)? ?(?:real|actual|human)s?(?: humans?| people"
        r"| person)?"
        r"(?: (?:here|there|around|reading|on the other))*\W*$"
    ),
    rf"\b(?:is|isnt|was|are) (?:it|this|that|you|u) (?:{_EN_REALLY} )+(?:the )?(?:real )?{_EN_YOU}{_EN_END}",
    rf"\b(?:(?:is|isnt) (?:it|this|that)|are (?:you|u)|r u) (?:the )?(?:real |actual )?(?:ownr|real you){_EN_END}",
    rf"\bthis (?:isnt|is not|cant be|aint) (?:{_EN_REALLY} )*(?:{_EN_YOU}|human|a person){_EN_END}",
    (
        r"\b(?:is|was) (?:it|this|that) (?:\w+ )?(?:you|u|ownr|him|her)(?: who is| whos| thats)? (?:typing|writing"
        r"|answering|replying|responding|talking|speaking)\b"
    ),
    (
        r"\b(?:do|does|did|are|is) (?:you|u|ownr|she|he|they) (?:\w+ ){0,2}?(?:answer|repl|respon|writ|typ|read|handl"
        r"|manag)\w*"
        rf"(?: (?:back|to|all|of|her|his|everything|everyone|people|fans|{_EN_THESE})){{0,4}} {_EN_SELF}\b"
    ),
    (
        r"\b(?:does|is|will|did) ownr (?:\w+ ){0,2}?(?:read|see|answer|typ|writ|repl|respon)\w*(?: to)? "
        r"(?:these|this|here|that|those|my|the|any|her|his|me|messages|dms)\b"
    ),
    r"\bis ownr (?:really|actually|even) (?:here|there|typing|writing|answering|reading|behind)\b",
    (
        rf"\bwho (?:\w+ )?(?:am i|are we) (?:\w+ ){{0,2}}?{_EN_TALK}\W*(?:$|here|right now|rn|with|to|exactly"
        rf"|actually|really)"
    ),
    (
        rf"\bwho(?:s| is|se)?(?: \w+ly)? (?:typing|writing|answering|replying|behind|running|wrote|writes"
        rf"|answers)(?: to)? (?:(?:this|these|that|those|my|your|ur|the|all) {_EN_WORDS}|this|these|me|here)\b"
    ),
    r"\bwhat are (?:you|u)(?: really| exactly| actually)?\W*$|\bwho are (?:you|u) (?:really|actually)\W*$",
    (
        rf"\b(?:what|which) (?:kind of |sort of )?(?:ai|bot|llm|gpt|chatbot|language model"
        rf"|model)(?: \w+)? (?:are (?:you|u)|r u|is this|am i {_EN_TALK})\W*(?:$|[,?])"
    ),
    (
        rf"^\W*(?:(?:so|wait|hey|hi|lol|umm?|hmm|ok|okay|serious|quick|honest|question)[,:.]* "
        rf"|\w+, ){{0,3}}(?:not )?(?:an? )?{_EN_ALONE} ?\?"
    ),
    (
        rf"\b(?:{_EN_BOT}|human|person|real|man|machine|ownr) ?(?:or|/|vs) (?:an? )?(?:{_EN_BOT}|human|person"
        rf"|real(?: person)?"
        r"|fake|machine|not|nah|no|what)\W*$"
    ),
    r"\b(?:are|r|is|ru) ?(?:you|u|this)? ?(?:areal|real|an?)? ?(?:areyou|ruabot|areu)\b",
    r"\b(?:are|r)(?:you|u)(?:areal|real|an?|really|actually)*(?:(?:chat|ro)?bot|ai|human|person|chatgpt|machine)\b",
    r"\bisthis(?:really|actually|an?)*(?:bot|ai|chatgpt|you|ownr|automated)\b",
)

# ---------------------------------------------------------------- other languages


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The parts from which the questions of a European language are put together, in normal form."""

    you: str  # "are you", "do I talk to", "prove that you are"
    this: str  # "is this", after which the noun must end the clause
    fill: str  # articles and adverbs in between
    machine: str
    human: str  # unmistakable: "real person"
    person: str  # counts only where the clause ends after it
    end: str  # words that may follow the noun: "or", "right"
    more: tuple[str, ...] = ()

    def patterns(self) -> tuple[str, ...]:
        end = rf"(?=\W*$|\s?[,;:?!.()/…—–]|\s+(?:-|{self.end}|ownr|lol|haha|bro)\b)"
        fill = rf"(?:(?:{self.fill})[ -]){{0,5}}"
        nouns = rf"(?:{self.machine}|{self.human}|{self.person})"
        return (
            rf"\b(?:{self.you}),? {fill}(?:(?:{self.machine}|{self.human})\b(?!-?\w)|(?:{self.person}){end})",
            rf"\b(?:{self.this}),? {fill}(?:{self.machine}|{self.human}){end}",
            rf"^\W*(?:\w+, ){{0,2}}{fill}(?:{self.machine}|{self.human}) ?\?",
            rf"\b{nouns} (?:o|oder|ou|of|czy|или|чи|або|u) {fill}{nouns}\W*$",
            *(pattern.replace("END", end).replace("FILL", fill) for pattern in self.more),
        )


_GPT = r"chat ?gpt\w*|gpt[\w.-]*|claude|gemini|llm|chat[ -]?bots?"

_TONGUES = {
    "de": _Tongue(
        you=r"bist (?:du|de)|biste|ich es(?: hier)? mit|du bist|sind sie|seid ihr|sie sind|(?:schreib|sprech|red"
        r"|chatt|rede|unterhalt)\w* (?:ich|wir)"
        r"(?: \w+){0,2}? (?:mit|an)|ich (?:schreib|sprech|red|chatt)\w*(?: \w+){0,2}? mit|(?:dass|ob|weil|wenn) du",
        this=r"(?:ist|war|is) (?:das|dies|es|hier|dieser account)|das (?:ist|hier ist)|steckt (?:hier|da|dahinter)?"
        r"|sitzt (?:hier|da)|antwortet (?:hier|mir|da)|schreibt (?:hier|mir|das|da)|hat das",
        fill=r"ein\w{0,2}|n|ne|der|die|das|denn|wirklich|echt\w{0,2}|eigentlich|nur|etwa|vielleicht|so|irgend\w*|hier"
        r"|jetzt|tatsachlich|doch|auch|nicht|bloss|kein\w{0,2}|ja|gerade|da|mit|von|einfach|wohl|bestimmt|sicher"
        r"|am ende|mir|uberhaupt",
        machine=rf"bots?|robotern?|ki|ai|kunstliche\w? intelligenz|maschine|computer|programm|automat|sprachmodell"
        rf"|virtuelle\w? assistent\w*|digitale\w? (?:zwilling|kopie|assistent\w*)|klon|{_GPT}",
        human=(
            r"(?:echt|real|richtig|leibhaftig|lebendig)\w{0,2} (?:mensch\w*|person)|menschlich"
            r"|mensch aus fleisch und blut"
        ),
        person=r"mensch(?:en)?|person|echt|real|fake",
        end=(
            r"oder|und|aber|der hier|die hier|dahinter|hinter|am werk|geschrieben|antwortet|schreibt|bist|ist|oda|ne"
            r"|was|richtig"
        ),
        more=(
            (
                r"\b(?:bist|seid) (?:du|ihr)(?: \w+){0,2}? (?:das|es)(?: \w+){0,2}? (?:wirklich|echt|selbst|selber"
                r"|personlich)\b"
            ),
            r"\b(?:bist|sind) (?:du|sie)(?: \w+){0,2}? (?:(?:wirklich|echt) )?(?:(?:die|der) )?(?:echte )?ownr",
            (
                r"\b(?:ist|is) (?:das|hier|da)(?: \w+){0,2}? (?:wirklich|echt|tatsachlich|selbst|personlich) (?:du"
                r"|ownr)\b|\bist (?:das|da|hier)(?: die| der)?(?: echte)? ownrEND"
            ),
            (
                r"\b(?:antwort|schreib|tipp|les|beantwort)\w* (?:du|sie|ownr)(?: (?:hier|das|die|mir|denn|eigentlich"
                r"|wirklich|auch"
                r"|alle|alles|nachrichten|dms|deine|ihre|da|gerade|noch))* (?:selbst|selber|personlich)(?:\W*$"
                r"| (?:oder|hier)\b)"
            ),
            (
                r"\b(?:schreibst|bist|antwortest|tippst) du(?: \w+){0,3}? oder (?:\w+ ){0,3}?(?:bot|ki|programm"
                r"|assistent\w*|team)\b"
            ),
            (
                r"\b(?:automatisch\w* (?:antwort|nachricht)\w*|(?:ist|sind|kommt|kommen) (?:das|dies|die|deine|diese)"
                r"(?: antworten| nachrichten)?(?: \w+){0,2}? automati(?:sch|siert)\w*)"
            ),
            (
                r"\b(?:von|mit)(?: einer| einem| ner| nem)? (?:ki|bot|chatgpt|maschine|computer"
                r"|programm) (?:geschrieben|generiert|erstellt|beantwortet|verfasst)"
            ),
            (
                r"\b(?:klingst|schreibst|antwortest|wirkst|klingt|liest sich) (?:\w+ ){0,3}?wie FILL(?:bot|roboter|ki"
                r"|maschine|chatgpt)"
            ),
            (
                r"\b(?:ist|gibt es|sitzt) (?:\w+ ){0,3}?(?:echte[rn]?|richtige[rn]?) (?:mensch"
                r"|person)(?:en)?(?:\W*$| (?:da|hier|dahinter|am)\b)"
                r"|\b(?:mit wem|wem) (?:schreibe|spreche|rede|chatte) ich|\bwer (?:schreibt|antwortet|tippt"
                r"|sitzt) (?:hier|da|mir)\b"
            ),
            r"\b(?:nutzt|benutzt|verwendest) du FILL(?:ki|chatgpt|bot) (?:\w+ ){0,3}?(?:antwort|schreib)",
        ),
    ),
    "fr": _Tongue(
        you=r"(?:tu|t) ?(?:es|est)|tes|(?:tu |vous |ne )?(?:serais|seriez)(?:[ -](?:tu|vous))?|es[ -]tu|vous etes"
        r"|etes[ -]vous|(?:je |jsuis |suis[ -]je "
        r"|on )?(?:en train de )?"
        r"(?:parle|parler|discute|echange|cause|chatte|ecris)(?:[ -]je)?(?: \w+){0,2}? (?:a|avec)",
        this=r"cest|est[ -]ce(?: que cest)?|ce compte est|ceci est|cetait|ya|il y a|y a t il|y a-t-il|ca vient d",
        fill=r"une?|un|le|la|l|pas|vraiment|bien|juste|en fait|quune?|que|genre|peut[ -]etre|toujours|encore|de|des"
        r"|vrai\w?|ici|la|simple|seulement|quand meme|plutot|sorte|avec|a|par|qu|surement",
        machine=rf"bots?|robots?|ia|lia|unia|dia|ai|intelligence artificielle|machine|ordinateur|programme|logiciel"
        rf"|automate|assistante? virtuel\w*|modele de langage|double numerique|jumeau numerique|clone|{_GPT}",
        human=r"(?:vrai|veritable|reel)\w? (?:personne|humaine?|gens|mec|fille|etre humain)|personne (?:reelle|en vrai"
        r"|physique)|etre humain|humaine? (?:reel|en vrai)",
        person=r"humaine?|humains|personne|reel(?:le)?|vraie?",
        end=(
            r"ou|et|mais|non|hein|derriere|qui (?:me )?(?:repond|parle|ecrit)|la|en fait|oui|stp|svp|pas vrai"
            r"|nest[ -]ce pas|ici"
        ),
        more=(
            (
                r"\b(?:cest|est[ -]ce|t ?es|tes|es[ -]tu) (?:\w+ ){0,2}?(?:vraiment|bien|reellement|vrai\w*"
                r"|vraie) (?:\w+ ){0,1}?(?:toi|vous|ownr)\b"
            ),
            r"\b(?:cest|est[ -]ce|t ?es|tes|es[ -]tu) (?:bien |vraiment |la vraie |le vrai )?ownrEND",
            r"\b(?:toi|vous|ownr) qui (?:repond|ecri|me parle|me repond)\w*",
            r"\b(?:reponds?|ecris|repondez|ecrivez|lis)(?:[ -](?:tu|vous))?(?: \w+){0,3}? (?:toi|vous)[ -]?memes?\b",
            r"\b(?:reponses?|messages?) (?:\w+ )?(?:automati\w+|genere\w*)|\bcest (?:\w+ )?automati\w+END",
            r"\b(?:ecrit|genere|repondu|redige|gere)\w* (?:par|avec) FILL(?:bot|robot|ia|machine|chatgpt|humain)",
            (
                r"\b(?:a qui|avec qui) (?:je parle|est[ -]ce que je parle|parle[ -]je|jai affaire)|\bqui (?:me repond"
                r"|ecrit|repond)\b"
            ),
            (
                r"\b(?:toi|vous|humain|personne) ou (?:\w+ )?(?:une? )?(?:machine|bot|robot|ia|assistant\w*"
                r"|programme)\b|\bparle (?:bien |vraiment )?(?:a|avec) (?:la vraie |le vrai )?ownrEND"
                r"|\bquelquun (?:de reel )?derriere\b|\b(?:humain|personne) derriere"
            ),
            (
                r"\b(?:parles|reponds|ecris|ressemble|dirait) (?:\w+ ){0,2}?(?:comme )?FILL(?:bot|robot|ia|machine"
                r"|chatgpt)\b"
            ),
            r"\b(?:utilises|utilisez)[ -]?(?:tu|vous)? ?FILL(?:ia|lia|chatgpt|bot) pour (?:\w+ )?(?:repond|ecri)",
        ),
    ),
    "es": _Tongue(
        you=r"eres|sos|es usted|usted es|seras|(?:estoy|estamos|estare) (?:hablando|chateando|escribiendo|conversando"
        r"|platicando)(?: \w+){0,2}? (?:con|a)|hablo(?: \w+)? con|son ustedes|sois",
        this=r"esto es|es esto|este (?:es|chat es)|esta cuenta es|es esta cuenta|(?:me|lo|esto) (?:responde|contesta"
        r"|escribe|escribio)|hay|eso es",
        fill=r"una?|unos|el|la|lo|de verdad|realmente|en realidad|acaso|solo|tu|usted|no|tipo|algun\w*|como|si|un tipo"
        r"|especie|de|ningun\w*|otro|puro|un simple|simple|verdadera\w*|verdad|con|que|ser|quien|por casualidad"
        r"|tal vez"
        r"|quizas?",
        machine=rf"bots?|robots?|ia|ai|inteligencia artificial|maquina|computadora|ordenador|programa|software|automata"
        rf"|asistente virtual|modelo de lenguaje|gemelo digital|replica|clon|{_GPT}",
        human=r"(?:persona|humano|ser humano|alguien|gente) (?:real|de verdad|de carne y hueso|verdader\w|autentic\w)"
        r"|persona fisica|ser humano|humano real",
        person=r"human[oa]s?|persona|real|de verdad|fake|falso",
        end=r"o|u|y|pero|verdad|no|cierto|acaso|detras|quien|la que|el que|contestando|respondiendo|escribiendo"
        r"|que (?:responde|contesta|escribe)|aqui|ahi|por favor|jaja\w*|tio|tia|wey|bro|entonces",
        more=(
            r"\b(?:de verdad|realmente|en serio|en realidad) (?:\w+ )?(?:eres|sos|es) (?:tu|vos|usted|ownr)\b",
            (
                r"\b(?:eres|sos|es) (?:tu |vos )?(?:de verdad|realmente|en serio|la verdadera|el verdadero"
                r"|la real) ?(?:tu|vos|ownr|usted)"
            ),
            (
                r"\b(?:eres|sos|es) (?:tu|vos|ownr) (?:de verdad|mism[oa]|realmente|en persona|quien (?:escribe"
                r"|responde|contesta)|(?:la|el) que (?:escribe|responde|contesta))"
            ),
            r"\b(?:eres|sos|esta? es|es esta) (?:la |el )?(?:verdadera? |autentic[ao] )?ownrEND",
            (
                r"\b(?:tu|vos|eres|escribes|respondes|contestas|hablando) (?:\w+ ){0,3}?o (?:es|eres|lo hace"
                r"|responde) FILL(?:bot|ia|robot|maquina|asistente|programa)"
            ),
            (
                r"\b(?:respond|contest|escrib|le)\w* (?:\w+ ){0,3}?(?:tu mism[oa]|vos mism[oa]|en persona"
                r"|personalmente)\b"
            ),
            (
                r"\brespuestas? (?:\w+ ){0,2}?automatic\w+|\b(?:esto|todo esto|es) (?:\w+ )?automatic[oa]END"
                r"|\bes automatizad[oa]"
            ),
            r"\b(?:escrit|generad|respondid|hech)\w (?:por|con) FILL(?:bot|robot|ia|maquina|chatgpt|inteligencia)",
            (
                r"\bcon quien (?:\w+ )?(?:hablo|estoy|hablando)|\bquien (?:\w+ )?(?:responde|contesta|escribe"
                r"|esta detras|esta respondiendo)"
                r"|\b(?:tu|vos|persona|humano) o (?:una? )?(?:maquina|bot|robot|ia|asistente|programa)\b|\b(?:persona"
                r"|humano|alguien) (?:real )?(?:detras|del otro lado|al otro lado)"
            ),
            (
                r"\b(?:hablas|suenas|escribes|respondes|pareces|parece) (?:\w+ ){0,2}?FILL(?:bot|robot|ia|maquina"
                r"|chatgpt)\b"
            ),
            (
                r"\b(?:usas|utilizas) FILL(?:ia|chatgpt|bot|inteligencia artificial) para (?:\w+ )?(?:respond|contest"
                r"|escribirme)"
            ),
        ),
    ),
    "pt": _Tongue(
        you=r"(?:voce|vc|ce|tu|voces|o senhor|a senhora) (?:nao )?(?:e|eh|es|seria|deve ser|so pode ser|sao)|es"
        r"|(?:es)?tou (?:a )?(?:falando|"
        r"falar|conversando|conversar|tc)(?: \w+){0,2}? (?:com|c)|to (?:falando|conversando)(?: \w+){0,2}? (?:com|c)"
        r"|(?:eu )?falo(?: \w+)? com|sera que (?:voce|vc) e",
        this=r"(?:isso|isto|esse|este|aqui|essa conta|esta conta|esse perfil)(?: aqui)? (?:e|eh)|e (?:isso|isto)|tem"
        r"|(?:quem|isso) (?:responde|escreve)",
        fill=r"uma?|o|a|mesmo|realmente|de verdade|so|apenas|por acaso|na verdade|tipo|algum\w?|nao|um tipo|de|alguma"
        r"|aqui|com|sei la|talvez|uns|especie|que|e|ne|simples|outro",
        machine=rf"bots?|robots?|robos?|ia|ai|inteligencia artificial|maquina|computador|programa|software"
        rf"|assistente virtual"
        rf"|modelo de linguagem|gemeo digital|replica|clone|{_GPT}",
        human=(
            r"(?:pessoa|human[oa]|ser humano|gente|alguem) (?:real|de verdade|verdadeir\w|de carne e osso|mesmo)"
            r"|ser humano"
        ),
        person=r"human[oa]s?|pessoa|real|de verdade|gente|fake",
        end=r"ou|e|mas|ne|nao|certo|por tras|atras|quem|que (?:responde|escreve)|respondendo|escrevendo|aqui|ai|mesmo"
        r"|kk\w*|por favor|pfv|pf|mano|entao",
        more=(
            (
                r"\b(?:e|eh|es|sera) (?:realmente |de verdade |mesmo )?(?:voce|vc|tu|ownr) (?:mesm[oa]|de verdade"
                r"|realmente|em pessoa|que (?:responde|escreve|ta|esta)|quem (?:responde|escreve|ta|esta))"
            ),
            (
                r"\b(?:e|eh) (?:realmente|mesmo|de verdade) (?:voce|vc|a ownr|o ownr|ownr)\b|\b(?:voce"
                r"|vc) e (?:realmente |mesmo |a |o )*ownrEND"
            ),
            r"\b(?:e|eh) (?:a |o )?(?:verdadeir[ao] )?ownr (?:mesm|de verdade|real|que)",
            r"\b(?:respond|escrev|le)\w* (?:\w+ ){0,3}?(?:voce mesm[oa]|vc mesm[oa]|tu mesm[oa]|pessoalmente)\b",
            (
                r"\b(?:resposta|mensagem|mensagens|respostas)s? (?:\w+ )?automatic\w+|\b(?:isso|isto"
                r"|e) (?:e )?(?:tudo )?automatic[oa]END|\bautomatizad[oa]END"
            ),
            (
                r"\b(?:escrit|gerad|respondid|feit)\w+ (?:por|com|pel[ao]) FILL(?:bot|robo|ia|maquina|chatgpt"
                r"|inteligencia)"
            ),
            (
                r"\bcom quem (?:\w+ )?(?:falo|estou|to)\b|\bquem (?:\w+ )?(?:ta|esta) (?:respondendo|escrevendo"
                r"|falando|por tras)"
                r"|\b(?:voce|vc|tu|pessoa|humano) ou (?:e )?(?:uma? )?(?:maquina|bot|robo|ia|assistente|programa)\b"
                r"|\b(?:pessoa|humano|alguem) (?:real |de verdade )?(?:por tras|atras|do outro lado)"
            ),
            (
                r"\b(?:fala|parece|escreve|responde) (?:\w+ )?(?:como |ate |igual )?FILL(?:bot|robo|ia|maquina"
                r"|chatgpt)END"
            ),
            r"\b(?:usa|usas|utiliza) FILL(?:ia|chatgpt|bot) (?:pra|para) (?:\w+ )?(?:respond|escrever pra)",
        ),
    ),
    "it": _Tongue(
        you=(
            r"(?:tu )?sei|(?:non )?sarai|sarete|siete|lei e|(?:sto|stiamo) (?:parlando|scrivendo|chattando"
            r"|messaggiando)(?: \w+){0,2}? (?:con|a)|parlo(?: \w+)? con"
        ),
        this=r"(?:questo|questa|quello|questo account|questo profilo|cio) e|e (?:questo|questa)|ce|dietro (?:ce)?"
        r"|mi sta (?:rispondendo|scrivendo)|mi (?:risponde|scrive)|(?:risponde|scrive|ha scritto)|e",
        fill=r"uno?|una|un|il|la|l|davvero|veramente|realmente|solo|per caso|proprio|in realta|tipo|non|forse|mica"
        r"|qualche|di|una specie|specie|con|qui|per forza|semplice|che",
        machine=rf"bots?|robot|ia|unia|ai|unai|lia|intelligenza artificiale|unintelligenza artificiale|macchina"
        rf"|computer|programma|software"
        rf"|assistente virtuale|unassistente virtuale|modello linguistico|gemello digitale|replica|clone|{_GPT}",
        human=r"(?:(?:persona|uman[oa]|essere umano|qualcuno) (?:ver[oa]|reale|in carne e ossa)|(?:vera"
        r"|vero) (?:persona|umano|essere umano))|essere umano|unessere umano|persona in carne e ossa",
        person=r"uman[oa]|persona|reale|ver[oa]|finto|fake",
        end=(
            r"o|e|ma|vero|no|giusto|oppure|dietro|che (?:risponde|scrive)|a rispondere|a scrivere|qui|insomma|allora"
            r"|eh|ahah\w*|per favore"
        ),
        more=(
            r"\b(?:sei|e) (?:davvero|veramente|proprio|realmente|sul serio) (?:tu|ownr|lei|la vera|il vero)\b",
            (
                r"\bsei (?:la |il )?(?:vera |vero )?ownrEND|\b(?:questa|questo|e) (?:e )?(?:davvero |proprio "
                r"|la vera |il vero )ownr"
            ),
            (
                r"\b(?:rispond|scriv|legg)\w* (?:\w+ ){0,3}?(?:tu stess[oa]|di persona|personalmente|tu in persona)\b"
                r"|\bsei tu (?:che|a) (?:rispond|scriv)\w*"
            ),
            (
                r"\b(?:risposta|risposte|messaggio|messaggi) (?:\w+ )?automatic\w+|\b(?:e|tutto) automatic[oa]END"
                r"|\bautomatizzat[oa]END"
            ),
            (
                r"\b(?:scritt|generat|fatt)\w (?:da|con|dall?) ?FILL(?:bot|robot|ia|unia|macchina|chatgpt"
                r"|unintelligenza|intelligenza)"
            ),
            (
                r"\bcon chi (?:\w+ )?(?:parlo|sto|parlando)|\bchi (?:\w+ )?(?:mi )?(?:risponde|scrive|ce dietro"
                r"|sta scrivendo)"
                r"|\b(?:tu|persona|umano) o (?:e )?(?:una? )?(?:macchina|bot|robot|ia|unia|assistente|programma)\b"
                r"|\b(?:persona|umano|qualcuno) (?:vera |reale )?(?:dietro|dallaltra parte)"
            ),
            r"\b(?:sembri|sembra|parli|scrivi|rispondi) (?:\w+ ){0,2}?FILL(?:bot|robot|ia|unia|macchina|chatgpt)\b",
            (
                r"\b(?:usi|utilizzi) FILL(?:ia|ai|chatgpt|bot|lia|lai|intelligenza artificiale"
                r"|lintelligenza artificiale) per (?:\w+ )?(?:rispond|scriver)"
            ),
        ),
    ),
    "nl": _Tongue(
        you=r"ben (?:je|jij|u|ge|gij)|bent (?:u|je|jij)|je bent|jij bent|u bent|zijn jullie|(?:praat|spreek|chat|app"
        r"|schrijf|klets) ik(?: \w+){0,2}? (?:met|tegen)|ik (?:praat|spreek|chat|app)(?: \w+){0,2}? met|(?:dat"
        r"|of) je",
        this=r"is (?:dit|dat|het|hier|dit account)|dit (?:is|account is)|zit (?:hier|er|daar)|(?:schrijft|antwoordt"
        r"|typt) (?:hier|dit|mij)|heeft",
        fill=r"een|n|de|het|echt|echte|wel|nou|gewoon|eigenlijk|soms|misschien|toch|hier|nu|ook|niet|geen|een soort"
        r"|soort|van|alleen|maar|stiekem|zo|werkelijk|daadwerkelijk|met|door|er|dan|zeker|wel",
        machine=rf"bots?|robots?|ai|kunstmatige intelligentie|machine|computer|programma|computerprogramma|software"
        rf"|taalmodel|virtuele assistent|digitale (?:tweeling|assistent|kopie)|kloon|{_GPT}",
        human=(
            r"(?:echt|levend|werkelijk)e? (?:persoon|mens|mensen|iemand|vent|vrouw|man)|mens van vlees en bloed"
            r"|menselijk"
        ),
        person=r"mens|mensen|persoon|echt|nep",
        end=(
            r"of|en|maar|toch|he|hoor|hier|achter|erachter|aan de andere kant|geschreven|die (?:antwoordt|typt|dit)"
            r"|aan|ja|nee|bent|zeg"
        ),
        more=(
            (
                r"\b(?:ben|bent) (?:je|jij|u) (?:dit|het|dat|hier) (?:nou |wel )?(?:echt|zelf|werkelijk)|\bben (?:je"
                r"|jij) (?:het )?echt zelf"
            ),
            (
                r"\b(?:is|ben) (?:dit|het|dat|je|jij) (?:nou |wel )?(?:echt|werkelijk|de echte) (?:jij|je|ownr)\b"
                r"|\b(?:is (?:dit|het)|ben (?:je|jij)|bent u) (?:de )?(?:echte )?ownrEND"
            ),
            r"\b(?:antwoord|schrijf|typ|lees|beantwoord)\w* (?:je|jij|u|ownr)(?: \w+){0,3}? (?:zelf|persoonlijk)\b",
            (
                r"\bautomatisch\w* (?:antwoord|bericht|gegenereerd|reactie)\w*|\b(?:is|zijn|gaat) (?:dit|het"
                r"|deze)(?: antwoorden| berichten| account)? (?:\w+ )?(?:automatisch|geautomatiseerd)END"
            ),
            (
                r"\b(?:door|met) FILL(?:ai|bot|chatgpt|machine|computer|robot|mens) (?:geschreven|gemaakt|gegenereerd"
                r"|beantwoord)|\b(?:geschreven|gemaakt"
                r"|gegenereerd) door FILL(?:ai|bot|chatgpt|machine|computer|robot|mens)\b"
            ),
            (
                r"\bzit (?:hier|er|daar) (?:\w+ )?(?:een )?(?:echt\w* )?(?:mens|iemand|persoon|bot|robot)|\b(?:jij"
                r"|mens|persoon) of (?:een )?(?:bot|robot|ai"
                r"|computer|machine|programma|assistent)\b|\bmet wie (?:praat|spreek|chat|app|heb) ik"
                r"|\bwie (?:\w+ )?(?:typt|antwoordt|schrijft|zit) (?:hier|dit|er)"
            ),
            (
                r"\b(?:klinkt|praat|schrijft|typt|lijkt) (?:\w+ ){0,2}?(?:als|op|wel) FILL(?:bot|robot|ai|machine"
                r"|chatgpt)\b"
            ),
            r"\bgebruik(?:t)? (?:je|jij|u) FILL(?:ai|chatgpt|bot) om (?:\w+ ){0,3}?(?:antwoord|beantwoord|reageren)",
        ),
    ),
    "pl": _Tongue(
        you=(
            r"(?:ty )?jestes(?: ty)?|(?:czy )?(?:pan|pani) jest|jestescie|(?:rozmawiam|pisze|gadam|rozmawiamy"
            r"|czatuje)(?: \w+){0,2}? z|ze jestes"
        ),
        this=(
            r"(?:czy )?to(?: (?:jest|pisze|odpisuje|odpowiada))?|to konto to|czy (?:to|tu) jest|(?:odpisuje"
            r"|odpowiada|pisze)(?: \w+){0,2}"
            r"|jest (?:tu|tam)|tu jest"
        ),
        fill=r"naprawde|serio|tylko|moze|jakims|jakas|jakis|tu|teraz|w ogole|po prostu|zwyklym|chyba|na pewno|nie|z|ze"
        r"|czy|mi|tak|przypadkiem|faktycznie|pewnie|jednak|czasem|jest|sam",
        machine=rf"bot(?:em|a|y|ami)?|robot(?:em|a)?|ai|si|sztuczn[aey]j? inteligencj[aei]|maszyn[aey]|komputer(?:em)?"
        rf"|program(?:em)?(?: komputerowym)?"
        rf"|wirtualn\w+ asystent\w*|model(?:em)? jezykow\w+|automat(?:em)?|cyfrow\w+ (?:blizniak|kopi)\w*"
        rf"|klon(?:em)?|czatbot\w*|{_GPT}",
        human=r"(?:prawdziw|zyw|realn)\w+ (?:czlowiek\w*|osob\w+|ludz\w+)|zywy czlowiek|czlowiekiem z krwi i kosci",
        person=r"czlowiek(?:iem)?|osoba|prawdziw(?:a|y|ym)|ludzmi|realn(?:a|y)",
        end=r"czy|albo|i|ale|prawda|co|tak|nie|po drugiej|za tym|tam|tu|ktory|odpisuje|odpowiada|lol|w ogole|no",
        more=(
            (
                r"\b(?:to|jestes)(?: jest)? (?:naprawde|serio|faktycznie|rzeczywiscie|na pewno) (?:ty|ownr|pan"
                r"|pani)\b|\bto ty (?:naprawde|serio)\b"
            ),
            r"\b(?:jestes|to) (?:ta |ten )?(?:prawdziw\w+ )?ownrEND|\brozmawiam (?:\w+ )?(?:z|ze) (?:\w+ )?ownr",
            (
                r"\b(?:odpisujesz|odpowiadasz|piszesz|czytasz)(?: \w+){0,3}? (?:sama?|osobiscie)\b"
                r"|\bsama? (?:odpisujesz|odpowiadasz|piszesz)"
            ),
            (
                r"\bautomatyczn\w+ (?:odpowied|wiadomo)\w*|\b(?:odpowied|wiadomo)\w* (?:sa |jest )?automatyczn\w+"
                r"|\bto (?:jest )?(?:automat|automatyczne)\b"
            ),
            (
                r"\b(?:napisan|generowan|wygenerowan|pisan)\w+ przez FILL(?:bot|ai|sztuczn|maszyn|czlowiek|chatgpt"
                r"|komputer)"
            ),
            (
                r"\b(?:ty|czlowiek|osoba) czy (?:\w+ )?(?:bot|robot|ai|automat|maszyna|asystent\w*|program)\b"
                r"|\b(?:pisze|odpisuje|odpowiada) (?:mi |tu )?(?:czlowiek|bot|robot|automat|maszyna)END"
                r"|\bz kim (?:ja )?(?:rozmawiam|pisze|gadam)|\bkto (?:\w+ )?(?:odpisuje|odpowiada|pisze|siedzi|stoi)"
            ),
            r"\b(?:brzmisz|piszesz|odpisujesz|gadasz|brzmi) (?:\w+ )?jak FILL(?:bot|robot|ai|maszyn|chatgpt)",
            r"\buzywasz (?:ai|chatgpt|bota|sztucznej inteligencji) (?:do|zeby|by) (?:\w+ )?(?:odpis|odpow)",
        ),
    ),
    "id": _Tongue(
        you=r"(?:apakah |apa )?(?:kamu|anda|lu|lo|loe|elo|kau|kakak|kak|km|mimin|min)(?: \w+)?? (?:ini|itu)?|kamu"
        r"|anda|lu|lo"
        r"|(?:ngobrol|bicara|chat|chatting|ngomong|berbicara|chattingan)(?: \w+){0,2}? (?:sama|dengan|ama|dgn)",
        this=(
            r"(?:apakah |apa )?(?:ini|akun ini|yang (?:bales|balas|jawab)|yg (?:bales|balas|jawab))|(?:dibalas"
            r"|dijawab|ditulis|dibales) (?:oleh|sama)"
        ),
        fill=(
            r"adalah|itu|ini|cuma|hanya|beneran|benar-benar|sebuah|seorang|sungguh|emang|memang|bukan|jangan-jangan"
            r"|kah|sih|asli|sebenarnya|kayak|seperti|pasti"
        ),
        machine=(
            rf"bot(?:kah)?|robot(?:kah)?|ai|kecerdasan buatan|mesin|komputer|program(?: komputer)?|asisten virtual"
            rf"|model bahasa|kembaran digital|kloningan|{_GPT}"
        ),
        human=(
            r"(?:orang|manusia) (?:asli|beneran|sungguhan|betulan|nyata|benar)|manusia(?:kah)?(?! \w+nya)"
            r"|orangnya langsung|orang apa bot"
        ),
        person=r"orang|nyata|asli|beneran",
        end=(
            r"ya|yah|atau|apa|kan|sih|dong|bukan|nih|kah|kak|min|gak|ga|deh|dan|tapi|kok|yang (?:bales|balas|jawab)"
            r"|beneran|yg (?:bales|balas|jawab)|wkwk\w*|apa bukan|ini"
        ),
        more=(
            (
                r"\b(?:ini|itu|apakah ini|yang (?:bales|balas|jawab)) (?:\w+ )?(?:beneran|benar-benar|asli|sungguh"
                r"|betul|emang|memang) (?:kamu|anda|ownr|lu|lo|kak ownr)\b"
            ),
            r"\b(?:ini|kamu|apakah ini|anda) (?:\w+ )?ownr (?:asli|beneran|langsung|sendiri)|\bini (?:kak )?ownrEND",
            r"\b(?:balas|bales|jawab|nulis|membalas|menjawab|baca)\w*(?: \w+){0,3}? sendiri\b",
            r"\b(?:balasan|jawaban|pesan) otomatis|\bini otomatis",
            (
                r"\b(?:sama|dengan) siapa (?:\w+ )?(?:aku|saya|gue|ini)? ?(?:bicara|ngobrol|chat)|\b(?:aku|saya|gue"
                r"|gw) (?:\w+ )?(?:bicara|ngobrol|chat)\w* (?:dengan|sama) siapa"
                r"|\bsiapa (?:yang|yg) (?:bales|balas|jawab|nulis)"
            ),
            (
                r"\b(?:orang|manusia|kamu|asli) (?:atau|apa) (?:bot|robot|ai|mesin|asisten|program)\b|\bada (?:orang"
                r"|manusia)(?:nya)? (?:\w+ )?(?:di balik|dibalik|gak|ga|tidak|asli)"
            ),
            (
                r"\b(?:pakai|pake|menggunakan) (?:ai|chatgpt|bot) (?:buat|untuk) (?:\w+ )?(?:balas|bales|jawab"
                r"|membalas|menjawab)"
            ),
            r"\b(?:kayak|kaya|seperti|mirip) (?:bot|robot|ai|mesin|chatgpt)END",
        ),
    ),
    "ru": _Tongue(
        you=(
            r"(?:а )?(?:ты|вы)|(?:говорю|разговариваю|общаюсь|переписываюсь|пишу|болтаю|беседую)(?: \w+){0,2}? с"
            r"|(?:что|если) (?:ты|вы)"
        ),
        this=r"это|тут|здесь|этот аккаунт|(?:отвечает|пишет|сидит)(?: \w+){0,2}?",
        fill=(
            r"случайно|правда|вообще|точно|реально|на самом деле|просто|что|не|какой-то|это|ли|или|может"
            r"|действительно|всего лишь|случаем|часом|же|тут|мне|сейчас|еще|ведь|похоже|наверное|обычн\w+|с|со|явно"
        ),
        machine=(
            rf"бот(?:ом|а|ы|ик)?|робот(?:ом|а)?|ии|искусственн\w+ интеллект\w*|нейросет\w+|нейронк\w+|машин(?:а|ой)"
            rf"|компьютер(?:ом)?|программ(?:а|ой)|чат-?бот\w*|чат ?гпт|гпт|языков\w+ модел\w+"
            rf"|виртуальн\w+ (?:помощник|ассистент)\w*|автоответчик\w*|цифров\w+ (?:двойник|копия)\w*|клон(?:ом)?|ai"
            rf"|{_GPT}"
        ),
        human=(
            r"(?:жив|настоящ|реальн)\w+ (?:человек\w*|собеседник\w*|личност\w+|люд\w+)|человек или|из плоти и крови"
        ),
        person=r"человек(?:ом)?|жив(?:ой|ая)|настоящ(?:ий|ая)|реальн(?:ый|ая)|людьми",
        end=r"или|и|но|да|что ли|а|ли|правда|так|отвечает|пишет|за|там|тут|с той|вообще|же|блин",
        more=(
            (
                r"(?<!\w)это (?:\w+ )?(?:правда|точно|действительно|реально|на самом деле|и правда"
                r"|в самом деле) (?:ты|вы|сам\w?|ownr)(?!\w)"
            ),
            (
                r"(?<!\w)(?:это|ты|вы) (?:\w+ )?(?:сам\w* |настоящ\w+ )ownr|(?<!\w)(?:это|ты|вы) ownrEND"
                r"|(?<!\w)с (?:\w+ )?ownr (?:говорю|общаюсь|разговариваю)"
                r"|(?:говорю|общаюсь|разговариваю|переписываюсь)(?: \w+)? с (?:\w+ )?ownr"
            ),
            (
                r"(?:ты|вы) (?:\w+ ){0,2}?(?:сам[аи]?|лично) (?:\w+ ){0,2}?(?:отвеча|пиш|чита)\w+|(?:отвеча"
                r"|пиш)\w+ (?:\w+ ){0,3}?(?:сам[аи]?|лично)(?: или|\W*$)"
            ),
            r"автоматическ\w+ (?:ответ|сообщени)\w*|это автоответ\w*|ответы автоматическ",
            (
                r"(?:написан|сгенерирован|генерирован)\w* (?:\w+ )?(?:бот|нейросет|ии|машин|робот|человек|chatgpt)"
                r"|(?:бот|нейросеть|ии|робот|машина|chatgpt|человек) (?:это )?(?:пишет|писал\w?|написал\w?|отвечает)"
            ),
            (
                r"(?<!\w)(?:ты|вы|человек|живой) или (?:\w+ )?(?:бот|робот|ии|программа|нейросеть|машина|помощник)"
                r"|(?:пишу|отвечает|пишет) FILL(?:боту|роботу|программе"
                r"|нейросети|машине|бот|робот|программа|машина)END|(?:есть|сидит|сидят) (?:\w+ )?(?:жив|реальн"
                r"|настоящ)\w+ (?:люди|человек)|с кем (?:\w+ )?(?:говорю|разговариваю|общаюсь"
                r"|переписываюсь)|кто (?:\w+ )?(?:отвечает|пишет|сидит за)"
            ),
            (
                r"(?:пишешь|отвечаешь|звучишь|говоришь|звучит|пишете|отвечаете) (?:\w+ )?как FILL(?:бот|робот|ии"
                r"|нейросеть|машина|chatgpt)"
            ),
            r"(?:использу\w+|пользу\w+) (?:ии|нейросет\w+|chatgpt|бот\w*) (?:для|чтобы) (?:\w+ )?(?:ответ|отвеч)",
            r"(?:есть|сидит) (?:\w+ ){0,2}?(?:человек|люди|кто-то|кто-нибудь)(?: \w+)? (?:за|по ту|с той|на том)",
        ),
    ),
    "uk": _Tongue(
        you=(
            r"(?:чи )?(?:а )?(?:ти|ви)(?: є)?|(?:говорю|розмовляю|спілкуюся|спілкуюсь|переписуюся|пишу|балакаю"
            r"|листуюся|листуюсь)(?: \w+){0,2}? (?:з|із|зі)|(?:що|якщо) (?:ти|ви)"
        ),
        this=r"(?:чи )?це|тут|цей акаунт|(?:відповідає|пише|сидить)(?: \w+){0,2}?",
        fill=(
            r"справді|взагалі|точно|реально|насправді|просто|не|якийсь|це|чи|може|дійсно|часом|же|тут|мені|зараз|ще"
            r"|лише|випадково|мабуть|звичайн\w+|з|із|певно|або|що"
        ),
        machine=(
            rf"бот(?:ом|а|и)?|робот(?:ом|а)?|ші|штучн\w+ інтелект\w*|нейромереж\w+|машин(?:а|ою)|компютер(?:ом)?"
            rf"|програм(?:а|ою)|чат-?бот\w*|чат ?гпт|гпт|мовн\w+ модел\w+|віртуальн\w+ (?:помічник|асистент)\w*"
            rf"|автовідповідач\w*|цифров\w+ (?:двійник|копі)\w*|клон(?:ом)?|ai|{_GPT}"
        ),
        human=r"(?:жив|справжн|реальн)\w+ (?:людин\w+|особ\w+|співрозмовник\w*|люд\w+)",
        person=r"людин(?:а|ою)|жив(?:ий|а)|справжн(?:ій|я)|реальн(?:ий|а)|людьми",
        end=r"чи|або|і|й|але|так|правда|а|ні|відповідає|пише|за|там|тут|по той|взагалі|ж|же|хіба|та",
        more=(
            r"(?<!\w)це (?:\w+ )?(?:справді|точно|дійсно|реально|насправді) (?:ти|ви|сам\w?|ownr)(?!\w)",
            (
                r"(?<!\w)(?:це|ти|ви) (?:\w+ )?(?:сам\w* |справжн\w+ )ownr|(?<!\w)(?:це|ти|ви) ownrEND|(?:говорю"
                r"|спілкую\w+|розмовляю)(?: \w+)? (?:з|із) (?:\w+ )?ownr"
            ),
            (
                r"(?:ти|ви) (?:\w+ ){0,2}?(?:сам[аі]?|особисто) (?:\w+ ){0,2}?(?:відповіда|пиш|чита)\w+|(?:відповіда"
                r"|пиш)\w+ (?:\w+ ){0,3}?(?:сам[аі]?|особисто)(?: чи|\W*$)"
            ),
            r"автоматичн\w+ (?:відповід|повідомлен)\w*|це автовідповід\w*|відповіді автоматичн",
            (
                r"(?:написан|згенерован)\w* (?:\w+ )?(?:бот|нейромереж|ші|машин|робот|людин|chatgpt)|(?:бот"
                r"|нейромережа|ші|робот|машина|chatgpt|людина) (?:це )?(?:пише|писав|писала|написав|написала"
                r"|відповідає)"
            ),
            (
                r"(?<!\w)(?:ти|ви|людина|живий) чи (?:\w+ )?(?:бот|робот|ші|програма|нейромережа|машина|помічник)"
                r"|(?:пишу|відповідає|пише) FILL(?:боту|роботу|програмі"
                r"|нейромережі|машині|бот|робот|програма|машина)END|(?:є|сидить|сидять) (?:\w+ )?(?:жив|реальн"
                r"|справжн)\w+ (?:люди|людина)|(?:з|із) ким (?:\w+ )?(?:говорю|розмовляю"
                r"|спілкую\w+|переписую\w+)|хто (?:\w+ )?(?:відповідає|пише|сидить за)"
            ),
            (
                r"(?:пишеш|відповідаєш|звучиш|говориш|звучить) (?:\w+ )?(?:як|наче|мов) FILL(?:бот|робот|ші"
                r"|нейромережа|машина|chatgpt)"
            ),
            r"(?:використову\w+|користу\w+) (?:ші|нейромереж\w+|chatgpt|бот\w*) (?:для|щоб) (?:\w+ )?(?:відпов)",
            r"(?:є|сидить) (?:\w+ ){0,2}?(?:людина|люди|хтось)(?: \w+)? (?:за|по той|з того|на тому)",
        ),
    ),
}

_TR_BOT = (
    rf"(?:bot|robot|yapay zeka|ai|makine|bilgisayar|program|yazilim|sanal asistan|dil modeli|dijital ikiz|klon"
    rf"|{_GPT})"
)
_TR_MAN = r"(?:insan|gercek (?:bir )?(?:insan|kisi|biri)|gercek|kisi)"
_AR_BOT = (
    r"(?:ال)?(?:روبوت|بوت|شات ?بوت|ربوت|اله|برنامج|كمبيوتر|حاسوب|ذكاء (?:ال)?اصطناعي|مساعد (?:افتراضي|رقمي|الي)"
    r"|نموذج لغوي|نسخه رقميه|ai|chatgpt|gpt|شات جي بي تي)"
)
_AR_MAN = r"(?:ال)?(?:انسان(?:ه)?|بشر|بشري|ادمي|شخص (?:ال)?(?:حقيقي|فعلي|بشري)|حقيقي(?:ه)?|انسان حقيقي)"
_AR_END = r"(?=\W*$|\s?[,;:?!.]|\s+(?:ام|او|ولا|اليس|صح|ولكن|لو|يا|و\w+|من فضلك|فعلا|حقا)(?!\w))"
_HI_BOT = (
    r"(?:बॉट|बोट|चैटबॉट|रोबोट|रोबॉट|एआई|ए आई|मशीन|कंप्यूटर|प्रोग्राम|कृत्रिम बुद्धिमत्ता|वर्चुअल असिस्टेंट"
    r"|चैट ?जीपीटी|ai|bot|robot|chatbot|chatgpt|machine)"
)
_HI_MAN = (
    r"(?:इंसान|इनसान|मनुष्य|असली (?:इंसान|व्यक्ति|आदमी)|असली|मानव|insaan|insan|asli|human|real (?:person|insaan"
    r"|insan|human))"
)
_HI_YOU = r"(?:आप|तुम|तू|ये|यह|aap|tum|tu|ye|yeh)"
_HI_BE = r"(?:हो|हैं|है|ho|hain|hai)"
_JA_BOT = (
    r"(?:ボット|bot|ロボット|ロボ|ai|人工知能|機械|机械|コンピュータ(?:ー)?|プログラム|チャットgpt|chat ?gpt"
    r"|チャットボット|言語モデル|言语モデル|人工無能|バーチャルアシスタント|クローン|デジタルツイン)"
)
_JA_MAN = r"(?:人間|生身の人|本物の人|実在の人|リアルの人|ちゃんとした人|生きてる人|本人|本物|ご本人)"
_JA_Q = (
    r"(?:さん|様)?(?:(?:なの|なん|な|じゃない|ではない|で)?(?:です|でしょう|だ|じゃん|じゃない)?(?:か|よね|よな"
    r"|ね|かな|でしょ|だろ|っしょ)|(?:なの|です|なん|だよ)?(?=\W*$))"
)
_ZH_BOT = (
    r"(?:机器人|人工智能|ai|人工智慧|机器|程序|程式|聊天机器人|chat ?gpt|gpt|语言模型|大模型|电脑|電腦|虚拟助手"
    r"|虛擬助理|bot|数字人|克隆|智能助手|客服机器人)"
)
_ZH_MAN = r"(?:真人|活人|人类|人類|真的人|本人|人(?=吗|么|还是|呢|吧|啊|\?|$))"
_ZH_Q = r"(?=[在给跟和]?(?:吗|嘛|么|吧|还是|呢|啊|呀|对|是不是|在|回|,|\W*$))"
_KO_BOT = (
    r"(?:챗봇|봇|로봇|ai|에이아이|인공지능|기계|컴퓨터|프로그램|chat ?gpt|챗 ?gpt|챗지피티|지피티|가상 ?비서"
    r"|언어 ?모델|복제|디지털 ?트윈|매크로)"
)
_KO_MAN = r"(?:(?:진짜|실제|정말|진짜로) ?사람|사람|인간|본인)"
_KO_BE = (
    r"(?:이에요|예요|에요|인가요|입니까|이야|야|이니|니|임|인가|이신가요|이세요|세요|이죠|죠|지|이지|이냐|냐|맞"
    r"|아니|인 ?거|이랑|랑|하고|이?잖아|인데|인듯|같)"
)

_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": _ENGLISH,
    **{language: tongue.patterns() for language, tongue in _TONGUES.items()},
    "tr": (
        rf"\b(?:{_TR_BOT}|{_TR_MAN})(?:yla|la|le|yle)? ?(?:mi|mu)(?: ?(?:sin|sun|siniz|sunuz))(?:\b|iz)",
        (
            rf"\b(?:sen|siz|bu|bu hesap|burasi) (?:\w+ ){{0,2}}?(?:bir )?{_TR_BOT}(?:sin|sun|siniz|sunuz)? ?(?:mi"
            rf"|mu)?\W*$"
        ),
        (
            rf"\b(?:bu|karsimdaki|cevap veren|yazan) (?:\w+ ){{0,3}}?(?:{_TR_BOT}|insan|gercek (?:bir )?(?:insan"
            rf"|kisi)) (?:mi|mu)\b"
        ),
        rf"\b{_TR_BOT}(?:sin|sun|siniz|sunuz)\b",
        (
            r"\b(?:gercek (?:bir )?(?:insan|kisi)|insan|bot|robot|yapay zeka|makine|ownr)(?:yla|la|le|yle"
            r"|nla)? (?:mi )?(?:konusu|yazisi|gorusu|mesajlasi)\w+"
        ),
        r"\b(?:gercekten|cidden|sahiden|hakikaten) (?:de )?(?:sen|siz|ownr) ?(?:mi|mu)(?:sin|siniz)?\b",
        (
            r"\b(?:bu|sen) (?:gercekten|cidden) (?:sen|ownr)\b|\bsen (?:gercek )?ownr (?:mi|mu)|\bgercek ownr (?:mi"
            r"|mu)|\bownr (?:mi|mu)(?:sin)?\W*$"
        ),
        r"\botomatik (?:cevap|yanit|mesaj)|\bbu otomatik mi",
        r"\b(?:kendin|bizzat|sahsen)(?: \w+)? (?:mi )?(?:yaziyor|cevap|yanit|cevapliyor|okuyor)\w*",
        (
            rf"\b(?:bunu|bunlari|mesajlari|bu mesaji) (?:\w+ ){{0,2}}?(?:{_TR_BOT}|insan) (?:mi|mu)\b"
            rf"|\b{_TR_BOT} (?:mi|mu) (?:yaz|cevap|yanit)\w*"
        ),
        r"\bkiminle (?:konus|yazis|gorus)\w*|\bkim (?:yaziyor|cevap veriyor|cevapliyor)",
        rf"\b{_TR_BOT} gibi (?:konus|yaz|cevap|yanit)\w*",
        (
            rf"^\W*(?:\w+,? )?{_TR_BOT} ?(?:mi|mu)? ?\?|\b(?:insan|bot) (?:mi |mu )?(?:yoksa|ya da"
            rf"|veya) (?:bir )?(?:{_TR_BOT}|insan|gercek)"
        ),
        (
            r"\b(?:karsimda|arkada|arkasinda) (?:\w+ ){0,2}?(?:insan|biri|kisi) (?:var|mi)|\b(?:insan|bot"
            r"|robot|gercek) ol(?:madigin|dugun)"
        ),
    ),
    "ar": (
        (
            rf"(?<!\w)(?:هل )?(?:انت|انتي|حضرتك|انتم|إنت|هل هذا|هذا|هذه|انه|انك|انا اتحدث مع|هو) (?:مجرد |فعلا |حقا "
            rf"|مع |اصلا |نوع من |شخص |انت |هو )*(?:{_AR_BOT}|{_AR_MAN}){_AR_END}"
        ),
        (
            rf"(?:اتحدث|احكي|اتكلم|بحكي|بتكلم|اكلم|اراسل|نتحدث|التحدث|تحدث|بكلم) (?:\w+ )?(?:مع|الي|ل)? ?(?:{_AR_BOT}"
            rf"|{_AR_MAN}|انسان|شخص حقيقي|ownr|نفسه|نفسها)"
        ),
        (
            r"(?:هل )?(?:هذا|هذه|هل انت|انت) (?:هو |هي )?(?:انت )?(?:حقا|فعلا|بالفعل|بجد|صدق|شخصيا) ?(?:انت"
            r"|ownr)?(?=\W*$)(?<!هل انت حقا)"
        ),
        (
            r"(?:هذا|هذه|هل) انت (?:حقا|فعلا|بالفعل|بجد|شخصيا|بنفسك)(?=\W*$)(?<!هل انت حقا)(?<!هل انت فعلا)|(?:انت"
            r"|هذا|هذه) (?:\w+ )?ownr(?=\W*$| (?:نفس|حقا|فعلا|الحقيقي))"
        ),
        r"(?:ترد|تكتب|تجيب|بترد|بتكتب)(?: \w+){0,3}? (?:بنفسك|شخصيا)",
        r"(?:رد|ردود|رساله|رسائل|الرد|الردود) (?:ال)?(?:الي|اليه|تلقائي|تلقائيه|اوتوماتيكي\w*)(?!\w)",
        rf"(?:كتب|كتبه|يكتب|كتابه|يرد|يجيب|من|بواسطه|كتبها)(?: \w+)? {_AR_BOT}{_AR_END}",
        r"(?:مع من|مين|من) (?:اتحدث|اتكلم|احكي|يكتب|يرد|بيرد|بيكتب|يتحدث)|مع مين",
        rf"^\W*(?:\w+ )?{_AR_BOT} ?\?|{_AR_BOT} (?:ام|او|ولا) {_AR_MAN}|{_AR_MAN} (?:ام|او|ولا) {_AR_BOT}",
        rf"(?:تتكلم|تكتب|ترد|تبدو|كلامك) (?:\w+ )?(?:مثل|زي|ك|وكانك) ?{_AR_BOT}",
        r"(?:شخص|انسان|احد) (?:حقيقي )?(?:وراء|خلف) (?:هذا|هذه|الحساب|الشاشه)",
        (
            r"(?:تستخدم|تستعمل) (?:\w+ )?(?:ذكاء|الذكاء|chatgpt|بوت) ?(?:ال)?(?:اصطناعي)? (?:في|ل|لل)? ?(?:لرد|الرد"
            r"|للرد|كتابه الردود)"
        ),
    ),
    "hi": (
        (
            rf"(?<!\w){_HI_YOU} (?:\S+ ){{0,2}}?(?:{_HI_BOT}|{_HI_MAN})(?: {_HI_BE})?(?: (?:kya|क्या|na|ना|न|ya|या"
            rf"|nahi|नहीं|\S+))?\W*$"
        ),
        (
            rf"(?<!\w)(?:क्या|kya) {_HI_YOU} (?:\S+ )??(?:एक |ek |koi |कोई |sach me(?:in)? |सच में |सचमुच "
            rf"|asli )?(?:{_HI_BOT}|{_HI_MAN}) (?:{_HI_BE}|ya|या)"
        ),
        (
            rf"(?<!\w)(?:{_HI_BOT}|{_HI_MAN}|{_OWNER}) (?:से|के साथ|se|ke saath|ke sath) (?:ही |hi )?(?:\S+ )?(?:बात"
            rf"|चैट|baat|bat|chat)"
        ),
        (
            r"(?:सच में|सचमुच|वाकई|वास्तव में|sach me(?:in)?|sachmuch|really|asli me(?:in)?) (?:ही |hi )?(?:आप|तुम"
            r"|ownr|aap|tum) (?:ही |hi )?(?:हो|हैं|है|ho|hain|hai)\W*(?:$|क्या|kya)"
        ),
        (
            r"(?:ये|यह|ye|yeh|आप|तुम|aap|tum) (?:असली |asli |सच में |sach me(?:in)? |ही |hi )*ownr (?:ही |hi )?(?:हो"
            r"|हैं|है|ho|hain|hai)"
        ),
        (
            r"(?:खुद|स्वयं|khud) (?:\S+ ){0,2}?(?:जवाब|लिख|टाइप|jawab|reply|likh|type)|(?:जवाब|jawab"
            r"|reply) (?:\S+ ){0,2}?(?:खुद|khud)"
        ),
        (
            r"(?:स्वचालित|ऑटोमैटिक|ऑटो|auto|automatic|automated)[ -]?(?:जवाब|उत्तर|मैसेज|रिप्लाई|reply|jawab|message"
            r"|hai|है)"
        ),
        rf"(?:{_HI_BOT}) (?:ने |ne |से |se )?(?:\S+ )?(?:लिख|जवाब दे|likh|jawab de|reply)",
        (
            r"(?:किससे|किस से|kisse|kis se) (?:\S+ )?(?:बात|baat|bat)|(?:कौन|kaun) (?:\S+ )?(?:जवाब|लिख|jawab|reply"
            r"|likh|type)"
        ),
        (
            rf"^\W*(?:\S+ )?{_HI_BOT} (?:{_HI_BE} )?(?:kya|क्या)?\?|{_HI_BOT} (?:हो |ho |है |hai )?(?:या"
            rf"|ya) (?:\S+ )?{_HI_MAN}|{_HI_MAN} (?:हो |ho |है |hai )?(?:या|ya) (?:\S+ )?{_HI_BOT}"
        ),
        rf"{_HI_BOT} (?:जैसे|की तरह|जैसा|jaise|jaisa|ki tarah) (?:\S+ )?(?:बात|लग|लिख|जवाब|baat|lag|likh|reply)",
        rf"(?<!\w){_HI_YOU} (?:\S+ )??(?:{_HI_BOT}|insaan|इंसान) (?:तो |to )?(?:नहीं|nahi|nahin|na)",
        r"(?:पीछे|peeche|piche) (?:\S+ ){0,2}?(?:इंसान|आदमी|व्यक्ति|insaan|insan|banda)",
    ),
    "ja": (
        (
            rf"(?:^|あなた(?:は|って)?|これ(?:は|って)?|君(?:は|って)?|お前|きみ(?:は|って)?|[はもっ]?て|は|が"
            rf"|もしかして|まさか|ほんとに|本当に|実は|やっぱ|[\s,.!?])(?:{_JA_BOT}|{_JA_MAN}){_JA_Q}"
        ),
        r"(?:ボット|ロボット|ai|機械|机械|人間|本人|botとか?)(?:が|を使って)(?:書|返信|返事|答|打|話|喋|対応|回答)",
        rf"{_JA_BOT}(?:と|に)(?:話|喋|しゃべ|会話|チャット|相手)",
        r"(?:人間|本物の人|実在の人|生身の人間?|本人|ownrさん|ownr)(?:と|に)(?:話|喋|しゃべ|会話|チャット)",
        r"自動(?:返信|応答|送信|返答|で返)|オートリプライ|bot垢|ボット垢",
        (
            r"(?:ownr|本人)(?:さん|ちゃん|くん|様)?(?:ご)?(?:本人)?(?:です|なの|だよ|でしょう|が書|が返)?(?:か|の"
            r"|ね)?(?:\?|$)|(?:本当|ほんと|マジ)(?:に|で)(?:ownr|本人|人間)"
        ),
        r"中の人|誰(?:が|と)(?:書|返信|話し|喋)|自分で(?:書|返信|返事|打)(?:い|っ|し)?(?:て|た)",
        (
            rf"{_JA_BOT}(?:か|or|それとも|,|なのか)?(?:と)?(?:人間|本人|人)|人間(?:か|or|それとも|,|ですか,?"
            rf"|なの,?)(?:それとも)?{_JA_BOT}"
        ),
        rf"{_JA_BOT}(?:みたい|っぽい|じゃない|ではない|だと|でしょ|だろ|だよね|ですよね|なんでしょ)",
        r"(?:ai|chat ?gpt|チャットgpt|ボット)(?:で|に|を使って)(?:書か|返信|返事|答え|書い)",
    ),
    "zh": (
        (
            rf"(?:你|您|你们|这|这里|对面|那边|这个(?:号|账号|帐号)?)(?:们)?(?:其实|真的|到底|究竟|就|不会|该不会"
            rf"|难道|应该|肯定|八成|怕|只|也|们|不|都)*(?:就|不)?是(?:不是)?(?:不是)?(?:个|一个|一台|台|真的|用"
            rf"|那种)?(?:{_ZH_BOT}|{_ZH_MAN}){_ZH_Q}"
        ),
        rf"(?:^|[\s,.!?])(?:请问|那|所以|喂|你好)?(?:是不是|是)(?:个|一个|真的)?(?:{_ZH_BOT}|{_ZH_MAN}){_ZH_Q}",
        (
            rf"(?:跟|和|与|同|对)(?:我)?(?:一个|个|一台)?(?:真的)?(?:{_ZH_BOT}|真人|活人|人类|本人|ownr本人"
            rf"|ownr)(?:说话|聊|讲话|对话|交流|沟通|谈|聊天|在聊|在说)"
        ),
        r"自动(?:回复|回覆|答复|应答|发的|生成)|机器(?:回复|自动|生成|写)",
        (
            r"(?:真的|真|确定|确实)?是(?:你|您|ownr)(?:本人|自己|亲自)|(?:你|您|ownr)?本人(?:吗|么|在|回|\?|$)"
            r"|(?:真的是|真是)(?:你|您|ownr)(?:吗|么|本人|\?|$)"
        ),
        r"(?:是|你是)ownr(?:本人|吗|么|\?)",
        (
            rf"(?:是|用)?(?:{_ZH_BOT}|真人|人)(?:在|来|帮你|给我)?(?:写|回复|回答|回我|打字|回的|写的|代写|生成)(?:的"
            rf"|吗|吧|我|消息|信息|这|\?|$)"
        ),
        r"(?:你|您|ownr)(?:是)?(?:自己|亲自)(?:在)?(?:回|写|打字|看|答)",
        (
            r"(?:我在|在)?(?:跟|和)谁(?:说话|聊|讲)|谁在(?:回|写|打字)|(?:屏幕|后面|背后|账号)(?:后面|背后)?(?:有"
            r"|是)(?:真)?人"
        ),
        rf"(?:{_ZH_BOT})(?:还是|or|或)(?:真)?人|(?:真人|人类|人)(?:还是|or|或)(?:{_ZH_BOT})",
        (
            rf"(?:像|好像|跟|感觉)(?:个|一个|是)?(?:{_ZH_BOT})(?:一样|似的|吧|\W*$)|^\W*{_ZH_BOT}(?:吗|吧|么)?\?"
            rf"|^\W*真人(?:吗|吧|么|\?)"
        ),
        rf"证明(?:你|一下)*(?:不是|是)(?:{_ZH_BOT}|{_ZH_MAN})",
        r"有(?:真)?人在(?:吗|么)?.{0,6}(?:机器|ai|自动)|有真人",
    ),
    "ko": (
        (
            rf"(?:^|너|당신|니가|네가|이거|이건|이게|혹시|그쪽|설마|님|여기|솔직히|진짜|[\s,.!?])(?:은|는|도"
            rf"|가)?\s?(?:그냥|진짜|혹시|정말|설마)?\s?{_KO_BOT}{_KO_BE}"
        ),
        (
            r"(?:진짜|실제|정말|혹시|당신은?|너는?|넌|그쪽은?)\s?(?:로 )?(?:사람|인간)(?:이에요|인가요|입니까|이야"
            r"|이니|임|인가|이신가요|이세요|이죠|이지|이냐|맞|이랑|하고|과)"
        ),
        (
            r"(?:사람|인간|본인|ownr)(?:님|씨|이?가?|이랑|과|하고)?\s?(?:맞|아니)(?:아|나|으|지|니|냐|죠|음|습|야|어"
            r"|세|에)"
        ),
        (
            r"(?:^|[,.!?]\s?|(?:혹시|설마|진짜|정말)\s)(?:사람|인간|본인|ownr)(?:님|씨)?(?:이에요|예요|인가요|입니까"
            r"|이야|이니|이신가요|이세요|이냐)\W*(?:$|아니면)"
        ),
        (
            rf"(?:{_KO_BOT}|사람|인간|본인|ownr)(?:님|씨)?(?:이랑|랑|하고|과|와)\s(?:\S+\s)?(?:얘기|이야기|대화|말"
            rf"|채팅|톡)"
        ),
        r"자동\s?(?:답장|응답|답변|메시지|회신)",
        rf"(?:{_KO_BOT}|사람|본인)(?:이|가|으로|로)\s?(?:직접\s)?(?:쓰|쓴|답|대답|보내|작성|적|하는)",
        r"(?:직접|본인이|ownr(?:님|씨)?(?:이|가))\s?(?:답장|답변|답하|쓰시|쓰는|쓴|보내|읽|대답)",
        r"(?:누구랑|누구와|누구하고)\s(?:\S+\s)?(?:얘기|이야기|대화|말)|누가\s(?:\S+\s)?(?:답|쓰|대답)",
        (
            rf"(?:{_KO_BOT})(?:이에요|예요|이야|야|인가요|인지)?[,\s]*(?:아니면|인지|or|이냐|냐)\s?(?:진짜\s)?(?:사람"
            rf"|인간)|(?:사람|인간)(?:이에요|이야|인가요|인지|이냐)?[,\s]*(?:아니면|이냐|인지|or)\s?(?:{_KO_BOT})"
        ),
        rf"{_KO_BOT}\s(?:맞|아니)(?:아|지|죠|나|니|냐|야|에)|{_KO_BOT}(?:처럼|같이|같은|\s같)|^\W*{_KO_BOT}\?",
        r"(?:진짜|정말|실제)(?:로)?\s?ownr|ownr(?:님|씨)?\s?(?:본인|맞)|사람이\s(?:있|뒤)|뒤에\s(?:진짜\s)?사람",
        rf"{_KO_BOT}(?:을|를|로)?\s?(?:써서|쓰고|이용해서?|돌려서?)\s?(?:답|대답)",
    ),
}

SUPPORTED: frozenset[str] = frozenset(_PATTERNS)


@lru_cache(maxsize=32)
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS[language]).translate(_LETTERS))


@lru_cache(maxsize=64)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    known = sorted({normalise(name) for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(_name_form, known))) if known else None


def _name_form(name: str) -> str:
    """A pattern for one name: declined if Cyrillic ("Мирой"), without word edges in scripts that set no spaces."""
    if re.search("[\u0400-\u04ff]", name):
        stem = re.sub("(?<=[^ ]{3})[аяоеийь]$", "", name)
        return rf"(?<!\w){re.escape(stem)}\w{{0,3}}(?!\w)"
    unspaced = re.search("[\u0600-\u06ff\u0900-\u097f\u3040-\u9fff\uac00-\ud7af]", name)
    return (
        re.escape(name)
        if unspaced
        else rf"(?<![^\W\u3040-\u9fff\uac00-\ud7af]){re.escape(name)}(?=s?\b|[\u3040-\ud7af])"
    )


# ---------------------------------------------------------------- taking the question out

_SENTENCES = re.compile(r"(?<=[!?。！？؟।…\n])(?![!?。！？؟।…\n])|(?<=\.)(?=\s)")
_JOINS = {
    "en": "and|but|also|plus|btw",
    "de": "und|aber|ausserdem|außerdem",
    "fr": "et|mais|sinon",
    "es": "y|pero|además|tambien|también",
    "pt": "e|mas|também|tambem",
    "it": "e|ma|inoltre",
    "nl": "en|maar|ook",
    "pl": "i|a|ale|oraz",
    "tr": "ve|ama|ayrıca",
    "ru": "и|а|но|ещё|еще",
    "uk": "і|й|та|а|але|ще",
    "ar": "ولكن|لكن|وايضا|وأيضا",
    "hi": "और|लेकिन|aur|lekin",
    "id": "dan|tapi|terus",
    "ko": "그리고|근데|그런데",
}
# Without punctuation a new question begins at its question word; "or what" and "do you know who" do not begin one.
_NEW_QUESTION = (
    r"(?=(?<!\bor)(?<!\bknow)(?<!\btell)\s(?:what|whats|how|when|where|why|which|can (?:you|i|u)|could you|do you"
    r"|are (?:you|u)|r u|is this|am i)\b)"
)
_WORD = re.compile(r"\w+")
_FILLER = frozenset(
    [
        "hi",
        "hey",
        "heya",
        "hello",
        "yo",
        "hiya",
        "lol",
        "lmao",
        "haha",
        "hahaha",
        "wait",
        "so",
        "um",
        "uh",
        "hmm",
        "ok",
        "okay",
        "well",
        "honestly",
        "honest",
        "be",
        "seriously",
        "serious",
        "real",
        "quick",
        "question",
        "just",
        "asking",
        "wondering",
        "curious",
        "checking",
        "check",
        "i",
        "im",
        "was",
        "cant",
        "tell",
        "need",
        "to",
        "know",
        "me",
        "please",
        "pls",
        "plz",
        "thanks",
        "thank",
        "you",
        "no",
        "offense",
        "offence",
        "and",
        "but",
        "also",
        "plus",
        "btw",
        "or",
        "then",
        "now",
        "first",
        "before",
        "anything",
        "else",
        "sorry",
        "bro",
        "dude",
        "man",
        "ownr",
        "there",
        "really",
        "actually",
        "like",
        "good",
        "morning",
        "evening",
        "again",
        "if",
        "out",
        "of",
        "curiosity",
        "for",
        "a",
        "the",
        "one",
        "not",
        "an",
        "are",
        "u",
        "is",
        "it",
        "what",
        "right",
        "yes",
        "hallo",
        "hej",
        "moin",
        "guten",
        "tag",
        "servus",
        "sag",
        "mal",
        "ehrlich",
        "und",
        "oder",
        "aber",
        "danke",
        "bitte",
        "gruss",
        "salut",
        "bonjour",
        "coucou",
        "dis",
        "franchement",
        "et",
        "ou",
        "mais",
        "merci",
        "hola",
        "oye",
        "buenas",
        "oi",
        "ola",
        "fala",
        "cara",
        "mano",
        "ciao",
        "scusa",
        "dai",
        "e",
        "o",
        "y",
        "ma",
        "hoi",
        "hoor",
        "eens",
        "zeg",
        "eerlijk",
        "en",
        "cześć",
        "czesc",
        "siema",
        "ale",
        "merhaba",
        "selam",
        "ya",
        "peki",
        "привет",
        "слушай",
        "ну",
        "а",
        "и",
        "или",
        "здравствуйте",
        "скажи",
        "честно",
        "привіт",
        "слухай",
        "чи",
        "مرحبا",
        "السلام",
        "عليكم",
        "اهلا",
        "لو",
        "سمحت",
        "नमस्ते",
        "अच्छा",
        "और",
        "या",
        "hai",
        "halo",
        "kak",
        "hei",
        "jujur",
        "dan",
        "こんにちは",
        "すみません",
        "ちょっと",
        "你好",
        "请问",
        "那",
        "喂",
        "안녕하세요",
        "저기",
        "혹시",
        "그리고",
        "bot",
        "bots",
        "robot",
        "ai",
        "human",
        "person",
        "machine",
        "chatgpt",
        "gpt",
        "chatbot",
        "mensch",
        "ki",
        "roboter",
        "humain",
        "ia",
        "humano",
        "persona",
        "bist",
        "du",
        "tu",
        "es",
        "eres",
        "sei",
        "ben",
        "je",
        "ты",
        "вы",
        "бот",
        "человек",
        "або",
        "ти",
        "ви",
    ]
)


def _examined(text: str) -> tuple[str, str, str]:
    """The two ends of a long message that are looked at, and the middle that is not."""
    if len(text) <= 2 * _EXAMINED:
        return text, "", ""
    return text[:_EXAMINED], text[_EXAMINED:-_EXAMINED], text[-_EXAMINED:]


@dataclass(frozen=True, slots=True)
class _Listener:
    """The patterns of one owner: their languages and names."""

    languages: tuple[str, ...]
    names: tuple[str, ...]

    def plain(self, text: str) -> str:
        names, plain = _name_pattern(self.names), normalise(text)
        return names.sub(_OWNER, plain) if names else plain

    def matches(self, text: str) -> bool:
        plain = self.plain(text)
        return any(_pattern(language).search(plain) for language in self.languages)

    def pieces(self, sentence: str) -> list[str]:
        joins = "|".join(_JOINS[language] for language in self.languages if language in _JOINS)
        edge = rf"(?<=[,;:،—–])(?=\s)|(?<=[、，；：])|(?=\s(?:{joins})\s)|{_NEW_QUESTION}"
        return [piece for piece in re.split(edge, sentence, flags=re.IGNORECASE) if piece]

    def sentence_asks(self, sentence: str) -> bool:
        return self.matches(sentence) or any(map(self.matches, self.pieces(sentence)))

    def filler(self, text: str) -> bool:
        return all(word in _FILLER for word in _WORD.findall(self.plain(text)))

    def rest(self, sentence: str) -> str:
        """The sentence without the fewest neighbouring pieces that ask."""
        if not self.sentence_asks(sentence):
            return sentence
        pieces = self.pieces(sentence)
        for width in (1, 2, 3):
            asking = _runs(pieces, width, self.matches)
            if asking:
                kept = [piece for place, piece in enumerate(pieces) if place not in asking and not self.filler(piece)]
                return self.tidy("".join(kept), sentence)
        return ""

    def tidy(self, kept: str, sentence: str) -> str:
        """No "and" left at the beginning, no comma at the end, and the space that separated the sentence."""
        bare = self.unjoined(kept).strip().rstrip(",;:،、，—–- ")
        return f" {bare}" if bare and sentence[:1].isspace() else bare

    def unjoined(self, text: str) -> str:
        joins = "|".join(_JOINS[language] for language in self.languages if language in _JOINS)
        return re.sub(rf"^(\s*)(?:(?:{joins})\b\s*)+", r"\1", text, flags=re.IGNORECASE)

    def rests(self, text: str) -> str:
        """The text without what asks; a sentence left alone after one that was taken out loses its "and"."""
        kept: list[str] = []
        taken = False
        for sentence in _SENTENCES.split(text):
            rest = self.rest(sentence)
            kept.append(self.unjoined(rest) if taken else rest)
            taken = rest == "" != sentence
        return "".join(kept)


def _runs(pieces: Sequence[str], width: int, asks_it: Callable[[str], bool]) -> set[int]:
    starts = (start for start in range(len(pieces) - width + 1) if asks_it("".join(pieces[start : start + width])))
    return {place for start in starts for place in range(start, start + width)}


def _listener(languages: Iterable[str], names: Sequence[str]) -> _Listener:
    wanted = {language.lower().partition("-")[0] for language in languages} & SUPPORTED
    return _Listener(("en", *sorted(wanted - {"en"})), tuple(names))


def _spoken_in_lines(text: str, listener: _Listener) -> bool:
    """Whether a short message asks only once its lines are read as one: "are you", "a bot"."""
    return "\n" in text and len(text) <= _WHOLE and listener.matches(text.replace("\n", " "))


def asks(text: str, languages: Sequence[str], names: Sequence[str] = ()) -> bool:
    """Whether the message asks if a machine, a human or the owner in person is writing; English always counts."""
    listener = _listener(languages, names)
    head, _, tail = _examined(text)
    sentences = [sentence for end in (head, tail) for sentence in _SENTENCES.split(end)]
    return any(map(listener.sentence_asks, sentences)) or _spoken_in_lines(text, listener)


def without_the_asking(text: str, languages: Sequence[str], names: Sequence[str] = ()) -> str:
    """The message without the clauses that ask it; empty if only a greeting or filler would remain."""
    listener = _listener(languages, names)
    head, middle, tail = _examined(text)
    rest = middle.join((listener.rests(head), listener.rests(tail))).strip()
    if rest == text.strip():
        return "" if _spoken_in_lines(text, listener) else rest
    return "" if listener.filler(rest[: 2 * _EXAMINED]) else rest
