"""The patterns behind ``promises``: how people bind themselves, kind by kind, in seven languages, over a plain form.

The plain form has lower case, no accents and straight apostrophes. Gaps are short: what binds stands close together.
"""

import re

_NUMBER = r"\d[\d.,]{0,11}"
_NUMBER_WORD = (
    r"(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a |one |two |five "
    r")?hundred|thousand"
    r"|zehn|zwanzig|dreissig|vierzig|funfzig|hundert|dix|vingt|trente|quarante|cinquante|cent|diez"
    r"|veinte|treinta"
    r"|cuarenta|cincuenta|cien|dez|vinte|trinta|quarenta|cinquenta|cem|dieci|venti|trenta|quaranta"
    r"|cinquanta|cento"
    r"|tien|twintig|dertig|veertig|vijftig|honderd)"
)
_COIN = (
    r"(?:euros?|eur|usd|gbp|chf|dollars?|dollari|dolares|dolar|bucks|pounds?|quid|pfund|livres"
    r"|libras|sterline"
    r"|franken|francs?|franchi|reais|pesos|rupees|zloty|cents?|centimes|pond|pln|brl|mxn)"
)
_MONEY = (
    rf"(?:(?:[€£¥₹]|(?:us|r|a|c)?\$|\b(?:eur|usd|chf|gbp)) ?{_NUMBER}|\b{_NUMBER} ?k? ?(?:[€$£¥₹]"
    rf"|{_COIN}\b)"
    rf"|\b{_NUMBER_WORD} {_COIN}\b)"
)
_GAP = r"[^.!?;\n]{0,40}?"
_NEAR = r"[^.!?;\n]{0,20}?"

# The number of a weekday and of a month, by its names; English, German, French, Spanish, Portuguese, Italian, Dutch.
WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            ("monday mondays mon montag montags montagmorgen lundi lunes segunda segunda-feira lunedi maandag"),
            "tuesday tuesdays tue dienstag dienstags mardi martes terca terca-feira martedi dinsdag",
            ("wednesday wednesdays wed mittwoch mittwochs mercredi miercoles quarta quarta-feira mercoledi woensdag"),
            ("thursday thursdays thu donnerstag donnerstags jeudi jueves quinta quinta-feira giovedi donderdag"),
            "friday fridays fri freitag freitags vendredi viernes sexta sexta-feira venerdi vrijdag",
            "saturday saturdays sat samstag samstags sonnabend samedi sabado sabato zaterdag",
            "sunday sundays sun sonntag sonntags dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan januar janvier enero janeiro gennaio januari",
            "february feb februar fevrier febrero fevereiro febbraio februari",
            "march marz mars marzo marco maart",
            "april avril abril aprile",
            "may mai mayo maio maggio mei",
            "june juni juin junio junho giugno",
            "july juli juillet julio julho luglio",
            "august aug aout agosto augustus",
            "september sept septembre septiembre setembro settembre",
            "october oct oktober octobre octubre outubro ottobre",
            "november nov novembre noviembre novembro",
            "december dec dezember decembre diciembre dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
