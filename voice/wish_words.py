"""How people ask for a voice message in each language, and the words behind which they do not.

The patterns are read in folded text (voice/wishes.py): small letters, no accents on Latin letters, no hyphens, one
space between words. In each, <n> is a voice message, <o> what may stand between a verb and it, <m> "can you", and ^ the
beginning of a clause, behind words of politeness.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """One language's patterns: somebody asks who is found by ``asks`` and not by ``vetoes``.

    ``harmless`` looks like a veto and is none; it is taken out before. ``polite`` are the words before a clause.
    """

    noun: str
    between: str
    can_you: str
    polite: str
    asks: tuple[str, ...]
    vetoes: str
    harmless: str = "(?!)"


ASKING = {
    "en": Asking(
        noun="(?:voice|audio|vocal) ?(?:note|message|msg|memo|recording|clip|reply|response|answer)s?|vns?",
        between=(
            "(?: (?:me|us|back|it|this|that|the answer|your answer|your reply|as|in|by|via|a|an|another|one|some"
            "|quick|short|little|long|nice|please|over)){0,6}"
        ),
        can_you=(
            "(?<!how )(?<!if )(?<!where )(?<!when )(?<!what )(?:can|could|would|will) (?:you|u)(?: (?:please|pls"
            "|maybe|just|also|kindly|perhaps|quickly|mind|possibly|instead)){0,3}"
        ),
        polite=(
            r"please|pls|plz|hey|hi|hello|ok|okay|so|and|but|well|just|maybe|then|also|now|yes|yeah|next time|instead"
            r"|h(?:ey|i|ello) \w{1,20}"
        ),
        asks=(
            (
                r"(?:^|<m> )(?:send|sending|record|recording|leave|leaving|drop|dropping|shoot|share|give|gimme|make"
                r"|do)<o> <n>\b"
            ),
            r"(?:^|<m> )send(?: me| us)?(?: an| some)? audio\b",
            (
                r"(?:^|<m> )(?:reply|respond|answer|tell me|tell us|say|explain|do|send)(?: me| back| to me| it| that"
                r"| this(?: one)?| the answer| your answer){0,2}(?: please)? (?:with|in|via|by|as|through|over)(?: a| "
                r"an)?(?: quick| short)? (?:<n>|audio|voice)\b"
            ),
            (
                r"(?:^|<m> )(?:say|read|tell|speak|reply|answer)(?: it| that| this| me| to me| the answer| your "
                r"answer){0,3} (?:out loud|aloud|(?:in|with) your(?: own)? voice)\b"
            ),
            r"(?:^|<m> )read (?:it|that|this)(?: out)? (?:to|for) me\b",
            (
                r"\bi(?:'d| would) (?:love|like|prefer|rather have|rather get)(?: to (?:get|have|receive))?(?: a| an| "
                r"some)(?: quick| short)? <n>\b"
            ),
            r"\bi (?:want|need) an? <n>\b",
            (
                r"\bi(?:'d (?:love|like)| would (?:love|like)| want) to hear (?:(?:it |that |this )?(?:in )?your(?: "
                r"own)? voice|you say)\b"
            ),
            (
                r"\b(?:can|could|may) (?:i|we) (?:get|have)(?: it| this| that)?(?: as| in)? an? (?:quick |short "
                r")?(?:<n>|audio)\b"
            ),
            r"\b(?:can|could|may) (?:i|we) hear (?:(?:it |that )?(?:in )?your(?: own)? voice|you say)\b",
            (
                r"\b(?:any chance|is it possible|possible)(?: (?:you could|you can|for you to|to get|of))? (?:send"
                r"|sending|record|recording)?<o> <n>\b"
            ),
            r"^(?:would|i'd|really)(?: really)? love to hear your voice\b",
            r"^(?:an? )?(?:<n>|audio|voice)(?: instead)? (?:please|pls|plz)\b",
            r"(?:^|<m> )record yourself (?:saying|reading) (?:it|that|this)\b",
        ),
        vetoes=(
            r"\b(?:not|never|no|without|stop|hate|instead of|rather than|\w{1,8}n't|dont|doesnt|didnt|cant|cannot|sent"
            r"|got|received|thanks for|thank you for|yesterday|how to)\b|\b(?:my|your|his|her|the|that) (?:last "
            r"|first |latest )?<n>"
        ),
        harmless=r"\b(?:why (?:don't|dont) you(?: just)?|(?:can|could|would|wo)n't you)",
    ),
    "de": Asking(
        noun=(
            "(?:sprach|voice|audio) ?(?:nachricht|memo|aufnahme|notiz|note|message|datei|antwort)(?:en|s)?|sprachis?"
            "|sprachnachr|voices?"
        ),
        between=(
            "(?: (?:mir|uns|mal|bitte|doch|eben|kurz|schnell|einfach|das|es|ne|eine|'ne|nochmal|noch|deine antwort"
            "|antwort|als|per|in|mit|einer|ner|lieber|gerne|gern|vielleicht|dazu|daruber|ruhig|auch|kleine"
            "|kurze)){0,7}"
        ),
        can_you="(?:kannst|konntest|wurdest|willst|magst|mogen|konnen|konnten|wurden|konnt|konntet) (?:du|sie|ihr)",
        polite=r"bitte|hallo|hey|hi|na|und|dann|ok|okay|also|aber|ja|doch|lieber|h(?:ey|i|allo) \w{1,20}",
        asks=(
            (
                r"^(?:schicke?|schickst du|sende?|mache?|machst du|nimm|nimmst du|gib|hinterlasse?|lass|sprich"
                r"|antworte|erzahle?|erklare?|sage?)<o> <n>\b"
            ),
            (
                r"\b<m><o> <n>(?: mir| bitte| dazu){0,2} (?:schicken|senden|machen|aufnehmen|hinterlassen|geben"
                r"|aufsprechen|antworten|erzahlen|erklaren|sagen)\b"
            ),
            r"\b<m><o> (?:einsprechen|vorlesen|aufsprechen|vorsprechen|laut (?:sagen|vorlesen|lesen))\b",
            (
                r"^(?:sprich|lies|sag)(?: (?:mir|uns|es|das|mal|bitte|doch|die antwort|kurz|einfach)){0,5} (?:ein|vor"
                r"|auf|laut)\b"
            ),
            r"^(?:sag|lies|sprich|antworte)<o> mit deiner stimme\b",
            (
                r"\b(?:mochte|wurde|will|wollte)(?: ich)?(?: (?:so|sehr|gerne|gern|mal|lieber|auch)){0,3} deine "
                r"stimme(?: mal| so){0,2} horen\b"
            ),
            r"^(?:eine |ne )?<n> (?:bitte|pls|please|ware)\b",
            "^(?:als|per) (?:eine |ne )?<n>(?: bitte)?$",
            r"^(?:schick|send)e?(?: (?:mir|mal|bitte|ein|'n)){0,4} audio\b",
            r"\b(?:bekomme?|kriege?) ich(?: (?:bitte|auch|noch|von dir)){0,2} (?:eine|ne) <n>\b",
            (
                r"\bich (?:hatte|mochte|will)(?: gerne?| lieber| bitte){0,2} (?:eine|ne) <n>(?! (?:schick|send|mach"
                r"|aufnehm))"
            ),
            r"\bbitte (?:eine|ne|per|als) <n>$",
        ),
        vetoes=(
            r"\b(?:nicht|kein\w{0,2}|nie|niemals|ohne|statt|anstatt|hor auf|hasse|gestern|geschickt|gesendet|danke fur"
            r"|angehort|gehort|wie man|wie ich|letzte)\b|\b(?:meine|deine|die|der|diese) (?:letzte )?<n>"
        ),
    ),
    "fr": Asking(
        noun=(
            "(?:(?:note|message|memo|mot|reponse|msg)s? )?voca(?:l|le|ux|les)|(?:(?:message|note|fichier|reponse) "
            ")?audio"
        ),
        between=(
            "(?: (?:moi|nous|le|ca|ta reponse|la reponse|un|une|des|petite?|plutot|juste|en|par|avec|stp|s'il te "
            "plait|vite fait|encore|autre|bien)){0,6}"
        ),
        can_you=(
            "(?:tu (?:peux|pourrais|voudrais|veux bien)|peux tu|pourrais tu|vous (?:pouvez|pourriez)|pouvez vous"
            "|pourriez vous|ca te dit de|ca te derange de|possible de)(?: stp)?"
        ),
        polite=(
            r"s'il te plait|stp|svp|salut|bonjour|coucou|hey|alors|et|ok|mais|bon|plutot|donc|oui|du coup|salut "
            r"\w{1,20}"
        ),
        asks=(
            r"^(?:envo(?:ie|is|yez)s?|enregistrez?|fais|faites|laissez?|balance|file|mets)<o> <n>\b",
            r"\b<m> (?:nous |me |l'|m'|me l')?(?:envoyer|faire|enregistrer|laisser|balancer|mettre)<o> <n>\b",
            r"^tu (?:m'|me )(?:envoies?|fais|enregistres?|laisses?|balances|files) une?(?: petite?)? <n>\b",
            (
                r"(?:^(?:repond(?:s|ez)?|dis|racontez?|expliquez?|redis)(?: moi| nous)?|\b<m> (?:me |m'|nous |le |l'"
                r"|me le |me l')?(?:repondre|dire|raconter|expliquer))(?: (?:le|la|ca|tout ca|plutot|juste)){0,3} "
                r"(?:en|par|avec|dans)(?: une?)? <n>\b"
            ),
            (
                r"(?:^(?:dis|lis|reponds|raconte|redis|explique)|\b<m> (?:me |m'|nous |le |l'|me le |me l')?(?:dire"
                r"|lire|repondre|raconter|expliquer))(?: (?:moi|le|la|ca|tout|nous)){0,3} (?:de vive voix|a voix haute"
                r"|a haute voix|a l'oral|avec ta voix)\b"
            ),
            (
                r"\b(?:j'aimerais|je voudrais|je veux|j'ai envie d'|j'adorerais|je prefere|je prefererais)(?: (?:bien"
                r"|trop|tellement))? ?(?:entendre ta voix|(?:avoir |recevoir )?une? <n>)\b"
            ),
            r"^(?:une? )?<n> (?:stp|svp|s'il te plait|s'il vous plait|please)\b",
        ),
        vetoes=(
            r"\b(?:pas|ne|n'\w+|jamais|sans|aucun|arretez?|evite|deteste|hier|merci|envoye|recu|ecoute|comment|dernier"
            r"|au lieu|puis je|je peux)\b|\b(?:mon|ton|votre|le|ce|tes|mes) <n>"
        ),
    ),
    "es": Asking(
        noun="(?:nota|mensaje|memo|msj|mensajito|notita)s? de (?:voz|audio)|audios?|audiecito",
        between=(
            "(?: (?:un|una|otro|otra|la respuesta|tu respuesta|eso|lo|me|en|por|como|mejor|plis|porfa|por favor"
            "|rapido|corto|pequeno|algun)){0,5}"
        ),
        can_you="(?:puedes|podrias|podes|puede|podria|quieres|te importa|te importaria)(?: por favor| porfa)?",
        polite=r"por favor|porfa|porfavor|oye|hola|pues|y|mejor|entonces|ok|bueno|vale|si|ahora|hola \w{1,20}",
        asks=(
            (
                r"^(?:mandame|mandanos|enviame|envianos|grabame|pasame|dejame|hazme|tirame|manda|envia|graba|haz"
                r"|mandeme|envieme)<o> <n>\b"
            ),
            r"\b<m> (?:mandar|enviar|grabar|pasar|dejar|hacer)(?:me|nos|lo|melo)?<o> <n>\b",
            (
                r"\bme (?:mandas|envias|grabas|pasas|dejas|haces|mandarias|enviarias|grabarias)(?: por favor| porfa)? "
                r"(?:un|una|otro|otra) <n>\b"
            ),
            (
                r"(?:^(?:respondeme|contestame|respondame|responde|contesta|dimelo|dime|cuentame|cuentamelo"
                r"|explicamelo|explicame)|\b<m> (?:responder|contestar|decir|contar|explicar)(?:me|lo|melo|la)?|\bme "
                r"lo (?:cuentas|dices|explicas|mandas|envias)|\bme (?:respondes|contestas))(?: (?:eso|todo|esto|lo"
                r"|mejor|por favor|porfa)){0,2} (?:por|con|en|mediante)(?: una?)? (?:<n>|voz(?! (?:baja|alta)))\b"
            ),
            (
                r"(?:^(?:dilo|leelo|dimelo|leemelo|di|lee|digalo)|\b<m> (?:decir|leer)(?:lo|melo|me)?)(?: (?:esto|eso"
                r"|todo|por favor|porfa)){0,2} (?:en voz alta|de viva voz|con tu voz)\b"
            ),
            (
                r"\b(?:quiero|quisiera|me gustaria|me encantaria|querria|prefiero|preferiria)(?: mucho)? (?:(?:oir"
                r"|escuchar) tu voz|(?:recibir |que me (?:mandes|envies|grabes) )?una? <n>|audio$)\b"
            ),
            r"^(?:una? )?<n> (?:por favor|porfa|porfavor|plis|please|xfa|pls)\b",
        ),
        vetoes=(
            r"\b(?:no|nunca|jamas|sin|tampoco|deja de|dejen de|para de|odio|ayer|gracias|te mande|te envie|mandaste"
            r"|enviaste|mandado|enviado|escuche|escuchaste|oiste|recibi|recibiste|como se|te puedo|puedo|en vez de)\b"
            r"|\b(?:mi|tu|el|ese|tus|mis|los) (?:ultimo )?<n>"
        ),
        harmless=r"\bpor que no\b",
    ),
    "pt": Asking(
        noun="(?:mensagem|mensagens|nota|notas|msg|recado|recadinho) de (?:voz|audio)|audios?|audiozinho",
        between=(
            "(?: (?:me|pra mim|para mim|ai|um|uma|outro|so|la|rapidinho|curto|em|por|a resposta|isso|logo|entao)){0,5}"
        ),
        can_you=(
            "(?:pode|poderia|podes|podias|podia|consegue|da pra|daria pra|da para|tem como|quer|que pode)(?: voce| vc"
            "| por favor)?"
        ),
        polite=r"por favor|pfv|oi|ola|entao|e|ai|ah|ok|bom|mas|sim|agora|gente|oi \w{1,20}",
        asks=(
            r"^(?:me |nos )?(?:mandem?|manda|envia|envie|grava|grave|faz|faca|passa|deixa)<o> <n>\b",
            r"\b<m> (?:me |nos )?(?:mandar|enviar|gravar|fazer|deixar|passar)<o> <n>\b",
            (
                r"(?:^(?:me )?(?:responde|responda|fala|fale|diz|diga|conta|conte|explica|explique)|\b<m> (?:me "
                r")?(?:responder|falar|dizer|contar|explicar))(?: (?:me|pra mim|para mim|isso|tudo|la)){0,3} (?:por|em"
                r"|com|via|num)(?: uma?)? (?:<n>|voz(?! (?:baixa|alta)))\b"
            ),
            (
                r"(?:^(?:fala|fale|diz|diga|le|leia)|\b<m> (?:me )?(?:falar|dizer|ler))(?: (?:isso|isto|pra mim"
                r"|tudo)){0,2} (?:em voz alta|com a? ?(?:sua|tua) voz)\b"
            ),
            (
                r"\b(?:quero|queria|gostaria de|adoraria|prefiro|preferia)(?: muito)? (?:(?:ouvir|escutar) a? ?(?:sua"
                r"|tua) voz|(?:receber )?uma? <n>)\b"
            ),
            r"^(?:uma? )?<n> (?:por favor|pfv|pf|pls|please|pfvr)\b",
        ),
        vetoes=(
            r"\b(?:nao|n|nunca|sem|nem|para de|pare de|odeio|detesto|ontem|obrigad[oa]|valeu|mandei|enviei|mandou"
            r"|enviou|ouvi|ouviu|escutei|recebi|recebeu|como|posso|em vez de)\b|\b(?:meus?|minhas?|seus?|teu|o|esse) "
            r"(?:ultimo )?<n>"
        ),
    ),
    "it": Asking(
        noun=(
            "(?:(?:messaggio|messaggi|messaggino|nota|note|msg|memo) )?vocal(?:e|i|ino|ini)|(?:(?:messaggio|nota) "
            ")?audio"
        ),
        between=(
            "(?: (?:un|una|altro|altra|bel|breve|veloce|pure|magari|anche|la risposta|la tua risposta|in|con|tramite"
            "|come|per favore)){0,5}"
        ),
        can_you=(
            "(?:puoi|potresti|riesci a|riusciresti a|ti va di|vuoi|vorresti|ti dispiace|ti dispiacerebbe)(?: per "
            "favore)?"
        ),
        polite=r"per favore|perfavore|ciao|allora|dai|e|ok|ehi|senti|poi|si|scusa|magari|ciao \w{1,20}",
        asks=(
            (
                r"^(?:mandami|inviami|registrami|fammi|lasciami|mandaci|manda|invia|registra|mi mandi|mi invii|mi "
                r"registri|mi fai|mi lasci)<o>[ '](?:un')?<n>\b"
            ),
            r"\b(?:mi )?<m> (?:mandar|inviar|registrar|far|lasciar)(?:mi|ci|melo|e)?<o>[ '](?:un')?<n>\b",
            (
                r"(?:^(?:rispondimi|rispondi|dimmelo|dimmi|raccontamelo|raccontami|spiegamelo|spiegami)|\b(?:mi )?<m> "
                r"(?:risponder|dir|raccontar|spiegar)(?:mi|melo|e|lo)?)(?: (?:questo|tutto|per favore|magari)){0,2} "
                r"(?:con|in|tramite|via|per|a)(?: una?)?[ '](?:un')?(?:<n>|voce)\b"
            ),
            (
                r"(?:^(?:dillo|leggilo|leggimelo|dimmelo|leggi)|\b(?:mi )?<m> (?:dir|legger)\w{0,5})(?: (?:questo"
                r"|tutto)){0,1} (?:ad alta voce|a voce alta|con la tua voce)\b"
            ),
            (
                r"\b(?:vorrei|voglio|mi piacerebbe|preferirei|preferisco)(?: tanto| proprio)? (?:(?:sentire"
                r"|ascoltare) la tua voce|(?:ricevere )?un[ ']<n>)\b"
            ),
            r"^(?:un[ '])?<n> (?:per favore|perfavore|pls|please)\b",
        ),
        vetoes=(
            r"\b(?:non|mai|senza|niente|nessun|basta|smetti|smettila|odio|detesto|ieri|grazie|mandato|inviato|ricevuto"
            r"|sentito|ascoltato|come si|posso|invece di)\b|\b(?:mio|tuo|il|quel|i) (?:ultimo )?<n>"
        ),
        harmless=r"\bperche non\b",
    ),
    "nl": Asking(
        noun="(?:spraak|voice|audio) ?(?:bericht|memo|opname|notitie|note|app)(?:en|je|jes|s)?|spraakjes?|voices?",
        between=(
            "(?: (?:me|mij|ons|even|alsjeblieft|aub|eens|maar|een|'n|dat|het|dit|als|via|per|in|met|kort|korte|snel"
            "|gewoon|liever|anders|misschien|ook|nog|je antwoord|graag)){0,7}"
        ),
        can_you="(?:kun|kan|kunt|zou|wil|wilt) (?:je|jij|u)",
        polite=r"alsjeblieft|aub|hoi|he|hey|hallo|en|dan|ok|nou|maar|ja|graag|liever|ho(?:i|i) \w{1,20}",
        asks=(
            r"^(?:stuur|zend|neem|maak|doe|geef|laat|antwoord|reageer|vertel|app|spreek|zeg)<o> <n>\b",
            (
                r"\b<m><o> <n>(?: (?:voor me|voor mij|alsjeblieft|aub|kunnen|willen)){0,2} (?:sturen|maken|opnemen"
                r"|inspreken|doen|achterlaten|antwoorden|geven|reageren|vertellen|zeggen|uitleggen)\b"
            ),
            r"\b<m><o> (?:voor (?:me|mij) )?(?:inspreken|voorlezen|hardop (?:zeggen|lezen|voorlezen))\b",
            (
                r"^(?:spreek|lees|zeg)(?: (?:me|mij|het|dat|dit|even|eens|maar|alsjeblieft)){0,5} (?:in|voor"
                r"|hardop)\b(?! de)"
            ),
            (
                r"\bik (?:wil|zou|wou)(?: (?:graag|zo|wel)){0,2} (?:je|jouw) stem(?: (?:graag|wel|eens|willen)){0,2} "
                r"horen\b"
            ),
            r"^(?:een )?<n> (?:graag|alsjeblieft|aub|alstublieft|please|pls)\b",
            r"\bik (?:wil|krijg|had)(?: graag| liever){0,2} een <n>(?! (?:sturen|maken|opnemen))",
            r"^(?:antwoord|reageer)(?: me| alsjeblieft| maar){0,2} met je stem\b",
        ),
        vetoes=(
            r"\b(?:niet|geen|nooit|zonder|stop|haat|gisteren|gestuurd|stuurde|bedankt|dank|dankjewel|gehoord"
            r"|geluisterd|ontvangen|hoe|in plaats)\b|\b(?:mijn|je|jouw|het|dat|die) (?:laatste )?<n>"
        ),
    ),
    "pl": Asking(
        noun=(
            r"(?:wiadomosc|wiadomosci|notatke|nagranie|odpowiedz) (?:glosow\w{1,3}|audio)|glosowk\w{1,3}|nagranie"
            r"|voice|audio"
        ),
        between=(
            "(?: (?:mi|nam|prosze|jakas|jedna|krotka|krotkie|to|jako|w|formie|raczej|moze|jeszcze|po prostu)){0,5}"
        ),
        can_you=(
            "(?:mozesz|moglbys|moglabys|mozecie|moglibyscie|moze pan|moze pani|da sie)(?: mi| nam| prosze| to){0,2}"
        ),
        polite=r"prosze|czesc|hej|no|to|ok|a|i|dobra|moze|wiec|tak|czy|hej \w{1,20}",
        asks=(
            r"^(?:wyslij|przeslij|podeslij|nagraj|zostaw|zrob|wrzuc|slij|wyslesz|nagrasz|podeslesz)<o> <n>\b",
            "^nagraj (?:mi|nam)(?: to)?(?: prosze)?$",
            r"\b<m> (?:wyslac|przeslac|nagrac|podeslac|zostawic|zrobic)<o> <n>\b",
            (
                r"(?:^(?:odpowiedz|powiedz|opowiedz|wyjasnij|odpisz)|\b<m> (?:odpowiedziec|powiedziec|opowiedziec"
                r"|wyjasnic|odpisac))(?: (?:mi|to|o tym)){0,3} (?:glosowo|glosem|glosowka|na glos|nagraniem|w "
                r"wiadomosci glosowej|wiadomoscia glosowa)\b"
            ),
            r"(?:^przeczytaj|\b<m> przeczytac)(?: (?:mi|to)){0,2} na glos\b",
            r"\b(?:chce|chcialbym|chcialabym|wolalbym|wolalabym)(?: bardzo)? (?:uslyszec twoj glos|(?:dostac )?<n>)\b",
            r"\b(?:prosze o|poprosze)(?: o)? <n>\b",
        ),
        vetoes=(
            r"\b(?:nie|bez|przestan|nienawidze|wczoraj|wyslal[ea]m|dostal[ea]m|dzieki|dziekuje|sluchal\w{0,3}|moge|jak"
            r"|zamiast)\b|\b(?:moj\w{0,2}|twoj\w{0,2}|ta|ostatnia) <n>"
        ),
    ),
    "tr": Asking(
        noun="sesli (?:mesaj|not|kayit|yanit|cevap)|ses (?:kaydi|mesaji|dosyasi)|voice",
        between="(?: (?:olarak|ile|seklinde|bana|bize|lutfen|bi|bir)){0,3}",
        can_you="(?!)",
        polite="lutfen|selam|merhaba|bana|bir|ya|hadi|tamam|o zaman",
        asks=(
            (
                r"\b<n><o> (?:gonder(?:sene|in|ir misin(?:iz)?|ebilir misin(?:iz)?|mez misin)?|at(?:sana|in|ar "
                r"misin(?:iz)?|abilir misin(?:iz)?|maz misin)?|yolla(?:sana|r misin(?:iz)?|yabilir misin(?:iz)?)?"
                r"|birak(?:ir misin(?:iz)?|abilir misin(?:iz)?)?|kaydet|kayded(?:er|ebilir) misin(?:iz)?|ver(?:ir "
                r"misin(?:iz)?|ebilir misin(?:iz)?)?)(?: lutfen)?$"
            ),
            (
                r"\bsesli(?: bir sekilde| olarak)? (?:cevap ver|yanit ver|cevapla|yanitla|soyle|anlat|oku|konus"
                r"|acikla)(?:sene|sana|in|iniz|(?:y?[ae]bili)?[aei]?r misin(?:iz)?)?(?: lutfen)?$"
            ),
            r"\bsesini (?:duymak|dinlemek) (?:istiyorum|isterim|isterdim)\b",
            "^<n> lutfen$",
        ),
        vetoes=r"\b(?:degil|yok|yerine|dun|istemiyorum|sevmiyorum|nefret|nasil|tesekkur\w{0,4})\b",
    ),
    "ru": Asking(
        noun=(
            "голосов(?:ое|ого|ым|ые|уху|ушку)(?: сообщени(?:е|я|ем))?|гс|войс(?:ик|ом)?|аудио(?:сообщени(?:е|ем)"
            "|запись)?"
        ),
        between=(
            "(?: (?:мне|нам|пожалуйста|плиз|пж|лучше|тогда|короткое|небольшое|одно|ответ|это|в|виде|просто|еще)){0,5}"
        ),
        can_you="(?:можешь|можете|могла бы|мог бы|могли бы|сможешь|сможете)(?: (?:ты|вы|пожалуйста|мне)){0,3}",
        polite=r"пожалуйста|плиз|привет|а|ну|и|тогда|ок|лучше|слушай|давай|да|привет \w{1,20}",
        asks=(
            (
                r"^(?:отправь|отправьте|пришли|пришлите|скинь|скиньте|запиши|запишите|кинь|киньте|сделай|наговори"
                r"|надиктуй|шли|оставь|отправишь|пришлешь|скинешь|запишешь|кинешь)<o> <n>\b"
            ),
            r"\b<m> (?:отправить|прислать|скинуть|записать|кинуть|надиктовать|наговорить|оставить|сделать)<o> <n>\b",
            (
                r"(?:^(?:ответьт?е?|скажите?|скажи|расскажите?|расскажи|объясните?|объясни)|\b<m> (?:ответить|сказать"
                r"|рассказать|объяснить))(?: (?:мне|это|об этом|пожалуйста|лучше|тогда)){0,3} (?:голосом|голосовым(?: "
                r"сообщением)?|вслух|в голосовом|войсом|голосовухой)\b"
            ),
            r"(?:^(?:прочитай|прочти|прочитайте)|\b<m> (?:прочитать|прочесть))(?: (?:мне|это|его)){0,3} вслух\b",
            (
                r"\b(?:хочу|хотел бы|хотела бы|хочется|хотелось бы)(?: очень)? (?:услышать|послушать) (?:твой|ваш) "
                r"голос\b"
            ),
            r"^<n> (?:пожалуйста|плиз|пж|пжл)\b",
        ),
        vetoes=(
            r"\b(?:не|нет|без|вчера|отправил[аи]?|прислал[аи]?|скинул[аи]?|записал[аи]?|получил[аи]?|по?слушал[аи]?"
            r"|спасибо|ненавижу|как|вместо|хватит|перестань)\b|\b(?:мое|твое|это|последнее) <n>"
        ),
        harmless=r"\bне (?=(?:мог|могла|могли|можешь|можете)\b)",
    ),
    "uk": Asking(
        noun="голосов(?:е|ого|им|і|у)(?: повідомлення(?:м)?)?|войс(?:ик|ом)?|гс|аудіо(?:повідомлення(?:м)?|запис)?",
        between="(?: (?:мені|нам|будь ласка|краще|тоді|коротке|одне|це|у|в|вигляді|просто|ще)){0,5}",
        can_you="(?:можеш|можете|могла б|міг би|могли б|зможеш)(?: (?:ти|ви|будь ласка|мені)){0,3}",
        polite=r"будь ласка|привіт|а|ну|і|тоді|ок|краще|слухай|давай|так|привіт \w{1,20}",
        asks=(
            (
                r"^(?:надішли|надішліть|пришли|пришліть|скинь|скиньте|запиши|запишіть|відправ|відправте|кинь|киньте"
                r"|зроби|надиктуй|залиш|надішлеш|скинеш|запишеш|пришлеш)<o> <n>\b"
            ),
            r"\b<m> (?:надіслати|прислати|скинути|записати|відправити|кинути|надиктувати|залишити)<o> <n>\b",
            (
                r"(?:^(?:відповідай|відповідайте|відповідж|скажи|скажіть|розкажи|розкажіть|поясни)|\b<m> (?:відповісти"
                r"|сказати|розказати|пояснити))(?: (?:мені|це|про це|будь ласка|краще)){0,3} (?:голосом|голосовим(?: "
                r"повідомленням)?|вголос|у голосовому|в голосовому|войсом)\b"
            ),
            r"(?:^(?:прочитай|прочитайте)|\b<m> прочитати)(?: (?:мені|це|його)){0,3} вголос\b",
            r"\b(?:хочу|хотів би|хотіла б)(?: дуже)? (?:почути|послухати) (?:твій|ваш) голос\b",
            r"^<n> будь ласка\b",
        ),
        vetoes=(
            r"\b(?:не|ні|без|вчора|учора|надісла(?:в|ла)|отрима(?:в|ла)|слуха(?:в|ла)|дякую|ненавиджу|як|замість)\b"
            r"|\b(?:моє|твоє|це|останнє) <n>"
        ),
        harmless=r"\bне (?=(?:могла б|міг би|могли б)\b)",
    ),
    "ar": Asking(
        noun="(?:رسالة|رسائل|مذكرة|ملاحظة|تسجيل|مقطع|بصمة|رد|جواب) صوت(?:ية|ي)?|فويس(?: نوت)?|ريكورد",
        between="(?: (?:لي|لنا|الي|من فضلك|لو سمحت|بس)){0,3}",
        can_you="(?:ممكن|يمكنك|يمكن ان|تستطيع|تقدر|تقدري|فيك|بتقدر|بامكانك)(?: (?:ان|من فضلك|لو سمحت)){0,2}",
        polite="من فضلك|لو سمحت|مرحبا|اهلا|هل|و|طيب|اوكي|ممكن",
        asks=(
            r"^(?:ارسل|ارسلي|ابعث|ابعثي|ابعت|ابعتي|ابعتلي|ابعثلي|سجل|سجلي|سجللي|دزلي|طرش)<o> <n>(?!\w)",
            r"\b<m> (?:ترسل|ترسلي|تبعث|تبعت|تبعتلي|تبعثلي|تسجل|تسجلي|تسجللي|ارسال|تسجيل)<o> <n>(?!\w)",
            (
                r"(?:^(?:رد|ردي|جاوب|جاوبني|اجب|احكي|قل|قلها|قولها|قوله|اشرح|اشرحلي|خبرني)|\b<m> (?:ترد|تردي|تجاوب"
                r"|تقول|تحكي))(?: (?:لي|علي|عليا|ذلك|هذا)){0,2} (?:بصوت عال|بصوتك|صوتيا|ب<n>|بالصوت)"
            ),
            r"\b(?:اريد|ابغى|ابي|بدي|عايز|عاوز|نفسي|حابب|اود|احب|ودي)(?: ان)? (?:اسمع|سماع) صوتك\b",
            r"\b(?:اريد|ابغى|ابي|بدي|عايز|عاوز) <n>(?!\w)",
        ),
        vetoes=r"\b(?:لا|لم|ما|مو|مش|بدون|امس|كيف|شكرا|سمعت|وصلت|وصلتني|ارسلت|بعثت|لك)\b",
    ),
    "hi": Asking(
        noun=("(?:(?:वॉइस|वॉयस|वाइस|ऑडियो) (?:नोट|मैसेज|मेसेज|संदेश|क्लिप)|ऑडियो|(?:voice|audio) ?(?:note|msg|message))"),
        between="(?: (?:मुझे|हमें|एक|प्लीज़|प्लीज|mujhe|ek|please|pls|में|से)){0,3}",
        can_you="(?!)",
        polite="कृपया|प्लीज़|प्लीज|नमस्ते|और|मुझे|हमें|please|pls|mujhe",
        asks=(
            (
                "(?:^| )<n><o> (?:भेजो|भेजना|भेजिए|भेजिएगा|भेजें|भेज (?:दो|दीजिए|देना|सकते|सकती|दोगे)|भेजोगे|भेजोगी"
                "|रिकॉर्ड (?:करो|कर दो)|bhejo|bhejna|bhejiye|bhej (?:do|dena|dijiye|sakte|sakti))(?: |$)"
            ),
            (
                "(?:^| )(?:आवाज़|आवाज|वॉइस|ऑडियो|वॉइस नोट) (?:में|से) (?:जवाब (?:दो|दीजिए|देना)|उत्तर दो|बताओ|बताइए"
                "|बोलो|बोलिए|समझाओ|सुनाओ)(?: |$)"
            ),
            "(?:^| )(?:बोलकर|बोल के|पढ़कर|पढ़ के) (?:बताओ|बताइए|बता दो|सुनाओ|सुनाइए|सुना दो|समझाओ)(?: |$)",
            r"\bbol ?k(?:e|ar) (?:batao|bata do|sunao)\b",
            "(?:आपकी|तुम्हारी|तेरी) (?:आवाज़|आवाज) सुन(?:ना|नी) (?:चाहता|चाहती|है)",
            "^<n> (?:प्लीज़|प्लीज|please|pls|plz)$",
        ),
        vetoes=(
            r"(?:^| )(?:मत|नहीं|न|ना भेज\w*|बिना|कल|भेजा|भेजी|मिला|सुना|धन्यवाद|शुक्रिया|कैसे|पिछला|मेरा|मेरी|mat|nahi"
            r"|nahin|bheja|bheji|mila|suna|kaise|mera|meri)(?= |$)"
        ),
    ),
    "id": Asking(
        noun="pesan suara|voice ?notes?|vn|rekaman suara|pesan audio",
        between="(?: (?:aku|saya|gue|ke aku|ke saya|dong|ya|aja|satu|lewat|pakai|pake|dengan|via)){0,4}",
        can_you="bisa(?: (?:tolong|kamu|kak|minta|kah))?",
        polite=r"tolong|coba|mohon|halo|hai|kak|oke|ok|dan|terus|bisa|bisa tolong|hai \w{1,20}",
        asks=(
            r"^(?:kirim|kirimin|kirimkan|kirimi|rekam|rekamin|rekamkan|kasih|minta|balas|bales|jawab)<o> <n>\b",
            r"^rekam(?:in|kan)? suara(?:mu)?\b",
            r"\b<m> (?:kirim(?:in|kan)?|rekam(?:in|kan)?|balas|jawab)<o> <n>\b",
            (
                r"(?:^|\b<m> )(?:jawab|balas|bales|bilang|ceritain|cerita|jelasin|jelaskan|ngomong)(?: (?:aja|dong|ya"
                r"|langsung|itu)){0,2} (?:pakai|pake|dengan|lewat|via|pk) (?:<n>|audio|suara(?:mu)?)\b"
            ),
            (
                r"\b(?:mau|pengen|ingin|pengin)(?: banget)? (?:dengar|denger|mendengar|dengerin)(?: langsung)? "
                r"suara(?:mu| kamu| kakak)\b"
            ),
            r"^(?:bacakan|bacain)(?: (?:dong|itu|ini)){0,2} (?:dengan suara|keras keras|pakai suara)\b",
            r"^<n> (?:dong|please|pls|tolong)\b",
        ),
        vetoes=(
            r"\b(?:jangan|tidak|nggak|ngga|gak|ga|tak|belum|sudah|udah|tadi|kemarin|makasih|terima kasih|gimana"
            r"|bagaimana|cara|benci|bukan|daripada|(?:aku|saya|gue) (?:kirim|rekam))\b|pesan suara(?:ku|mu|nya)"
        ),
        harmless=r"(?<=\w) (?:nggak|ngga|gak|ga|tidak|enggak)$",
    ),
    "ja": Asking(
        noun="(?:(?:ボイス|音声)(?:メッセージ|メモ|メール|メッセ|ノート)?|ボイメ)",
        between="[^の方送 ]{0,6}",
        can_you="(?!)",
        polite="(?!)",
        asks=(
            (
                "<n><o>(?:送って(?!も|い|な|た|くる|き|こ|あげ|お|み)|送れ(?:る|ます)|ください|下さい|ちょうだい|頂戴"
                "|もらえ|ほしい|欲しい|お願い|おねがい|答えて|返して|返信して|返事して|話して|説明して|教えて"
                "|聞かせて|録音して|残して)"
            ),
            "声(?:で|を|が)(?:聞かせて|聞きたい|ききたい|答えて|返して|話して|教えて)",
            "声に出して(?:言って|読んで|話して)|読み上げて|読んで聞かせて",
        ),
        vetoes="ないで|なくて|いらない|要らない|ありがとう|昨日|この前|嫌い|苦手|送った|聞いた|方法|送り方",
    ),
    "zh": Asking(
        noun="(?:语音(?:消息|信息|条|留言)?|語音(?:訊息|消息)?|录音|錄音)",
        between="(?:我)?(?:个|個|一?[条條段个個]|一下|点|點|下)?",
        can_you="(?:可以|能|请|請|麻烦|麻煩|帮我|幫我)(?:你|您)?",
        polite="(?!)",
        asks=(
            "(?:^|<m>)(?:你|您)?(?:给我|給我|跟我|帮我)?(?:发|發|录|錄|来|來|传|傳)<o><n>",
            "(?:^|<m>)(?:你|您)?(?:用|以)<n>(?:来)?(?:回复|回覆|回答|回|说|說|讲|告诉|解释)",
            "想听(?:听|一下)?(?:你|您|妳)的?(?:声音|语音)|想聽(?:你|妳)的?聲音",
            "(?:^|<m>)(?:你|您)?(?:读|念|讀|唸)(?:出来|给我听|給我聽|一下给我听)",
            "(?:^|<m>)(?:大声|大聲)(?:说|读|念|說|讀|唸)",
        ),
        vetoes=(
            "别|別|不要|不用|不想|不喜欢|不能|没|沒|讨厌|谢谢|謝謝|昨天|上次|刚才|刚刚|收到|听了|听到|怎么|怎麼|如何"
            "|给你|給你|^我(?!想|要听|希望)|我用|你的语音"
        ),
        harmless="(?<=能)不能|(?<=可)不可(?=以)|(?<=行)不行|(?<=好)不好|(?<=要)不要",
    ),
    "ko": Asking(
        noun="(?:(?:음성|보이스) ?(?:메시지|메세지|메모|파일|녹음|노트)?)",
        between="(?:로|으로|를|을)?(?: ?(?:좀|하나|한번|짧게|나한테|저한테)){0,2} ?",
        can_you="(?!)",
        polite="(?!)",
        asks=(
            (
                "<n><o>(?:보내|녹음해서? ?(?:보내)?|남겨|답(?:장|변)?(?:을)? ?해|대답해|말해|들려|설명해|얘기해"
                "|이야기해) ?(?:줘|주세요|줄래|줄 수|주라|달라|주면|주실)"
            ),
            "<n><o>(?:부탁해|부탁드)",
            "녹음해서? ?(?:보내)? ?(?:줘|주세요|줄래)",
            "목소리(?:를|가|로)? ?(?:좀 )?(?:듣고 ?싶|들려 ?줘|들려 ?주|(?:답|대답|말|설명)해 ?(?:줘|주))",
            "소리 ?내(?:서|어)? ?(?:읽어|말해) ?(?:줘|주|줄)",
        ),
        vetoes="지 ?마|지 ?말|않|안 |못 |싫|어제|지난번|고마워|감사|보냈|받았|들었|어떻게|방법|보내도",
    ),
}
