"""How people bind themselves in passing, without the words that prices, days and advice have in a shop or an office.

Patterns as in ``promise_words``, over the same plain form.
"""

_NUM = (
    r"(?<![\w.])(?:[€$£] ?)?\d[\d.,]{0,8}(?: ?(?:k|[€$£%]|euros?|eur|bucks|dollars?|quid|pounds?"
    r"|balles|pavos|reais|conto|mille|franken))?"
    r"(?![\w%]| ?(?:mg|gb|mb|ms|min|am|pm|st|nd|rd|th|years?|days?|weeks?|hours?|minutes?"
    r"|seconds?|lines?|files?|items?|of\b|x\b))"
)
_PART = (
    r"(?:\d{1,2} ?(?:%|percent|prozent|pour ?cent|por ?cento|por ciento|procent)|ten percent"
    r"|twenty percent|half|a (?:fifth|third|quarter|bit|little)"
    r"|some(?:thing)?)"
)
_ANY = r"[^.!?;\n]{0,40}?"
_SOME = r"[^.!?;\n]{0,20}?"
_MEDICINE = (
    r"(?:pills?|meds|medications?|medicines?|tablets?|antibiotics?|insulin|treatment|therapy"
    r"|chemo|vaccines?|shots?|jabs?|inhaler|statins?|beta"
    r"|painkillers?|aspirin|ibuprofen|paracetamol|antidepressants?|er\b|hospital|doctors?|surgery)"
)