# Numbers in words that tell an hour or an amount. What also means "a" or "new" is left out.
NUMBERS = {
    name: str(number)
    for number, names in (
        (2, "two zwei deux dos dois due twee"),
        (3, "three drei trois tres tre drie"),
        (4, "four vier quatre cuatro quatro quattro"),
        (5, "five funf cinq cinco cinque vijf"),
        (6, "six sechs seis sei zes"),
        (7, "seven sieben sept siete sete sette zeven"),
        (8, "eight acht huit ocho oito otto"),
        (9, "nine neun nueve nove negen"),
        (10, "ten zehn dix diez dez dieci tien"),
        (11, "eleven elf onze once undici"),
        (12, "twelve zwolf douze doce doze dodici twaalf"),
        (20, "twenty zwanzig vingt veinte vinte venti twintig"),
        (30, "thirty dreissig trente treinta trinta trenta dertig"),
        (40, "forty vierzig quarante cuarenta quarenta quaranta veertig"),
        (50, "fifty funfzig cinquante cincuenta cinquenta cinquanta vijftig"),
        (100, "hundred hundert cent cien cem cento honderd"),
        (1000, "thousand tausend mille mil duizend"),
    )
    for name in names.split()
}
CURRENCIES = {
    name: code
    for code, names in (
        ("eur", "€ euro euros eur"),
        ("usd", "$ us$ dollar dollars dollari dolares dolar usd bucks"),
        ("gbp", "£ pound pounds quid gbp pfund livres libras sterline pond"),
        ("chf", "chf franken franc francs franchi"),
        ("brl", "r$ reais real brl"),
        ("%", "% percent prozent pourcent procent"),
    )
    for name in names.split()
}
# Other words that a promise may not change: days told from today on, and what is measured.
TELLING = {
    word: word
    for word in (
        "today tonight tomorrow heute morgen ubermorgen demain aujourd'hui hoy manana hoje amanha "
        "oggi domani vandaag "
        "weekend week woche semaine semana settimana month monat mois mes mese maand year jahr ano "
        "anno jaar "
        "hour stunde heure hora ora uur day days tag tage jour jours dia dias giorno giorni dag dagen "
        "mg ml mcg gram grams pm am lifetime free gratis gratuit kostenlos umsonst half full double"
    ).split()
}
_WEEKDAY = rf"(?:{'|'.join(sorted((name for name in WEEKDAYS if len(name) > 3), key=len, reverse=True))})"
_MONTH = rf"(?:{'|'.join(sorted((name for name in MONTHS if len(name) > 3 or name == 'may'), key=len, reverse=True))})"
_TIME = (
    r"(?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|o'?clock)|\d{1,2}[:.]\d\d\b|\d{1,2} ?(?:h\b|uhr\b|uur\b)"
    r"|\bnoon\b|\bmidnight\b)"
)
_DAY_OF_MONTH = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)? (?:of |de "
    rf"|d')?{_MONTH}\b)"
)
_DAY = {
    "en": (
        rf"(?:\b(?:tomorrow|tonight|{_WEEKDAY}s?)\b|\b(?:next|this|in a) (?:week(?:end)?|month)\b"
        rf"|{_DAY_OF_MONTH}"
        rf"|\b(?:the )?end of (?:the |this |next )?(?:day|week|month)\b|\b(?:at|by|before) \d{{1,2}}(?= "
        rf"?[.!,](?!\d)|$)|{_TIME})"
    ),
    "de": (
        rf"(?:\b(?:morgen|ubermorgen|heute abend|{_WEEKDAY}(?:morgen|abend)?)\b|\b(?:nachste|diese"
        r"|kommende)\w? "
        rf"(?:woche|monat|wochenende)\b|\bende (?:der|des) (?:woche|monats)\b|{_DAY_OF_MONTH}|\bum "
        rf"(?:\d{{1,2}}|\w+)\b|{_TIME})"
    ),
    "fr": (
        rf"(?:\b(?:demain|ce soir|{_WEEKDAY})\b|\b(?:la semaine|le mois) prochaine?\b|\bla fin (?:de la "
        r"semaine|du mois)"
        rf"|{_DAY_OF_MONTH}|{_TIME})"
    ),
    "es": (
        rf"(?:(?<!la )(?<!por la )\bmanana\b|\besta noche\b|\b{_WEEKDAY}\b|\bla (?:proxima semana"
        r"|semana que viene)\b"
        rf"|\bfin(?:al)? de (?:la semana|mes)|{_DAY_OF_MONTH}|\ba las? \w+|{_TIME})"
    ),
    "pt": (
        rf"(?:\b(?:amanha|hoje a noite|{_WEEKDAY})\b|\b(?:semana|mes) que vem\b|\bproxim[ao] (?:semana"
        r"|mes)\b"
        rf"|\bfim d[ao] (?:semana|mes)\b|{_DAY_OF_MONTH}|\bas \d{{1,2}}\b|{_TIME})"
    ),
    "it": (
        rf"(?:\b(?:domani|stasera|{_WEEKDAY})\b|\b(?:settimana|mese) prossim[ao]\b|\bprossim[ao] "
        r"(?:settimana|mese)\b"
        rf"|\bfine (?:settimana|mese)\b|{_DAY_OF_MONTH}|\balle (?:\d{{1,2}}|\w+)\b|{_TIME})"
    ),
    "nl": (
        rf"(?:\b(?:morgen|overmorgen|vanavond|{_WEEKDAY}(?:ochtend|middag|avond)?)\b|\bvolgende (?:week"
        r"|maand)\b"
        rf"|\beinde van de (?:week|maand)\b|{_DAY_OF_MONTH}|\bom \w+ uur\b|{_TIME})"
    ),
}
_DRUG = (
    r"(?:ibuprof\w+|aspirin\w*|aspirina|paracetamol\w*|acetaminophen|tylenol|antibioti\w+"
    r"|insulin\w*|antidepress\w+"
    r"|xanax|valium|prozac|metformin\w*|cortison\w*|penicillin\w*|amoxicillin\w*|melatonin\w*"
    r"|statins?|opioids?"
    r"|codeine?|morphine?|novalgin|diclofenac|naproxen|vitamins?|painkillers?)"
)
_ILLNESS = (
    r"(?:diabet\w+|cancer|krebs|\w{3,}itis|\w{3,}itide|\w{3,}itis|(?:\w+ )?infe[ck]\w*ion\w*"
    r"|infeccao|infezione|infectie"
    r"|pneumoni\w+|(?:a |the |die |eine )?(?:flu|grippe|griep)|influenza|covid\w*|depressi\w+|adhd"
    r"|autis\w+|anxiety disorder"
    r"|angine|angina|migraine|migrane|asthma|anemia|hernia|ulcer|concussion|fracture|tumou?r|adhs"
    r"|burn-?out"
    r"|(?:high|low) blood pressure|heart (?:attack|disease)|stroke|std|allerg\w+|lungenentzundung"
    r"|entzundung)"
)
_PILLS = (
    r"(?:pills?|meds|medications?|medicines?|tablets?|tabletten?|tablette|pillen|medikamente?"
    r"|medicijnen|comprimes?|"
    r"medicaments?|pastillas?|pastiglie?|medicin[ae]s?|medicamentos?|remedios?|comprimidos?"
    r"|farmac[io]|insulin\w*"
    r"|antidepress\w+|antibioti\w+|drops|gotas|gouttes|gocce|dose|dosis)"
)
_DOSE = (
    rf"(?:{_NUMBER}|half an?|one|two|three|eine?|zwei|drei|une?|deux|dos|uma?|dois|duas|due|een"
    rf"|twee) ?(?:mg|ml|mcg|µg|{_PILLS}|{_DRUG})\b"
)
_ASSET = (
    r"(?:shares?|stocks?|bitcoins?|btc|ethereum|ether|crypto\w*|krypto\w*|etfs?|(?:index |mutual "
    r"|hedge )funds?|gold|bonds"
    r"|aktien?|actions|or|acciones|oro|acoes|ouro|azioni|aandelen|goud|fonds|fondos|fundos|fondi"
    r"|nfts?|real estate)"
)

