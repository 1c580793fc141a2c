"""Scenes of danger that are told without its words: pills that are counted, a last night, an uncle who comes at night.

Patterns as in ``distress_words``, over the same normal form.
"""

from persona.help_lines import Danger


def _child(age: str, adult: str, deed: str) -> tuple[str, ...]:
    """Whoever tells their age and what somebody does to them, in either order."""
    return (
        rf"{age}.{{0,60}}(?:{adult}).{{0,60}}(?:{deed})",
        rf"(?:{adult}).{{0,60}}(?:{deed}).{{0,60}}{age}",
    )


_DEED_EN = (
    r"touch\w*|my bed\b|my room (?:at night|when)|at night|naked|nudes?|undress\w*|shower|hits?\b|beats?\b|hurts?\b"
    r"|scares?\b|does things|did things|our secret|tell (?:any|no) ?(?:one|body)|without telling"
    r"|(?:wants?|asks?|asked) "
    r"(?:me )?(?:to meet|for pics|pics|pictures|for pictures)|to meet (?:me|alone)|rap(?:e|es|ed)\b|burns? me"
)
_ADULT_EN = (
    r"uncle|step ?(?:dad|father|mom|mum|brother)|foster (?:dad|mom|mum|father|mother)|(?:moms|mums|mothers) boyfriend"
    r"|dad|father|grandpa|grandfather|cousin|brother|coach|teacher|tutor|priest|neighbou?r|babysitter|aunt|\bman\b"
    r"|\bguy\b|older (?:boy|man|guy)|someone online|\bhe\b"
)
_AGE_EN = (
    r"\b(?:im|i am|i turn|i just turned|me) (?:only |just |almost )?(?:[89]|1[0-7]|eight|nine|ten"
    r"|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen)\b(?! ?(?:%|min|days?|weeks?|months?|hours?|years? (?:in|of)|of|or|out|percent|commits"
    r"|people|against|to|minutes))"
)