IDIOMS: dict[str, dict[str, tuple[str, ...]]] = {
    "price": {
        "en": (
            (
                r"\b(?:deal|done|ok(?:ay)?|fine|sure|alright|say|call it|make it|settle(?:d)? (?:on|at"
                rf"|for))\b[^.!?;\n]{{0,25}}?{_NUM}[^.!?;\n]{{0,20}}?"
                r"\b(?:for (?:both|all|the (?:pair|lot|set|two)|everything)|(?:and|&) (?:it'?s|its|they'?re"
                r"|he'?s|she'?s) yours|then and|each|a piece)\b"
            ),
            rf"\b(?:bill|charge|invoice|ask) you {_SOME}{_NUM}",
            (
                r"\bi(?:'ll| can| could| would|'d)? (?:do|make|sell|take|let|give) (?:it|them|both|you|the"
                rf"|one|that|this) {_ANY}\bfor {_NUM}"
            ),
            rf"\b(?:yours|sold) (?:for|at) {_NUM}|{_NUM} (?:and|&) (?:it'?s|they'?re|its) yours\b|{_NUM} for both\b",
            (
                r"\b(?:stick|keep|hold) (?:to|with|at)? ?(?:the |last year'?s |your |this |my |our )(?:old "
                r"|current |same )?(?:rate|price|fee)\b"
            ),
            (
                r"\b(?:rate|price|fee)s? (?:won'?t|will not|stays?|remains?) (?:change|go up|the same|rise"
                r"|fixed|as it is)"
            ),
            (
                r"\b(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred) (?:bucks"
                r"|quid|euros|dollars|pounds) (?:and|for|each|flat|total)\b"
            ),
            rf"\b{_NUM} (?:an hour|per hour|a month|per month|a piece|apiece|flat|all in)\b",
        ),
        "de": (
            rf"\bmach\w* (?:ich )?(?:dir|euch|ihnen)\b {_ANY}\bfur {_NUM}|\bmach ich (?:es |das )?(?:dir )?fur {_NUM}",
            (
                rf"{_NUM} und (?:er|es|sie|das|die|der)\b.{{0,10}}\b(?:gehort|gehoren|ist|sind) (?:dir|ihnen"
                r"|euch|dein\w*)"
            ),
            (
                rf"\bfur {_NUM} (?:gehort|kriegst|bekommst|nimmst|kannst|darfst|ist|verkauf)|\bsagen wir "
                rf"{_NUM}|{_NUM} fur (?:beide\w*|alle\w*|zusammen)|\bfur (?:beide\w*|alles) {_NUM}"
            ),
            rf"\b(?:kriegst|bekommst|lass|lasse|geb|gebe|verkauf\w*) {_ANY}\bfur {_NUM}",
            rf"\b(?:okay|ok|gut|abgemacht|deal|also),? {_NUM}\b.{{0,30}}\b(?:und|fertig|dann|passt)",
        ),
        "fr": (
            (
                rf"{_NUM} (?:pour )?(?:les deux|le tout|la paire)\b|{_NUM} et (?:c'est|il est|elle est|on "
                r"(?:n')?en parle plus|tu l'emportes|c'est a toi)"
            ),
            (
                rf"\b(?:je|on) (?:te |vous )?(?:le |la |les |l')?(?:fais|laisse|vends|cede)\b {_ANY}\b(?:a"
                rf"|pour) {_NUM}|\b(?:disons|allez|va pour|ok pour|d'accord pour),? {_NUM}"
            ),
        ),
        "es": (
            (
                rf"\b(?:dejamos|dejo|vendo|hago|cobro|queda) {_SOME}\b(?:en|por|a) {_NUM}|{_NUM} (?:y (?:es "
                r"tuy|te l|son tuy)|por (?:los|las) dos|los dos|las dos)"
            ),
            (
                rf"\b(?:te (?:lo|la|los|las)?) ?(?:llevas|doy|dejo|vendo|hago) {_ANY}\bpor {_NUM}|\b(?:venga"
                rf"|vale|trato hecho|hecho),? {_NUM}"
            ),
        ),
        "pt": (
            (
                rf"\b(?:faco|deixo|vendo|fecho|cobro|fica|sai) {_ANY}\b(?:por|em|a) {_NUM}|{_NUM} (?:e (?:e "
                r"(?:teu|seu)|leva|ta fechado|nao se fala)|(?:pelos|pelas|os|as) (?:dois|duas)|o par)"
            ),
            rf"\b(?:fechado|fechamos|beleza|combinado),? (?:em |por )?{_NUM}",
        ),
        "it": (
            (
                rf"{_NUM} (?:per (?:tutt|entramb)|tutt[ei] e due|e (?:te l|e tu|sono tu|siamo a posto|non se "
                r"ne parla|affare))|\b(?:facciamo|ti faccio|te lo (?:lascio|do|vendo|faccio)|te la (?:lascio"
                rf"|do|vendo)) {_ANY}{_NUM}"
            ),
            rf"\b(?:dai|ok|va bene|affare fatto),? {_NUM}",
        ),
        "nl": (
            (
                rf"\bdoe (?:er )?(?:maar )?{_NUM}|{_NUM} voor (?:allebei|alles|beide|samen|de twee)|\bvoor "
                rf"{_NUM} (?:is|mag|krijg|kun|heb)|{_NUM} en (?:hij|het|ie|ze|dan) is\b|\bzeg(?:gen we)? "
                rf"{_NUM}"
            ),
            rf"\b(?:maak|bouw|doe|verkoop|geef) (?:ik )?{_ANY}\bvoor {_NUM}",
        ),
    },
    "discount": {
        "en": (
            (
                r"\b(?:you|students?|members?|kids|friends|subscribers|everyone here) (?:will |only |just "
                r"|'ll )?(?:pay|pays) (?:nothing|half|zero|less|only half)\b"
            ),
            (
                r"\b(?:second|next|first|third) (?:one|order|month|week|year|bag|ticket|lesson|class|session"
                r"|coffee|book|round|hour)\b[^.!?\n]{0,30}\b(?:free|half|on me|on us|on the house|for "
                r"nothing)\b"
            ),
            (
                r"\b(?:it'?s|is|that'?s|are|order) (?:all )?on (?:the house|me|us)(?= ?(?:$|[.!,]))|\bmy "
                r"treat\b|\bships? (?:for )?free\b|\bfree (?:shipping|delivery|entry|copy) (?:for|to|with) "
                r"(?:you|your|this)"
            ),
            (
                rf"\b(?:knock|shave|take|cut|slash) (?:you )?(?:off )?{_PART} ?(?:off"
                rf"|from)?\b(?=.{{0,25}}\b(?:off|price|done|for you|bill|it\b))"
            ),
            (
                r"\b(?:make|do|give|sell) (?:it|that|this|them) (?:to you )?(?:a bit |much |a lot )?cheaper\b"
                r"|\bcheaper for you\b|\b(?:mates?'?|friends?(?: and family)?'?) (?:rates?|price)\b"
            ),
            (
                r"\b(?:i|we)(?:'ll| will| can)? (?:waive|drop|skip) (?:the|your|that) (?:\w+ )?(?:fee|charge"
                r"|cost|deposit)\b|\b(?:won'?t|not going to|don'?t) (?:charge you|take (?:any )?money from "
                r"you|bill you)\b|\bno charge\b|\bfree of charge\b"
            ),
            r"\bfor half(?: the price)?(?= ?(?:$|[.!,]))|\bhalf[- ]price\b|\btwo for (?:the price of )?one\b",
            (
                r"\b(?:i'?ll|i will|i can|we'?ll) (?:pay|cover|get) (?:for )?(?:your|the) (?:ticket|entry"
                r"|shipping|fee|drinks?|lunch|dinner|postage)\b"
            ),
            (
                r"\byou (?:don'?t|won'?t) (?:have to|need to) pay (?:a thing|anything|for (?:it|that|the)"
                r"|me)\b|\bput you on the (?:guest ?)?list\b|\bget (?:in|it|yours|this) for (?:free"
                r"|nothing)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:zweite|nachste|erste|dritte)\w*\b[^.!?\n]{0,30}\b(?:geschenkt|gratis|umsonst|kostenlos"
                r"|zum halben|frei)\b|\bgeht auf(?:'?s| das)? (?:haus|mich|uns|meine)\b"
            ),
            (
                r"\b(?:kriegst|bekommst|bekommen|kriegt) [^.!?\n]{0,40}\b(?:geschenkt|gratis|umsonst|billiger"
                r"|gunstiger|kostenlos|zum halben preis|die halfte)\b"
            ),
            (
                r"\b(?:zahlst|zahlt|zahlen) (?:du |ihr |sie |bei mir |bei uns )*(?:nichts|nix|nur die halfte"
                r"|keine?n?|die halfte)\b|\b(?:versand|eintritt|teilnahme) (?:\w+ )?(?:ist |kostet "
                r")?(?:gratis|frei|kostenlos|umsonst|nichts|nix|schenk)\b"
            ),
            (
                r"\b(?:erlasse?|schenke?|lasse?) (?:ich )?(?:dir|euch|ihnen) [^.!?\n]{0,30}\b(?:gebuhr"
                r"|versand|preis|nach|halfte|prozent|%)\b|\bhalber preis\b|\bfreundschaftspreis\b"
            ),
        ),
        "fr": (
            (
                r"\b(?:divise|coupe) (?:\w+ )?(?:par deux|en deux)\b|\b(?:a )?moitie prix\b|\b(?:deuxieme"
                r"|second\w*|prochain\w*|premier|premiere)\b[^.!?\n]{0,30}\b(?:gratuit\w*|offert\w*|moitie"
                r"|cadeau)\b"
            ),
            (
                r"\bc'est (?:offert|cadeau|moi qui (?:offre|regale)|gratuit pour)\b|\b(?:paies?|payes?|payez"
                r"|paient) (?:rien|pas|que la moitie|la moitie|que dalle)\b|\b(?:frais de port|livraison"
                r"|inscription|entree) (?:\w+ )?(?:offert\w*|gratuit\w*)\b"
            ),
            (
                r"\b(?:te|vous) (?:enleve|retire|fais) (?:\d+|dix|vingt|quinze) ?(?:%|pour ?cent|euros)"
                r"|\bmoins cher pour (?:toi|vous)\b|\bte fais (?:un prix|pas payer)\b"
            ),
        ),
        "es": (
            (
                r"\bno (?:te|os|le|les) (?:cobro|cobramos|cobrare|cobraremos)\b|\bno (?:pagas|pagais|pagan"
                r"|pagaras) (?:nada|la|el|ni)\b|\b(?:segund[oa]|proxim[oa]|primer[oa]?"
                r"|siguiente)\b[^.!?\n]{0,30}\b(?:gratis|mitad|regalo|regalad[oa])\b"
            ),
            (
                r"\b(?:a )?mitad de precio\b|\b(?:pagas|pagais|pagan|pagar|por) la mitad\b|\binvit[oa] (?:yo"
                r"|la casa)\b|\bcorre de mi cuenta\b|\b(?:el )?envio (?:es |sale |te sale |va )?gratis\b"
                r"|\bgratis para (?:ti|vosotros|estudiantes)\b"
            ),
            r"\bte (?:rebajo|quito|descuento|regalo)\b|\bmas barato para ti\b|\bte hago (?:un )?precio\b",
        ),
        "pt": (
            (
                r"\bnao (?:te |lhe |vou te )?(?:cobro|cobrar|cobramos)\b|\bnao (?:paga|pagam|pagas) (?:nada"
                r"|a |inscricao|frete)|\b(?:segund[oa]|proxim[oa]"
                r"|primeir[oa])\b(?!-feira)[^.!?\n]{0,30}\b(?:gratis|de graca|metade|brinde)\b"
            ),
            (
                r"\b(?:pela |a )?metade do preco\b|\b(?:paga|pagam|por|pela) (?:so )?a? ?metade\b|\bpor "
                r"(?:minha conta|conta da casa)\b|\bfrete (?:e )?(?:gratis|por minha)\b|\b(?:gratis|de "
                r"graca) (?:pra|para) (?:voce|ti|vcs|estudantes?)\b"
            ),
            (
                r"\b(?:tiro|tiram|tira|abato|desconto|dou) (?:uns )?\d+ ?%|\bmais barato (?:pra|para) (?:voce"
                r"|ti)\b|\bte faco um preco\b"
            ),
        ),
        "it": (
            (
                r"\b(?:pag\w+|a|faccio) (?:solo )?(?:la )?meta(?: prezzo)?\b|\bmeta prezzo\b|\bnon (?:ti "
                r"faccio pagare|paghi|pagate|pagano|vi faccio pagare)\b|\b(?:second[oa]|prossim[oa]"
                r"|prim[oaie])\b[^.!?\n]{0,30}\b(?:gratis|meta|omaggio|regalo)\b"
            ),
            (
                r"\boffr[oe] (?:io|la casa)\b|\bspedizione (?:e )?(?:gratis|gratuita|omaggio|la pago io)\b"
                r"|\b(?:ti|vi) (?:tolgo|scalo|levo|abbuono|regalo)\b|\bgratis per (?:te|voi|gli studenti)\b"
                r"|\bte lo (?:metto|lascio) (?:a meno|scontato)\b"
            ),
        ),
        "nl": (
            (
                r"\b(?:hoef|hoeft) (?:je |jij |jullie |u )?(?:geen|niks|niets) [^.!?\n]{0,30}\bbetalen\b"
                r"|\b(?:hoef|hoeft) (?:je |jij )?(?:niks|niets) te betalen|\b(?:tweede|volgende|eerste"
                r"|derde)\b[^.!?\n]{0,30}\b(?:gratis|halve prijs|cadeau|van mij|voor niks)\b"
            ),
            (
                r"\b(?:voor de )?halve prijs\b|\bbetaal(?:t|en)? (?:je |jij |jullie )?(?:maar |slechts "
                r")?(?:de helft|niks|niets)\b|\bgratis voor (?:jou|jullie|je|studenten)\b|\bverzend\w* is "
                r"gratis\b|\b(?:van het huis|op mijn kosten|ik trakteer)\b"
            ),
            (
                r"\b(?:goedkoper|vriendenprijs\w*) voor (?:jou|jullie)\b|\b\d+ ?(?:%|procent) (?:eraf|korting"
                r"|minder)\b|\bik (?:haal|doe) er (?:\w+ )?(?:af|vanaf)\b"
            ),
        ),
    },
    "refund": {
        "en": (
            (
                r"\b(?:i|we)(?:'ll| will| can|'m going to)? (?:put|send|wire|transfer|pay|give|return|get"
                r"|have) [^.!?\n]{0,40}\b(?:back (?:to you|on|to|into|today|tomorrow|in full|by)|to you back"
                r"|back\b(?= ?(?:$|[.!])))[^.!?\n]{0,20}(?:card|account|paypal|you|money|today|tomorrow|$)"
            ),
            (
                r"\b(?:wire|send|transfer|pay|give) (?:you )?(?:the|your|all|all your|every) "
                r"[^.!?\n]{0,20}\bback\b(?=.{0,20}(?:today|tomorrow|card|account|paypal|to you|$))"
            ),
            (
                r"\b(?:cancel|reverse|void|write off|drop) (?:the|your|that) (?:charge|invoice|payment|bill"
                r"|debt)\b|\bget (?:it|everything|every cent|all of it|all of your money|the full amount"
                r"|your money)(?: all)? back\b(?! (?:to work|up|on (?:track|line)))"
            ),
            (
                r"\b(?:send|ship|get|mail|give|post) (?:you )?(?:a |another |the )?(?:new|another|replacement"
                r"|second) (?:one|copy|mug|unit|pair|set|part|bag|cup|board)?\b[^.!?\n]{0,25}\b(?:free|on us"
                r"|on me|no cost|no charge|today|tomorrow|right away|out)\b|\ba replacement (?:is|will be"
                r"|goes|for free)\b"
            ),
            (
                r"\bconsider it (?:gone|paid|refunded|cancelled|settled)\b|\bat (?:our|my) (?:own )?(?:cost"
                r"|expense)\b|\b(?:on|to|into) your (?:card|paypal|bank account)\b|\b(?:i'?ll|we'?ll|i will"
                r"|we will) (?:cover|pay for) (?:the |your )?(?:damage|repair|loss|return|costs?|postage)\b"
            ),
            (
                r"\byou (?:owe me|owe us) nothing\b|\bkeep the (?:broken|old|damaged|faulty|wrong) one\b"
                r"|\bno questions(?: asked)?\b"
            ),
        ),
        "de": (
            (
                r"\bersetz\w* (?:ich |wir )?(?:dir|ihnen|euch)\b|\b(?:ich|wir) ersetz\w+\b|\b(?:kriegst"
                r"|bekommst|bekommen|kriegt) [^.!?\n]{0,40}\b(?:zuruck|zuruckerstattet|erstattet|ersatz"
                r"|ein\w* neu\w*)\b|\bkriegst (?:du )?(?:dein |alles )"
            ),
            (
                r"\b(?:uberweise?|erstatte?|zahle?|schicke?|gebe?|buche?) (?:ich |wir )?(?:dir|ihnen"
                r"|euch)\b[^.!?\n]{0,40}\b(?:zuruck|neu\w*|ersatz|betrag|geld)\b|\b(?:ich|wir) (?:uberweis\w*"
                r"|schick\w*|geb\w*|erstatt\w*|buch\w*) [^.!?\n]{0,40}\b(?:zuruck|neu\w*|ersatz)\b"
            ),
            (
                r"\bkostet dich (?:nix|nichts|keinen cent)\b|\b(?:auf|geht auf) (?:meine|unsere) (?:kosten"
                r"|kappe)\b|\bstornier\w* (?:ich |wir )?(?:dir |die |das |den )|\bgeld (?:gibt'?s |gibt es "
                r"|kriegst du |bekommst du )?zuruck\b"
            ),
        ),
        "fr": (
            (
                r"\b(?:je|on|nous) (?:te |vous |t'en |vous en |t')(?:en )?(?:renvo\w+|envo\w+|remplac\w+"
                r"|recredit\w+|rends|remets|vire)\b[^.!?\n]{0,40}\b(?:neuf|neuve|autre|nouve\w+|gratuit\w*"
                r"|argent|somme|frais|rien payer|montant|tout|compte|\d+)\b"
            ),
            (
                r"\bsans (?:rien (?:payer|debourser)|frais pour toi)\b|\ba (?:nos|mes) frais\b"
                r"|\b(?:recuperes?|recuperez|retrouves?) (?:tout|ton argent|votre argent)\b|\bte fais (?:le"
                r"|un) virement\b|\b(?:te|vous) rembours\w+\b"
            ),
        ),
        "es": (
            (
                r"\b(?:te|os|le) (?:mandamos|enviamos|mando|envio|mandare|mandaremos|doy|damos) (?:otr[oa]"
                r"|un[oa] nuev[oa]|el dinero|un reemplazo)\b|\bte hago (?:el|un|la) (?:bizum|ingreso"
                r"|transferencia|reembolso|abono)\b"
            ),
            (
                r"\b(?:te|os|le) (?:abon\w+|reintegr\w+|cambio|cambiamos|repongo|reponemos)\b|\brecuperas "
                r"(?:todo|tu dinero)\b|\bsin (?:coste|costo) (?:alguno|para ti)\b|\b(?:de vuelta|devuelto) "
                r"(?:en|a) tu (?:cuenta|tarjeta)\b|\bcorre por (?:mi|nuestra) cuenta\b"
            ),
        ),
        "pt": (
            (
                r"\b(?:a gente |te |eu |nos |lhe )?(?:envia|mando|manda|mandamos|enviamos|envio|vou mandar"
                r"|vamos mandar) (?:outr[oa]|um[a]? nov[oa])\b|\b(?:faco|fazemos|mando|vou fazer) (?:o |um "
                r"|seu |teu )?(?:pix|estorno|reembolso|deposito|ressarcimento)\b"
            ),
            (
                r"\bsem (?:nenhum )?custo\b|\b(?:devolvo|estorno|reembolso|devolvemos|estornamos) (?:tudo|o "
                r"|seu |teu |na)|\bdinheiro de volta\b|\bpor (?:nossa|minha) conta\b|\b(?:volta|cai) (?:no"
                r"|na) (?:teu|seu|sua|tua) (?:cartao|conta)\b"
            ),
        ),
        "it": (
            (
                r"\bti (?:torna|tornano|arriva indietro|rientra) (?:la somma|il|i|tutto|l'importo)|\b(?:ti|vi"
                r"|te ne|gliene) (?:rimand\w+|mand\w+|sped\w+) (?:un altr|un[oa]? nuov|gratis|un[oa]? )"
            ),
            (
                r"\b(?:ti|vi|le|te li|te lo) (?:riaccredit\w+|restitui\w+|rido|bonific\w+|ridiamo|sostitui\w+"
                r"|cambio)\b|\ba (?:nostre|mie) spese\b|\b(?:soldi|importo|somma) (?:indietro|sulla carta"
                r"|sul conto)\b|\bsenza (?:spese|pagare nulla|costi)\b"
            ),
        ),
        "nl": (
            (
                r"\b(?:krijg|krijgt) (?:je |jij |u )?[^.!?\n]{0,30}\b(?:terug|terugbetaald|vergoed)\b"
                r"|\b(?:krijg|krijgt) (?:je |jij |u )?[^.!?\n]{0,20}\b(?:nieuwe|ander\w*"
                r"|vervang\w+)\b[^.!?\n]{0,20}\b(?:van|gratis|ons|mij|me)\b"
            ),
            (
                r"\b(?:stuur|sturen|stort|storten|maak|maken|betaal) (?:ik |we |wij )?(?:je |jou |u |het "
                r")?[^.!?\n]{0,40}\b(?:terug|nieuwe|vervang\w+|kosteloos|over)\b(?=.{0,20}(?:$|[.!,]|vandaag"
                r"|morgen|rekening|gratis))|\bkosteloos\b|\bop (?:onze|mijn) kosten\b|\bkost je (?:niks"
                r"|niets)\b"
            ),
        ),
    },
    "date": {
        "en": (
            (
                r"\b(?:count|plan|rely|bank|bet) (?:on (?:it|that|me)|around (?:it|that))\b|\bcount me "
                r"in\b(?=.{0,40}\b(?:next|this|tomorrow|tonight|\w+day|at \d))|\bmy word\b(?! (?:for"
                r"|processor|of))"
            ),
            (
                r"\b(?:ships?|lands?|launches|goes live|comes out|arrives?|drops|is out|is ready|is done"
                r"|will (?:ship|land|launch|arrive|drop|be (?:out|ready|done|fixed|live|online|with you"
                r"|there)))\b[^.!?\n]{0,30}\b(?:(?:on|by) the \d{1,2}(?:st|nd|rd|th)|(?:by|before|on) "
                r"(?:\w+day|tomorrow|christmas|easter|noon|midnight|the weekend)|next "
                r"\w+day)\b(?=.{0,30}\b(?:promise|count|plan|sure|guarantee\w*|definitely|word)\b)"
            ),
            (
                r"\b(?:guaranteed|promised?|definitely|for sure|latest|at the latest)\b[^.!?\n]{0,12}\b(?:by"
                r"|on|before) (?:\w+day|tomorrow|the \d{1,2})\b|\b(?:by|on|before) (?:\w+day|tomorrow|the "
                r"\d{1,2}\w*),? (?:promise|guaranteed|for sure|at the latest|definitely)\b"
            ),
            (
                r"\b(?:i'm|i am|we're) (?:free|there|in|coming|on|down)\b[^.!?\n]{0,20}\b(?:\w+day|tomorrow"
                r"|tonight)\b[^.!?\n]{0,20}\b(?:see you|at|then|\d)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:darauf|drauf) (?:kannst|konnen|konnt) (?:du |sie |ihr )?(?:dich |euch |sich "
                r")?(?:verlassen|zahlen|bauen|wetten)\b|\b(?:mein wort|ehrenwort|hoch und heilig|fest "
                r"zugesagt|fest versprochen|garantiert bis|verlass dich)\b|\bkannst du (?:fest )?(?:mit "
                r"rechnen|einplanen)\b"
            ),
            (
                r"\b(?:morgen|ubermorgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heute "
                r"abend)\b[^.!?\n]{0,25}\b(?:steh|stehe|bin|komm|komme|mach|mache|liefer|liefere|schick"
                r"|schicke|ruf|rufe|kommt|geht|bring|bringe|hol|hole|ist|hast|lad|lade) (?:ich|wir|das|die"
                r"|der|du|es)\b"
            ),
            r"\b(?:bin|sind) (?:ich |wir )?(?:am )?(?:\w+tag|morgen) (?:\w+ )?(?:dabei|da)\b",
        ),
        "fr": (
            (
                r"\b(?:c'est note|tu peux compter|vous pouvez compter|compte (?:la-)?dessus|comptez dessus"
                r"|compte sur moi|sans faute|parole|juré|jure|promis)\b"
            ),
            (
                r"\b(?:demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d{1,2} "
                r"\w+)\b[^.!?\n]{0,25}\b(?:je (?:suis|serai|viens|passe|t'|te|vous|livre|sors|poste)|on "
                r"(?:sort|publie|se|livre|est|met))\b"
            ),
            (
                r"\b(?:je|on) (?:viens|passe|suis|serai|arrive|livre|sort|publie"
                r"|poste)\b[^.!?\n]{0,30}\b(?:demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|samedi"
                r"|dimanche|le \d{1,2} \w+)\b"
            ),
        ),
        "es": (
            (
                r"\b(?:cuenta con (?:ello|eso|migo)|cuenta conmigo|te lo prometo|palabra(?: de honor| "
                r"mia)?[.!]*$|sin falta|te doy mi palabra|dalo por hecho)\b"
            ),
            (
                r"\b(?:el )?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|\d{1,2} de "
                r"\w+)\b[^.!?\n]{0,20}\b(?:subo|estoy|llego|mando|publico|voy|entrego|paso|subimos|sale"
                r"|grabamos|te lo|te la|estare|lanzamos|llega|nos vemos|quedamos|ahi estoy|alli estoy)\b"
            ),
        ),
        "pt": (
            (
                r"\b(?:pode (?:confiar|contar|apostar)|sem falta|minha palavra|palavra(?: de honra)?[.!]*$"
                r"|ta prometido|conta comigo|conte comigo)\b"
            ),
            (
                r"\b(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|amanha|dia "
                r"\d{1,2})\b[^.!?\n]{0,20}\b(?:eu )?(?:subo|estou|chego|mando|publico|vou|entrego|passo|sai"
                r"|gravamos|estarei|lanco|lancamos|chega|te vejo|to la|sobe)\b"
            ),
        ),
        "it": (
            (
                r"\b(?:parola (?:mia|d'onore)|contaci|puoi contarci|contateci|promesso|te lo assicuro|senza "
                r"falta|ci sono di sicuro|puoi stare (?:sicur|tranquill)\w+)\b"
            ),
            (
                r"\b(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|domani|stasera|il \d{1,2} "
                r"\w+)\b[^.!?\n]{0,20}\b(?:registriamo|sono|arrivo|mando|pubblico|vengo|consegno|passo|ci "
                r"sono|esce|carico|usciamo|arriva|ti (?:mando|chiamo|porto)|pubblichiamo|saro|ci vediamo)\b"
            ),
        ),
        "nl": (
            (
                r"\b(?:reken (?:daar|er|hier) (?:maar )?op|kun je (?:op rekenen|van op aan)|beloofd|mijn "
                r"woord|op mijn erewoord|afgesproken dan|daar kun je op)\b"
            ),
            (
                r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|morgen"
                r"|vanavond)\b[^.!?\n]{0,20}\b(?:sta|ben|kom|stuur|lever|bel|staat|komt|breng|zet|haal|is) "
                r"(?:ik|we|hij|het|de|er|ie)\b"
            ),
            (
                r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|morgen"
                r"|vanavond)\b[^.!?\n]{0,40}\btot dan\b"
            ),
        ),
    },
    "job": {
        "en": (
            (
                r"\bcome (?:and )?work (?:with|for) (?:us|me)\b|\bcontract(?:'s| is| will be) (?:in your|on "
                r"its|ready|coming)\b|\b(?:decided on|chosen|chose|picked|going with) you\b(?! (?:as (?:the "
                r")?reviewer|to))"
            ),
            (
                r"\b(?:want|need|love to have|glad to have|like to have) you (?:on|in) (?:my|our|the) (?:team"
                r"|crew|staff|company)\b|\b(?:give|offer) you \d{1,2} ?(?:%|percent)(?: of| equity)"
                r"|\b(?:equity|shares?) (?:if you|when you) join\b|\bjoin (?:us|me|the team) as\b"
            ),
            (
                r"\bthe (?:spot|place|seat|gig|internship) is yours\b|\byou (?:start|begin|can begin|can "
                r"start) (?:on )?(?:monday|tomorrow|next|in (?:january|february|march|april|may|june|july"
                r"|august|september|october|november|december)|right away|the first)\b(?! (?:with|by))"
            ),
            (
                r"\b(?:we'?ll|i'?ll|we will|i will) (?:take you on|make you (?:a |my |our )?(?:partner|editor"
                r"|manager|moderator|cto|intern|assistant)|pay you (?:a |\d|monthly|to|for))\b|\byou'?ve got "
                r"(?:yourself )?a (?:job|deal|position)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:nehmen|nehme|nehm|wollen|will|holen|hole) (?:wir |ich )?dich (?:als|ins|in(?:s| "
                r"unser)? (?:team|boot)|fest|im team|bei uns)\b|\bvertrag (?:schick\w*|kriegst|bekommst|liegt"
                r"|kommt|ist)\b|\b(?:schick|schicke) (?:ich )?(?:dir )?(?:den |deinen )?(?:arbeits)?vertrag\b"
            ),
            (
                r"\b(?:du fangst|fangst du|du startest|du kannst) [^.!?\n]{0,25}\b(?:an|anfangen|starten"
                r"|los)(?= ?(?:$|[.!,]))|\b(?:stelle|job|platz) (?:ist|gehort) (?:dir|dein\w*|ihnen|ihr\w*)\b"
                r"|\bdu hast (?:den|die|das) (?:job|stelle|ausbildungsplatz|praktikum)\b|\bstell\w* (?:ich "
                r"|wir )?dich ein\b|\bim monat\b.{0,20}\bfur dich\b"
            ),
        ),
        "fr": (
            (
                r"\b(?:t'es|tu es|vous etes|es) (?:pris|prise|prises|embauche\w*|engage\w*|recrute\w*|dans "
                r"l'equipe)(?= ?(?:$|[.!,]))|\btu (?:commences?|demarres?|peux commencer) (?:quand|lundi"
                r"|mardi|demain|le|en|des)\b|\b(?:on|je) te (?:prends|prend|recrute|embauche|engage|veux "
                r"dans)\b"
            ),
            (
                r"\ble (?:poste|job|stage|boulot) est (?:a toi|pour toi|a vous|pour vous)\b|\bviens (?:bosser"
                r"|travailler) (?:avec|pour|chez) (?:nous|moi)\b|\b(?:ton|le) contrat (?:est|arrive"
                r"|t'attend)\b"
            ),
        ),
        "es": (
            (
                r"\bte (?:quiero|queremos|necesito) en (?:mi|el|nuestro) (?:equipo|empresa)\b|\b(?:empiezas"
                r"|comienzas|empieza|puedes empezar) (?:el|manana|cuando|ya|en)\b|\bestas dentro\b|\bte "
                r"(?:cojo|ficho|fichamos|cogemos|contratamos|hago un contrato)\b"
            ),
            (
                r"\bven(?:te)? a trabajar (?:con|para)\b|\bla plaza es tuya\b|\b(?:el|tu) contrato (?:esta"
                r"|te llega|te lo)\b|\bte has quedado (?:con )?el (?:puesto|trabajo)\b"
            ),
        ),
        "pt": (
            (
                r"\ba vaga e (?:sua|tua)\b|\bo (?:emprego|trampo|cargo|lugar) e (?:seu|teu)\b|\b(?:comeca"
                r"|comecas|pode comecar) (?:na )?(?:segunda|terca|amanha|dia|em|quando|ja)\b|\bte (?:contrato"
                r"|contratamos|pego como|quero no)\b|\bquero voce (?:no|na) (?:meu|minha|nosso|nossa) (?:time"
                r"|equipe)\b"
            ),
            (
                r"\b(?:vem|venha) trabalhar (?:com|pra|para)\b|\b(?:ta|voce esta|esta) (?:contratad[oa]"
                r"|dentro)\b|\bo contrato (?:ta|esta|chega|vai)\b"
            ),
        ),
        "it": (
            (
                r"\bti (?:prendo|prendiamo|assumo|assumiamo|voglio|vogliamo) (?:come|nel|in|con|a|da|io|noi"
                r"|per)\b|\bil (?:posto|lavoro) e (?:tuo|suo)\b|\b(?:cominci|inizi|puoi (?:cominciare"
                r"|iniziare)) (?:a|da|il|lunedi|domani|quando|subito)\b|\bsei (?:assunt[oa]|dentro|dei nostri"
                r"|nel team)\b"
            ),
            r"\bvieni a lavorare (?:con|per|da)\b|\bil contratto (?:e|ti arriva|te lo)\b|\bti (?:assum|contratt)\w+\b",
        ),
        "nl": (
            (
                r"\b(?:je|jij|u) bent aangenomen\b|\b(?:je begint|begin je|begin) (?:\w+ )?(?:maandag|morgen"
                r"|volgende|maar|op)\b|\bde (?:baan|plek|stage|job) is (?:van|voor) jou\b|\b(?:we|wij|ik) "
                r"(?:nemen|neem|willen|wil) je (?:aan|in|als|erbij|hebben)\b|\bkom (?:bij ons|voor ons|voor "
                r"mij|bij mij) werken\b|\bje hebt de baan\b|\bhet contract (?:ligt|komt|stuur)\b"
            ),
        ),
    },
    "endorsement": {
        "en": (
            (
                r"\b(?:use|put|add|print|stick|slap) my (?:name|face|photo|picture|logo|quote|words) (?:on|in"
                r"|to|at|for|as|under)\b|\bquote me\b|\brecommended by me\b|\bmy blessing\b|\bmy (?:full "
                r"|official )?(?:endorsement|seal of approval)\b"
            ),
            (
                r"\b(?:say|write|tell (?:people|them|everyone|your \w+)|print|mention|announce)(?: that)? "
                r"i(?:'m| am)? (?:recommend|approve|endorse|use|love|support|back|stand|a fan|a customer|on "
                r"board)\w*\b"
            ),
            (
                r"\bi (?:officially|publicly|fully|personally) (?:back|endorse|support|approve|vouch"
                r"|recommend)\b|\b(?:i|i'll|i will|i'd|i can) vouch for (?:your|you|this|the|them|that|him"
                r"|her)\b|\bstand(?:ing)? behind (?:your|the|this) (?:product|brand|company|shop|app|project"
                r"|campaign|party|team)\b|\bi'?m (?:voting|campaigning) for\b|\byou have my vote\b"
            ),
        ),
        "de": (
            (
                r"\b(?:schreiben|sagen|behaupten|erwahnen|schreib|sag)\b[^.!?\n]{0,15},? dass "
                r"ich\b[^.!?\n]{0,40}\b(?:empfehl\w*|unterstutz\w*|benutz\w*|dahinter\w*|hinter|gut finde"
                r"|liebe|nutze)\b|\bmein\w* (?:namen?|gesicht|foto|bild)\b[^.!?\n]{0,40}\b(?:drauf\w*"
                r"|plakat\w*|website|seite|flyer|werb\w*|benutz\w*|verwend\w*|nehmen|drucken|packung)\b"
            ),
            (
                r"\bich (?:steh|stehe|burge|verburge) (?:\w+ )?(?:hinter|dahinter|fur|mich)\b(?! (?:dir|uns) "
                r"im)|\bkannst mich (?:gern |ruhig |so )?zitieren\b|\bempfehl\w* (?:ich )?(?:euch|es|das) "
                r"(?:offiziell|offentlich)\b"
            ),
        ),
        "fr": (
            (
                r"\b(?:mon (?:nom|visage)|ma (?:photo|tete))\b[^.!?\n]{0,25}\b(?:sur|dans|affiche|site|pub"
                r"|flyer)\b|\bje (?:soutiens|cautionne|approuve) (?:a fond|a 100|totalement|ton|votre|ce"
                r"|cette|publiquement)\b|\b(?:dire|ecrire|marquer|dis|ecris) que (?:je|c'est) (?:recommand\w*"
                r"|soutiens|utilise|approuve|conseille|moi)\b|\bje me porte garant\w*\b"
            ),
        ),
        "es": (
            (
                r"\bmi (?:foto|nombre|cara)\b[^.!?\n]{0,20}\b(?:en|web|cartel|anuncio|publicidad)\b|\b(?:yo "
                r")?respondo por (?:ti|el|ella|vosotros|tu|vuestr\w+)\b|\b(?:decir|poner|escribir|di|pon"
                r"|escribe) que (?:yo )?(?:lo |la |os )?(?:recomiendo|uso|apoyo|avalo)\b|\bpongo la mano en "
                r"el fuego\b|\b(?:apoyo|avalo) (?:a tope|tu|vuestr\w+|a vuestr\w+)\b|\bcitame\b"
            ),
        ),
        "pt": (
            (
                r"\b(?:meu nome|minha (?:foto|cara|imagem))\b[^.!?\n]{0,20}\b(?:na|no|em|propaganda|site"
                r"|cartaz)\b|\bassino embaixo\b|\b(?:dizer|escrever|colocar|botar|falar|diz|escreve) que eu "
                r"(?:recomendo|uso|apoio|indico|aprovo|assino)\b|\b(?:pode )?me citar\b|\bapoio (?:total|100"
                r"|sua|seu|teu)\b"
            ),
        ),
        "it": (
            (
                r"\b(?:la mia (?:faccia|foto)|il mio nome)\b[^.!?\n]{0,20}\b(?:sul|sulla|nel|nella|in|su)\b"
                r"|\bgarantisco io\b|\bci metto la (?:faccia|firma)\b|\b(?:dire|scrivere|mettere|scrivi|di') "
                r"che (?:io )?(?:lo |la |vi )?(?:consiglio|uso|raccomando|appoggio|sostengo|approvo)\b"
                r"|\bmetto la mano sul fuoco\b|\bpuoi citarmi\b"
            ),
        ),
        "nl": (
            (
                r"\bmijn (?:naam|gezicht|foto|kop)\b[^.!?\n]{0,15}\b(?:op|in|bij|onder|gebruiken)\b|\bik sta "
                r"(?:er |hier |helemaal |volledig )*(?:achter|erachter)\b|\b(?:schrijf|zeg|zet|schrijven"
                r"|zeggen)\b[^.!?\n]{0,12}\bdat ik\b[^.!?\n]{0,20}\b(?:aanraad|aanbeveel|gebruik|steun|achter"
                r"|goed)\b|\bciteer me\b"
            ),
        ),
    },
    "medical": {
        "en": (
            (
                r"\b(?:drop|stop|quit|skip|ditch|come off|lay off|forget|throw away|flush) (?:taking "
                rf")?(?:the|your|those|his|her|these|all) [^.!?\n]{{0,25}}\b{_MEDICINE}"
            ),
            (
                r"\bno need (?:to|for)\b[^.!?\n]{0,30}\b(?:doctor|looked at|checked(?: out)?|er\b|vaccine"
                r"|hospital|biopsy|x-?ray|it there|stitches|dentist|vet)\b|\b(?:don'?t|do not|never) (?:let "
                r"(?:them|anyone) )?(?:vaccinat\w*|operate)\b|\bvaccinate (?:the|your) (?:kid|child|baby|dog)"
            ),
            (
                r"\bgive (?:the |your )?(?:baby|kid|child|toddler|dog|cat|him|her|son|daughter) (?:half|a|one"
                r"|two|some|a bit of) [^.!?\n]{0,20}\b(?:tablets?|pills?|spoons?|drops?|aspirin|ibuprofen"
                r"|whisk(?:e)?y|syrup|paracetamol|melatonin)\b|\bhalf (?:a|of a|the) (?:tablet|pill|dose)\b"
            ),
            (
                r"\b\d+ ?(?:mg|ml|mcg|iu|units) (?:of|a day|per day|daily|every|before|twice|should|is "
                r"(?:fine|enough))\b|\b(?:will be history|cures?|cured) (?:your|the|it|that|any|you)\b"
                r"|\b(?:migraine|headache|cough|fever|rash|pain|cold|back) (?:will|'ll) (?:be (?:gone|history"
                r"|fine)|disappear|go away)\b"
            ),
            (
                r"\b(?:that|the|your|this) (?:lump|rash|mole|pain|cough|fever|bump|swelling|numbness|bleeding"
                r"|spot) is (?:nothing|harmless|normal|just|only|fine|probably)\b|\bsounds like (?:just "
                r"|plain |only |a (?:plain |simple )?|your )?(?:heartburn|flu|cold|migraine|anxiety|allergy"
                r"|gastritis|reflux|food poisoning|sinus\w*|panic|period|burnout)\b|\b(?:it'?s|that'?s) "
                r"(?:just|only|plain|clearly) (?:a )?(?:heartburn|flu|cold|migraine|anxiety|allergy|reflux"
                r"|stress|virus)\b"
            ),
            (
                r"\byou (?:don'?t|do not) need (?:any |a |the |to take )?(?:antibiotics?|insulin|vaccine"
                r"|doctor|surgery|meds|medication|stitches|chemo|therapy|x-?ray)\b|\btake (?:one|two|three"
                r"|four|another|a second|both|half) (?:more |of (?:them|those|these) )?(?:tonight|before "
                r"(?:bed|sleep)|now|in the morning|after|with|and you)"
            ),
        ),
        "de": (
            (
                r"\bnimm\b[^.!?\n]{0,30}\b(?:zwei|drei|doppelt\w*|noch (?:eine|ein|zwei)|statt einer|die "
                r"halfte|eine halbe)\b(?! (?:speichen|schrauben|dateien|minuten|monate|tage|bilder))"
                r"|\bsetz\w* (?:\w+ ){0,3}?ab\b[^.!?\n]{0,20}(?=$|[.,!])|\blass (?:\w+ ){0,3}?(?:weg|nicht "
                r"impfen)\b"
            ),
            (
                r"\b(?:brauchst|musst|braucht) (?:du |ihr )?(?:keinen? |nicht )(?:arzt|zum arzt|antibiotik\w+"
                r"|impf\w+|ins krankenhaus|spritze|op)\b|\b(?:der|die|das|dein\w*) (?:knoten|fleck|ausschlag"
                r"|husten|beule|schmerz\w*|fieber) ist (?:nichts|harmlos|normal|nur|nix)\b|\bdas ist (?:nur "
                r"|bloss |sicher )?(?:sodbrennen|eine erkaltung|migrane|eine grippe|stress)\b"
            ),
        ),
        "fr": (
            (
                r"\bprend(?:s|s-en|ez-en|s en) (?:en )?(?:deux|une|un|trois|encore|quatre|\d)\b(?! (?:minutes"
                r"|photo|jours|mois|seconde))|\b(?:arrete|stoppe|laisse tomber|arretez) (?:le|la|les|l'|ton"
                r"|tes|ta)(?: ?)(?:antibio\w*|medoc\w*|medicament\w*|traitement|pilule|cachets?|insuline"
                r"|comprim\w+|vaccin\w*)\b"
            ),
            (
                r"\bpas besoin (?:d'aller|d'un|de voir|de|du)\b[^.!?\n]{0,20}\b(?:medecin|docteur|hopital"
                r"|urgences|vaccin|antibio\w*)\b|\baucun risque\b|\b(?:c'est|cette boule c'est|ce n'est) "
                r"(?:rien(?: du tout)?|juste (?:une grippe|un rhume|le stress)|benin)\b(?=[,.! ]|$)|\b(?:te"
                r"|le|la|les) (?:fais|fait|faites) pas vacciner\b"
            ),
        ),
        "es": (
            (
                r"\b(?:tomate|tomese|toma|tome) (?:dos|una|tres|otra|otro|media|\d)\b(?! (?:foto|minuto"
                r"|cerveza|cafe))|\bdeja (?:ya )?(?:el|la|los|las|de tomar) (?:antibiotico\w*|pastilla\w*"
                r"|medicacion|medicamento\w*|insulina|tratamiento)\b|\bpuedes dejar (?:el|la|los|las|de "
                r"tomar)\b[^.!?\n]{0,15}\b(?:antibiotic\w*|pastill\w*|medic\w*|tratamiento)\b"
            ),
            (
                r"\bno (?:hace falta|necesitas|tienes que)\b[^.!?\n]{0,20}\b(?:medico|urgencias|hospital"
                r"|vacun\w*|antibiotic\w*)\b|\b(?:ese|el|esa|la) (?:bulto|dolor|mancha|tos"
                r"|fiebre)\b[^.!?\n]{0,10}\bno es nada\b|\bmanana (?:estas|estaras) (?:como )?(?:nuev[oa]"
                r"|bien|perfect\w)\b|\bno lo vacunes\b"
            ),
        ),
        "pt": (
            (
                r"\b(?:pode|podes) (?:parar|largar|cortar) (?:com |de tomar )?(?:o|a|os|as|esse|essa)? "
                r"?[^.!?\n]{0,10}\b(?:antibiotic\w*|remedio\w*|comprimido\w*|insulina|tratamento|medic\w+)\b"
                r"|\btoma (?:dois|duas|mais|tres|um|uma|meio|\d)\b(?! (?:cafe|foto|minuto|tempo|banho"
                r"|cerveja))"
            ),
            (
                r"\bnao precisa\b[^.!?\n]{0,20}\b(?:medico|hospital|vacin\w*|antibiotic\w*|pronto.socorro)\b"
                r"|\b(?:esse|o|essa|a) (?:caroco|dor|mancha|tosse|febre)\b[^.!?\n]{0,10}\bnao e nada\b"
                r"|\bpara com (?:o|a|os|as|esse) (?:antibiotic\w*|remedio\w*)\b|\bamanha (?:voce )?(?:ta"
                r"|estara|esta) (?:novo|nova|bom|boa)\b"
            ),
        ),
        "it": (
            (
                r"\bprend(?:ine|i|ete|etene) (?:due|una|tre|un'altra|mezza|\d)\b(?! (?:foto|minut|caffe"
                r"|birr))|\b(?:smetti|lascia stare|sospendi|molla) (?:pure )?(?:con |di prendere )?(?:il|la"
                r"|le|gli|i|l')[^.!?\n]{0,5}(?:antibiotic\w*|pastigli\w*|medicin\w*|cura|insulina|pillol\w*"
                r"|farmac\w*)\b"
            ),
            (
                r"\bnon (?:serve|c'e bisogno|hai bisogno|devi)\b[^.!?\n]{0,20}\b(?:medico|dottore|ospedale"
                r"|pronto soccorso|vaccin\w*|antibiotic\w*)\b|\bvedrai che (?:ti )?passa\b|\b(?:quel|quella"
                r"|il|la) (?:nodulo|macchia|dolore|tosse|febbre)\b[^.!?\n]{0,10}\bnon e niente\b"
            ),
        ),
        "nl": (
            (
                r"\bneem (?:er )?(?:vanavond |nu |gewoon |maar )*(?:twee|drie|nog een|een halve|\d)\b(?! "
                r"(?:foto|minuten|biertje|dagen))|\bstop (?:maar |gewoon )?met (?:de|die|je|het|dat) "
                r"(?:pillen|antibiotic\w*|medicijn\w*|insuline|betablokkers?|kuur|behandeling)\b"
            ),
            (
                r"\b(?:hoef|hoeft|hoef je) (?:je )?niet (?:naar|te)\b[^.!?\n]{0,20}\b(?:dokter|huisarts"
                r"|ziekenhuis|vaccin\w*|spoed\w*)\b|\b(?:die|dat|de) (?:bult|vlek|pijn|hoest|koorts|knobbel) "
                r"is (?:niks|niets|onschuldig)\b|\blaat (?:hem|haar|je kind) niet (?:vaccineren|inenten)\b"
            ),
        ),
    },
    "legal": {
        "en": (
            (
                r"\byou (?:don'?t|do not|won'?t) (?:need|require) (?:a |any |to have a )?(?:permit|license"
                r"|licence|lawyer|visa|contract|insurance|consent|permission)\b[^.!?\n]{0,30}(?:for|to|,|$)"
                r"|\b(?:within|in) your rights\b|\byou(?:'ve| have)? (?:got )?every right\b|\byour (?:legal "
                r")?right to\b"
            ),
            (
                r"\bignore (?:the|that|any|their|this) (?:letter|lawyer|fine|summons|debt|ticket|bill|cease"
                r"|eviction|court|subpoena)\b|\b(?:they|he|she|police|landlord|cops|lawyers?) (?:can'?t"
                r"|cannot) (?:do anything to|touch|make|force|prove|keep|take) (?:you|your|that|anything"
                r"|it)\b|\blegally (?:you|you'?re|it'?s|they|he|she)\b|\byou'?re (?:legally )?in the clear\b"
            ),
            (
                r"\b(?:stop|don'?t|refuse to|withhold) (?:paying|pay) (?:the |your |any )?(?:rent|fine|taxes"
                r"|alimony|ticket|child support)\b|\b(?:clause|contract|will|fine|ticket|agreement|nda) (?:is"
                r"|isn'?t|won'?t|doesn'?t|can'?t)\b[^.!?\n]{0,15}\b(?:void|invalid|worthless|binding"
                r"|enforceable|valid|hold up|stand)\b|\bhold up in (?:any )?court\b|\bby law\b"
            ),
            (
                r"\b(?:tell|say|admit|give) (?:the )?(?:police|cops|officer|judge|court)? ?nothing\b"
                r"|\b(?:it'?s|that'?s|is) (?:totally |perfectly |completely |absolutely |all )?(?:legal"
                r"|lawful)\b(?! (?:advice|name|question|issue|stuff))|\byou (?:can|could|should|must) (?:sue"
                r"|evict|countersue|press charges)\b|\bnobody (?:can|will) (?:sue|prosecute|arrest)\b"
            ),
        ),
        "de": (
            (
                r"\bunterschreib\w* (?:das |es |den |ruhig |einfach )*(?:ruhig|einfach|kannst)?(?=[ "
                r",.!])[^.!?\n]{0,10}(?:klausel|vertrag|ist|gilt|,)|\b(?:klausel|vertrag|bescheid|strafe"
                r"|mahnung|kundigung|bussgeld|knollen?)\b[^.!?\n]{0,15}\b(?:unwirksam|nichtig|ungultig|halt "
                r"(?:eh |sowieso )?nicht|unzulassig)\b|\bdas ist (?:\w+ )?(?:legal|erlaubt|dein (?:gutes "
                r")?recht|nicht strafbar)\b"
            ),
            (
                r"\b(?:brauchst|musst) (?:du )?(?:dafur |da |das |den |die )*(?:keine"
                r"|nicht)\b[^.!?\n]{0,20}\b(?:genehmigung|zahlen|anwalt|versteuern|melden|erlaubnis|lizenz"
                r"|gewerbeschein|bezahlen)\b|\b(?:konnen|kann|durfen|darf) (?:dir|dich|euch) (?:\w+ "
                r")?(?:nichts|nix|nicht (?:kundigen|verklagen|rauswerfen))\b|\brechtlich (?:bist du|ist das"
                r"|gesehen|kann)\b|\bdu hast (?:das |jedes |ein )?recht (?:auf|dazu|das)\b|\b(?:ignorier"
                r"|ignoriere) (?:den|die|das) (?:brief|mahnung|schreiben|anwalt\w*)\b|\bper gesetz\b|\bdu "
                r"(?:kannst|darfst) die miete\b"
            ),
        ),
        "fr": (
            (
                r"\bsigne (?:sans|tranquille|les yeux|et|va)\b|\b(?:clause|amende|contrat|pv"
                r"|bail)\b[^.!?\n]{0,20}\b(?:nulle?|abusive|pas valable|illegale?|tient pas)\b|\b(?:t'as|tu "
                r"n'as|tu as|vous n'avez) pas (?:a|besoin de) (?:payer|declarer|demander)\b|\bpas besoin "
                r"(?:de|d'un|d'une) (?:permis|licence|autorisation|avocat|declarer|payer)\b"
            ),
            (
                r"\bt(?:'as|u as|u es dans) (?:parfaitement |tout a fait )?(?:le droit|tous les droits|ton "
                r"droit)\b|\bc'est (?:\w+ )?(?:legal|ton droit)\b|\b(?:d'apres|selon|par) la loi\b|\bpeuvent "
                r"(?:rien|pas) (?:te|contre|faire)\b|\bla loi (?:les|l')? ?oblige\b|\bignore (?:la|cette"
                r"|leur) (?:lettre|amende|mise en demeure)\b"
            ),
        ),
        "es": (
            (
                r"\bpor ley\b|\bfirma (?:tranquil\w+|sin (?:miedo|problema))\b|\b(?:clausula|multa"
                r"|contrato)\b[^.!?\n]{0,20}\b(?:nul[oa]|no vale|abusiv[oa]|invalid[oa]|ilegal)\b|\bno "
                r"(?:tienes que|hace falta|debes|tienes por que) (?:pagar|declarar)\b|\bno necesitas "
                r"(?:permiso|licencia|abogado)\b"
            ),
            (
                r"\b(?:estas en tu|tienes (?:todo el )?) ?derecho\b|\bno (?:te )?pueden (?:hacerte |hacer "
                r"|echar|despedir|obligar)\w*|\bes (?:\w+ )?legal\b|\bignora (?:la|esa) (?:carta|multa)\b"
                r"|\bla ley (?:te|les|esta)\b"
            ),
        ),
        "pt": (
            (
                r"\bassina (?:tranquil\w+|sem medo|que|logo)\b|\b(?:clausula|multa"
                r"|contrato)\b[^.!?\n]{0,20}\b(?:cai|nul[oa]|nao vale|invalid[oa]|abusiv[oa]|ilegal)\b|\bnao "
                r"(?:precisa|tem que|deve) (?:pagar|declarar)\b|\bnao precisa de (?:alvara|licenca|advogado"
                r"|permissao|autorizacao)\b"
            ),
            (
                r"\b(?:e (?:seu|teu)|tem (?:todo o? ?)?) ?direito\b|\b(?:por|pela) lei\b|\bnao podem (?:fazer"
                r"|te|despejar|demitir)\b|\be (?:totalmente )?legal (?:sim|gravar|fazer)\b|\bignora (?:a"
                r"|essa) (?:carta|multa|notificacao)\b"
            ),
        ),
        "it": (
            (
                r"\bfirma (?:pure|tranquill\w+|senza)\b|\b(?:multa|clausola"
                r"|contratto)\b[^.!?\n]{0,20}\b(?:null[oa]|non vale|illegal\w+|vessatori[oa]|non regge)\b"
                r"|\bnon (?:devi|serve|occorre) (?:pagare|dichiarare|un permesso|il permesso|la licenza"
                r"|l'avvocato)\b|\bnon (?:hai bisogno|ti serve) (?:di )?(?:il |un |una |la )?(?:permesso"
                r"|licenza|avvocato)\b"
            ),
            (
                r"\b(?:hai (?:tutto il )?|e un tuo |e tuo )diritto\b|\bper legge\b|\bnon (?:possono|puo) "
                r"(?:farti|sfrattarti|licenziarti|obbligarti|fare niente)\b|\be (?:del tutto |perfettamente "
                r")?legale\b|\bignora (?:la|quella) (?:lettera|multa)\b"
            ),
        ),
        "nl": (
            (
                r"\bteken (?:maar|gerust|rustig)\b|\b(?:clausule|boete|contract"
                r"|bepaling)\b[^.!?\n]{0,20}\b(?:geen stand|ongeldig|nietig|niet geldig|onzin)\b|\b(?:hoef"
                r"|hoeft)\b[^.!?\n]{0,20}\bniet (?:te )?(?:betalen|aan te geven)\b|\b(?:hebt|heb|hoeft) "
                r"(?:je |daar |er )*(?:geen|geen enkele) (?:vergunning|advocaat|licentie)\b"
            ),
            (
                r"\b(?:je hebt|hebt) (?:het |alle |daar |gewoon )*recht\b|\bje (?:goed )?recht\b|\bvolgens "
                r"de wet\b|\bwettelijk\b|\bkunnen (?:je |jou )?(?:niks|niets|niet) (?:maken|doen|ontslaan)\b"
                r"|\bis (?:gewoon |volkomen )?legaal\b|\bnegeer (?:die|de) (?:brief|boete|aanmaning)\b"
            ),
        ),
    },
    "financial": {
        "en": (
            (
                r"\b(?:go|going|went) all[- ]in\b|\b(?:take|get|sign) (?:the|that|out a|this) (?:loan"
                r"|mortgage|credit)\b|\b(?:lend|loan) you\b(?= (?:the |some |\d|money|a (?:hundred|thousand)"
                r"|cash|[€$£]))|\bpay me back\b"
            ),
            (
                r"\b(?:rates|prices|it) won'?t (?:get|go|be) (?:any )?(?:lower|down|cheaper)\b|\b(?:can'?t"
                r"|cannot) go wrong\b|\byou'?ll thank me\b|\bsafe (?:bet|investment)\b|\b(?:write|deduct"
                r"|claim) [^.!?\n]{0,30}\b(?:off|from your tax\w*|as (?:a )?(?:business "
                r")?expense\w*)\b(?=.{0,30}\b(?:tax\w*|expense\w*|business|nobody|car|rent|office)\b)"
            ),
            (
                r"\binvest in (?:us|me|my|our|this)\b|\b\d+ ?(?:%|percent) (?:a|per) (?:year|month)\b"
                r"|\b(?:put|move|dump|park) (?:your|the|all your|everything|it all)\b[^.!?\n]{0,25}\b(?:s&p"
                r"|index|etf|fund|stocks?|gold|crypto|bitcoin|eth|shares|savings account|bonds)\b|\b(?:buy"
                r"|sell|short|hold) (?:now|before|the dip|everything|it all|your shares|your house)\b"
                r"|\bstock (?:will|is going to)\b"
            ),
            (
                r"\b(?:cash out|pull out|withdraw) (?:your|the) (?:pension|savings|401k|money)\b|\b(?:the"
                r"|this) (?:coin|token|stock|share) (?:will|is going to|only goes)\b"
            ),
        ),
        "de": (
            (
                r"\b(?:leih|leihe|borge?) (?:ich )?(?:dir|ihnen|euch)\b|\bnimm (?:den|die|das) (?:kredit"
                r"|hypothek|darlehen)\b|\bsetz\w* [^.!?\n]{0,20}\b(?:von der steuer|steuerlich) ab\b"
                r"|\b(?:von der steuer|steuerlich|als betriebsausgabe) (?:\w+ )?(?:absetz\w*|ab)\b"
                r"|\bverkauf\w* [^.!?\n]{0,20}\b(?:jetzt|sofort|bevor|aktien|alles)\b|\b(?:kauf|kaufe|hol "
                r"dir) (?:jetzt |sofort |\w+ )?(?:aktien|bitcoin\w*|gold|etfs?|krypto)\b|\bsteck\w* "
                r"[^.!?\n]{0,30}\bin (?:\w+ )?(?:etfs?|aktien|bitcoin|gold|krypto\w*|fonds)\b|\b(?:kann"
                r"|kannst) (?:du )?nichts falsch machen\b|\bsichere (?:rendite|anlage|sache)\b"
            ),
        ),
        "fr": (
            (
                r"\bje (?:te|vous) (?:prete|avance|depanne de|preterai) [^.!?\n]{0,15}(?:\d|cent|mille"
                r"|l'argent|la somme)|\bprends? (?:le|ce|un) (?:credit|pret)\b|\b(?:emprunte|vends|vendez"
                r"|achete) (?:maintenant|tout|tes|vite|des|du|vos)\b[^.!?\n]{0,20}(?:actions?|bitcoin|or\b"
                r"|taux|maintenant|avant|tout|crypto|$)|\b(?:mets|place) (?:tout|tes"
                r"|ton)\b[^.!?\n]{0,20}\b(?:bourse|livret|bitcoin|crypto|actions|etf|fonds|or)\b|\bdeduire "
                r"(?:ca|tout|la)\b[^.!?\n]{0,15}\bimpots?\b"
            ),
        ),
        "es": (
            (
                r"\b(?:pide|firma|coge) (?:ya )?(?:la|el|un|una|esa|ese) (?:hipoteca|prestamo|credito)\b"
                r"|\bte (?:presto|dejo|prestare) (?:los |unos |las )?\d|\bvende (?:ya|ahora|todo|tus|las"
                r"|antes)\b|\bcompra (?:ya|ahora|acciones|bitcoin|oro)\b|\b(?:mete|pon|invierte) "
                r"[^.!?\n]{0,30}\b(?:bolsa|bitcoin|acciones|fondo\w*|cripto\w*|oro)\b|\bdesgrav\w+\b|\bno "
                r"(?:puedes )?fallar?\b.{0,10}\binvert"
            ),
        ),
        "pt": (
            (
                r"\btir[ae] (?:o|teu|seu|todo o) dinheiro\b|\bcompr[ae] (?:ja |agora |logo )?(?:acoes|bitcoin"
                r"|ouro|cripto\w*|dolar)\b|\b(?:te empresto|eu empresto)\b|\bpeg[ae] (?:o|esse|um) "
                r"(?:emprestimo|financiamento)\b|\bvend[ae] (?:tudo|agora|suas|tuas|ja|as acoes)\b|\b(?:bota"
                r"|coloca|poe|investe) [^.!?\n]{0,30}\b(?:bolsa|bitcoin|acoes|fundos?|tesouro|cripto\w*)\b"
                r"|\b(?:abate|deduz|desconta)\w* (?:isso |tudo )?(?:do|no) imposto\b"
            ),
        ),
        "it": (
            (
                r"\bvendi (?:adesso|ora|tutto|le|subito|prima)\b|\bcompra (?:adesso|ora|subito|azioni|bitcoin"
                r"|oro)\b|\b(?:ti|vi) (?:presto|impresto|anticipo) (?:io )?(?:i |le )?(?:\d|soldi|cento"
                r"|mille)|\b(?:fai|chiedi|prendi|accendi) (?:ora |subito )?(?:il|un|quel) (?:mutuo|prestito"
                r"|finanziamento)\b|\b(?:metti|investi|butta) [^.!?\n]{0,30}\b(?:borsa|bitcoin|azioni"
                r"|fond[oi]|cripto\w*|oro|etf)\b|\b(?:scaric|dedurre|detra)\w*\b[^.!?\n]{0,20}\btasse\b"
                r"|\bvai sul sicuro\b"
            ),
        ),
        "nl": (
            (
                r"\bverkoop (?:die|je|nu|alles|de|meteen)\b|\bkoop (?:nu |gewoon )?(?:aandelen|bitcoin|goud"
                r"|crypto|etf'?s?)\b|\bik leen (?:je|jou|u)\b|\b(?:neem|sluit) (?:die|de|nu die|een) "
                r"(?:lening|hypotheek)\b|\b(?:stop|zet|steek) (?:je|al je|alles)\b[^.!?\n]{0,30}\b(?:aandelen"
                r"|bitcoin|fonds|crypto|goud|beurs|etf'?s?)\b|\baftrek\w*\b[^.!?\n]{0,20}\bbelasting\b|\bvan "
                r"de belasting af\w*\b"
            ),
        ),
    },
}
