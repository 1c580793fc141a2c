"""How people speak of a moment, language by language: what was true only then, and what marks a habit instead.

Each is a part of a regular expression for lower-case text with straight apostrophes, from a word's edge to another.
``NOW`` are words that say it by themselves; ``THEN`` are days and hours, which a habit may have as well; ``HABIT``
tells that it does. ``IDIOMS`` hold such words and say nothing of a moment. ``ALONE`` are whole lines.
"""

_EN_UNIT = r"(?:sec(?:ond)?s?|min(?:ute)?s?|mins?|h(?:ou)?rs?|days?|weeks?|months?)"
_EN_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|half an|a few|a couple(?: of)?|(?:the )?next"
    r"(?: few| couple of| \d{1,2}| two| three)?)"
)
_EN_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DE_DAY = r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
_DE_NUMBER = r"(?:\d{1,3}|ein(?:er|em)?|zwei|drei|fünf|zehn|fünfzehn|zwanzig|ein paar|einigen|wenigen)"
_FR_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_FR_NUMBER = r"(?:\d{1,3}|une?|deux|trois|cinq|dix|quinze|vingt|quelques)"
_ES_DAY = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
_ES_NUMBER = r"(?:\d{1,3}|una?|dos|tres|cinco|diez|quince|veinte|unos|un par de)"
_PT_DAY = r"(?:(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|sábado|domingo)"
_PT_NUMBER = r"(?:\d{1,3}|uma?|dois|duas|três|cinco|dez|quinze|vinte|uns|alguns)"
_IT_DAY = r"(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
_IT_NUMBER = r"(?:\d{1,3}|un|due|tre|cinque|dieci|quindici|venti|qualche|pochi)"
_NL_DAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_NL_NUMBER = r"(?:\d{1,3}|een|twee|drie|vijf|tien|kwartier|twintig|een paar|een half)"

IDIOMS: tuple[str, ...] = (
    r"(?:until|till|to|even|of) (?:today|this day)|day after tomorrow|good (?:morning|evening|afternoon)",
    r"(?:bis|von) heute|(?:guten|am|jeden|der|diesen|eines) morgen|heutzutage|von gestern|jusqu'à aujourd'hui",
    r"d'aujourd'hui|du jour au lendemain|de demain|hoy en día|(?:por|de|en|cada|una|a) la mañana",
    r"(?:por|de|cada) mañana|hasta (?:hoy|ahora)|hoje em dia|até hoje|de hoje em dia|al giorno d'oggi",
    r"(?:fino a|a tutt') ?oggi|d'oggi|goede?n? ?morgen|tot op (?:vandaag|heden)|in de morgen|elke morgen",
)

