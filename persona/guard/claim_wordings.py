"""How people say that they are human, no machine, or somebody in person: patterns over the normal form of a text.

``ownr`` stands for the owner's name, END for the end of what is said: "I am human", not "I am human resources".
"""

import re
from collections.abc import Iterator
from functools import cache

_END = r"(?=\W*$|\s?[,;:?!.()/…—–。，！？、]|\s+(?:-|{after})(?!\w))"
_MACHINE = r"chat ?gpt|gpt|claude|gemini|llm|chat[ -]?bots?"

# What may follow in each language without changing what is said.
_AFTER = {
    "en": r"and|or|but|so|here|at all|lol|haha|i|just|like you|too|though|tho|typing|talking|who|with|behind|you know"
    r"|speaking|i promise|i swear|honest(?:ly)?|for real|really|after all|either|btw",
    "de": r"und|oder|aber|hier|lol|ich|wie du|der|die|aus|mit|keine?|echt|wirklich|versprochen|auch|sondern",
    "fr": r"et|ou|mais|ici|lol|je|comme toi|qui|en|pas|promis|vraiment|non plus|aussi",
    "es": r"y|o|pero|aqui|jaja|yo|como tu|que|de|no|de verdad|tampoco|lo juro|en|soy",
    "pt": r"e|ou|mas|aqui|kkk|eu|como voce|que|de|nao|de verdade|tambem|juro|em|sou",
    "it": r"e|o|ma|qui|lol|io|come te|che|in|non|davvero|anche|giuro|sono",
    "nl": r"en|of|maar|hier|lol|ik|net als jij|die|van|geen|echt|hoor|ook|beloofd",
    "pl": r"i|a|albo|ale|tu|lol|ja|jak ty|ktor\w+|z|nie|naprawde|serio|tez",
    "ru": r"и|а|или|но|тут|здесь|я|как ты|который|из|не|правда|честно|тоже",
    "uk": r"і|й|а|або|але|тут|я|як ти|який|з|не|справді|чесно|теж",
    "tr": r"ve|ama|burada|ben|senin gibi|degil|gercekten",
    "id": r"dan|atau|tapi|di sini|kok|aku|saya|seperti kamu|bukan|lho|loh|ya|beneran|sungguhan|asli",
    "ar": r"و\w*|او|لكن|هنا|انا|مثلك|ولست|لست|حقا|فعلا",
    "hi": r"और|या|लेकिन|यहां|मैं|हूं|हूँ|ही|भी",
}
_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": (
        (r"\b(?:im|i am|i really am|i actually am|you are (?:talk|speak|chat)ing (?:to|with)|youre (?:talk"
        r"|speak|chat)ing "
        r"(?:to|with)|this is|its|there is|theres|trust me) (?:an? |the |still |really |actually |definitely "
        r"|totally "
        r"|completely |100%? |very much |in fact |certainly |indeed |just |truly |all |of course |literally "
        r"|obviously ){0,4}"
        r"(?:(?:real|actual|living|genuine|flesh and blood|breathing)(?:,? (?:live|living|breathing|actual|real))* "
        r"(?:person|human|human being|man|woman|guy|girl|one)|human being|human|flesh and blood"
        r"|non-?ai|(?:the )?real ownr|ownr (?:herself|himself|themselves|in person|in the flesh))END"),
        (r"\b(?:im|i am|i|youre|you are) (?:(?:really|actually|definitely|certainly|honestly|promise im) )?"
        r"(?:(?<!you are )(?<!youre )(?<!you are really )(?<!youre really )(?:aint|not|no)|not (?:talk|speak"
        r"|chat)ing (?:to|with)|never been) (?:(?:an?|the|some|any|just|actually"
        r"|really|even|kind of|sort of|automated|stupid|real|any kind of|ai) ){0,4}(?:robots?|(?:chat"
        r"|auto)?-?bots?|ais?|machine"
        r"|artificial intelligence|artificial|language model|large language model|computer|(?:computer )?program"
        r"|algorithm|software|ai (?:twin|assistant|model|system|clone)|digital twin|virtual assistant"
        r"|automated|automation"
        r"|auto-?reply|simulation|clone|MACHINE)END"),
        (r"\b(?:this|it|that) (?:isnt|is not|aint) (?:(?:an?|the|some|just|really|actually|automated) "
        r"){0,3}(?:robot|bot"
        r"|chat ?bot|ai|machine|auto-?reply|automated (?:reply|message|response)|MACHINE)END"),
        (r"\bi (?:wasnt|was not|havent been|am not being) (?:written|generated|programmed|made|built) by (?:an? "
        r")?(?:ai|bot|machine)"),
        (r"(?:^|[.!?,;:] ?|\bthere is |\btheres |\bi (?:use|am using) )no (?:ai|bots?|robots?|machines?|chat "
        r"?gpt|automation) "
        r"(?:here|involved|at work|behind (?:this|it)|writes? (?:this|these)|typing|on this (?:end|side))"),
        (r"\b(?:this|it) ?(?:is|s) (?:really|actually|truly|honestly|genuinely|still|definitely|indeed)+ (?:me"
        r"|ownr)END"),
        (r"\b(?:this is|its|it is) (?:really |actually )?(?:me|ownr),? (?:ownr,? )?(?:myself|in person|typing"
        r"|writing|here typing|in the flesh"
        r"|personally|herself|himself|themselves|for real|not (?:an? |the |some |my )?(?:ai|bot|robot|machine"
        r"|twin))\b"),
        r"\b(?:its|it is|this is) (?:really |actually )?me,? ownrEND",
        (r"\bi ?(?:am|m)?,? (?:ownr,? )?(?:am )?(?:(?:typing|typed|type) (?:\w+ ){0,3}?|(?:writing|wrote"
        r"|answering|write|answer|reply|replying) "
        r"(?:(?:this|these|all|every|my|messages?|repl(?:y|ies)|answers?|here|to|of|them|back|everyone"
        r"|everybody) ){1,4})"
        r"(?:myself|with my own (?:two )?(?:hands|fingers)|personally|in person)\b"),
        (r"\b(?:youre|you are|ur) (?:talking|speaking|chatting|writing|texting) (?:to|with) (?:\w+ "
        r"){0,2}?(?:ownr|the owner"
        r"|(?:a |the )?(?:real|actual|living) \w+)(?: (?:herself|himself|in person|directly|personally|in the "
        r"flesh))?END"),
        (r"\b(?:youre|you are|ur) (?:talking|speaking|chatting|writing) (?:to|with) (?:the real me|me (?:in "
        r"person|directly"
        r"|personally|for real))"),
        (r"(?:^|[.!?,;:] ?|\bhey |\bhi )ownr (?:here|speaking|typing)(?:,? (?:in person|in the flesh|for real"
        r"|personally|myself))?END"),
        r"\b(?:im|i am|this is) (?:really |actually |truly |the real |the actual |the one and only )*ownrEND",
        (r"\b(?:im|i am|i was born) (?:\w+ ){0,2}?made of (?:flesh|meat|skin)|\bi have a (?:pulse|heartbeat"
        r"|real body)\b"),
        (r"\b(?:a )?(?:real|actual|living) (?:person|human)(?: being)? (?:here|typing|is typing|wrote this|is "
        r"writing)END"),
    ),
    "de": (
        (r"\b(?:ich bin|bin|du (?:sprichst|redest|schreibst|chattest) (?:hier )?mit|das (?:hier )?ist|hier ist"
        r"|hier (?:sitzt"
        r"|schreibt|tippt|antwortet)) (?:(?:ein|eine|einem|einer|der|die|das|dem|ja|doch|wirklich|echt"
        r"|tatsachlich|schon|ganz|sicher|sehr wohl"
        r"|naturlich|hier|nur|selbst|immer noch|zu 100 prozent|100%?) ){0,4}(?:(?:echt|real|wirklich|lebendig"
        r"|leibhaftig|richtig)\w*"
        r" (?:mensch\w*|person|frau|mann|ownr)|mensch(?:en)?|menschlich|aus fleisch und blut|ownr (?:selbst"
        r"|personlich|hochstpersonlich"
        r"|in person))END"),
        (r"\b(?:ich bin|bin|das (?:hier )?ist|das|hier (?:ist|schreibt|antwortet)|du (?:sprichst|redest"
        r"|schreibst) (?:hier )?(?:mit|nicht mit)) "
        r"(?:(?:wirklich|echt|definitiv|sicher|ganz|nun|ja|doch|hier|auch|nicht|bestimmt) ){0,3}(?:kein\w*"
        r"|nicht (?:ein|eine|einem|einer|mit "
        r"einem|mit einer))"
        r" (?:(?:blod\w*|automatisch\w*|kunstlich\w*) )?(?:bots?|robot|roboter\w?|ki|ai|kunstliche intelligenz"
        r"|maschine|computer|programm"
        r"|computerprogramm|software|automat|sprachmodell|algorithmus|intelligenz|ki-zwilling|zwilling|antwort"
        r"|MACHINE)END"),
        (r"\bhier (?:ist|schreibt|antwortet|steckt|tippt) (?:\w+ )?(?:wirklich |echt )?(?:keine? (?:ki|bot|ai"
        r"|maschine)|ownr (?:selbst|personlich))"),
        r"\bkeine? (?:ki|bot|ai) (?:hier|dahinter|am werk)\b",
        (r"\bdas (?:hier )?bin (?:(?:wirklich|echt|tatsachlich) ich|ich (?:wirklich|selbst|personlich|ownr))"
        r"|\b(?:ich bins|bin ich)(?: wirklich| echt| selbst| personlich|,? ownr)"),
        (r"\bich (?:schreib|tipp|antwort|beantwort)\w* (?:\w+ ){0,3}?(?:selbst|selber|personlich|eigenhandig"
        r"|mit (?:meinen )?eigenen (?:handen|fingern))"),
        r"\b(?:ich bin|hier ist|hier spricht|hier schreibt) (?:wirklich |echt |(?:die|der) echte )*ownrEND",
        (r"\bdu (?:sprichst|redest|schreibst|chattest) (?:\w+ )?mit (?:(?:der|dem) (?:echten|richtigen) "
        r")?(?:ownr|mir personlich)END"),
    ),
    "fr": (
        (r"\b(?:je suis|cest|tu (?:parles|ecris|discutes) (?:a|avec)|vous (?:parlez|ecrivez) (?:a|avec)) "
        r"(?:(?:un|une|le|la|bien|vraiment|reellement"
        r"|tout a fait|bel et bien|moi,?|juste|toujours|de|en|aussi|belle) ){0,4}(?:(?:vrai|vraie|veritable"
        r"|reel|reelle) (?:personne|humaine?|etre humain"
        r"|homme|femme|ownr)|humaine?|etre humain|personne (?:reelle|en chair et en os|humaine)|(?:fait\w* "
        r")?chair et en os|chair et d ?os"
        r"|ownr en personne|ownr (?:elle|lui)[ -]meme)END"),
        (r"\b(?:je ne suis|je suis|jsuis|ce nest|cest|tu ne parles|tu parles) (?:\w+ )?pas (?:(?:un|une|a un|a "
        r"une|avec un|avec une|du tout un|du tout une|du tout) )?"
        r"(?:(?:simple|vulgaire|vrai) )?(?:robot|bot|ia|ai|intelligence artificielle|machine|ordinateur"
        r"|programme|logiciel|algorithme"
        r"|modele de langage|assistant virtuel|jumeau numerique|reponse automatique|MACHINE)END"),
        (r"\b(?:il ny a |pas|aucune?) (?:pas d|d)?(?:e )?(?:ia|robot|bot|machine|intelligence artificielle) "
        r"(?:ici|derriere|la)\b"),
        (r"\b(?:cest|cest bien|cest vraiment) (?:bien |vraiment )?moi(?:,? (?:ownr|en personne|qui (?:ecris"
        r"|tape|reponds|te parle|te reponds|vous reponds)))"),
        (r"\bje (?:\w+ ){0,2}?(?:ecris|tape|reponds|redige) (?:\w+ ){0,3}?(?:moi[ -]meme|en personne"
        r"|personnellement|de mes (?:propres )?mains)"),
        r"\b(?:je suis|ici|cest) (?:bien |vraiment |la vraie |le vrai )*ownrEND",
        r"\btu (?:parles|ecris) (?:bien |vraiment |directement )?(?:a|avec) (?:la vraie |le vrai )?ownrEND",
    ),
    "es": (
        (r"(?<!\bno )\b(?:soy|estas? hablando con|hablas con|aqui hay|escribe|te escribe|te responde) (?:(?:un"
        r"|una|la|el|muy|bien|realmente|de verdad"
        r"|totalmente|completamente|si|yo|solo) ){0,4}(?:(?:persona|ser humano|humano|humana|mujer|hombre) "
        r"(?:real|de verdad|de carne y hueso|autentic[oa])"
        r"|(?:verdader[oa]|autentic[oa]) (?:persona|human[oa]|ownr)|human[oa]|ser humano|de carne y hueso|ownr "
        r"en persona"
        r"|ownr (?:de verdad|misma|mismo)|persona real)END"),
        (r"\b(?:no soy|yo no soy|esto no es|no es|no estas? hablando con|no hablas con) (?:(?:un|una|ningun"
        r"|ninguna|el|la|simple|realmente|ni) ){0,3}"
        r"(?:robot|bot|ia|ai|inteligencia artificial|maquina|ordenador|computadora|programa|algoritmo|modelo "
        r"de lenguaje"
        r"|asistente virtual|gemelo digital|respuesta automatica|MACHINE)END"),
        (r"\b(?:aqui no hay|no hay|sin) (?:ningun |ninguna )?(?:ia|bot|robot|maquina|inteligencia artificial) "
        r"(?:aqui|detras|por aqui)"),
        (r"\b(?:soy|de verdad soy|realmente soy) (?:realmente |de verdad )?yo(?:,? (?:ownr|de verdad|en persona"
        r"|mism[oa]|quien (?:escribe|responde)))"),
        (r"\b(?:escribo|respondo|contesto|tecleo|estoy (?:escribiendo|respondiendo)) (?:\w+ ){0,3}?(?:yo "
        r"mism[oa]|en persona|personalmente|con mis propias manos)"),
        r"\byo mism[oa] (?:escribo|respondo|contesto|estoy escribiendo)",
        (r"(?<!\bno )\b(?:soy|aqui|habla) (?:realmente |la verdadera |el verdadero |la autentica |el autentico "
        r")*ownrEND"),
        r"(?<!\bno )\b(?:estas? hablando|hablas) (?:directamente )?con (?:la verdadera |el verdadero )?ownrEND",
    ),
    "pt": (
        (r"(?<!\bnao )\b(?:sou|eu sou|(?:voce )?(?:esta|ta) falando com|tu estas a falar com|quem (?:escreve"
        r"|responde) e) (?:(?:um|uma|a|o|sim|realmente"
        r"|mesmo|de verdade|totalmente|bem|so) ){0,4}(?:(?:pessoa|ser humano|humano|humana|mulher|homem) "
        r"(?:real|de verdade|de carne e osso)"
        r"|(?:verdadeir[oa]) (?:pessoa|human[oa]|ownr)|human[oa]|ser humano|gente de verdade|de carne e osso"
        r"|ownr em pessoa"
        r"|ownr (?:de verdade|mesm[oa])|propri[oa] ownr)END"),
        (r"\b(?:nao sou|isto nao e|isso nao e|nao e|nao (?:esta|ta) falando com|nao estas a falar com) (?:(?:um"
        r"|uma|nenhum|nenhuma|o|a|simples|realmente) ){0,3}"
        r"(?:robo|bot|ia|ai|inteligencia artificial|maquina|computador|programa|algoritmo|modelo de linguagem"
        r"|assistente virtual"
        r"|gemeo digital|resposta automatica|MACHINE)END"),
        (r"\b(?:aqui nao (?:tem|ha)|nao (?:tem|ha)|sem) (?:nenhum |nenhuma )?(?:ia|bot|robo|maquina"
        r"|inteligencia artificial) (?:aqui|por tras)"),
        (r"\b(?:sou|aqui sou) (?:realmente |mesmo )?eu(?: mesm[oa]|,? (?:ownr|de verdade|em pessoa|quem "
        r"(?:escreve|responde)))"),
        (r"\b(?:escrevo|respondo|digito|estou (?:escrevendo|digitando|respondendo)) (?:\w+ ){0,3}?(?:eu "
        r"mesm[oa]|em pessoa|pessoalmente|com as minhas proprias maos)"),
        r"\beu mesm[oa] (?:escrevo|respondo|digito|estou)",
        r"(?<!\bnao )\b(?:sou|aqui e) (?:realmente |mesmo |a verdadeira |o verdadeiro |a |o )*ownrEND",
        (r"(?<!\bnao )\b(?:esta|ta|estas) (?:falando|a falar) (?:diretamente )?com (?:a verdadeira |o "
        r"verdadeiro |a |o )?ownrEND"),
    ),
    "it": (
        (r"(?<!\bnon )\b(?:sono|stai parlando con|parli con|ti (?:scrive|risponde)|qui ce) (?:(?:un|una|la|il"
        r"|davvero|proprio|veramente|io|si|solo|pure) ){0,4}"
        r"(?:(?:persona|essere umano|umano|umana|donna|uomo) (?:reale|vera|vero|in carne e ossa)|(?:vera|vero) "
        r"(?:persona|umano|umana|ownr)"
        r"|unessere umano|umano|umana|essere umano|in carne e ossa|ownr in persona|ownr (?:stess[oa]|davvero))END"),
        (r"\b(?:non sono|io non sono|questo non e|questa non e|non e|non stai parlando con|non parli con) "
        r"(?:(?:un|una|uno|il|la|mica|affatto|certo|semplice|davvero) ){0,3}"
        r"(?:robot|bot|ia|ai|unia|unai|unintelligenza artificiale|intelligenza artificiale|macchina|computer"
        r"|programma|software|algoritmo"
        r"|modello linguistico|assistente virtuale|gemello digitale|risposta automatica|MACHINE)END"),
        (r"\b(?:qui non ce|non ce|niente|nessuna?) (?:nessuna? )?(?:ia|bot|robot|macchina|intelligenza "
        r"artificiale) (?:qui|dietro)"),
        (r"\bsono (?:davvero |proprio )(?:io|ownr)\b|\bsono io,? (?:ownr|in persona|davvero"
        r"|che (?:scrivo|rispondo))"),
        (r"\b(?:scrivo|rispondo|digito|sto (?:scrivendo|rispondendo)) (?:\w+ ){0,3}?(?:io stess[oa]|in persona"
        r"|personalmente|di mio pugno)"),
        r"(?<!\bnon )\b(?:sono|qui) (?:la vera |il vero |davvero |proprio )*ownrEND",
        r"(?<!\bnon )\b(?:stai parlando|parli) (?:direttamente )?con (?:la vera |il vero )?ownrEND",
    ),
    "nl": (
        (r"\b(?:ik ben|je (?:praat|spreekt|chat|schrijft) (?:hier )?(?:met|tegen)|dit is|hier (?:zit|typt"
        r"|schrijft)) (?:(?:een|de|echt|gewoon|wel|toch|hier|heel|zeker|helemaal|ook|zelf) ){0,4}"
        r"(?:(?:echt|levend|werkelijk)e? (?:persoon|mens|vrouw|man|ownr)|mens|menselijk|mens van vlees en "
        r"bloed|van vlees en bloed"
        r"|ownr (?:zelf|in eigen persoon|persoonlijk))END"),
        (r"\b(?:ik ben|dit is|je (?:praat|spreekt|chat) (?:hier )?(?:met|niet met)|hier zit) (?:(?:echt|zeker"
        r"|toch|helemaal|ook|gewoon|hier) ){0,3}(?:geen|niet een|een) "
        r"(?<!is een )(?<!ben een )(?<!met een )(?<!zit een )(?:(?:domme|echte) )?(?:robot|bot|ai|kunstmatige "
        r"intelligentie|machine|computer|computerprogramma|programma"
        r"|algoritme|taalmodel|virtuele assistent|digitale tweeling|automatisch antwoord|MACHINE)END"),
        (r"\b(?:hier is|er is|hier zit) geen (?:ai|bot|robot|machine)|\bgeen (?:ai|bot"
        r"|robot) (?:hier|aan het werk)\b"),
        r"\b(?:ik ben het|dit ben ik) (?:echt|zelf|werkelijk)|\bik ben het,? ownr\b",
        (r"\bik (?:typ|schrijf|antwoord|beantwoord)\w* (?:\w+ ){0,3}?(?:zelf|persoonlijk|eigenhandig|met mijn "
        r"eigen handen)"),
        (r"\b(?:ik ben|dit is|hier spreekt) (?:echt |de echte )*ownrEND|\bje (?:praat|spreekt|chat) (?:\w+ "
        r")?met (?:de echte )?ownrEND"),
    ),
    "pl": (
        (r"(?<!\bnie )\b(?:jestem|to|rozmawiasz z|piszesz z) (?:(?:naprawde|prawdziwym|prawdziwa|zywym|zywa"
        r"|serio|po prostu|ja|z) ){0,4}(?:czlowiekiem|osoba(?= z krwi)"
        r"|(?<=prawdziwa )osoba|(?<=zywa )osoba|prawdziwym czlowiekiem|z krwi i kosci|ownr (?:we wlasnej "
        r"osobie|osobiscie))END"),
        (r"\b(?:nie jestem|ja nie jestem|to nie|to nie jest|nie rozmawiasz z) (?:(?:zadnym|zadna|jakims|zwyklym"
        r"|z) )?(?:robotem|botem|bot|robot|ai|sztuczna inteligencja|si|maszyna"
        r"|komputerem|programem|automatem|modelem jezykowym|wirtualnym asystentem|chatbotem|czatbotem|MACHINE)END"),
        (r"\b(?:to (?:naprawde|serio) ja|pisze (?:to )?(?:sam|sama|osobiscie)|odpisuje (?:sam|sama|osobiscie)"
        r"|sama? (?:to )?(?:pisze|odpisuje))(?!\w)"),
        r"(?<!\bnie )\b(?:jestem|tu|tutaj|mowi) (?:naprawde |prawdziwa |prawdziwy )*ownrEND",
    ),
    "ru": (
        (r"(?<!\w)я (?:(?:же|и|самый|самая|обычный|обычная|реально|правда|точно|вообще-то|действительно|вполне) "
        r"){0,3}(?:(?:жив|настоящ|реальн)\w+ (?:человек|женщина|мужчина|девушка|парень)"
        r"|человек|из плоти и крови|ownr (?:лично|собственной персоной|сам\w?))END"),
        (r"(?<!\w)(?:я (?:\w+ )?не|это не|здесь нет|тут нет|ты (?:говоришь|общаешься) не с|вы (?:говорите"
        r"|общаетесь) не с) (?:(?:какой-то|никакой|никакого|какая-то|просто|никакая|никакой) )?(?:бот|бота"
        r"|ботом|робот|робота|роботом|ии|искусственный интеллект|нейросеть"
        r"|нейросети|нейросетью|машина|машиной|машины|компьютер|программа|программы|программой|чат-?бот\w*"
        r"|автоответчик|языковая модель|MACHINE)END"),
        (r"(?<!\w)(?:это (?:правда|действительно|реально|точно|и правда|на самом деле) (?:я|ownr)|(?:ты|вы) "
        r"(?:говоришь|общаешься|говорите|общаетесь) с (?:жив\w+|настоящ\w+|реальн\w+) \w+"
        r"|я (?:\w+ ){0,2}?(?:пишу|отвечаю|печатаю) (?:\w+ ){0,2}?(?:сам|сама|лично|собственноручно)|я (?:сам"
        r"|сама|лично) (?:\w+ )?(?:пишу|отвечаю|печатаю))(?!\w)"),
        r"(?<!\w)(?:я|это|с вами|здесь) (?:настоящ\w+ |сам\w? |правда )*ownrEND",
    ),
    "uk": (
        (r"(?<!\w)я (?:(?:ж|і|самий|сама|звичайна|звичайний|справді|точно|дійсно|цілком) ){0,3}(?:(?:жив"
        r"|справжн|реальн)\w+ (?:людина|жінка|чоловік|дівчина|хлопець)|людина|з плоті і крові|з плоті й крові"
        r"|ownr (?:особисто|власною персоною|сам\w?))END"),
        (r"(?<!\w)(?:я (?:\w+ )?не|це не|тут немає|тут нема) (?:(?:якийсь|ніякий|ніякого|просто) )?(?:бот|бота"
        r"|робот|робота|ші|штучний інтелект|нейромережа|нейромережі|машина|машини|компютер|програма|програми"
        r"|чат-?бот\w*|мовна модель|MACHINE)END"),
        (r"(?<!\w)(?:це (?:справді|дійсно|точно) (?:я|ownr)|я (?:\w+ ){0,2}?(?:пишу|відповідаю|друкую) (?:\w+ "
        r"){0,2}?(?:сам|сама|особисто|власноруч)|я (?:сам|сама|особисто) (?:\w+ )?(?:пишу|відповідаю))(?!\w)"),
        r"(?<!\w)(?:я|це) (?:справжн\w+ |сам\w? )*ownrEND",
    ),
    "tr": (
        (r"\b(?:ben )?(?:gercek (?:bir )?(?:insanim|kisiyim|insan)|(?:etten kemikten|kanli canli) (?:bir "
        r")?(?:insanim|insan|biriyim)|(?:bir |ben )insanim)END"),
        (r"\b(?:ben )?(?:bir )?(?:robot|bot|yapay zeka|makine|bilgisayar|program|yazilim|sohbet robotu|dil "
        r"modeli|MACHINE) degilim\b|\b(?:bu )?(?:bir )?(?:bot|robot|yapay zeka) degilEND"),
        (r"\b(?:gercekten|bizzat) (?:benim|ben yaziyorum)\b|\b(?:kendim|bizzat|ben kendim) (?:yaziyorum"
        r"|cevapliyorum|yanitliyorum)\b|\b(?:ben )(?:gercek )?ownrEND|\bownr benim\b|\bgercek ownr (?:ile|la"
        r"|le) (?:konusuyorsun|yaziyorsun)"),
    ),
    "id": (
        (r"(?<!bukan )\b(?:aku|saya|gue|gw|ini|kamu (?:bicara|ngobrol|chat) (?:dengan|sama)) (?:(?:adalah"
        r"|memang|benar-benar|beneran|ini|cuma|seorang|juga|dengan) ){0,3}(?:(?:manusia|orang) (?:asli|beneran"
        r"|sungguhan|nyata|betulan)|manusia|ownr (?:asli|sendiri|langsung|beneran))END"),
        (r"\b(?:aku|saya|gue|gw|ini) (?:\w+ )?bukan (?:(?:sebuah|seorang|cuma|sekadar) )?(?:bot|robot|ai|mesin"
        r"|komputer|program|kecerdasan buatan|model bahasa|asisten virtual|chatbot|balasan otomatis"
        r"|MACHINE)END"),
        (r"\b(?:ini (?:beneran|benar-benar|sungguh|memang) (?:aku|saya|gue|ownr)|(?:aku|saya|gue) sendiri yang "
        r"(?:ngetik|mengetik|menulis|balas|bales|membalas|menjawab)|(?:aku|saya|gue) (?:ngetik|mengetik"
        r"|menulis|balas|membalas) (?:ini )?sendiri)\b"),
        r"(?<!bukan )\b(?:aku|saya|ini) (?:adalah )?(?:kak )?ownrEND",
    ),
    "ar": (
        r"انا (?:(?:فعلا|حقا|بالفعل|مجرد) )?(?:انسان\w?|بشر|بشري\w?|شخص حقيقي|انسان\w? حقيقي\w?|من لحم ودم)END",
        (r"(?:لست|انا لست|هذا ليس|انا مش|مش) (?:(?:مجرد|ب) ?)?(?:ب?روبوت\w?|ب?بوت|ب?اله|ب?ذكاء? ?اصطناعيا?"
        r"|ب?برنامجا?|ب?حاسوبا?|ذكاء اصطناعي\w?)END"),
        (r"(?:انا|هذا) (?:ownr|انا) (?:شخصيا|بنفسي|بنفسه|حقا|فعلا)|(?:اكتب|ارد|اجيب) (?:\w+ ){0,2}?(?:بنفسي"
        r"|شخصيا)|(?:انا|معك) ownrEND"),
    ),
    "hi": (
        (r"मैं (?:(?:एक|सच में|वाकई|तो|भी|सचमुच) ){0,3}(?:(?:असली|जीता-जागता|सच्चा|असल) )?(?:इंसान|मनुष्य"
        r"|व्यक्ति|आदमी|औरत) (?:ही )?(?:हूं|हूँ|हु)"),
        (r"मैं (?:(?:कोई|एक|यहां) ){0,2}(?:ai|एआई|बॉट|रोबोट|मशीन|कंप्यूटर|प्रोग्राम|चैटबॉट|कृत्रिम बुद्धिमत्ता) "
        r"(?:नहीं|नही) (?:हूं|हूँ|हु)"),
        (r"(?:यह|ये) (?:सच में|वाकई|सचमुच) मैं (?:ही )?(?:हूं|हूँ)|मैं (?:ख़ुद|खुद|स्वयं) (?:\w+ )?(?:लिख|टाइप"
        r"|जवाब)|मैं (?:असली )?ownr (?:ही )?(?:हूं|हूँ)"),
    ),
    "ja": (
        (r"(?:私|僕|俺|わたし|ぼく|こちら|これ)?(?:は|も)?(?:本物の|生身の|普通の|ちゃんとした"
        r"|れっきとした|実在の)?(?:人間|生身)(?:です|だよ|だ(?=$|[.,!?、。])"
        r"|なんです|なので|ですよ)"),
        (r"(?:ai|ボット|bot|ロボット|機械|人工知能|プログラム|自動応答"
        r"|チャットボット)(?:なんか)?(?:では|じゃ)(?:ありません|ない(?:です|よ)?|ございません)"),
        (r"(?:私|僕|俺)?(?:本人|ownr本人|ownrさん本人)(?:です|だよ|が(?:入力|書いて|打って|返信"
        r"|答えて)(?!\w{0,6}(?:では|じゃ|ません|ない)))|(?:自分で"
        r"|私が|僕が)(?:\w{0,6})?(?:打って|入力して|書いて)(?:い)?(?:ます|る)|(?:私"
        r"|僕)は(?:本物の)?ownr(?:です|だ)"),
    ),
    "zh": (
        (r"(?<!不是)(?<!没)我(?:就|真的|确实|可|当然)?是(?:一?个)?(?:真人|真实的人|活人|活生生的人"
        r"|有血有肉的人|人类|真的人|大活人)"),
        (r"(?:我|这|这里)(?:真的|可|并|绝对|才|根本)?(?:不是|没用)(?:什么|一?个|任何)?(?:机器人|ai"
        r"|人工智能|机器|程序|电脑|bot|自动回复|语言模型|聊天机器人|虚拟助手)"),
        (r"(?:我|这)(?:就|真的|真|确实)?是ownr(?:本人|$|[.,!?])|我本人|(?:真的|就)是我(?:本人"
        r"|在(?:打字|回复|写))|(?:我|是我)(?:自己|亲自"
        r"|亲手)(?:在)?(?:打字|打的|回复|写的|写|回)|你在(?:和|跟|与)(?:真人|ownr本人|真正的ownr)"),
    ),
    "ko": (
        (r"(?:저는|나는|난|전)? ?(?:진짜|실제|정말|살아있는|평범한)? ?(?:사람|인간) ?(?:입니다"
        r"|이에요|이예요|이야|예요|인데요|이라고|맞아요|맞습니다)"),
        (r"(?:ai|봇|로봇|인공지능|기계|컴퓨터|프로그램|챗봇|자동 ?응답)(?:이|가|은|는)? ?(?:아니에요"
        r"|아닙니다|아니야|아니예요|아닌데|아니라)"),
        (r"(?:진짜|정말) (?:저예요|나야|접니다|저입니다|ownr)|(?:제가|내가) ?(?:직접|손수) ?(?:쓰"
        r"|입력|타이핑|답|치|적)|(?:저는|나는|제가|내가) (?:진짜 "
        r")?ownr ?(?:입니다|이에요|예요|야|본인)|본인(?:입니다|이에요|이 직접)"),
    ),
}  # fmt: skip


@cache
def claim_pattern() -> re.Pattern[str]:
    """Finds a claim, in whatever language, in the normal form of a text."""
    return re.compile("|".join(f"(?:{form})" for language in _PATTERNS for form in _forms(language)))


def _forms(language: str) -> Iterator[str]:
    end = _END.replace("{after}", _AFTER.get(language, r"\Z"))
    for pattern in _PATTERNS[language]:
        yield pattern.replace("MACHINE", _MACHINE).replace("END", end)
