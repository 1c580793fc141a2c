"""The question in languages whose sentences are built alike, from word lists."""

from dataclasses import dataclass


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


GPT = r"chat ?gpt\w*|gpt[\w.-]*|claude|gemini|llm|chat[ -]?bots?"

TONGUES = {
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
        rf"|virtuelle\w? assistent\w*|digitale\w? (?:zwilling|kopie|assistent\w*)|klon|{GPT}",
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
        rf"|automate|assistante? virtuel\w*|modele de langage|double numerique|jumeau numerique|clone|{GPT}",
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
        rf"|asistente virtual|modelo de lenguaje|gemelo digital|replica|clon|{GPT}",
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
        rf"|modelo de linguagem|gemeo digital|replica|clone|{GPT}",
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
        rf"|assistente virtuale|unassistente virtuale|modello linguistico|gemello digitale|replica|clone|{GPT}",
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
        rf"|taalmodel|virtuele assistent|digitale (?:tweeling|assistent|kopie)|kloon|{GPT}",
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
        rf"|klon(?:em)?|czatbot\w*|{GPT}",
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
            rf"|model bahasa|kembaran digital|kloningan|{GPT}"
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
            rf"|{GPT}"
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
            rf"|автовідповідач\w*|цифров\w+ (?:двійник|копі)\w*|клон(?:ом)?|ai|{GPT}"
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