NOW: tuple[str, ...] = (
    # English, when
    r"today|tonight|tomorrow|tmrw|yesterday|right now|at the moment|currently|just now",
    r"this (?:morning|afternoon|evening|week|weekend|month|year|coming \w+)",
    rf"(?:next|last) (?:week|weekend|month|year|night|{_EN_DAY})",
    r"(?:next|last|past|coming) (?:few|couple of|\d{1,2}|two|three|several) (?:hours|days|weeks|months)",
    rf"{_EN_NUMBER} {_EN_UNIT} (?:ago|left|away|late|remaining|or so|from now)",
    r"in (?:a (?:bit|sec|second|moment|while)|the near(?: |-)?(?:term|future))|(?:in )?near ?term",
    r"(?:give|gimme|need) (?:me )?(?:an?|one|\d) (?:sec|second|min|minute|moment)",
    r"(?:one|just a|hang on a) (?:sec|moment)",
    r"(?:i'm|i am|we're|we are|am|are) (?:\w+ ){0,2}\w+ing (?:[\w#'-]+ ){0,6}now",
    r"(?:i'?ll|i will|we'?ll|we will|let's|i'm going to|gonna) (?:[\w'-]+ ){1,8}(?:later|soon|shortly)",
    r"i (?:can|could) (?:[\w'-]+ )?later|not now|now (?:i'm|we're|off)|(?:is|are) starting(?: now)?",
    r"it's (?:now )?time (?:for|to)",
    # English, where, and whether there is time
    r"on (?:my|our) way|omw|brb|bbl|bbiab|afk|ttyl|running (?:a bit )?late|(?:almost|nearly) there",
    r"(?:be|get|am|i'm) (?:right |straight )?back (?:in|at|on|from|soon|later|now)|be right (?:there|back)",
    (
        r"(?:see|talk to|catch|speak to|c) (?:you|ya|u|y'all)(?: all| guys)? (?:there|soon|later|at"
        r"|in|on|next|around)"
    ),
    (
        r"(?:gotta|got to|have to|need to|must|should) (?:go|run|head|dash|leave|sign off)(?= ?(?:$"
        r"|[.!,;:)'-]|now|soon|to a))"
    ),
    (
        r"(?:i've |i |we |we've )?just (?:got|arrived|landed|left|signed|joined|came|woke|got up|walked) (?:in"
        r"|on|home|back|here|up|off|out|there|to|from)"
    ),
    (
        r"(?:i'm|i am|im|i'll be|i will be|we're|we'll be|still|already) (?:(?:still|already|just|now"
        r"|currently) )?(?:home|away|back|heading|leaving|busy|late|stuck|almost|about to|out of|off to"
        r"|unavailable|here for|(?:in|at|on) (?:an?|the|my) (?:meeting|call|phone|train|bus|station"
        r"|airport|office|car|road|gym|doctor|dentist|way|hotel|plane)|at (?:work|home|school|lunch)"
        r"|on holiday|on vacation|not (?:available|around|here|home|in))"
    ),
    r"(?:i'll|i will|we'll|we will) be (?:there|here|late|around|home|out|off|gone|available|in|on|at)",
    r"not at my (?:desk|computer)|not (?:be )?available",
    r"(?:can't|cannot|couldn't|could not) (?:make it|(?:come|join|talk)(?= ?(?:$|[,;.]|to)))",
    r"(?:can't|cannot|unable to) (?:make|attend) (?:it|this|that|the (?:meeting|call))|busy (?:right )?now",
    (
        r"(?:have|has|had|having|got) (?:(?:any|no|not|very|much|little|limited|enough|the|zero|free) ){1,3}(?:time"
        r"|bandwidth)"
    ),
    r"(?:don't|won't|didn't) have (?:(?:any|much|enough|the|a lot of) )?(?:time|bandwidth)",
    r"off to (?:bed|work|lunch|sleep|a meeting|the)|head(?:ing|ed)? (?:out|home|off|over|back)",
    r"stuck in traffic|free (?:after|before|until|at|on|for a)|hang(?:ing)? around",
    r"sorry (?:i'm|i am|i was|for being) late|sorry,? late|about to (?:leave|go|head|start|begin|join|board)",
    r"just leaving(?! \w)|let's meet|meet (?:you|me|us) (?:at|in|there)",
    # German
    r"heute|morgen|übermorgen|gestern|vorgestern|vorhin|nachher|gerade eben|soeben|im moment|zur ?zeit",
    (
        r"(?:diese|nächste|letzte|kommende)[nrsm]? (?:woche|monat|jahr|wochenende|montag|dienstag|mittwoch"
        r"|donnerstag|freitag)"
    ),
    (
        r"(?:bin|sind|komme?|kommen|wäre?) (?:ich |wir )?(?:gleich|grad|gerade|schon|noch|jetzt|wieder"
        r"|bald|(?:etwas )?später)"
    ),
    r"unterwegs|bis (?:gleich|später|dann|bald|nachher)|gleich (?:da|zurück|fertig|los|wieder)",
    r"jetzt (?:nicht|gleich|los)",
    r"(?:steh|sitz|häng|bin|kann|hab|mach|ess|wart|schau)e? (?:ich )?(?:jetzt )?(?:grad|gerade|eben)",
    r"muss (?:ich )?(?:jetzt|gleich|los|weg)|keine zeit|fällt (?:[\wäöüß]+ ){0,5}aus",
    r"(?:auf [\wäöüß ]{1,30}|wird|ist) verschoben",
    r"(?:im|in der|in einer|auf der|bei der) (?:stau|besprechung|sitzung) (?:bin|steck)\w*",
    r"(?:steck|steh)e? im stau",
    r"(?:meld|ruf|schreib)e? (?:ich )?(?:mich|dich|dir|euch) (?:dann |später|nachher|gleich|morgen)",
    # French
    r"aujourd'hui|ce (?:soir|matin|midi|week-?end|mois)|cet(?:te)? (?:après-midi|nuit|semaine|année)|demain",
    r"après-demain|hier (?:soir|matin|après-midi|midi|nuit|j'|je|on|il|elle|c'était|nous)|avant-hier",
    r"tout à l'heure|tout de suite|(?:j'|on )arriv(?:e|ais)|en (?:route|chemin)|à l'instant|en ce moment",
    r"je viens (?:de |d')\w+",
    (
        r"(?:je|on|nous|vous) (?:suis|est|sommes|serai|sera|êtes) (?:(?:déjà|encore|toujours|bientôt"
        r"|là) )?(?:à la (?:gare|maison)|au (?:bureau|boulot|travail|resto)|dans (?:le|la|un|les) (?:train"
        r"|bus|métro|bouchons)|en (?:réunion|route|retard|vacances|voiture|déplacement|cours)|coincée?s?"
        r"|occupée?s?|rentrée?s?|arrivée?s?|de retour)"
    ),
    r"(?:la semaine|le mois|l'année|le week-end) (?:prochaine?|dernière?|passée?)",
    r"à (?:demain|tout|plus tard|bientôt)|occupée?s? (?:là|maintenant)|pas (?:dispo|libre)\w*",
    rf"je (?:te|vous) (?:rappelle|rejoins)|à {_FR_DAY}|je (?:reviens|file|dois (?:y aller|filer|partir))",
    r"coincée?s? dans|plus tard \?",
    # Spanish
    r"hoy|mañana|pasado mañana|ayer|anteayer|anoche|esta (?:noche|tarde|semana)",
    rf"este (?:finde|fin de semana|mes|año|{_ES_DAY})|ahora (?:mismo|no|estoy|voy|salgo)|en este momento",
    rf"(?:la semana|el mes|el año|el {_ES_DAY}) (?:que viene|pasad[oa]|próxim[oa])|la próxima semana|en camino",
    r"de camino|voy para|ya (?:voy|llego|estoy|salgo|casi|vengo|llegué)|llego en|acabo de|en un rato|enseguida",
    r"hasta (?:luego|pronto|la vista)|nos vemos",
    (
        r"estoy (?:en(?! (?:contra|desacuerdo|favor|forma))|de camino|ocupad[oa]|saliendo|llegando|yendo"
        r"|volviendo|liad[oa]|fuera)"
    ),
    r"te (?:llamo|aviso|escribo|digo) (?:luego|en|más|cuando|después)|no puedo (?:ir|ahora)|se cancela",
    # Portuguese
    r"hoje|amanhã|ontem|anteontem|agora (?:mesmo|não|estou|tô|vou)|nesta? (?:noite|tarde|manhã|semana)",
    r"n?este (?:fim de semana|mês|ano)|(?:semana|mês|ano) (?:que vem|passad[oa])|próxim[oa] (?:semana|mês)",
    r"neste momento|a caminho",
    r"(?:tô|estou|tou) (?:indo|chegando|saindo|ocupad[oa]|n[ao]|em (?:reunião|casa)|numa?|atrasad[oa]|voltando)",
    r"já (?:volto|vou|chego|estou|tô|tou|saí)|acabei de|até (?:logo|já|mais|breve)|daqui a|mais tarde|te ligo",
    r"(?:pres[oa]|parad[oa]) no trânsito|a gente se vê",
    # Italian
    r"oggi|domani|dopodomani|ieri|stasera|stamattina|stamani|stanotte|adesso|proprio ora|in questo momento",
    r"questa (?:sera|mattina|notte|settimana)|questo (?:weekend|fine settimana|mese|pomeriggio|lunedì|venerdì)",
    rf"(?:la settimana|il mese|l'anno|{_IT_DAY}) (?:prossim|scors)[oa]",
    r"sto (?:arriv|and|usc|part|torn|ven)(?:ando|endo)|arrivo (?:subito|tra|fra|tardi)",
    (
        r"sono (?:già|ancora|appena|quasi|fuori|a casa|per strada|occupat[oa]|bloccat[oa]|in (?:riunione"
        r"|treno|ufficio|stazione|macchina|ferie))"
    ),
    r"appena (?:arrivat|tornat|uscit|rientrat)[oai]|a (?:dopo|presto|più tardi)|ci (?:vediamo|sentiamo)",
    r"torno (?:subito|tra|fra)|ti (?:richiamo|chiamo dopo|scrivo dopo)",
    # Dutch
    r"vandaag|vanavond|vanmorgen|vanmiddag|vannacht|vanochtend|overmorgen|gisteren|eergisteren|onderweg|straks",
    r"dadelijk|zo (?:meteen|terug|dadelijk|thuis)|tot (?:zo|straks|dan|vanavond)|dit weekend",
    r"deze (?:week|maand|middag)|op dit moment",
    r"(?:volgende|vorige|komende) (?:week|maand|maandag|dinsdag|woensdag|donderdag|vrijdag)",
    r"net (?:thuis|binnen|terug|wakker)|nu (?:even )?niet|even niet",
    r"ben (?:er|zo|nu|al|nog|bezig|bijna|weer|net)",
    (
        r"(?:zit|sta|ben) (?:(?:al|nog|nu|even) )?(?:in|op) (?:de |een |het )?(?:file|vergadering|trein"
        r"|bus|station|werk|kantoor)"
    ),
    r"moet (?:nu|gaan|weg|ervandoor|rennen)",
    # Polish, Turkish, Russian, Ukrainian, Arabic, Indonesian, the days alone, and being on the way
    r"dzisiaj|dziś|jutro|wczoraj|zaraz|teraz|w drodze|bugün|yarın|dün|şimdi|birazdan|yoldayım|bu akşam|сегодня",
    r"завтра|вчера|сейчас|скоро буду|уже еду|в пути|сьогодні|вчора|зараз|вже їду|اليوم|غدا|غدًا|بكرة|أمس|الآن",
    r"الليلة|في الطريق|hari ini|besok|kemarin|sekarang|nanti",
)