# kind → language → patterns of which any binds.
PATTERNS: dict[str, dict[str, tuple[str, ...]]] = {
    "price": {
        "en": (
            (
                r"\b(?:costs?|will cost|that'?ll be|that will be|(?:that|it|which)(?:'s| is| are| comes to| "
                r"would be|'d be)"
                r"|charge|price is|prices? (?:are|start)|rate is|fee is|sell it|shipping|total is|totals?"
                r"|priced at|is only"
                r"|pay me|you(?:'d| would| will|'ll) pay|owe me|i(?:'ll| will| can| could) (?:do|take|accept"
                r"|sell|make|let)"
                rf"|yours for|have (?:it|the|this|one)|how about) ?{_NEAR}{_MONEY}"
            ),
            (
                rf"{_MONEY},? (?:per|an?|each|for (?:you|the|it|this|one|a)|and it'?s yours|and (?:it|they) "
                r"(?:is|are) yours|"
                r"a (?:piece|head)|in total|all in|plus shipping|it is|works|is fine|deal)\b"
            ),
            rf"\bis {_MONEY}",
            rf"^\W{0, 5}(?:sure|yes|ok|okay|deal|just|only|for you)?\W{0, 5}{_MONEY}\W{0, 5}$",
            r"\bit(?:'s| is) (?:completely |totally |all )?free (?:of charge|for you)",
        ),
        "de": (
            (
                r"\b(?:kostet|kosten|macht|(?:preis|kurs|satz|stundensatz|tarif|honorar) (?:ist|liegt bei"
                r"|betragt)|liegt bei"
                r"|ich (?:nehme|verlange|mache?|verkaufe)|bekommst du|fur|zahlst du|zahlen sie|das sind|das "
                rf"waren) ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:pro|die|je|im|kostet|fur (?:dich|sie|euch|das|die|den))\b",
            rf"^\W{0, 5}(?:klar|ja|gut|nur)?\W{0, 5}{_MONEY}\W{0, 5}$",
        ),
        "fr": (
            (
                r"\b(?:coute|coutent|coutera|est a|sont a|revient a|ca fait|ca fera|tarif est de|prix est de"
                r"|facture|"
                rf"prends|demande|vends|fais pour|laisse (?:pour|a)) ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:par|de l'heure|l'heure|la|le|chacun|piece|pour (?:toi|vous))\b",
            rf"^\W{0, 5}{_MONEY}\W{0, 5}$",
            rf"\bpour {_MONEY}",
        ),
        "es": (
            (
                r"\b(?:cuesta|cuestan|costara|vale|valen|sale por|son|seria|serian|cobro|cobramos|precio es"
                r"|tarifa es de"
                rf"|lo hago por|dejo (?:en|por)|vendo) ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:por|la hora|al|cada|a la|para ti)\b",
            rf"^\W{0, 5}{_MONEY}\W{0, 5}$",
            rf"\bpor {_MONEY}",
        ),
        "pt": (
            (
                r"\b(?:custa|custam|custara|sai por|fica (?:em|por)|sao|cobro|cobramos|preco e(?: de)?|vale"
                r"|faco por|vendo)"
                rf" ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:por|a hora|cada|para voce)\b",
            rf"^\W{0, 5}{_MONEY}\W{0, 5}$",
            rf"\bpor {_MONEY}",
        ),
        "it": (
            (
                r"\b(?:costa|costano|costera|viene|vengono|sono|fanno|tariffa e di|prezzo e(?: di)?|chiedo"
                r"|prendo|vendo|"
                rf"faccio per|lascio (?:a|per)) ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:a|all'ora|l'ora|al|per (?:te|lei)|ciascuno|l'uno)(?!\w)",
            rf"^\W{0, 5}{_MONEY}\W{0, 5}$",
            rf"\bper {_MONEY}",
        ),
        "nl": (
            (
                r"\b(?:kost|kosten|is|dat wordt|wordt dan|tarief is|prijs is|ik (?:vraag|reken|verkoop)|doe "
                r"het voor"
                rf"|krijg je (?:het|hem) voor) ?{_NEAR}{_MONEY}"
            ),
            rf"{_MONEY} (?:per|voor (?:jou|je|u))\b",
            rf"^\W{0, 5}{_MONEY}\W{0, 5}$",
            rf"\bvoor {_MONEY}",
        ),
    },
    "discount": {
        "en": (
            (
                r"\b(?:i|we)(?:'ll| will| can| could|'d)? (?:happily |gladly )?(?:give|offer|make|send|get"
                rf"|grant)s? you {_GAP}"
                r"(?:discount|voucher|coupon|gift card|% off|for free|free of charge|\w+ free\b)"
            ),
            (
                rf"\byou(?:'ll| will| can)? (?:get|have|receive) {_GAP}(?:discount|voucher|coupon|gift card|% "
                r"off)"
            ),
            rf"\b{_NUMBER} ?(?:%|percent) (?:off|discount)\b",
            rf"\bdiscount of {_NUMBER}",
            r"\b(?:here is|here's) (?:a|your) (?:voucher|coupon|discount)",
            (
                r"\b(?:use|enter|with) (?:the |my |this )?(?:promo |discount |voucher |coupon )?code "
                rf"{_GAP}(?:\boff\b|discount|free|%)"
            ),
            rf"\b(?:knock|take) {_NEAR}{_MONEY} off",
            r"\bhalf price for you",
            r"\bi(?:'ll| will) do it for free\b",
        ),
        "de": (
            (
                r"\b(?:bekommst|bekommen|bekommt|kriegst|kriegt|hast|haben sie|erhalten|erhaltst|gebe|geben"
                r"|gewahre|mache|sparst|schenke?"
                rf"|schicke?)\b {_GAP}(?:rabatt|gutschein|nachlass|%|prozent)"
            ),
            (
                r"\b(?:dich|dir|sie|ihnen|euch) {0,1}(?:mache? ich|machen wir|ist) {0,1}(?:es|das)? "
                r"?(?:umsonst|kostenlos|gratis)"
            ),
            r"\bmache? (?:ich )?(?:dir|ihnen|es|das)(?: \w+)? (?:umsonst|kostenlos|gratis)\b",
        ),
        "fr": (
            (
                r"\b(?:fais|faisons|offre|offrons|donne|donnons|accorde|avez|as|aurez|auras|beneficiez)\b "
                rf"{_GAP}"
                r"(?:remise|reduction|rabais|bon d'achat|bon de reduction|code promo)"
            ),
            r"\bje (?:te|vous) (?:l'offre|le fais gratuitement|le fais gratuit)",
        ),
        "es": (
            (
                rf"\b(?:hago|hacemos|doy|damos|ofrezco|ofrecemos|tienes|tiene|tendras|recibes|regalo)\b {_GAP}"
                r"(?:descuento|rebaja|cupon|vale regalo)"
            ),
            r"\bte lo (?:hago|dejo|regalo) gratis",
        ),
        "pt": (
            (
                rf"\b(?:dou|damos|faco|fazemos|ofereco|oferecemos|tem|ganha|recebe|use|ter)\b {_GAP}(?:desconto"
                r"|cupom|cupao|vale-presente)"
            ),
            r"\bfaco (?:isso )?de graca (?:para|pra) voce",
        ),
        "it": (
            (
                rf"\b(?:faccio|facciamo|do|diamo|offro|offriamo|hai|avrai|avra|ricevi|regalo)\b {_GAP}(?:sconto"
                r"|buono|coupon)"
            ),
            r"\bte lo (?:faccio|do|regalo) (?:gratis|gratuitamente)",
        ),
        "nl": (
            (
                rf"\b(?:krijg|krijgt|geef|geven|heb je|hebt u|bieden|bied)\b {_GAP}(?:korting|tegoedbon"
                r"|kortingsbon|cadeaubon)"
            ),
            r"\bik doe het gratis (?:voor|voor je)",
        ),
    },
    "refund": {
        "en": (
            (
                r"\b(?:i|we)(?:'ll| will| can| shall|'d be happy to) (?:fully |gladly |happily )?(?:refund"
                r"|reimburse|compensate|pay you back)"
            ),
            (
                r"\b(?:give|get|receive|issue|offer)\w* (?:you )?(?:a |your )?(?:full |complete |partial "
                r")?(?:refund|money back)\b"
            ),
            r"\byou(?:'ll| will) (?:be refunded|be reimbursed|get (?:your|all your|the) money)",
            r"\bmoney[- ]back guarantee",
            r"\b(?:i|we) (?:personally |hereby |can |fully )?(?:guarantee|promise)\b(?! to be)",
            r"\byou have my word\b",
            r"\b(?:is|are) (?:fully |100 ?% )?(?:refundable|guaranteed to work)\b",
            (
                rf"\b(?:comes? with|has|have|give you|under) (?:a|an|our|my|{_NUMBER}) {_NEAR}(?:warranty"
                r"|guarantee)\b"
            ),
            (
                r"\b(?:i|we)(?:'ll| will) (?:replace|repair|fix) (?:it|them|this) (?:for free|free of charge"
                r"|at no cost)"
            ),
        ),
        "de": (
            r"\b(?:bekommst|bekommen sie|kriegst|bekommt ihr) (?:du )?(?:dein|ihr|euer|das) geld zuruck",
            r"\b(?:erstatte|erstatten|ersetze) (?:ich |wir )?(?:ihnen|dir|euch)\b",
            rf"\bgebe?n? (?:ich|wir) {_NEAR}garantie",
            r"\b(?:ich|wir) (?:garantiere|garantieren|verspreche|versprechen)\b",
            r"\b(?:das )?versprochen[.!]*$",
            r"\bgeld-zuruck-garantie",
        ),
        "fr": (
            r"\b(?:je|nous|on) (?:te|vous|t'|le) ?rembours\w+",
            r"\b(?:sera|seras|serez) (?:integralement )?rembours\w+",
            r"\b(?:je|nous) (?:te |vous )?(?:garanti|promet)\w*",
            r"\bje (?:te|vous) le (?:promets|garantis)",
            r"\bsatisfait ou rembourse",
            r"\bj'offre une garantie",
        ),
        "es": (
            r"\b(?:te|le|os|les) (?:devuelvo|devolvemos|devolvere|devolveremos|reembols\w+)",
            r"\bte (?:lo )?(?:garantizo|prometo|aseguro)\b",
            r"\b(?:garantizo|prometo|garantizamos) que\b",
            r"\b(?:recibiras|tendras) (?:un reembolso|tu dinero)",
        ),
        "pt": (
            r"\b(?:vou|vamos) (?:te )?(?:devolver|reembolsar|ressarcir)",
            r"\b(?:sera|seras) (?:totalmente )?(?:reembolsad|ressarcid)[oa]",
            r"\b(?:devolvo|devolvemos) (?:o )?(?:seu|teu|todo)",
            r"\b(?:eu |te )?(?:garanto|prometo)(?: que| isso|[.!,]|$)",
        ),
        "it": (
            r"\b(?:ti|vi|la|le) (?:rimbors\w+|restituisco|ridiamo|ridaro)",
            r"\b(?:sarai|sara|sarete) (?:interamente )?rimborsat[oaie]",
            r"\b(?:ti |vi |te lo )?(?:garantisco|prometto)\b",
            r"\briavrai i (?:tuoi )?soldi",
        ),
        "nl": (
            rf"\b(?:krijg|krijgt) (?:je|u)? ?(?:je|uw|al je)? ?geld {_NEAR}terug",
            r"\bkrijg(?:t)? (?:je|uw) geld terug",
            rf"\b(?:ik|we|wij) (?:betaal|betalen|vergoed|vergoeden)\b {_GAP}(?:terug|alles|bedrag)",
            r"\b(?:ik|we) (?:garandeer|garanderen|beloof|beloven)\b",
            r"\bdat beloof ik\b",
        ),
    },
    "date": {
        "en": (
            rf"\b(?:see|meet|catch) (?:you|u|ya|each other) {_NEAR}{_DAY['en']}",
            rf"\b(?:i'll|i will|we'll|we will|i am going to|i'm going to|i shall) \w+ {_GAP}{_DAY['en']}",
            (
                r"\blet'?s (?:meet|have|do|get|grab|talk|speak|say|make it|plan|schedule|go) "
                rf"{_GAP}{_DAY['en']}"
            ),
            rf"\byou(?:'ll| will|ll) (?:have|get|receive|hear) {_GAP}{_DAY['en']}",
            rf"\b(?:i|we) can (?:do|make|meet|come|deliver|be there|ship) {_GAP}{_DAY['en']}",
            rf"{_DAY['en']} {_NEAR}\b(?:works for (?:me|us)|suits me|is fine (?:for|with) me|it is)\b",
            rf"\b(?:i'm|i am|we're|we are) (?:free|available|in|there) {_NEAR}{_DAY['en']}",
            rf"\bcount (?:me in|on (?:me|us)) {_NEAR}{_DAY['en']}",
            rf"\bi'll pick you up {_GAP}\d",
            r"\bi promise to\b",
            (
                rf"{_DAY['en']},? (?:i'll|i will|we'll|we will) (?:send|deliver|ship|call|meet|visit|come|be "
                r"there|bring|pay|pick|see)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:bis|wir sehen uns|sehen wir uns|wir treffen uns|treffen wir uns|lass uns|lasst uns) "
                rf"{_GAP}{_DAY['de']}"
            ),
            (
                r"\b(?:ich|wir) (?:schicke|schicken|sende|liefere|liefern|rufe|komme|kommen|bringe|bin|zahle"
                r"|besuche|hole|treffe|gebe)\b"
                rf" {_GAP}{_DAY['de']}"
            ),
            (
                rf"{_DAY['de']} {_NEAR}\b(?:rufe|schicke|komme|bringe|treffe|bin|liefere|zahle|hole|gebe) "
                r"(?:ich|wir)\b"
            ),
            (
                rf"{_DAY['de']} {_NEAR}\b(?:hast du|haben sie|bekommst du|bekommen sie|treffen wir uns|sehen "
                r"wir uns|passt (?:mir|es mir|gut))\b"
            ),
            rf"\bdu bekommst {_GAP}\b(?:am|bis|morgen) ?{_DAY['de']}",
        ),
        "fr": (
            rf"\b(?:on se (?:voit|retrouve)|rendez-vous|a|voyons-nous|retrouvons-nous) {_NEAR}{_DAY['fr']}",
            (
                r"\bje (?:te |vous |t'|l'|le |te l'|te le |vous l'|vous le |serai |viens |viendrai |passe "
                rf")+{_GAP}{_DAY['fr']}"
            ),
            rf"\b(?:tu auras|vous aurez|vous recevrez|tu recevras) {_GAP}{_DAY['fr']}",
            rf"{_DAY['fr']} {_NEAR}me (?:va|convient)\b",
        ),
        "es": (
            rf"\b(?:nos vemos|quedamos|quedemos|veamonos|hasta) {_NEAR}{_DAY['es']}",
            (
                r"\b(?:te|os|le|se) (?:lo |la )?(?:llamo|llamare|mando|mandare|envio|enviare|traigo|pago"
                rf"|pagare|entrego|entregare|veo)\b {_GAP}{_DAY['es']}"
            ),
            (
                r"\b(?:estare|vendre|ire|llegare|voy a (?:estar|ir|llegar|enviarte|mandarte|llamarte)) "
                rf"{_GAP}{_DAY['es']}"
            ),
            rf"\b(?:tendras|recibiras) {_GAP}{_DAY['es']}",
            rf"{_DAY['es']} {_NEAR}me (?:va|viene) bien\b",
        ),
        "pt": (
            (
                r"\b(?:te vejo|vejo voce|nos vemos|a gente se (?:ve|encontra)|encontramo-nos|ate|vamos nos "
                rf"(?:ver|encontrar)) {_NEAR}{_DAY['pt']}"
            ),
            (
                r"\b(?:te |lhe |eu )?(?:ligo|envio|mando|entrego|pago|trago|enviarei|mandarei|ligarei|vou "
                r"(?:te )?(?:enviar|mandar|ligar|entregar|pagar|estar))\b"
                rf" {_GAP}{_DAY['pt']}"
            ),
            rf"\b(?:estarei|chego|voce (?:tera|recebera)) {_GAP}{_DAY['pt']}",
            rf"{_DAY['pt']} {_NEAR}(?:esta bom|funciona) para mim\b",
        ),
        "it": (
            (
                r"\b(?:ci (?:vediamo|troviamo|incontriamo|sentiamo)|vediamoci|troviamoci|a) "
                rf"{_NEAR}{_DAY['it']}"
            ),
            (
                r"\b(?:te lo|te la|ti|vi|glielo) (?:mando|mandero|invio|inviero|chiamo|chiamero|porto|pago"
                rf"|consegno|consegnero|spedisco|vedo)\b {_GAP}{_DAY['it']}"
            ),
            rf"\b(?:saro|arrivo|vengo|verro|avrai|riceverai) {_GAP}{_DAY['it']}",
            rf"{_DAY['it']} {_NEAR}(?:mi va bene|per me va bene)\b",
        ),
        "nl": (
            rf"\b(?:tot|we zien elkaar|we spreken af|laten we) {_GAP}{_DAY['nl']}",
            rf"\bik (?:stuur|bel|kom|breng|betaal|lever|ben|haal|geef)\b {_GAP}{_DAY['nl']}",
            rf"{_DAY['nl']} {_NEAR}\b(?:bel|stuur|kom|breng|betaal|lever|ben|haal) ik\b",
            rf"\b(?:krijg je|je krijgt|je hebt) {_GAP}{_DAY['nl']}",
            rf"{_DAY['nl']} {_NEAR}komt (?:me|mij) goed uit\b",
        ),
    },
    "job": {
        "en": (
            r"\byou(?:'re| are|re) (?:hired|on the team|on board)\b",
            r"\byou(?:'ve| have)? (?:got|get|have) the (?:job|position|role|gig)\b",
            (
                r"\b(?:offer|offering|give|giving) you (?:the|a|an|this) (?:\w+ ){0,2}(?:job|position|role"
                r"|contract|internship|gig)\b"
            ),
            (
                r"\b(?:i|we)(?:'ll| will|'d like to| would like to| want to| are going to|'d love to) (?:hire"
                r"|employ) you\b"
            ),
            r"\bconsider yourself (?:hired|on the team)\b",
            r"\b(?:we|i)(?:'ve| have)? decided to (?:hire|employ|take) you\b",
            r"\bwelcome to the team\b",
            r"\bthe (?:job|position|role) is yours\b",
            r"\byou can start (?:on|next|tomorrow|monday|right)\b(?! (?:with|by|from) )",
        ),
        "de": (
            (
                r"\b(?:du hast|sie haben|ihr habt|du kriegst|du bekommst|sie bekommen) (?:den|die) (?:job"
                r"|stelle)\b"
            ),
            r"\b(?:stelle|stellen) (?:ich |wir )?(?:dich|sie) ein\b",
            r"\b(?:du bist|sie sind) eingestellt\b",
            r"\b(?:konnen|kannst) (?:sie |du )?(?:am|ab|nachste) \w+ (?:bei uns )?(?:anfangen|beginnen)\b",
            r"\bwillkommen im team\b",
            r"\bbiete (?:ich )?(?:dir|ihnen) (?:die|eine|den|einen) (?:stelle|job|vertrag)\b",
        ),
        "fr": (
            r"\b(?:tu es|vous etes) (?:embauche|engage|recrute)e?s?\b",
            (
                r"\bje (?:t'|vous )(?:offre|propose|embauche|engage)(?: le poste| un poste| un emploi)?\b(?! "
                r"de)"
            ),
            r"\b(?:le poste est|tu as le|vous avez le) (?:poste|a (?:toi|vous))\b",
            r"\bbienvenue dans l'equipe\b",
        ),
        "es": (
            r"\b(?:estas|esta|queda|quedas) contratad[oa]\b",
            r"\bel (?:puesto|trabajo) es (?:tuyo|suyo)\b",
            r"\bte (?:contrato|contratamos|contratare|ofrezco el (?:puesto|trabajo))\b",
            r"\bbienvenid[oa] al equipo\b",
            r"\bpuedes empezar el \w+",
        ),
        "pt": (
            r"\b(?:esta|foi) contratad[oa]\b",
            r"\ba vaga e (?:sua|tua)\b",
            r"\b(?:vou|vamos) (?:te )?contratar\b",
            r"\bbem-vind[oa] (?:a|ao) (?:equipe|time|equipa)\b",
            r"\bo emprego e seu\b",
        ),
        "it": (
            r"\b(?:sei|e|siete) assunt[oai]\b",
            r"\bil (?:posto|lavoro) e (?:tuo|suo)\b",
            r"\bti (?:assumo|assumiamo|offro il (?:posto|lavoro))\b",
            r"\bbenvenut[oa] (?:nel team|in squadra)\b",
        ),
        "nl": (
            r"\bje bent aangenomen\b",
            r"\bu bent aangenomen\b",
            r"\b(?:je|u) (?:krijgt|hebt) de baan\b",
            r"\bde baan is (?:voor )?(?:jou|van jou)\b",
            r"\b(?:ik|we) nemen? je aan\b",
            r"\bwelkom (?:bij|in) het team\b",
        ),
    },
    "endorsement": {
        "en": (
            (
                r"\b(?:i|we) (?:hereby |officially |publicly |formally |fully |wholeheartedly |proudly "
                r"|strongly )*(?:endorse)\b"
            ),
            r"\b(?:i|we) (?:hereby|officially|publicly|formally) (?:support|recommend|back|approve)\b",
            (
                rf"\byou (?:can|may|could) (?:say|tell|write|announce|claim|advertise)\b{_GAP}\b(?:i|we|my"
                rf"|our)\b{_GAP}(?:endorse|recommend|support|back|love|partner|approve|use)"
            ),
            r"\b(?:feel free to|you (?:can|may)|please) quote me\b",
            r"\b(?:you (?:can|may)|feel free to) use (?:my|our) (?:name|face|logo|photo|voice)\b",
            (
                r"\b(?:i|we)(?:'ll| will|'d (?:love|be happy) to| would (?:love|be happy) to|'re happy to|'m "
                r"happy to| are happy to| am happy to|'re going to)"
                r" (?:partner with|sponsor|promote|endorse|advertise|collaborate with|be your (?:partner"
                r"|ambassador))\b"
            ),
            r"\bhappy to (?:sponsor|endorse|promote) (?:you|your)\b",
            (
                r"\bi stand (?:fully )?behind (?:this|your|the) (?:company|product|brand|campaign|party"
                r"|candidate)\b"
            ),
            r"\b(?:put|list|name|use) me (?:down )?as a (?:reference|partner|supporter|sponsor)\b",
        ),
        "de": (
            r"\b(?:ich|wir) (?:unterstutze|unterstutzen|empfehle|empfehlen)\b" + _GAP + r"\boffiziell\b",
            r"\boffiziell (?:unterstutze|empfehle) ich\b",
            (
                r"\b(?:du|sie|ihr) (?:darfst|durfen|kannst|konnen|durft) (?:gern(?:e)? )?mit (?:meinem"
                r"|unserem) (?:namen|gesicht) werben\b"
            ),
            r"\b(?:darfst|kannst|durfen|konnen) (?:sie |gern(?:e)? )?(?:mich zitieren|sagen, dass ich)\b",
            r"\b(?:ich|wir) (?:sponsere|sponsern|werden partner)\b",
        ),
        "fr": (
            (
                r"\b(?:je|nous) (?:soutiens|soutenons|recommande|recommandons|approuve) (?:officiellement"
                r"|publiquement)\b"
            ),
            r"\b(?:peux|pouvez) (?:utiliser|citer) (?:mon|notre|me) ?(?:nom|image)?\b",
            r"\bpouvez dire que je (?:recommande|soutiens)",
            r"\bje (?:sponsorise|parraine)\b",
        ),
        "es": (
            r"\b(?:respaldo|apoyo|recomiendo|respaldamos) (?:oficialmente|publicamente)\b",
            r"\b(?:puedes|puede) (?:usar mi nombre|citarme|decir que (?:yo )?(?:recomiendo|apoyo))",
            r"\b(?:patrocino|patrocinare|patrocinamos)\b",
        ),
        "pt": (
            r"\b(?:apoio|recomendo|endosso|apoiamos) (?:oficialmente|publicamente)\b",
            r"\bpode (?:usar (?:o )?meu nome|me citar|dizer que (?:eu )?(?:recomendo|apoio))",
            r"\b(?:vou|vamos) patrocinar\b",
        ),
        "it": (
            r"\b(?:sostengo|appoggio|raccomando|consiglio|sosteniamo) (?:ufficialmente|pubblicamente)\b",
            r"\bpu(?:oi|o) (?:usare il mio nome|citarmi|dire che (?:io )?(?:raccomando|sostengo))",
            r"\b(?:sponsorizzo|sponsorizzeremo)\b",
        ),
        "nl": (
            r"\b(?:ik|wij|we) (?:steun|steunen|onderschrijf|beveel)\b" + _GAP + r"\bofficieel\b",
            r"\b(?:mag|mogen|kunt|kan) (?:mijn naam gebruiken|me citeren|mij citeren)\b",
            r"\b(?:ik|we) (?:sponsor|sponsoren)\b",
        ),
    },
    "medical": {
        "en": (
            rf"\b(?:take|taking|have|swallow|inject|use|give (?:him|her|them|it)|up to) {_NEAR}{_DOSE}",
            (
                r"\b(?:stop|quit|skip|keep|don't|do not) (?:taking |take )?(?:your|the|his|her|those|these"
                rf"|all) {_NEAR}(?:{_PILLS}|{_DRUG})\b"
            ),
            rf"\b(?:take|try|stop taking|start taking|use) (?:some |an? |the )?{_DRUG}\b",
            r"\b(?:double|halve|increase|reduce|lower) (?:your|the) (?:dose|dosage|insulin)\b",
            (
                r"\byou (?:probably |clearly |definitely |certainly |might |may |must |surely |likely |just "
                rf")?(?:have|got|suffer from)(?: got)? (?:an? |the )?(?:\w+ )?{_ILLNESS}\b"
            ),
            rf"\b(?:sounds|looks) like (?:you have |you've got )?(?:an? |the )?(?:\w+ )?{_ILLNESS}\b",
            r"\byou (?:don't|do not) (?:need|have) to (?:see|go to|call|visit) (?:a|the|your) doctor\b",
            r"\byou don't need (?:a doctor|surgery|the vaccine|chemo)\b",
            rf"\b{_DOSE} (?:every|twice|three times|a day|per day|daily|before|after)\b",
            r"\bno need (?:for|to see) (?:a|the) doctor\b",
            rf"\byou should (?:take|stop) {_GAP}(?:{_PILLS}|{_DRUG})\b",
        ),
        "de": (
            (
                rf"\b(?:nimm|nehmen sie|nehmt|schluck|du solltest|sie sollten) {_GAP}(?:{_DOSE}|{_DRUG}"
                rf"|{_PILLS})"
            ),
            rf"\bsetze?n? (?:sie )?(?:die|deine|ihre|das) (?:{_PILLS}|{_DRUG}) ab\b",
            (
                r"\b(?:du hast|sie haben|das ist) (?:bestimmt|sicher|wahrscheinlich|wohl|vermutlich"
                rf"|eindeutig)? ?(?:eine?n? )?{_ILLNESS}\b"
            ),
            r"\b(?:du musst|sie mussen|brauchst) (?:nicht zum|keinen) arzt\b",
            r"\bverdopp\w+ (?:du |sie )?(?:die|deine) dosis\b",
        ),
        "fr": (
            rf"\b(?:prends|prenez|avale|avalez|tu devrais prendre) {_GAP}(?:{_DOSE}|{_DRUG})",
            (
                rf"\b(?:arrete|arretez|cesse) (?:de prendre )?(?:tes|vos|les|ton|votre) {_NEAR}(?:{_PILLS}"
                r"|traitement)\b"
            ),
            (
                r"\b(?:tu as|vous avez) (?:surement|probablement|certainement|sans doute)? ?(?:une? |la |le "
                rf")?{_ILLNESS}\b"
            ),
            r"\bpas besoin (?:de voir|d'aller voir|d') ?(?:un|le) medecin\b",
        ),
        "es": (
            rf"\b(?:toma|tome|tomate|tomese|deberias tomar) {_GAP}(?:{_DOSE}|{_DRUG})",
            rf"\b(?:deja|deje) de tomar {_NEAR}{_PILLS}\b",
            (
                r"\b(?:seguramente|probablemente|seguro que|claramente)? ?(?:tienes|tiene) (?:una? |la |el "
                rf")?{_ILLNESS}\b"
            ),
            r"\bno (?:necesitas|hace falta) (?:ver a un|ir al|un) medico\b",
        ),
        "pt": (
            rf"\b(?:tome|toma|deveria tomar) {_GAP}(?:{_DOSE}|{_DRUG})",
            rf"\b(?:pare|para|deixe) de tomar {_NEAR}{_PILLS}\b",
            rf"\b(?:voce )?(?:tem|deve (?:ter|estar com)|esta com) (?:uma? |a |o )?{_ILLNESS}\b",
            r"\bnao precisa (?:ver um|ir ao|de) medico\b",
        ),
        "it": (
            rf"\b(?:prendi|prenda|dovresti prendere) {_GAP}(?:{_DOSE}|{_DRUG})",
            rf"\b(?:smetti|smetta) di prendere {_NEAR}{_PILLS}\b",
            (
                r"\b(?:hai|ha) (?:sicuramente|probabilmente|certamente)? ?(?:un'|una? |la |il "
                rf"|l')?{_ILLNESS}\b"
            ),
            r"\bnon (?:serve|hai bisogno di) (?:andare dal|un) medico\b",
        ),
        "nl": (
            rf"\b(?:neem|slik|je moet|u moet) {_GAP}(?:{_DOSE}|{_DRUG})",
            rf"\bstop (?:met|met het nemen van) (?:je|uw|de|het) {_NEAR}{_PILLS}\b",
            rf"\b(?:je hebt|u heeft) (?:vast|waarschijnlijk|zeker|duidelijk)? ?(?:een |de )?{_ILLNESS}\b",
            r"\b(?:je hoeft|u hoeft) niet naar de dokter\b",
        ),
    },
    "legal": {
        "en": (
            (
                r"\byou (?:definitely |clearly |certainly )?have a (?:strong |good |solid |clear |legal "
                r")*case(?=[.!,;]| against|$)"
            ),
            r"\b(?:you (?:should|can|could|must|need to) |just |then )sue\b",
            r"^sue (?:him|her|them|your)\b",
            r"\b(?:perfectly|totally|completely|entirely|absolutely|100 ?%) (?:legal|lawful|illegal)\b",
            r"\btake (?:them|him|her|it|your \w+) to court\b",
            (
                r"\byou(?:'ll| will|'d| would| are going to) (?:easily |surely |definitely )?win (?:in court"
                r"|your case|the case|the lawsuit|in front of)\b"
            ),
            (
                r"\byou (?:don't|do not) have to pay (?:that|the|this|any|your) (?:\w+ )?(?:fine|ticket|rent"
                r"|tax(?:es)?|debt|fee|bill)\b"
            ),
            r"\byou (?:can|may) legally\b",
            r"\byou(?:'re| are) (?:legally )(?:allowed|entitled|obliged|required)\b",
            r"\byou(?:'re| are) not liable\b",
            r"\byou should (?:press charges|plead)\b",
            r"\bplead (?:not )?guilty\b",
            r"\byou(?:'re| are) entitled to\b(?! your opinion)",
            (
                r"\b(?:they|he|she|your \w+) (?:can't|cannot|can not|may not) (?:legally |just )?(?:evict|sue"
                r"|fire|arrest|deport|prosecute)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:solltest|sollten|kannst|konnen|musst|mussen|konntest) (?:du |sie )?(?:\w+ "
                r"){0,3}(?:verklagen|anzeigen|klagen)\b"
            ),
            r"\b(?:vollig|vollkommen|komplett|absolut|ganz) (?:legal|illegal|erlaubt)\b",
            (
                r"\b(?:du musst|sie mussen|musst du|mussen sie) (?:die|diese|das|den) (?:\w+ )?(?:strafe"
                r"|bussgeld|miete|steuer|gebuhr|rechnung) nicht (?:be)?zahlen\b"
            ),
            (
                r"\b(?:du wurdest|sie wurden|du wirst|sie werden) (?:\w+ ){0,2}(?:vor gericht |den prozess "
                r")(?:\w+ )?gewinnen\b"
            ),
        ),
        "fr": (
            r"\b(?:devrais|devriez|peux|pouvez|dois|devez) (?:porter plainte|poursuivre|attaquer)\b",
            r"\b(?:tout a fait|parfaitement|totalement|completement) (?:legal|illegal)\b",
            (
                r"\b(?:tu n'as|vous n'avez) pas (?:a|besoin de) payer (?:cette|l'|le|la|ce) ?(?:amende|loyer"
                r"|impot|facture)\b"
            ),
            r"\b(?:tu gagneras|vous gagnerez) (?:le proces|au tribunal)\b",
        ),
        "es": (
            r"\b(?:deberias|deberia|puedes|puede|debes|tienes que) (?:demandar|denunciar)\b",
            r"\b(?:totalmente|perfectamente|completamente) (?:legal|ilegal)\b",
            r"\bno tienes que pagar (?:esa|la|el|ese) (?:multa|alquiler|impuesto|factura)\b",
            r"\bganaras (?:el juicio|en los tribunales)\b",
        ),
        "pt": (
            (
                r"\b(?:deveria|devia|pode|deve|tem que) processar\b(?! (?:o|os|a|as) (?:dados|arquivos?"
                r"|pedidos?))"
            ),
            r"\b(?:totalmente|perfeitamente|completamente) (?:legal|ilegal)\b",
            r"\bnao precisa pagar (?:essa|a|o) (?:multa|aluguel|imposto)\b",
            r"\bvai ganhar (?:o processo|na justica)\b",
        ),
        "it": (
            r"\b(?:dovresti|puoi|devi|dovrebbe|deve) (?:fare causa|denunciare|querelare)\b",
            r"\b(?:del tutto|perfettamente|totalmente|completamente) (?:legale|illegale)\b",
            r"\bnon devi pagare (?:quella|la|l'|il) ?(?:multa|affitto|tassa)\b",
            r"\bvincerai (?:la causa|in tribunale)\b",
        ),
        "nl": (
            r"\b(?:moet|kunt|kan|zou) (?:je |u )?(?:\w+ ){0,3}(?:aanklagen|voor de rechter slepen)\b",
            r"\b(?:volkomen|volledig|helemaal|perfect) (?:legaal|illegaal)\b",
            r"\b(?:je hoeft|u hoeft) (?:die|de) (?:boete|huur) niet te betalen\b",
        ),
    },
    "financial": {
        "en": (
            (
                r"(?:\byou (?:should|must|can|need to) |^|[,;:] |\b(?:so|just|and|then) )(?:buy|sell|short"
                rf"|invest in|hold|get into) (?:[\w.'-]+ ){{0,3}}{_ASSET}\b"
            ),
            (
                r"\b(?:put|invest|move) (?:all )?(?:of )?(?:your|the) (?:life )?(?:savings|money|pension"
                r"|cash)\b"
            ),
            r"\bguaranteed (?:returns?|profits?|gains?|income)\b",
            r"\byou(?:'ll| will) (?:double|triple|multiply) your (?:money|investment|savings)\b",
            rf"\b{_ASSET} (?:will|is going to) (?:go up|rise|double|explode|moon|crash|fall)\b",
            r"\byou (?:should|must) invest\b",
            r"\b(?:good|best|right|great|perfect) (?:time|moment) to (?:buy|sell|invest)\b",
            rf"\bput (?:everything|it all|all of it) (?:in|into|on) (?:[\w-]+ )?{_ASSET}\b",
        ),
        "de": (
            (
                r"\b(?:kauf|kaufe|kaufen sie|verkauf|verkaufe|verkaufen sie|investier|investiere|investieren "
                rf"sie)\b {_NEAR}{_ASSET}\b"
            ),
            r"\b(?:du solltest|sie sollten|du musst) in (?:\w+ )?\w+ investieren\b",
            (
                r"\b(?:steck|stecke|leg|lege|investier) (?:dein|deine|ihr|ihre) (?:geld|erspartes"
                r"|ersparnisse)\b"
            ),
            r"\bgarantierte (?:rendite|gewinne?)\b",
        ),
        "fr": (
            rf"\b(?:achete|achetez|vends|vendez) {_NEAR}{_ASSET}\b",
            r"\b(?:tu devrais|vous devriez) investir\b",
            r"\b(?:mets|mettez|place|placez) (?:tes|vos|ton|votre) (?:economies|argent|epargne)\b",
            r"\brendement garanti\b",
        ),
        "es": (
            rf"\b(?:compra|compre|vende|venda) {_NEAR}{_ASSET}\b",
            r"\b(?:deberias|deberia|debes) invertir\b",
            r"\b(?:mete|pon|invierte|ponga) (?:tus|sus|todos tus) (?:ahorros|dinero)\b",
            r"\b(?:ganancias|rentabilidad) garantizadas?\b",
        ),
        "pt": (
            rf"\b(?:compre|compra|venda|vende) {_NEAR}{_ASSET}\b",
            r"\b(?:voce )?(?:deveria|devia|deve) investir\b",
            r"\b(?:coloque|invista|ponha) (?:suas|as suas|seu|o seu) (?:economias|dinheiro|poupanca)\b",
            r"\b(?:lucro|retorno) garantido\b",
        ),
        "it": (
            rf"\b(?:compra|compri|vendi|venda) {_NEAR}{_ASSET}\b",
            r"\b(?:dovresti|devi|dovrebbe) investire\b",
            r"\b(?:metti|investi) (?:i tuoi|tutti i tuoi) (?:risparmi|soldi)\b",
            r"\b(?:rendimento|guadagn\w+) garantit[oi]\b",
        ),
        "nl": (
            rf"\b(?:koop|verkoop) {_NEAR}{_ASSET}\b",
            r"\b(?:je|u) (?:moet|zou) (?:\w+ )?in \w+ (?:moeten )?investeren\b",
            r"\b(?:zet|stop|investeer) (?:je|uw|al je) (?:spaargeld|geld)\b",
            r"\b(?:gegarandeerd|gegarandeerde) (?:rendement|winst)\b",
        ),
    },
}

_DENIALS = (
    r"(?:not|never|no|nor|without|cannot|\w+n't|dont|cant|wont|nicht|nie|kein\w{0,2}|ohne|ne|n'\w+"
    r"|pas|jamais|aucune?|nunca|sin"
    r"|ningun\w*|nao|sem|nenhum\w*|non|senza|nessun\w*|niet|nooit|geen|zonder)"
)
# A denial right before what binds takes it back: "I can't promise", "there is no discount".
DENIED = re.compile(rf"\b{_DENIALS}(?: [\w']+){{0,2}} ?$")
DENIAL = re.compile(rf"\b{_DENIALS}\b")
# What is told of the past or of others in the clause binds nobody.
TOLD = re.compile(
    r"\b(?:was|were|had|did|chez eux|bei denen|in that (?:shop|store)|en esa tienda|in quel "
    r"negozio|nessa loja|in die winkel|used to|paid|cost me|cost us|yesterday|ago|last (?:year"
    r"|month|week"
    r"|time)|back then|(?:he|she|they|someone|people|who) (?:said?|says?"
    r"|told|claims?|asks?|wrote|charges?|wants?|will|can)|(?:he|she|they)'ll|damals|gestern|war"
    r"|waren|hatte|hat mich|hat gekostet|bezahlt|hier|avait|etait|a coute|ai paye|ayer|costo|pague"
    r"|estaba|ontem|paguei|custou|ieri|ho pagato|era|gisteren|kostte|betaalde|heb betaald|in "
    r"(?:19\d\d|200\d|201\d))\b"
)
# A hedge makes a day no promise: "I'll maybe send it on Friday".
HEDGED = re.compile(
    r"\b(?:maybe|might|perhaps|probably|hopefully|possibly|try|trying|hope|if|unless|vielleicht"
    r"|wahrscheinlich|hoffentlich|versuche|falls|wenn|peut-etre|essaie"
    r"|essaierai|espere|quizas|talvez|si (?:je|on|puedo|possible|posible)|se (?:eu|der|puder"
    r"|riesco|possibile)|tento|forse|provo|spero|misschien|probeer|als)\b"
)
