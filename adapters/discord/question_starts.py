"""Word lists behind ``questions``: how questions, greetings and remarks begin, in small letters, of all languages."""

# Words that begin a question by themselves: en, de, fr, es, pt, it, nl, pl, ru, uk, tr, id, ar, hi.
ALONE = frozenset(
    (
        "how how's where where's which what what's whats who who's whose whom why "
        "wie was wo warum wieso weshalb wozu wann wer wem wen wessen welche welcher welches welchen welchem woher "
        "wohin womit wofür woran worauf wodurch worum wovon "
        "comment pourquoi où d'où quel quelle quels quelles combien lequel laquelle lesquels lesquelles est-ce "
        "qu'est-ce peut-on puis-je dois-je pouvez-vous savez-vous avez-vous connaissez-vous peux-tu "
        "sais-tu as-tu connais-tu "
        "cómo qué dónde adónde cuándo cuál cuáles quién quiénes cuánto cuánta cuántos cuántas "
        "onde qual quais quanto quanta quantos quantas porquê "
        "cosa dove perché perchè quale quali quanto quanta quanti quante "
        "hoe wat waar waarom waarmee waarvoor welk welke hoeveel "
        "jak co gdzie dlaczego czemu kiedy kto który która które czy ile "
        "как где почему зачем какой какая какое какие сколько подскажите "
        "як де чому навіщо який яка яке які скільки чи підкажіть "
        "nasıl neden niçin nerede nereden nereye hangi kaç "
        "bagaimana gimana apa apakah kenapa mengapa dimana kapan siapa berapa bisakah "
        "هل كيف ماذا لماذا أين متى كم "
        "क्या कैसे कहाँ क्यों कब कौन कितना कितने"
    ).split()
)
# But not with these behind them: "what a day", "what I mean is", "which is fine".
EXCLAIMED = (
    ("how what which where why who whose whom", "i i'm i've i'd you we we're they he she it it's people the that"),
    ("which", "is was means makes would could will also then i"),
    ("who", "cares knows"),
    ("wie was wo warum wann wer wem wen", "ich du er sie es wir ihr man das der die den bereits gesagt immer"),
    ("wat waar hoe waarom welke", "ik je jij hij we wij ze jullie men het dat"),
    ("how", "nice cool lovely sweet funny sad awful rude cute beautiful wonderful exciting great"),
    ("what", "a an"),
    ("wie", "schön cool geil nett süß lustig schade traurig"),
    ("was", "für auch"),
    ("qué", "bien bueno pena guay lindo bonito risa lástima"),
    ("hoe", "dan"),
    ("wat", "een"),
    ("co", "za"),
    ("quelle quel", "belle bonne dommage horreur"),
)
_SOMEBODY = "anyone anybody someone somebody"
_PRONOUNS = f"i you he she it we they this that these those {_SOMEBODY}"
_DEUTSCH = (
    "ich du er sie es wir ihr man jemand einer wer das der die irgendwer irgendjemand mir eigentlich hier noch schon"
)
# Words that begin one together with the word behind them.
TOGETHER = (
    ("when", "is are was were will do does did can could should would has have"),
    ("is are was were isn't aren't wasn't weren't", f"there my your {_PRONOUNS}"),
    ("can could would will should shall may might can't couldn't", f"one the {_PRONOUNS}"),
    ("do does did has have had don't doesn't didn't", _PRONOUNS),
    ("does did has", "the"),
    (_SOMEBODY, "know knows have has got else able here tried can could using use had seen out"),
    (
        "any",
        "idea ideas tip tips advice suggestion suggestions clue clues thoughts way chance recommendations update eta",
    ),
    (
        "kann könnt könnte können könnten darf dürfen muss müssen soll sollen sollte sollten will wollen wird werden",
        _DEUTSCH,
    ),
    (
        "würde hat habt haben hätte ist sind war gibt weiß weiss wisst kennt geht funktioniert braucht brauche hilft",
        _DEUTSCH,
    ),
    ("gibts gibt's", "es da hier eine ein einen schon eigentlich irgendwo"),
    ("c'est", "quoi quand où qui normal possible"),
    ("quand", "est sera sort peut commence arrive va est-ce"),
    ("qui", "peut sait a est connaît connait aurait"),
    ("que", "faire dois faut signifie veut es son significa hago puedo pasa debo hay"),
    ("à", "quoi qui quelle quel"),
    ("de", "quoi"),
    ("y", "a-t-il a"),
    ("quelqu'un", "sait a connaît connait peut aurait"),
    ("est", "il c'est ce"),
    ("por para", "qué que"),
    ("como", "puedo se hago funciona es podría instalo configuro hacer puedes faço posso é fazer que eu instalar devo"),
    ("donde", "está esta puedo se encuentro hay queda"),
    ("cuando cual quien", "es son será sale sabe puede empieza"),
    ("alguien", "sabe puede tiene conoce ha podría me"),
    ("se", "puede pueden podría può"),
    ("hay", "alguna algún alguien manera forma"),
    ("es", "posible"),
    ("o", "que"),
    ("quando", "é será sai vai esce è sarà inizia posso si"),
    ("quem", "sabe pode é tem já"),
    ("alguém alguem", "sabe pode tem conhece já consegue poderia me"),
    ("tem", "como algum alguma"),
    ("dá da", "para pra"),
    ("é", "possível"),
    ("existe há", "algum alguma"),
    ("será", "que"),
    ("come", "posso si faccio funziona mai è devo fare fa"),
    ("che", "cosa ora succede significa differenza vuol"),
    ("chi", "sa può è ha"),
    ("qualcuno", "sa può ha conosce potrebbe riesce mi"),
    ("c'è", "un una qualcuno modo"),
    ("ci", "sono"),
    ("è", "possibile"),
    ("si", "può"),
    ("kan weet heeft is moet mag gaat werkt wil kent", "iemand ik je jij men het dit dat er we"),
    ("kunnen weten", "we jullie"),
    ("kun", "je"),
    ("zijn bestaat", "er"),
    ("wie", "weet kan heeft wil"),
    ("wanneer", "is komt begint kan gaat wordt"),
    ("ktoś", "wie ma może"),
    ("что", "такое делать значит это"),
    ("когда", "будет выйдет"),
    ("кто", "знает может"),
    ("есть", "ли"),
    ("можно", "ли"),
    ("що", "таке робити означає це"),
    ("коли", "буде вийде"),
    ("хто", "знає може"),
    ("ne", "zaman"),
    ("bilen", "var"),
    ("di", "mana"),
    ("ada", "yang"),
    ("ما", "هو هي"),
    ("من", "يعرف"),
)
# Words that ask together wherever they stand.
ANYWHERE = (
    ("does did can could would will has", "anyone anybody"),
    ("anyone anybody", "know knows"),
    ("weiß weiss kann", "jemand irgendwer irgendjemand"),
    ("quelqu'un", "sait saurait"),
    ("alguien", "sabe"),
    ("sabe", "alguien alguém"),
    ("alguém alguem", "sabe"),
    ("qualcuno", "sa"),
    ("weet kan", "iemand"),
    ("кто-нибудь", "знает"),
)
# What ends a question where there need be no sign: Japanese, Chinese, Korean.
ENDS = ("か", "かな", "吗", "嗎", "呢", "까", "까요", "나요")
# What may stand before it.
GREETINGS = frozenset(
    (
        "hi hello hey heya hiya yo morning evening greetings folks guys all everyone everybody quick question please "
        "so hallo hallöchen moin servus tach guten tag morgen abend zusammen leute frage "
        "bonjour bonsoir salut coucou tous tout monde le à "
        "hola buenas buenos días dias tardes noches todos olá ola oi bom dia boa tarde noite pessoal gente a "
        "ciao salve buongiorno buonasera tutti ragazzi "
        "hoi hé goedemorgen goedemiddag goedenavond goedendag iedereen allemaal "
        "cześć czesc hej witam привет всем здравствуйте добрый день вечер привіт вітаю всім merhaba selam halo hai"
    ).split()
)
# How somebody begins who needs no answer any more.
OVER = (
    "nvm", "nevermind", "never mind", "solved", "it's solved", "fixed", "fixed it", "got it", "found it", "i found it",
    "figured it out", "i figured it out", "works now", "it works", "problem solved",
    "hat sich erledigt", "erledigt", "hat sich geklärt", "gelöst", "problem gelöst", "vergesst es", "hab es", "hab's",
    "geht jetzt", "geht wieder",
    "c'est bon", "c'est réglé", "c'est résolu", "résolu", "réglé", "laissez tomber", "j'ai trouvé",
    "olvidadlo", "olvídenlo", "resuelto", "solucionado", "ya está", "ya lo encontré", "ya lo resolví", "ya funciona",
    "esquece", "esqueçam", "resolvido", "já resolvi", "já consegui", "consegui", "já funciona",
    "lasciate stare", "lasciate perdere", "risolto", "ho risolto", "ho trovato", "ora funziona",
    "laat maar", "opgelost", "gevonden", "al gevonden", "het werkt", "is gelukt", "gelukt",
)  # fmt: skip