# Languages whose words have no edges that a regular expression sees.
NOW_ANYWHERE: tuple[str, ...] = (
    "今日|明日|昨日|今夜|今晩|今朝|今から|今すぐ|来週|先週|今週|後で|向かって|今天|明天|昨天|今晚|现在|马上|待会|下周|上周|在路上|一会儿",
    "오늘|내일|어제|지금|이따가|다음 주|지난주|가는 중",
    "(?:^|\\s)(?:आज|कल|अभी)(?=\\s|$|[,।])",
)

# An hour that ends a phrase: after it no thing is named that would be counted.
_END = r"(?= ?(?:$|[,;:)/?]|uhr|uur|h\b|am\b|pm\b|a\.m|p\.m|o'clock|on\b|in\b|for\b|and\b|or\b|bei\b|am\b|im\b|in\b))"

THEN: tuple[str, ...] = (
    rf"{_EN_DAY}(?! (?:night|morning|evening|afternoon)s)",
    rf"(?:at|by|until|till|before|after|around|about|from) \d{{1,2}}{_END}",
    r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock|utc|gmt|cest|cet|edt|est|pst|pdt)",
    r"(?:at|by|until|from|@) ?\d{1,2}[:.]\d\d",
    (
        r"(?:back |ready |there |done |home |call |start |leave |begin |be |leaves |starts |ends )?in (?:about "
        rf"|around |roughly )?{_EN_NUMBER} {_EN_UNIT}"
    ),
    rf"\d{{1,2}}(?:st|nd|rd|th)(?: of)? {_EN_MONTH}",
    rf"{_EN_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d|,? (?:19|20)\d\d)",
    r"(?:at|by|before|after|until) (?:noon|midnight|lunch)",
    r"no (?:class|school|lesson|lecture|training|practice|meeting)",
    rf"(?:{_DE_DAY})(?:früh|morgen|vormittag|mittag|nachmittag|abend)?",
    rf"(?:um|gegen|ab|bis|vor|nach) \d{{1,2}}{_END}|\d{{1,2}}(?:[:.]\d\d)? uhr",
    r"um (?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)|am wochenende",
    rf"in {_DE_NUMBER} (?:min(?:uten?)?|stunden?|std|tag(?:en)?|wochen?)|{_FR_DAY}",
    r"(?:à|vers|avant|après|dès) \d{1,2} ?h(?:\d\d)?",
    rf"dans {_FR_NUMBER} (?:min(?:utes?)?|heures?|jours?|semaines?)|{_ES_DAY}",
    r"(?:a|sobre|hasta) las? (?:\d{1,2}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)",
    rf"en {_ES_NUMBER} (?:min(?:utos?)?|horas?|días?|semanas?)|llego tarde",
    rf"(?:na|nesta|até|esta|próxima) {_PT_DAY}|{_PT_DAY} (?:à|de|pela) (?:tarde|noite|manhã)|às? \d{{1,2}}",
    rf"em {_PT_NUMBER} (?:min(?:utos?)?|horas?|dias?|semanas?)|{_IT_DAY}|alle? \d{{1,2}}",
    rf"(?:tra|fra) (?:{_IT_NUMBER} (?:min(?:uti)?|or[ae]|giorn[oi]|settiman[ae])|un'ora|poco)|in ritardo",
    rf"{_NL_DAY}(?:ochtend|middag|avond)?|om \d{{1,2}}{_END}",
    rf"over {_NL_NUMBER} (?:min(?:uten)?|uur(?:tje)?|dagen|weken|kwartier)",
)

