"""Word lists behind ``same_question``: what is asked for, numbers, days; without accents, as texts are folded there."""

# What is asked for beside yes or no, as patterns: why, when, how long, how much, how many, who, where.
ASKED = (
    r"why|warum|wieso|weshalb|pourquoi|por que|perche|waarom",
    r"when|whens|wann|quand|cuando|quando|wanneer|(?:what|which) (?:day|date|time|year)",
    r"how long|wie lange?|combien de temps|cuanto (?:tiempo|tarda|dura)|quanto tempo|hoe lang",
    (
        r"how much|costs?|prices?|pricing|charge|expensive|fees?|kosten|kostet|preise?s?|teuer|prix|coute|cher|tarifs?"
        r"|wie hoch|cuestan?|precios?|custam?|precos?|costan?|prezz[io]|kost|prijs|prijzen"
    ),
    r"how many|wie viele|combien de(?! temps)|cuant[oa]s|quant[oa]s|quanti|hoeveel",
    r"who|whos|wer|quien|quem",
    r"where|wheres|wo|wohin|donde|onde|dove|waar",
)
PAST = frozenset(
    (
        "did didn't was wasn't were weren't had hadn't "
        "hatte hattest hattet war warst wart etais etiez avais aviez estabas estaba estava eri eravate waren"
    ).split()
)
# Language → words that are something else in it: a German "was" asks, a Portuguese "no" is a place.
OTHER_WORDS = {"de": frozenset(("was", "had")), "nl": frozenset(("was",)), "pt": frozenset(("no",))}
# Each line is one moment, in several languages.
CONCEPTS = (
    "today heute aujourdhui hoy hoje oggi vandaag",
    "tomorrow demain mañana amanhã domani",
    "yesterday gestern ayer ontem ieri gisteren",
    "tonight tonite stasera vanavond",
    "weekend weekends wochenende wochenenden",
    "christmas xmas weihnachten noël navidad natal natale kerst kerstmis",
    "easter ostern paques pascua páscoa pasqua pasen",
    "summer sommer été verano verão estate zomer",
    "winter winters hiver invierno inverno",
)
# Names of months and countries that mostly mean something else.
OTHERWISE = frozenset(("may", "march", "jersey", "turkey", "man", "sun"))
_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
}
# Language → word → its digits. One is left out: it is an article as well.
NUMBER_WORDS = {
    language: {word: str(number) for number, word in enumerate(words.split(), 2)}
    for language, words in _NUMBERS.items()
}
# Whoever does something stands before what they do: the word behind is a verb, which can be put otherwise.
DOERS = frozenset(
    (
        "i you u ya we they he she it to can could would will do does did "
        "ich du er sie es wir ihr man je tu il elle on nous vous ils yo tu usted eu voce vc io lei noi jij u wij"
    ).split()
)
# What says nothing of what is asked, beside the words without which no sentence stands.
SMALL = frozenset(
    "ce possible possibile possivel posible moglich mogelijk also too auch aussi tambien tambem anche ook yet".split()
)