SCENES: dict[str, dict[Danger, tuple[str, ...]]] = {
    "en": {
        "a minor in danger": (
            *_child(_AGE_EN, _ADULT_EN, _DEED_EN),
            (
                r"\b(?:[89]|1[0-7]|kid|child),? .{0,40}(?:kicked me out|threw me out|nowhere to (?:sleep|go)"
                r"|ran away from home)"
            ),
            (
                r"\b(?:mum|mom|dad|parents?|mother|father) (?:just )?(?:kicked|threw) me out (?:tonight|again"
                r"|of the house)"
            ),
            (
                r"\b(?:dad|father|mum|mom|mother|daddy|mommy|grandpa|step(?:dad|mom|father|mother)|aunt|uncle) (?:\w+ "
                r"){0,2}?(?:hits?|beats?|whips?|whipped|burns?|burned|locks?|locked) me (?:again )?(?:with "
                r"(?:(?:a|the|his|her)? ?(?:belt|cable|stick|bottle|fists?|shoe|hose|cord|pan|bat|hanger"
                r"|broom|whip|cane|iron|chair|wooden spoon|slipper)|cig\w+)|in the|when|"
                r"every)\b(?! (?:sunday|game|time we play))"
            ),
            r"\b(?:uncle|step ?dad|stepfather|grandpa|cousin) comes? (?:in|into|to) my room\b",
            r"\b(?:makes?|made) me sleep (?:outside|in the (?:garage|shed|basement|yard))",
            (
                r"\b(?:what|things) (?:her|his|my) (?:step ?(?:father|dad|mother|mom)|father|dad|uncle"
                r"|brother|grandpa|coach) (?:does|did|is doing) to (?:her|him|me)\b"
            ),
            r"\bmature for (?:my age|1[0-7])\b",
            (
                r"\b(?:parents|mum|mom|dad|family) (?:\w+ ){0,4}?(?:marry me off|make me marry|force me to "
                r"marry|abroad to marry)"
            ),
            r"\b(?:havent|hasnt|not) been home (?:for|in|since) .{0,60}no (?:food|money)",
        ),
        "self-harm": (
            (
                r"\b(?:tonight|today|this|tomorrow) (?:is|will be) (?:going to be )?my last (?:night|day"
                r"|evening|one)\b(?! (?:at|in|with|of|on|here|as))"
            ),
            (
                r"\b(?:count|counting|hoard|hoarding|saving up|stockpil\w+|line up|lined up) (?:up )?(?:all "
                r")?(?:my|the|these|her) "
                r"(?:sleeping )?(?:pills|meds|tablets)\b"
            ),
            (
                r"\b(?:written|wrote|writing|finished) (?:the|my|all the|a|some)? ?(?:goodbye|farewell"
                r"|suicide|last) (?:letters?|notes?)"
            ),
            (
                r"\bletters? (?:is|are) (?:already )?(?:written|ready|finished)\b.{0,60}\b(?:tonight|tomorrow"
                r"|gone|anymore)"
            ),
            (
                r"\b(?:i|ill) (?:wont|will not|may not|might not) be (?:here|alive|around) (?:any ?more"
                r"|tomorrow|much longer|for much longer|next week to)"
            ),
            (
                r"\b(?:no ?one|nobody|anyone|anybody|they|you) (?:would|will|wont|wouldnt|d)? ?(?:even |ever "
                r")?(?:notice|care|miss me|mind) "
                r"(?:if|when) (?:i|im|i m) (?:was |were |am |just |would |d )?(?:gone|dead|died|die"
                r"|disappeared|vanished|not here|stopped existing)"
            ),
            (
                r"\b(?:stood|standing|sitting|stand|sat|sit) (?:here )?on (?:the|a) (?:edge|bridge|ledge|roof"
                r"|railing|tracks|window ?sill)\b"
            ),
            (
                r"\b(?:driv(?:e|ing)|crash\w*|steer\w*|swerv\w*) (?:my car |it )?(?:into|in front of|off) "
                r"(?:a|the|oncoming) "
                r"(?:tree|wall|truck|lorry|bridge|traffic|cliff)\b"
            ),
            (
                r"\b(?:burn|cut|scratch|hurt|starve|bite|hit) my(?:self| arms?| skin| thighs?| legs?| wrists?).{0,40}"
                r"(?:feel something|feel anything|bleed|on purpose|every time|until|till)"
            ),
            r"\bnothing (?:left )?(?:to|that|is) (?:keep|hold|keeps|holds|holding|keeping) me (?:here|alive)\b",
            (
                r"\b(?:thinking|thoughts|think|thought) (?:about|of) (?:ending (?:it|things|everything"
                r"|myself)|not being here|jumping|"
                r"hurting myself|how to die|my own death)\b"
            ),
            r"\b(?:sui|suicidal|dark) thoughts\b.{0,30}\b(?:back|again|louder|every|worse|stop|all day)",
            r"\blook after my (?:\w+ ){1,3}when (?:im|i am) (?:gone|not here|dead|not around|no longer)\b",
            r"\blast (?:nice|good|beautiful|only good) thing\b.{0,80}\b(?:goodbye|bye|thank)",
            r"\bgoodbye,? (?:and )?(?:thanks|thank you|sorry) for everything\b",
            r"\bim (?:going to|gonna) jump(?= ?(?:$|[.!]))",
            r"\bnever been born\b|\bwish i could (?:just )?(?:stop existing|not exist|sleep forever|fall asleep and)",
            (
                r"\b(?:google|googled|googling|searched|searching|looking up|looked up) (?:for )?(?:how to "
                r"die|ways to die|how to kill "
                r"(?:my|her|him|them)|painless)"
            ),
            (
                r"\b(?:hell|shell|he will|she will|theyll|gonna|going to|wants? to|says? h?e?s?h?e?ll?) kill "
                r"(?:himself|herself|themself|themselves)\b"
            ),
            (
                r"\b(?:let me|want to|wanna|i could) (?:just )?(?:disappear|vanish|fade away|not wake up)(?= "
                r"?(?:$|[.!,;]|and|from))"
            ),
            (
                r"\bdont (?:want to|wanna) be (?:here|alive|around|in this world) any ?more\b(?! (?:at|in "
                r"this (?:channel|company|job)))"
            ),
        ),
        "violence": (
            (
                r"\b(?:he|she|husband|wife|boyfriend|girlfriend|ex|dad|they) (?:has )?(?:locked|locks|keeps) "
                r"me (?:in|up|inside)\b(?!to)"
            ),
            (
                r"\b(?:took|takes|taken|keep|keeps|hid) my (?:passport|papers|documents|id)\b.{0,80}\b(?:cant"
                r"|wont|work off|debt|not allowed|leave|let me)"
            ),
            (
                r"\b(?:burn|set fire to|torch) (?:his|her|their|the) (?:house|home|flat|car) (?:down|on "
                r"fire)?.{0,20}\b(?:with|while)\b.{0,10}\b(?:him|her|them|they|he|she)\b"
            ),
            (
                r"\b(?:hits|beats|slaps|kicks|punches) me (?:with (?:a|the|his|her)? ?(?:belt|cable|stick"
                r"|bottle|fists?|shoe|hose|cord|pan|bat|hanger|broom|whip|cane|iron|chair|wooden spoon"
                r"|slipper)|when(?:ever)?|every (?:time|day|night)|again)\b"
                r"(?!.{0,20}\b(?:chess|mario|games?|tennis|golf|cards|play)\b)"
            ),
            (
                r"\b(?:hiding|locked myself|hid) in (?:the|my) (?:bathroom|closet|room|basement|toilet|car"
                r"|wardrobe)\b.{0,60}\b(?:he|she|hes|shes|him|door|dad|them)\b"
            ),
            (
                r"\b(?:call|get|send) (?:the )?(?:cops|police|911|999|112)\b.{0,50}\b(?:he|she|hes|shes|cant "
                r"talk|me|please)\b"
            ),
            (
                r"\b(?:posts?|leaks?|shares?|sends?|publish\w*) my (?:nudes?|naked|private pics|pics|photos"
                r"|videos) .{0,20}\b(?:if|unless)\b"
            ),
            (
                r"\b(?:stab|shoot|knife|kill) (?:that|this|every|the|all|those) (?:kids?|guys?|boys?|girls?"
                r"|teachers?|bitch|bastard|everyone|one of them|people|of them)\b(?=.{0,60}\b(?:school|swear"
                r"|knife|gun|tomorrow|tmrw|tonight|bag)\b)"
            ),
            (
                r"\b(?:my|dads|fathers|a|the) (?:gun|knife|rifle|pistol) (?:with me |to |in "
                r")?.{0,40}\b(?:theyll|they will|everyone will|youll) (?:all )?(?:see|pay|regret|be sorry"
                r"|know)"
            ),
            (
                r"\b(?:bring|bringing|brought|take|taking) (?:a|my|the|something|dads|my dads) ?(?:gun|knife"
                r"|weapon|rifle|pistol)? ?(?:to|into) (?:school|class|work|the office)\b.{0,40}"
                r"\b(?:dont come|stay home|tomorrow|tmrw|see|pay|sorry)\b"
            ),
            (
                r"\b(?:father|brothers?|family|parents|dad|uncles?|husband|ex) (?:\w+ )?(?:will|gonna|is "
                r"going to|would|wants? to|ll) kill me (?:if|when) (?:they|he|she|i leave|i tell|i go)\b"
                r"(?! ?(?:is late|breaks))"
            ),
            r"\bbruises? (?:all over|on (?:her|his|my) (?:arms?|face|neck|body|legs?)|everywhere)\b",
            (
                r"\b(?:dream\w*|fantasi\w*|think\w*|imagin\w*) (?:of|about) (?:strangling|killing|stabbing"
                r"|shooting|murdering|choking) (?:my|him|her|them|everyone|people)\b"
            ),
            (
                r"\b(?:said|says|say|saying|told me|threaten\w*)(?: that| me| him)? (?:he|she|they)(?:d|ll| "
                r"would| will| is going to|s gonna)? ?(?:kill|stab|shoot|strangle|burn) (?:me|her|him|us"
                r"|my)\b(?!.{0,10}self)"
            ),
            r"\bbullet (?:is )?(?:waiting for me|with my name)\b",
            r"\b(?:hide|hid|put away|lock away) (?:all )?the (?:kitchen )?knives\b",
            (
                r"\b(?:when(?:ever)?|every time) (?:he|she|dad|my \w+) (?:drinks|is drunk|gets drunk|comes "
                r"home drunk)\b.{0,60}\b(?:i|me|we|us|my)\b"
            ),
            (
                r"\bi (?:cant|am not allowed to|m not allowed to|may not) (?:leave|go out of) (?:the|this|his"
                r"|her) (?:house|flat|apartment|home|room)\b"
            ),
        ),
    },
    "de": {
        "a minor in danger": (
            *_child(
                (
                    r"\b(?:ich )?(?:bin|werde) (?:erst |ein madchen, |ein junge, )?(?:[89]|1[0-7]|neun|zehn|elf"
                    r"|zwolf|dreizehn|vierzehn|funfzehn|sechzehn)\b"
                ),
                (
                    r"onkel|stiefvater|stiefbruder|stiefmutter|vater|papa|mama|mutter|opa|cousin|bruder|trainer"
                    r"|lehrer|nachbar|\bmann\b|typ\b|einer\b|freund meiner (?:mutter|mama)|\ber\b"
                ),
                (
                    r"in mein(?:em)? (?:zimmer|bett)|nachts|fasst|beruhrt|bilder von mir|fotos von mir|nackt"
                    r"|schlagt|heimlich|treffen|niemand\w* (?:was )?sagen|geheimnis|anfass|ausziehen|einsperr"
                    r"|sperrt"
                ),
            ),
            (
                r"\b(?:papa|mama|vater|mutter|opa|onkel|stiefvater|stiefmutter) (?:\w+ )?(?:schlagt|haut"
                r"|verprugelt|prugelt|schlug) mich\b(?! (?:im|beim))"
            ),
            (
                r"\b(?:vater|papa|onkel|stiefvater|trainer|lehrer|opa|bruder) (?:\w+ )?(?:fasst|beruhrt"
                r"|streichelt) mich (?:\w+ )?(?:an|da|unten|uberall)\b"
            ),
            r"\bsonst (?:sagt|erzahlt) (?:er|ers|sie|sies)\b.{0,30}\b(?:eltern|mama|papa|mutter|vater)\b",
            (
                r"\b(?:mama|papa|mutter|vater|eltern) (?:hat|haben) mich (?:rausgeschmissen|rausgeworfen"
                r"|eingesperrt|vor die tur gesetzt)"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:zahl|zahle|sammle|sammel|horte|spare) (?:ich )?(?:\w+ ){0,3}?(?:meine |die "
                r")?(?:schlaf)?(?:tabletten|pillen|medikamente)\b"
            ),
            (
                r"\bmein letzter (?:abend|tag)\b(?! (?:im|in|auf|bei|hier|am|mit))|\bmeine letzte nacht\b(?! "
                r"(?:im|in|auf|bei|hier))"
            ),
            (
                r"\b(?:einschlafen|schlafen) und (?:\w+ ){0,2}?nicht mehr aufwachen\b|\bnie (?:mehr|wieder) "
                r"aufwachen\b|\bmorgen nicht mehr aufwach"
            ),
            r"\bwenn ich (?:\w+ )?(?:weg|tot|nicht mehr da|verschwunden|gestorben) (?:war|ware|bin|wurde)\b",
            (
                r"\b(?:keiner|niemand|keinem|niemandem)\b.{0,30}\b(?:merken|vermissen|auffallen"
                r"|interessieren)\b.{0,20}\b(?:wenn ich|weg|tot|nicht mehr)\b"
            ),
            r"\b(?:abschiedsbrief\w*|abschiedsbriefe)\b.{0,40}\b(?:geschrieben|fertig|liegt|liegen|schreibe)\b",
            r"\bbrief\w* (?:liegt|liegen|ist|sind) (?:bereit|fertig|geschrieben)\b|\bmorgen bin ich nicht mehr\b",
            (
                r"\b(?:freund\w*|schwester|bruder|mutter|tochter|sohn|mitbewohner\w*) .{0,50}\b(?:springen"
                r"|springt|umbringen|verabschiedet|schluss machen mit dem leben|nicht mehr leben)\b"
                r".{0,60}\b(?:geht nicht ran|antwortet nicht|steht|will|reagiert|brucke|gleise\w*|heute)\b"
            ),
            (
                r"\b(?:freund\w*|schwester|bruder|mutter|tochter|sohn|mitbewohner\w*) (?:\w+ ){0,4}(?:brucke"
                r"|gleise\w*|dach|bahn\w*)\b.{0,40}\bspring"
            ),
            (
                r"\b(?:wieder|schon wieder) (?:angefangen )?(?:mich zu|die arme|meine arme) (?:ritzen"
                r"|schneiden|verletzen|aufgeschnitten|geritzt)"
            ),
            r"\bhalt\w* (?:ich )?(?:es|das)? ?(?:\w+ )?nicht mehr aus\b.{0,50}\b(?:leben|schluss|ende|sterben|weg)\b",
            r"\bes (?:ware|war) (?:\w+ )?besser, wenn (?:ich|es mich)\b",
            r"\bverletze? (?:ich )?mich (?:selbst|wieder|absichtlich)\b",
        ),
        "violence": (
            (
                r"\b(?:er|sie|mann|freund|ex|vater) (?:hat|sperrt) mich (?:\w+ ){0,2}?(?:eingesperrt|ein"
                r"|eingeschlossen)\b"
            ),
            r"\b(?:messer|pistole|waffe|knarre|gewehr)\b.{0,30}\b(?:in die|in der|zur|mit in die) schule\b",
            (
                r"\b(?:morgen|montag)\b.{0,60}\b(?:messer|pistole|waffe|knarre)\b.{0,60}\b(?:schule|buro"
                r"|sehen|bereuen|lacht|lachen)\b"
            ),
            (
                r"\b(?:er|sie|mann|freund|ex) (?:\w+ ){0,3}(?:wurgt|gewurgt|geschlagen|verprugelt|geschubst"
                r"|getreten)\b.{0,15}(?:mich|$|[.!,])"
            ),
            r"\bmich (?:\w+ ){0,3}(?:gewurgt|verprugelt|vergewaltigt|missbraucht|bedroht)\b",
            (
                r"\b(?:wenn ich (?:gehe|abhaue|ihn verlasse|schluss mache))\b.{0,40}\b(?:um\b|umbring|tot"
                r"|findet er|finden)"
            ),
            (
                r"\b(?:bringt?|bringen) (?:er |sie |mich |uns )?(?:mich|uns|er|sie) um\b(?=.{0,40}\b(?:wenn"
                r"|falls)\b)(?! den verstand)"
            ),
            r"\bhande? (?:um|an) (?:meinen|den|meinem) hals\b",
            r"\bverstecke? mich (?:vor|im (?:bad|keller|schrank|zimmer))\b",
            r"\bgibt mir (?:meinen|den) (?:pass|ausweis) nicht\b|\b(?:meinen|den) (?:pass|ausweis) (?:weg)?genommen\b",
            r"\bangst (?:vor (?:meinem (?:mann|vater|freund|ex)|ihm|zuhause)|nach hause zu (?:gehen|kommen))\b",
        ),
    },
    "fr": {
        "a minor in danger": (
            *_child(
                r"\b(?:jai|jviens davoir|g) (?:[89]|1[0-7]|neuf|dix|onze|douze|treize|quatorze|quinze|seize) ?ans\b",
                (
                    r"oncle|beau-?pere|belle-?mere|pere|papa|maman|mere|grand-?pere|cousin|frere|voisin|prof\b"
                    r"|entraineur|monsieur|\bmec\b|\btype\b|\bhomme\b|copain de ma mere|\bil\b"
                ),
                (
                    r"dans ma chambre|dans mon lit|la nuit|touche|photos?|nue?s?\b|frappe|\bbat\b|sans (?:mes "
                    r"parents|le dire)|secret|me voir|me rencontrer|deshabill|enferm|rien dire"
                ),
            ),
            r"\b(?:papa|maman|pere|mere|beau-?pere|belle-?mere|oncle) me (?:frappe|tape|bat|touche|brule|enferme)\b",
            (
                r"\bsinon (?:il|elle) (?:le )?(?:dit|dira|raconte|va (?:le )?(?:dire"
                r"|raconter))\b.{0,20}\b(?:parents|mere|pere|maman|papa)\b"
            ),
            r"\b(?:parents|mere|pere|maman|papa) (?:mont?|ma) (?:mise?|vire\w*|foutue?) (?:dehors|a la porte)",
        ),
        "self-harm": (
            r"\bcompte (?:\w+ )?(?:mes|les) (?:cachets|comprimes|medicaments|medocs|pilules)\b",
            (
                r"\b(?:cest|sera|est) (?:ma|mon) (?:derniere nuit|dernier soir|dernier jour|derniere "
                r"soiree)\b(?! (?:a|en|au|dans|ici|avec|de))"
            ),
            r"\bsi je (?:disparaissais|disparais|mourais|metais plus la|netais plus la|partais pour toujours|meurs)\b",
            (
                r"\bpersonne (?:ne )?(?:sen )?(?:rendra\w*|remarque\w*|pleurera\w*|manquera\w*"
                r"|sapercev\w*)\b.{0,30}\b(?:si je|mort|morte|disparu|plus la)\b"
            ),
            r"\b(?:mendormir|dormir) et (?:ne )?(?:plus|jamais) (?:jamais )?me reveiller\b|\bne plus me reveiller\b",
            r"\blettres? (?:dadieu|est prete|sont pretes)\b",
            (
                r"\b(?:pote|ami|amie|copine|copain|soeur|frere|fille|fils|mere|coloc) .{0,40}\b(?:va sauter"
                r"|se tuer|se suicider|en finir|dit adieu|fait ses adieux|envoye un (?:message|audio|vocal) "
                r"dadieu|pense a mourir)\b"
            ),
            (
                r"\b(?:recommence|remis\w*) a me (?:couper|scarifier|faire du mal|mutiler|bruler)\b|\bme "
                r"suis (?:encore |re)?coupee? (?:encore |de nouveau )?(?:les|le) (?:bras|veines|poignets?"
                r"|cuisses)\b"
            ),
            r"\bme (?:coupe|taillade|brule|scarifie) (?:les|le) (?:bras|poignets?|cuisses|veines|peau)\b",
            r"\bdemain je (?:ne )?(?:serai|serais) plus (?:la|de ce monde)\b",
            r"\b(?:je )?(?:n)?en peux plus de vivre\b|\bplus envie detre la\b|\bmieux sans moi\b",
            (
                r"\bje suis (?:sur le pont|sur le toit|au bord du)\b|\bje vais sauter\b(?! (?:le|la|les|en "
                r"parachute|une|a lelastique|de joie))"
            ),
        ),
        "violence": (
            (
                r"\b(?:il|elle|mari|copain|ex|pere) (?:\w+ ){0,2}?m(?:a|ont) (?:encore |de nouveau "
                r")?(?:enferme\w*|sequestre\w*|etrangle\w*|frappe\w*|tabasse\w*|cogne\w*|gifle\w*|battue?)\b"
            ),
            r"\bma (?:encore )?(?:enfermee?|sequestree?)\b",
            r"\bil (?:me )?(?:dit|a dit|jure|repete|menace)\b.{0,40}\bsi je (?:pars|le quitte|parle)\b",
            r"\bsi je (?:pars|le quitte|men vais|parle)\b.{0,40}\b(?:tuera?|tuer|bute\w*|retrouvera)\b",
            (
                r"\b(?:couteau|flingue|pistolet|arme|fusil)\b.{0,40}\b(?:au lycee|a lecole|au college|en "
                r"cours|au bahut|au travail)\b"
            ),
            (
                r"\b(?:demain|lundi)\b.{0,50}\b(?:couteau|flingue|pistolet|arme|fusil)\b.{0,60}\b(?:voir"
                r"|verront|rira|rigol\w*|regretter)"
            ),
            r"\b(?:mains?) (?:autour de|sur|a) (?:mon cou|la gorge|ma gorge)\b",
            r"\b(?:confisque|pris|garde) (?:mon|mes) (?:passeport|papiers)\b",
            (
                r"\b(?:je me cache|suis cachee?) (?:dans|de lui)\b|\bpeur de rentrer (?:chez moi|a la "
                r"maison)\b|\bpeur de (?:lui|mon (?:mari|copain|pere|ex))\b"
            ),
            r"\bme (?:tape|frappe|cogne|bat) (?:quand|des qu|chaque|tous les)\b",
        ),
    },
    "es": {
        "a minor in danger": (
            *_child(
                (
                    r"\b(?:tengo|acabo de cumplir) (?:solo )?(?:[89]|1[0-7]|nueve|diez|once|doce|trece|catorce"
                    r"|quince|dieciseis) ?(?:anos|anitos)?\b"
                ),
                (
                    r"\btio|padrastro|madrastra|padre|papa|mama|madre|abuelo|primo|hermano|vecino|entrenador"
                    r"|profe\w*|\bhombre|\bsenor|novio de mi|\bchico mayor|\bun tipo|\buno\b|\bel\b"
                ),
                (
                    r"en(?:tra)? (?:en|a) mi (?:cuarto|habitacion|cama)|por la(?:s)? noche|de noche|me toca"
                    r"|fotos?|desnud|me pega|sin (?:mis padres|que)|secreto|quedar conmigo|verme|conocerme|encerr"
                    r"|no (?:se lo )?diga"
                ),
            ),
            (
                r"\b(?:mi )?(?:padre|madre|papa|mama|padrastro|madrastra|tio|tia) me (?:pega|golpea|toca"
                r"|quema|encierra|da con|azota)\b(?! el)"
            ),
            (
                r"\bsi no,? (?:se lo )?(?:dira|cuenta|dice|contara|va a (?:decir"
                r"|contar)\w*)\b.{0,30}\b(?:padres|madre|padre|mama|papa)\b"
            ),
            r"\b(?:padres|madre|padre|mama|papa) me (?:ha|han|echaron|echo) (?:echado )?(?:de casa|a la calle)",
        ),
        "self-harm": (
            (
                r"\bcuento (?:\w+ )?(?:mis|las) (?:pastillas|pildoras)\b|\b(?:guardando|juntando|contando) "
                r"(?:las |mis )?pastillas\b"
            ),
            (
                r"\b(?:es|sera) mi ultima noche\b(?! (?:en|aqui|con|de))|\bmi ultimo dia (?:de vida|aqui en "
                r"este mundo)\b|\bhoy es mi ultimo dia\b(?! (?:en|de|con|aqui|como))"
            ),
            (
                r"\bsi (?:yo )?(?:desapareciera|me muriera|me muero|no estuviera|ya no estuviera|me fuera "
                r"para siempre|desaparezco)\b.{0,40}\b(?:nadie|mejor|importaria|enteraria)\b"
            ),
            (
                r"\bnadie (?:se )?(?:daria cuenta|notaria|enteraria|echaria de menos"
                r"|extranaria)\b.{0,30}\b(?:si|desaparec\w+|muri\w+|muero|estuviera)\b"
            ),
            (
                r"\bdormirme y no (?:volver a )?despertar\b|\bno (?:quiero )?despertar(?:me)? (?:manana|mas"
                r"|nunca)\b|\bno volver a despertar\b"
            ),
            r"\bcartas? de despedida\b|\bmanana ya no (?:estare|voy a estar)\b(?! (?:en|de))",
            (
                r"\b(?:amig[oa]|herman[oa]|hij[oa]|madre|companer[oa]|prim[oa]) .{0,40}\b(?:despidiendose|se "
                r"despidio|despedida|se va a matar|va a saltar|quitarse la vida|se quiere morir|acabar con "
                r"todo)\b"
            ),
            (
                r"\b(?:he vuelto a|volvi a|empezado a|otra vez) (?:a )?(?:cortarme|cortar los brazos|hacerme "
                r"dano|autolesionarme)\b|\bme he (?:vuelto a cortar|cortado (?:los brazos|las venas|otra "
                r"vez))\b"
            ),
            r"\bme (?:corto|quemo|hago dano) (?:los|las|la|a mi|a proposito|para)\b(?! (?:unas|el pelo|uñas|pelo))",
            r"\b(?:estarian|estaran|estarias|estara) mejor sin mi\b|\bno puedo mas con (?:mi|la|esta) vida\b",
            (
                r"\bvoy a (?:saltar|tirarme) (?:del|desde el|por la|al tren|a las vias)\b(?! (?:avion"
                r"|trampolin))|\bestoy en el puente\b"
            ),
        ),
        "violence": (
            (
                r"\b(?:me|nos) (?:ha )?(?:vuelto a |volvio a )?(?:encerro|encierra|encerrado|encerrar|ahorco"
                r"|ahorcado|estrangulo|estrangulado)\b"
            ),
            (
                r"\b(?:marido|esposo|novio|pareja|mujer|ex) (?:\w+ )?me (?:ha )?(?:pegado|pegaba|ahogo|agarro"
                r"|empujo|puso|pega|tiro)\b"
            ),
            (
                r"\bsi (?:me voy|lo dejo|le dejo|lo cuento|me marcho)\b.{0,40}\b(?:mata|matara|matarme"
                r"|encontrara|encuentra)\b|\b(?:dice|dijo) que me (?:mata|va a matar|matara)\b"
            ),
            (
                r"\b(?:cuchillo|navaja|pistola|arma|escopeta)\b.{0,50}\b(?:escuela|colegio|cole|instituto"
                r"|clase|insti)\b|\b(?:llevo|llevare|traigo) (?:la |el |una |un )?(?:cuchillo|navaja|pistola"
                r"|arma|escopeta)\b.{0,60}\b(?:enterar|ver|veran|reir|rie|pagar)"
            ),
            r"\bmanos? (?:al|en el|alrededor del) cuello\b",
            r"\b(?:quito|quitado|quitaron|tienen) (?:el|mi) pasaporte\b",
            (
                r"\bescondid[oa] en (?:el|mi) (?:bano|armario|cuarto)\b|\bmiedo de volver a casa\b|\bmiedo "
                r"(?:a|de) (?:mi (?:marido|novio|padre|ex)|que me mate)\b"
            ),
        ),
    },
    "pt": {
        "a minor in danger": (
            *_child(
                (
                    r"\b(?:tenho|fiz) (?:so )?(?:[89]|1[0-7]|nove|dez|onze|doze|treze|catorze|quatorze|quinze"
                    r"|dezesseis) ?(?:anos|aninhos)?\b"
                ),
                (
                    r"\btio|padrasto|madrasta|\bpai|papai|mamae|\bmae|\bavo|primo|irmao|vizinho|treinador"
                    r"|professor|\bhomem|\bcara\b|namorado da minha mae|\bmoco|\bele\b"
                ),
                (
                    r"no meu quarto|na minha cama|a noite|de noite|me toca|passa a mao|fotos?|nua?s?\b|pelad|me "
                    r"bate|sem (?:meus pais|contar)|segredo|me encontrar|me ver\b|tranca|nao (?:posso )?contar"
                ),
            ),
            (
                r"\b(?:padrasto|pai|tio|avo|professor|treinador|irmao|primo) (?:passa a mao|mexe|encosta) em "
                r"mim\b|\bpassa a mao em mim\b"
            ),
            (
                r"\b(?:pai|mae|papai|mamae|padrasto|madrasta|tio) me (?:bate|queima|tranca|espanca|bateu"
                r"|surra)\b(?! (?:no xadrez|uma))"
            ),
            r"\bsenao (?:ele |ela )?(?:conta|vai contar|mostra|manda)\b.{0,30}\b(?:pais|mae|pai)\b",
            (
                r"\b(?:pais|mae|pai) me (?:expulsou|expulsaram|botou|botaram|colocou|puseram) (?:de casa|pra "
                r"fora|para fora|na rua)"
            ),
        ),
        "self-harm": (
            r"\b(?:cont(?:o|ando|ar)|juntando|guardando) (?:\w+ )?(?:os|meus|os meus) (?:comprimidos|remedios)\b",
            (
                r"\b(?:e|sera|vai ser) (?:a )?minha ultima noite\b(?! (?:em|aqui|no|na|com))|\b(?:e|sera) "
                r"(?:o )?meu ultimo dia\b(?! (?:em|aqui|no|na|de|com))"
            ),
            (
                r"\bse eu (?:sumisse|sumir|morresse|morrer|desaparecesse|desaparecer|nao "
                r"estivesse)\b.{0,40}\b(?:ninguem|melhor|falta|perceberia|notaria)\b|\bninguem (?:ia |iria "
                r")?(?:notar|perceber|sentir falta|notaria|perceberia|sentiria)\b.{0,30}\bse eu\b"
            ),
            r"\bdormir e (?:nao|nunca mais) acordar\b|\bnao acordar (?:mais|amanha|nunca)\b",
            r"\bcartas? de despedida\b|\bamanha (?:eu )?(?:ja )?nao (?:vou estar|estarei) (?:mais )?aqui\b",
            (
                r"\b(?:amig[oa]|irma|irmao|filh[oa]|mae|coleg[ao]|prim[oa]) .{0,40}\b(?:vai se matar|se matar"
                r"|vai pular|se despediu|despedida|tirar a (?:propria )?vida|acabar com tudo|quer morrer)\b"
            ),
            (
                r"\b(?:voltei a|comecei a|de novo a) me (?:cortar|machucar|queimar)\b|\bme (?:corto|corte[i]"
                r"|machuco|queimo) (?:os bracos|os pulsos|de proposito|para sentir|pra sentir|toda)\b"
            ),
            (
                r"\bmelhor sem mim\b|\bnao aguento mais (?:essa|esta|a) vida\b|\bvou (?:pular|me jogar) (?:da"
                r"|do|na frente)\b(?! (?:aviao|trampolim))"
            ),
        ),
        "violence": (
            (
                r"\b(?:ele|ela|marido|namorado|ex|pai) (?:\w+ )?me (?:tranc\w+|prend\w+ (?:em|no|na|de)"
                r"|enforc\w+|estrangul\w+|bateu|soc\w+|chut\w+|sufoc\w+)\b"
            ),
            r"\bse eu (?:for embora|sair|largar|contar|terminar)\b.{0,40}\b(?:mata|matar|matara|acha)\b",
            (
                r"\b(?:faca|arma|revolver|pistola|canivete)\b.{0,50}\b(?:escola|colegio|faculdade|aula)\b"
                r"|\bamanha (?:eu )?(?:levo|trago|vou levar)\b.{0,20}\b(?:faca|arma|revolver|pistola)\b"
            ),
            r"\bmaos? no (?:meu )?pescoco\b|\bpegaram? (?:o )?meu passaporte\b",
            (
                r"\b(?:escondid[ao]) no (?:banheiro|quarto|armario)\b|\bmedo de (?:voltar (?:pra|para) casa"
                r"|ele me matar|apanhar)\b|\bmedo do meu (?:marido|namorado|pai|ex)\b"
            ),
            r"\b(?:disse|falou|diz) que (?:\w+ )?(?:vai )?me mata(?:r)?\b",
        ),
    },
    "it": {
        "a minor in danger": (
            *_child(
                (
                    r"\bho (?:solo |quasi )?(?:[89]|1[0-7]|nove|dieci|undici|dodici|tredici|quattordici|quindici"
                    r"|sedici) ?(?:anni)?\b"
                ),
                (
                    r"\bzio|patrigno|matrigna|padre|papa|mamma|madre|nonno|cugino|fratello|vicino|allenatore"
                    r"|\bprof\w*|\bsignore|\buomo|\btipo|compagno di mia|ragazzo di mia|\blui\b|\buno\b"
                ),
                (
                    r"(?:in|nella) (?:camera|stanza|mia|cameretta)|nel mio letto|di notte|mi tocca|foto|nud[aoe]"
                    r"|mi picchia|senza (?:i miei|dirlo)|segreto|incontr|vedermi|chiud|non dir"
                ),
            ),
            (
                r"\b(?:padre|madre|papa|mamma|patrigno|matrigna|zio) mi (?:picchia|mena|tocca|brucia|chiude"
                r"|ha (?:picchiat|menat|chius)[oa])\b"
            ),
            r"\b(?:se no|senno|altrimenti) (?:lo )?(?:dice|dira|racconta)\b.{0,30}\b(?:genitori|miei|mamma|papa)\b",
            (
                r"\b(?:genitori|madre|padre|mamma|papa) mi (?:ha|hanno) (?:cacciat|buttat|sbattut)[oaie] "
                r"(?:di casa|fuori)"
            ),
            r"\bmi tocca\b.{0,30}\b(?:segreto|di notte|sotto)\b",
        ),
        "self-harm": (
            r"\bcont(?:o|ando) (?:\w+ )?(?:le (?:mie )?)?(?:pastiglie|pillole|compresse)\b",
            (
                r"\b(?:e|sara) la mia ultima (?:notte|sera)\b(?! (?:a|in|qui|con|di))|\b(?:e|sara) il mio "
                r"ultimo giorno\b(?! (?:a|in|qui|con|di|da))"
            ),
            (
                r"\bse (?:sparissi|scomparissi|morissi|non ci fossi(?: piu)?|sparisco)\b.{0,40}\b(?:nessuno"
                r"|meglio|importerebbe|accorgerebbe)\b|\bnessuno se ne accorgerebbe\b"
            ),
            r"\baddormentarmi e non (?:svegliarmi|risvegliarmi)\b|\bnon svegliarmi (?:piu|domani)\b",
            r"\bletter[ae] d ?addio\b|\bdomani non ci saro piu\b|\b(?:la|le) letter[ae] (?:e|sono) pront[ae]\b",
            (
                r"\b(?:amic[oa]|sorella|fratello|figli[oa]|madre|compagn[oa]|coinquilin[oa]) "
                r".{0,40}\b(?:farla finita|uccidersi|ammazzarsi|buttarsi|si butta|salta giu|addio|vuole "
                r"morire|togliersi la vita|suicid\w+)\b"
            ),
            (
                r"\b(?:ricominciato|cominciato|iniziato|tornat[oa]) a (?:tagliarmi|farmi del male|ferirmi"
                r"|bruciarmi)\b|\bmi taglio (?:le braccia|i polsi|di nuovo|ancora|per sentire)\b|\bmi sono "
                r"tagliat[oa] (?:le|i) (?:braccia|polsi|gambe|vene)\b"
            ),
            (
                r"\bmeglio senza di me\b|\bnon ce la faccio piu a vivere\b|\bmi butto (?:dal|giu|sotto)\b"
                r"|\bfarla finita\b(?! con (?:questo|questa|il|la))"
            ),
        ),
        "violence": (
            (
                r"\b(?:mi ha|mi) (?:di nuovo |ancora )?(?:chius[oa] (?:in|a chiave|dentro)|rinchius[oa]"
                r"|segregat[oa]|strangolat[oa]|pres[oa] a (?:calci|pugni|schiaffi))\b"
            ),
            r"\bmi (?:ha )?(?:messo|mette) le mani (?:al collo|addosso)\b|\bmani (?:al|intorno al) collo\b",
            (
                r"\bse (?:me ne vado|lo lascio|parlo|lo dico|vado via)\b.{0,40}\b(?:uccide|ammazza|uccidera"
                r"|ammazzera|trovera)\b|\b(?:dice|ha detto) che mi (?:ammazza|uccide|ammazzera|uccidera)\b"
            ),
            r"\b(?:coltello|pistola|arma|fucile)\b.{0,40}\b(?:a scuola|in classe|al lavoro)\b",
            (
                r"\bmi ha (?:\w+ )?(?:picchiat|menat|violentat|stuprat|minacciat)[oa]\b|\bmi (?:picchia"
                r"|mena) (?:quando|ogni|se)\b"
            ),
            r"\bmi ha(?:nno)? (?:preso|tolto|sequestrato) (?:il passaporto|i documenti)\b",
            (
                r"\b(?:sono )?nascost[oa] (?:in|nel) (?:bagno|armadio|camera)\b|\bpaura di (?:tornare a casa"
                r"|mio (?:marito|padre)|lui)\b"
            ),
        ),
    },
    "nl": {
        "a minor in danger": (
            *_child(
                (
                    r"\b(?:ik )?ben (?:ik )?(?:pas |nog maar |net )?(?:[89]|1[0-7]|negen|tien|elf|twaalf|dertien"
                    r"|veertien|vijftien|zestien)\b"
                ),
                (
                    r"\boom|stiefvader|stiefmoeder|vader|papa|mama|moeder|opa|neef|broer|buurman|trainer|coach"
                    r"|leraar|meester|\bman\b|\bgast\b|iemand online|vriend van (?:mijn|mn) moeder|\bhij\b"
                ),
                (
                    r"op mijn kamer|in mijn (?:bed|kamer)|s nachts|aanraken|raakt|zit aan|naakt|fotos? van m"
                    r"|slaat|geheim|afspreken|ontmoeten|niemand (?:iets )?(?:zeggen|vertellen)|opsluit|sluit me "
                    r"op|zonder mijn ouders"
                ),
            ),
            (
                r"\b(?:vader|moeder|papa|mama|stiefvader|stiefmoeder|oom|pa|ma) (?:\w+ )?(?:slaat|schopt"
                r"|sluit|slaan|verbrandt) (?:me|mij|ons)\b(?! met (?:schaken|tennis))"
            ),
            r"\banders (?:vertelt|zegt) (?:hij|ie|ze)\b.{0,30}\b(?:ouders|moeder|vader|mama|papa)\b",
            r"\bnaaktfoto\w* van (?:me|mij)\b",
            (
                r"\b(?:ouders|moeder|vader|mama|papa) (?:heeft|hebben) (?:me|mij) (?:eruit gezet|het huis "
                r"uit gezet|buitengezet|op straat gezet)"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:tel|spaar|verzamel) (?:ik )?(?:\w+ ){0,3}?(?:mijn |de )?(?:slaap)?(?:pillen|medicijnen"
                r"|tabletten)\b"
            ),
            r"\bmijn laatste (?:avond|nacht|dag)\b(?! (?:in|op|hier|bij|met|van))",
            (
                r"\b(?:als|wanneer) ik (?:\w+ )?(?:weg|dood|er niet meer|verdwenen) (?:was|ben|zou)\b"
                r"|\b(?:niemand|geen mens)\b.{0,20}\b(?:merken|missen|opvallen)\b.{0,25}\bik\b"
            ),
            (
                r"\bin slaap vallen en (?:nooit|niet) meer wakker\b|\b(?:niet|nooit) meer wakker (?:worden"
                r"|wil)\b|\bmorgen ben ik er niet meer\b"
            ),
            r"\bafscheidsbrie(?:f|ven)\b|\bde brie(?:f|ven) (?:ligt|liggen|is|zijn) (?:klaar|geschreven)\b",
            (
                r"\b(?:vriend|vriendin|zus|broer|dochter|zoon|moeder|huisgenoot|collega|maat) "
                r".{0,50}\b(?:springen|springt|zelfmoord|dood|afscheid|van kant maken|er een eind\w* "
                r"aan)\b.{0,50}"
            ),
            (
                r"\b(?:weer|opnieuw) (?:begonnen met |aan het )?(?:snijden|mezelf (?:te )?(?:snijden|gesneden"
                r"|pijn))\b|\bsnij(?:d)? (?:ik )?(?:mezelf|in mijn (?:armen|arm|polsen|benen))\b|\bin mijn "
                r"(?:armen|polsen) gesneden\b"
            ),
            (
                r"\bbeter (?:af )?zonder mij\b|\bkan niet meer (?:leven|verder leven)\b|\bga (?:van de brug"
                r"|voor de trein) springen\b|\bik ga springen\b(?! (?:uit|met|met een))"
            ),
        ),
        "violence": (
            (
                r"\b(?:hij|ze|man|vriend|ex|vader) (?:heeft|sluit|sloot) (?:me|mij) (?:\w+ "
                r"){0,2}?(?:opgesloten|op|gewurgd|geslagen|geschopt|mishandeld|gestompt)\b"
            ),
            r"\b(?:mes|pistool|wapen|geweer)\b.{0,30}\b(?:mee naar|naar|op) (?:school|mijn werk|werk)\b",
            (
                r"\bals ik (?:wegga|hem verlaat|ga|bij hem wegga)\b.{0,40}\b(?:vermoordt|maakt|vindt|dood)\b"
                r"|\b(?:zegt|zei) dat hij me (?:vermoordt|doodmaakt|dood)\b"
            ),
            r"\bhand(?:en)? (?:om|rond) mijn (?:keel|nek)\b|\bmijn paspoort afgepakt\b",
            (
                r"\bverstop(?:t)? (?:ik )?(?:me|mij) (?:in|voor)\b|\bbang om naar huis te\b|\bbang voor "
                r"(?:mijn (?:man|vader|vriend|ex)|hem)\b"
            ),
        ),
    },
    "pl": {
        "a minor in danger": (
            *_child(
                (
                    r"\bmam (?:tylko )?(?:[89]|1[0-7]|dziewiec|dziesiec|jedenascie|dwanascie|trzynascie"
                    r"|czternascie|pietnascie) lat\b"
                ),
                r"wuj\w*|ojczym|ojciec|tata|mama|brat|dziadek|trener|nauczyciel|sasiad|facet|pan\b|mezczyzna|kuzyn",
                r"w nocy|do mnie|dotyka|nag\w+|zdjec\w*|bije|spotkac|sekret|tajemnic|do mojego (?:pokoju|lozka)",
            ),
            (
                r"\b(?:ojciec|ojczym|wujek|tata|dziadek|trener|matka|mama) (?:mnie |nas )?(?:dotyka|bije"
                r"|molestuje|gwalci)\b(?! rekord)"
            ),
        ),
        "self-harm": (
            (
                r"\blist\w* pozegnaln\w*|\b(?:to|dzis|dzisiaj) (?:jest )?moja ostatnia noc\b(?! (?:w|na|tu))"
                r"|\blicze (?:\w+ )?(?:tabletki|pigulki|leki)\b"
            ),
            (
                r"\bnikt (?:by )?(?:nie zauwazyl\w*|nie teskni\w*)\b.{0,30}\b(?:gdyb\w+|mnie|znikn\w+)\b"
                r"|\bzasnac i sie nie obudzic\b|\bnie obudzic sie\b"
            ),
            (
                r"\b(?:przyjaciolka|przyjaciel|kolezanka|kolega|siostra|brat) .{0,40}\b(?:sie zabic|zabije"
                r"|skoczy\w*|pozegnal\w*|samoboj\w+)\b"
            ),
            r"\bznowu sie (?:tne|tnę|okaleczam|pociel\w+)\b|\btne sie\b|\bnie chce (?:juz )?(?:dluzej )?zyc\b",
        ),
        "violence": (
            (
                r"\b(?:maz|chlopak|ojciec|partner|on) (?:\w+ ){0,3}(?:zamknal|pobil|uderzyl|dusil|zgwalcil"
                r"|bije) (?:mnie|nas)\b|\b(?:zamknal|pobil|dusil|zgwalcil|uderzyl|bije) mnie\b"
            ),
            (
                r"\b(?:noz|pistolet|bron)\b.{0,30}\b(?:do szkoly|w szkole)\b|\bmowi,? ze mnie zabije\b"
                r"|\bzabije mnie,? jesli\b"
            ),
        ),
    },
    "tr": {
        "a minor in danger": (
            *_child(
                r"\b(?:[89]|1[0-7]|on bir|on iki|on uc|on dort) yasinda\w*",
                r"amca\w*|dayi\w*|uvey \w+|baba\w*|abi\w*|dede\w*|ogretmen\w*|antrenor\w*|adam|komsu\w*|kuzen\w*",
                r"odama|yatagima|gece\w*|dokun\w+|ciplak|foto\w*|dov\w+|bulus\w*|sir\b|sakla\w*|vur\w+",
            ),
            (
                r"\b(?:amcam|dayim|uvey babam|babam|abim|annem|hocam) (?:\w+ ){0,3}(?:bana dokun\w+|odama "
                r"gel\w+|beni dov\w+)"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:bu|bugun) (?:gece )?(?:benim )?son gece\w*(?! (?:istanbul|burada|otel))|\bson gecem\b"
                r"|\bhap\w* (?:her gece )?say\w+|\bher gece (?:\w+ )?hap\w* say\w+"
            ),
            (
                r"\bkimse (?:fark etme\w*|fark etmez\w*|farketmez|ozleme\w*)|\buyuyup (?:bir daha )?uyanma\w+"
                r"|\bveda mektu\w+|\b(?:arkadasim|kardesim|kuzenim) .{0,40}(?:intihar|kendini oldur|atlay"
                r"|veda)"
            ),
            r"\bkendimi (?:yine |tekrar )?(?:kes\w+|yarala\w+|oldur\w+)|\bartik yasamak iste\w+",
        ),
        "violence": (
            (
                r"\b(?:kocam|esim|sevgilim|babam|nisanlim|o) (?:\w+ ){0,3}(?:dovdu|dovuyor|vurdu|vuruyor"
                r"|kilitle\w+|bogaz\w+)"
            ),
            (
                r"\b(?:bicak|silah|tabanca)\w* .{0,30}okul\w*|\bokul\w* .{0,30}\b(?:bicak|silah|tabanca)\w* "
                r"(?:goturec\w+|getirec\w+)|\b(?:ayrilirsam|gidersem|terk edersem) .{0,30}oldur\w+"
            ),
        ),
    },
    "ru": {
        "a minor in danger": (
            *_child(
                (
                    r"\bмне (?:всего |только )?(?:[89]|1[0-7]|девять|десять|одиннадцать|двенадцать|тринадцать"
                    r"|четырнадцать|пятнадцать)\b"
                ),
                r"дядя|отчим|отец|папа|мама|брат|дедушка|дед\b|тренер|учитель|сосед|мужчина|мужик|парень|кузен|\bон\b",
                r"трога\w+|ночью|ко мне|комнат\w+|кроват\w+|фото\w*|голы\w+|бьет|встрет\w+|секрет|раздева\w+|пристает",
            ),
            (
                r"\b(?:отчим|отец|папа|дядя|дед|тренер|учитель|мама|брат) (?:\w+ ){0,2}(?:трогает|бьет"
                r"|насилует|лапает|избивает) (?:меня|нас)\b"
            ),
            (
                r"\b(?:отчим|отец|папа|дядя|дед|тренер|мама) (?:меня|нас) (?:\w+ )?(?:трогает|бьет|лапает"
                r"|избивает|насилует)\b"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:это |сегодня )?(?:моя последняя ночь|мой последний (?:вечер|день))\b(?! (?:в|на|здесь"
                r"|тут))|\b(?:считаю|коплю) (?:\w+ )?таблетк\w+"
            ),
            (
                r"\bникто (?:и )?не (?:замет\w+|вспомн\w+|будет скучать)\b.{0,30}\b(?:если|меня|исчез\w+"
                r"|умру)|\bесли (?:я |бы я |меня )(?:исчез\w*|умру|умер\w*|не станет|не "
                r"было)\b.{0,40}\b(?:никто|легче|лучше)"
            ),
            (
                r"\bзаснуть и (?:больше )?не просыпаться\b|\bне проснуться\b|\bпрощальн\w+ (?:письм\w+"
                r"|записк\w+)|\bзавтра меня (?:уже )?не (?:будет|станет)\b"
            ),
            (
                r"\b(?:подруга|друг|сестра|брат|дочь|сын) .{0,40}\b(?:покончить|убить себя|убьет себя"
                r"|прыгн\w+|прыгать|попрощал\w+|суицид\w*)"
            ),
            (
                r"\b(?:снова|опять) (?:начал[а]? )?(?:режусь|резаться|режу (?:руки|вены|себя)|порезал\w*)"
                r"|\bрежу (?:себе )?(?:руки|вены)\b"
            ),
            r"\bвсем (?:будет |было бы )?(?:лучше|легче) без меня\b|\bбольше не (?:могу|хочу) (?:так )?жить\b",
        ),
        "violence": (
            (
                r"\b(?:муж|парень|отец|отчим|бывший|он) (?:\w+ ){0,3}(?:избил|ударил|душил|запер|изнасиловал"
                r"|бил)\b.{0,12}|\b(?:избил|душил|запер|изнасиловал|ударил) меня\b"
            ),
            (
                r"\b(?:нож|пистолет|ружье|оружие)\b.{0,30}\bшкол\w+|\bшкол\w+ .{0,20}\b(?:нож|пистолет"
                r"|ружье)\b|\bесли (?:я )?уйду\b.{0,30}\b(?:убьет|найдет)|\b(?:сказал|говорит|обещает),? "
                r"(?:что )?(?:убьет|убить) меня\b"
            ),
        ),
    },
    "uk": {
        "a minor in danger": (
            *_child(
                (
                    r"\bмені (?:лише |тільки )?(?:[89]|1[0-7]|девять|десять|одинадцять|дванадцять|тринадцять"
                    r"|чотирнадцять)\b"
                ),
                r"дядько|вітчим|батько|тато|мама|брат|дідусь|дід\b|тренер|вчитель|сусід|чоловік|хлопець|\bвін\b",
                (
                    r"торка\w+|чіпа\w+|вночі|до мене|кімнат\w+|ліжк\w+|фото\w*|гол\w+|бє\b|зустрі\w+|секрет"
                    r"|таємниц\w+|мацає"
                ),
            ),
            (
                r"\b(?:вітчим|батько|тато|дядько|дід|тренер|мама) (?:\w+ )?(?:мене|нас) (?:\w+ "
                r")?(?:торкається|чіпає|бє|мацає|ґвалтує|гвалтує)"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:це |сьогодні )?моя остання ніч\b(?! (?:в|у|на|тут))|\b(?:рахую|збираю) (?:\w+ "
                r")?(?:таблетки|пігулки)"
            ),
            (
                r"\bніхто (?:й )?не (?:помітить|помітив\w*|згадає)\b.{0,30}(?:якщо|якби|мене|зникн\w+)"
                r"|\bзаснути (?:і|й|та) (?:більше )?не прокин\w+|\bпрощальн\w+ лист\w*|\bзавтра мене (?:вже "
                r")?не буде\b"
            ),
            (
                r"\b(?:подруга|друг|сестра|брат|донька|син) .{0,40}\b(?:вбити себе|вбє себе|стрибн\w+"
                r"|попрощал\w+|самогуб\w+)"
            ),
            (
                r"\b(?:знову|знов) (?:ріжу себе|порізал\w+|різати себе)|\bбез мене (?:всім )?(?:буде |було б "
                r")?(?:краще|легше)"
            ),
        ),
        "violence": (
            (
                r"\b(?:чоловік|хлопець|батько|вітчим|він) (?:\w+ ){0,3}(?:побив|вдарив|душив|замкнув"
                r"|зґвалтував|згвалтував|бив)\b|\b(?:побив|душив|замкнув|вдарив) мене\b"
            ),
            r"\b(?:ніж|пістолет|зброю)\b.{0,30}\bшкол\w+|\bякщо (?:я )?піду\b.{0,30}\b(?:вбє|знайде)|\bвбє мене\b",
        ),
    },
    "ar": {
        "a minor in danger": (
            *_child(
                r"(?:عمري|عندي) (?:[89]|1[0-7]|تسع|عشر|احدي عشره|اثنا عشر|اثني عشر|ثلاثه عشر|اربعه عشر)",
                r"عمي|خالي|زوج امي|ابي|بابا|اخي|جدي|المدرب|المعلم|جارنا|رجل|ابن عمي",
                r"غرفتي|سريري|ليلا|الليل|يلمس\w*|صور|عاري\w*|يضرب\w*|يقابل\w*|سر\b",
            ),
            r"(?:عمي|خالي|زوج امي|ابي|جدي|المدرب|اخي) (?:\w+ )?(?:يلمسني|يتحرش بي|يضربني|بيضربني|يدخل غرفتي)",
        ),
        "self-harm": (
            (
                r"(?:هذه|الليله) (?:هي )?(?:ليلتي|اخر ليله لي)(?: الاخيره)?(?! (?:في|هنا))|اخر ليله (?:لي|في "
                r"حياتي)|(?:اعد|احسب|بعد) (?:حبوبي|الحبوب|اقراصي)"
            ),
            (
                r"لن يلاحظ احد|لا احد (?:سيلاحظ|سيفتقدني)|ماحد (?:راح )?(?:يلاحظ|يفقدني)|(?:انام|النوم) ولا "
                r"(?:اصحي|استيقظ|اصحا)|رساله (?:الوداع|وداع)|رسائل الوداع"
            ),
            r"(?:لا اريد|ما عاد ابي|ما عدت اريد|مابي|ما ابغي|لم اعد اريد) (?:ان )?(?:اعيش|الحياه|العيش)",
            (
                r"(?:صديقتي|صديقي|اختي|اخي) .{0,40}(?:تنتحر|ينتحر|الانتحار|ستقتل نفسها|سيقتل نفسه|تموت)"
                r"|(?:عدت|رجعت) (?:ل|الي )?(?:جرح|اجرح|اقطع) (?:نفسي|يدي|ذراعي)"
            ),
        ),
        "violence": (
            (
                r"(?:زوجي|ابي|خطيبي|صديقي|ابوي|حبيبي) .{0,20}(?:ضربني|حبسني|خنقني|اغتصبني|قفل علي)|(?:ضربني"
                r"|خنقني|حبسني|يضربني)"
            ),
            (
                r"(?:سكين|مسدس|سلاح)\w* .{0,30}المدرسه|المدرسه .{0,30}(?:سكين|مسدس|سلاح)|(?:سيقتلني|راح "
                r"يقتلني|هيقتلني|يقتلني) (?:اذا|لو|ان)"
            ),
        ),
    },
    "hi": {
        "a minor in danger": (
            *_child(
                (
                    r"(?:मैं|मे|मेरी उम्र|मै|main|mai) (?:सिर्फ |अभी )?(?:[89]|1[0-7]|दस|ग्यारह|बारह|तेरह|चौदह) "
                    r"(?:साल|saal)"
                ),
                (
                    r"चाचा|मामा|पापा|पिता|सौतेले|भाई|दादा|नाना|मास्टर|टीचर|कोच|अंकल|आदमी|पड़ोसी|chacha|mama|papa"
                    r"|uncle|aadmi"
                ),
                r"कमरे|बिस्तर|रात|छूते|छूता|छुते|फोटो|नंगी|मारते|मारता|मिलने|राज|kamre|raat|chhut?e|photo",
            ),
            (
                r"(?:चाचा|मामा|पापा|पिता|सौतेले पिता|भाई|टीचर|अंकल) (?:\S+ ){0,3}(?:मुझे (?:छूते|छूता|मारते"
                r"|मारता|पीटते)|मेरे कमरे में आ)"
            ),
        ),
        "self-harm": (
            (
                r"(?:आज|यह|ये) (?:मेरी|की) (?:आखिरी|आखरी|अंतिम) रात|(?:गोलियां|गोलियाँ|दवाइयां|गोलिया) "
                r"(?:\S+ )?गिन|aaj meri aa?khri raat"
            ),
            (
                r"किसी को (?:पता|फर्क) (?:भी |तक )?नहीं (?:चलेगा|पड़ेगा|चलता|पडेगा)|सो (?:जाऊं|जाना|जाऊ) और "
                r"(?:कभी )?(?:न|ना|नहीं) (?:उठूं|उठना|जागूं)|सुसाइड नोट|(?:और|अब) (?:\S+ )?(?:जीना|जीने) "
                r"(?:\S+ )?(?:नहीं|मन नहीं)"
            ),
            (
                r"(?:दोस्त|सहेली|बहन|भाई) (?:\S+ ){0,6}(?:आत्महत्या|सुसाइड|खुदकुशी|मरना चाह|जान दे|कूद)"
                r"|(?:फिर से|फिर|दोबारा) (?:\S+ )?(?:हाथ|खुद को|कलाई) (?:\S+ )?काट"
            ),
        ),
        "violence": (
            (
                r"(?:पति|पापा|पिता|बॉयफ्रेंड|ससुर|भाई|उसने|वो) (?:ने )?(?:\S+ ){0,4}(?:मारा|पीटा|गला|बंद कर "
                r"दिया|मारता|पीटता)(?! (?:है )?(?:छक्का|चौका|गोल))"
            ),
            (
                r"(?:चाकू|बंदूक|पिस्तौल|पिस्टल)(?: \S+){0,5} स्कूल|स्कूल(?: \S+){0,5} (?:चाकू|बंदूक|पिस्तौल)"
                r"|(?:छोड़ा|छोड़कर गई|गई|छोडा) तो (?:\S+ ){0,3}मार (?:देगा|डालेगा)"
            ),
        ),
    },
    "id": {
        "a minor in danger": (
            *_child(
                (
                    r"\b(?:aku|saya|umurku|umur aku|umur saya|gue) (?:baru |masih )?(?:umur )?(?:[89]|1[0-7]"
                    r"|sepuluh|sebelas|dua belas|tiga belas) (?:tahun|thn)\b"
                ),
                (
                    r"om\b|omku|paman\w*|ayah tiri\w*|bapak\w*|ayah\w*|papa\w*|kakak\w*|kakek\w*|guru\w*"
                    r"|pelatih\w*|cowok|pria|orang dewasa|tetangga\w*"
                ),
                (
                    r"kamar\w*|malam|pegang\w*|sentuh\w*|menyentuh\w*|foto\w*|telanjang|mukul\w*|pukul\w*"
                    r"|memukul\w*|ketemu\w*|rahasia"
                ),
            ),
            (
                r"\b(?:paman|om|ayah tiri|bapak|ayah|kakek|guru|pelatih)(?:ku| saya| aku)? (?:\w+ "
                r")?(?:menyentuh|pegang|megang|meraba|mukulin|memukul) (?:aku|saya|tubuh\w*|badan\w*)"
            ),
        ),
        "self-harm": (
            (
                r"\bmalam terakhir(?:ku| aku| saya)\b(?! (?:di|sama))|\b(?:menghitung|ngitung|hitung) (?:\w+ "
                r")?(?:pil|obat)\w*"
            ),
            (
                r"\b(?:nggak|gak|ga|tidak|ngga|tak) (?:akan )?ada (?:yang )?(?:sadar|peduli|nyadar|kehilangan"
                r"|kangen)\b.{0,30}\b(?:kalau|kalo|aku|saya)|\btidur (?:dan|terus) (?:nggak|gak|ga|tidak"
                r"|ngga) (?:usah )?bangun|\bsurat perpisahan"
            ),
            (
                r"\b(?:udah|sudah) (?:nggak|gak|ga|tidak|ngga) (?:mau|ingin|pengen|kuat) hidup|\b(?:temanku"
                r"|temenku|sahabatku|adikku|kakakku) .{0,40}\b(?:bunuh diri|mau mati|lompat|pamit)"
                r"|\b(?:nyilet|menyayat|nyayat|melukai diri|self ?harm) (?:lagi|tangan\w*|sendiri)"
            ),
        ),
        "violence": (
            (
                r"\b(?:suami|pacar|ayah|bapak|ibu|mantan)(?:ku| saya| aku)? (?:\w+ ){0,2}(?:mukulin|mukul"
                r"|memukul\w*|menampar|mencekik|nyekik|ngunci|mengunci|mengurung|nendang)\b"
            ),
            (
                r"\b(?:pisau|pistol|senjata)\b.{0,30}\bsekolah\b|\bsekolah\b.{0,30}\b(?:bawa|membawa) "
                r"(?:pisau|pistol)|\b(?:kalau|kalo) (?:aku|saya) pergi\b.{0,30}\b(?:bunuh|membunuh|dibunuh)"
            ),
        ),
    },
    "ja": {
        "a minor in danger": (
            *_child(
                r"(?:[89]|1[0-7]|十|十一|十二|十三|十四|十五)(?:歳|才|さい)",
                (
                    r"おじ|叔父|伯父|父|母|お父さん|お母さん|パパ|ママ|兄|祖父|おじいちゃん|先生|コーチ|男の人"
                    r"|知らない人|彼氏"
                ),
                r"部屋に(?:入|来)|触|裸|写真|殴|叩|ベッド|夜中|会おう|会いたい|秘密|脱",
            ),
            (
                r"(?:父|義父|おじさん|叔父|兄|先生|コーチ|祖父)(?:が|に)(?:\S{0,10})(?:体を触|触られ|触って"
                r"|叩かれ|殴られ|部屋に入って)"
            ),
        ),
        "self-harm": (
            (
                r"(?:今夜|今日|今晩)(?:で|が|は)(?:もう)?(?:最後|さいご|終わり)(?:に(?:し|す)|だ|で"
                r"|の夜)?.{0,20}(?:ありがとう|さよなら|さようなら|ごめん)|最後の夜(?!景)(?:です|だ|に)"
            ),
            (
                r"(?:薬|錠剤)(?:を|の数を)(?:\S{0,6})(?:数え|貯め|ため)|(?:いなくなっても|消えても"
                r"|死んでも)(?:\S{0,4})(?:誰も|気づ|困ら|悲しま)|誰も(?:気づかない|悲しまない|困らない)"
            ),
            (
                r"(?:眠った|寝た|このまま)(?:\S{0,6})(?:目が?(?:を)?(?:覚めな|覚まさな|覚めた?くな"
                r"|覚ましたくな)|起きたくな)|遺書|もう(?:生きたく|生きていたく|生きるの)"
            ),
            (
                r"(?:友達|親友|妹|姉|弟|兄|娘|息子)(?:が|から)(?:\S{0,20})(?:死にたい|自殺|飛び降り|死ぬ"
                r"|さよなら)|(?:また|久しぶりに)(?:腕|手首)(?:を)?切|自傷"
            ),
        ),
        "violence": (
            r"(?:夫|旦那|彼氏|父|彼|元彼)(?:が|に|は)(?:\S{0,10})(?:殴|閉じ込め|首を絞め|蹴|叩かれ|監禁|暴力)",
            (
                r"(?:包丁|ナイフ|銃|拳銃)(?:\S{0,10})学校|学校(?:\S{0,8})(?:包丁|ナイフ|銃)|(?:別れたら"
                r"|逃げたら|出て行ったら)(?:\S{0,6})殺"
            ),
        ),
    },
    "zh": {
        "a minor in danger": (
            *_child(
                r"我(?:今年|才|只有)?(?:[89]|1[0-7]|九|十|十一|十二|十三|十四|十五)岁",
                r"叔叔|继父|爸爸?|妈妈?|舅舅|哥哥|爷爷|老师|教练|男人|邻居|网友|叔",
                r"房间|床|摸|裸|照片|打我|见面|晚上|夜里|秘密|脱",
            ),
            r"(?:继父|叔叔|爸爸|舅舅|哥哥|老师|教练|爷爷|后爸)(?:\S{0,6})(?:摸我|碰我的身体|非礼我|进我房间|侵犯我)",
        ),
        "self-harm": (
            (
                r"(?:今晚|今天|这)(?:就)?是我(?:的)?最后一(?:晚|夜|天)(?!在)|(?:数|攒|存)(?:着|了"
                r"|我的)*(?:安眠药|药片|药丸|药)"
            ),
            (
                r"(?:我)?(?:消失|死|不在|走)了?(?:\S{0,4})(?:没人|没有人|谁也不)(?:会)?(?:发现|在乎|知道"
                r"|注意)|(?:没人|没有人)会(?:发现|在乎|注意到)我|睡(?:着|过去)(?:\S{0,6})(?:不(?:要|再|想)?醒"
                r"|别醒)|再也不(?:要|想)?醒|遗书"
            ),
            (
                r"(?:朋友|闺蜜|妹妹|姐姐|弟弟|同学|室友)(?:\S{0,12})(?:要自杀|想死|跳楼|跳桥|轻生|不想活)"
                r"|(?:又|再次)(?:割|划)(?:了)?(?:手|腕|自己)"
            ),
        ),
        "violence": (
            (
                r"(?:老公|丈夫|男朋友|男友|爸爸?|前夫|前男友|他)(?:\S{0,6})(?:打了?我(?!电话)|掐(?:了|着)?我"
                r"|把我锁|关(?:了|在)|勒我)"
            ),
            (
                r"(?:刀|枪)(?:\S{0,6})(?:学校|上学)|(?:学校|上学)(?:\S{0,6})(?:带刀|带枪)|(?:离开"
                r"|分手)(?:\S{0,8})(?:杀了我|弄死我|杀我)"
            ),
        ),
    },
    "ko": {
        "a minor in danger": (
            *_child(
                r"(?:[89]|1[0-7]|열 ?한|열 ?두|열 ?세|열 ?네|열 ?다섯|열|아홉) ?살",
                r"삼촌|새아빠|아빠|엄마|오빠|할아버지|선생님|코치|아저씨|사촌|어떤 남자|이모부|고모부",
                r"방에|침대|밤마다|밤에|만져|만지|사진|때려|때리|만나자|비밀|벗",
            ),
            (
                r"(?:삼촌|새아빠|아빠|오빠|할아버지|선생님|코치)(?:이|가)? ?(?:\S+ ){0,3}(?:만져|만지|때려"
                r"|때리|방에 들어)"
            ),
        ),
        "self-harm": (
            (
                r"(?:오늘이|오늘 ?밤이|이게)(?: 제| 내| 나의)? ?마지막 ?(?:밤|날)?(?:이에요|이야|입니다|이다"
                r"|예요)(?!.{0,6}여행)|마지막 밤(?!.{0,4}여행)|약을? (?:\S+ )?(?:세고|모으고|모아)"
            ),
            (
                r"(?:더 ?이상|이제) 살고 싶지|없어져도 (?:아무도|모를)|(?:사라져도|죽어도) 아무도|아무도 "
                r"(?:모를|눈치)|잠들어서 (?:다시 |영영 )?(?:깨지|안 깨|일어나지)|유서"
            ),
            (
                r"(?:친구|동생|언니|누나|형|딸|아들)(?:이|가) (?:\S+ ){0,5}(?:죽겠다|자살|뛰어내|죽고 싶)"
                r"|(?:또|다시) (?:손목|팔)을? ?그었"
            ),
        ),
        "violence": (
            (
                r"(?:남편|아빠|아버지|남자친구|남친|전남친|엄마)(?:이|가)? (?:\S+ ){0,3}(?:때리|때렸|때려"
                r"|목을 조|가뒀|가두|감금|폭행)"
            ),
            (
                r"(?:칼|총)을? (?:\S+ )?(?:들고 |가지고 )?학교|학교에 (?:\S+ )?(?:칼|총)|(?:떠나면|헤어지면) "
                r"(?:\S+ ){0,2}죽"
            ),
        ),
    },
}