HABIT: tuple[str, ...] = (
    r"every|each|always|usually|normally|generally|typically|often|sometimes|never|most|whenever|since|used to",
    r"born|daily|weekly|takes?|lasts?|\w+days|nights|mornings|evenings|as a (?:kid|child)|when i was",
    r"(?:in|of|from) (?:19|20)\d\d|jede[nrsm]?|immer|meistens?|normalerweise|gewöhnlich|oft|manchmal|nie",
    r"\w+tags|mittwochs|seit|früher|geboren|dauert|tou(?:s|tes) les|chaque|toujours|souvent|d'habitude",
    rf"en général|généralement|normalement|jamais|parfois|le {_FR_DAY}|depuis|née? (?:en|à|le)|dure|prend",
    r"quand j'étais|tod[oa]s (?:l?[oa]s)|cada|siempre|normalmente|suel[oe]|a (?:menudo|veces)|nunca",
    r"los (?:\w+s|sábados)|desde|nací|tarda|dura|cuando era|de niñ[oa]|sempre|costumo|às \w+s|aos \w+s|nasci",
    rf"demora|quando era|ogni|di solito|spesso|mai|tutt[ei] [il]e?|(?:il|la) {_IT_DAY}|dal (?:19|20)\d\d",
    r"nat[oa] (?:nel|a|il)|da bambin[oa]|ci v(?:ogliono|uole)|elke|iedere|altijd|meestal|vaak|soms|nooit|sinds",
    r"duurt|\w+dags|om de",
)

ALONE: tuple[str, ...] = (
    r"(?:i'm |am )?(?:back|here|home|late|leaving|coming|out|away|re)(?: now| again)?|later(?:s| all| folks)?",
    r"sec|hold on|on it|bin (?:da|weg|zurück|raus)|komme|à (?:plus|\+)|j'y vais|me voilà|voy|llego|ya|vou",
    r"cheguei|arrivo|eccomi|sono qui|ben weg",
)
