"""How people tell of danger, language by language: patterns over a normal form, and what they are answered.

The normal form is that of ``ai_question``: lower case, without accents on Latin letters and without apostrophes.
"""

from persona.help_lines import Danger

_AGE = (
    r"\b(?:im|i am|i m|and im|me,?) (?:only |just |a )?(?:[89]|1[0-7]|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)\b(?! ?(?:%|min|days?|weeks?|months?|hours?|years? (?:in|of)|of|or|out|percent"
    r"|commits|people))"
)
_HARM_TO_CHILD = (
    r"(?:touch(?:es|ed|ing)? (?:me|my (?:body|breasts?|privates?|private parts))|nudes?\b|(?:naked"
    r"|nude|sexy|dick) (?:pics?|pictures?|photos?)|dick ?pics?"
    r"|wants? to (?:meet|have sex|sleep with|kiss)(?: me)?|hits? me\b(?! up)|beats? me\b(?! (?:at"
    r"|in|to))|rap(?:es|ed|ing) me|molest|abus(?:es|ed|ing) me|undress|forces? me"
    r"|sex with me|sends? me (?:pics|porn)|hurts me\b|(?:pics|pictures|photos|videos) of (?:my|me) "
    r"?(?:body|naked|without|in my underwear)?)"
)
_KIN = (
    r"(?:husband|wife|boyfriend|girlfriend|bf|gf|ex|ex-?(?:husband|wife|boyfriend|girlfriend|bf"
    r"|gf)|partner|fiance|dad|father|mom|mum|mother|step ?(?:dad|mom|mum|father|mother|brother)"
    r"|brother|uncle|son|roommate|neighbou?r|boss)"
)
_NEAR_KIN = (
    r"(?:best friend|friend|sister|brother|mom|mum|mother|dad|father|son|daughter|wife|husband"
    r"|girlfriend|boyfriend|gf|bf|cousin|roommate|flatmate|child|kid|partner|ex|aunt|uncle"
    r"|colleague|student|neighbou?r)"
)
_PILLS = (
    r"(?:pills?|meds|tablets|tylenol|paracetamol|aspirin|xanax|sleeping pills|medication"
    r"|antidepressants|ibuprofen)"
)
_KILL = r"k[i1!]?l+(?:ing)?"
_JOKE = (
    r"(?! ?(?:laugh\w*|of laugh\w*|from laugh\w*|of (?:embarrassment|cuteness|boredom|shame"
    r"|cringe)|for (?:a|some|this|that)|in (?:the|this|that|a) game|on this hill|lol|haha))"
)

PATTERNS: dict[str, dict[Danger, tuple[str, ...]]] = {
    "en": {
        "a minor in danger": (
            rf"{_AGE}.{{0,80}}{_HARM_TO_CHILD}",
            rf"{_HARM_TO_CHILD}.{{0,80}}{_AGE}",
            (
                r"\bmy (?:teacher|coach|step ?(?:dad|father|mom|mum|mother|brother)|uncle|dad|daddy|father|mom"
                r"|mum|mommy|mother|grandpa|grandfather|priest|tutor|babysitter)"
                r" (?:\w+ ){0,2}?(?:hits?|beats?|touche[sd]|slaps?|kicks?|rape[sd]|molest(?:s|ed)|abuse[sd]"
                r"|whips?) me\b(?:(?<!hits me)(?<!hit me)|(?! up))(?! (?:at (?:chess|golf|poker|tennis"
                r"|cards|games?|mario)"
                r"|in (?:chess|golf|tennis|games?|scrabble)|to (?:it|the)|with (?:a |an )?(?:question|email"
                r"|message|text|hug|kindness|fact|joke)|deeply|every (?:game|sunday)))"
            ),
            r"\b(?:makes?|made|forces?|forced) me (?:to )?(?:touch|undress|strip|suck|have sex)",
            r"\b(?:comes?|came|gets?|climbs?) (?:in|into) my bed\b(?!room)",
        ),
        "self-harm": (
            rf"\b{_KILL} m[ye] ?sel[fv]\b",
            r"\b(?:unaliv(?:e|ing)|hang(?:ing)?|drown(?:ing)?|harm(?:ing|ed)?) (?:my|me) ?self\b",
            (
                r"\b(?:been|keep|kept|want to|started|again,?|i|still) (?:hurting|hurt) my ?self\b(?= ?(?:$"
                r"|[.!,;]|again|on purpose|because|so|and|every))"
            ),
            (
                r"\b(?:cut|cutting|burn|burned|burning) my ?self\b(?= ?(?:$|[.!;]|,? ?(?:again|on purpose"
                r"|every|because|last night|tonight|to feel|when (?:im|i am|i feel))))"
            ),
            r"\bshoot(?:ing)? my ?self\b(?! in the (?:foot|leg))",
            (
                rf"\b(?:i|id|im|ive|just|really)(?: \w+){{0,3}}? ?\b(?:want|wanna|wish|need|ready|rather|going"
                rf"|gonna|hope|deserve)(?: to| i (?:could|would))?(?: \w+)?? (?:die|be dead)\b{_JOKE}(?! "
                r"(?:than|katze))"
            ),
            r"\bwish i (?:was|were|wasnt|werent|had) (?:dead|never born|alive|never been born)",
            (
                r"\b(?:dont|do not|didnt|doesnt|not) (?:want|wanna)(?: to)? (?:live|be alive|exist|wake up|be "
                r"here)(?: (?:any ?more|in this world|like this|tomorrow|ever again))?(?= ?(?:$|[.!,;]|and"
                r"|because))"
            ),
            (
                r"\bno (?:reason|point) (?:left )?(?:to|in|for)(?: me to)? (?:live|living|liv\w+|go on|going "
                r"on|be alive|exist)\b(?![-])"
            ),
            (
                r"\b(?:want|wanna|going|gonna|ready|just|ill|might|should)(?: to)?(?: just)? end it all\b(?! "
                r"with)"
            ),
            r"^end it all\W*$",
            r"\b(?:end(?:ing)?|tak(?:e|ing)) my (?:own )?life\b",
            r"\bbetter off (?:dead|without me|if i (?:was|were) (?:dead|gone))\b",
            r"\b(?:my )?life (?:isnt|is not|aint|not) worth (?:living|it any ?more)\b",
            r"\b(?:im|i am|i feel|feeling|ive been|i have been|am) (?:\w+ ){0,3}?(?:suicidal|sucidal)\b",
            (
                r"\b(?:think\w*|thought\w*|dream\w*|fantasi\w*) (?:of|about) (?:\w+ )?(?:suicide|sucide|suicde"
                r"|sewerslide|ending (?:it|my)|dying|unaliving)\b"
            ),
            r"\b(?:commit(?:ting)?|attempt(?:ed|ing)?) (?:suicide|sucide|suicde)\b(?! squad)",
            r"\b(?:gonna|going to|wanna|want to|ill|might|should|just) kms\b",
            r"^kms\W*$",
            r"\b(?:painless|least painful|easiest|quickest|best) way to (?:die|kill my ?self|end it)\b",
            (
                r"\b(?:took|swallowed|taken|ate|downed|take|swallow) (?:all (?:of )?(?:the|my|her|his)|a "
                rf"(?:whole |full )?bottle of|too many|the whole bottle of|every) (?:\w+ )?{_PILLS}\b(?! (?:in"
                r"|from) the (?:game|level))"
            ),
            r"\b(?:i|might|gonna|going to|want to|ill|wanna) (?:\w+ )?overdos(?:e|ed|ing)\b",
            (
                r"\bjump(?:ing)? (?:off|from|in front of) (?:the|a|my) (?:bridge|roof|building|balcony|train"
                r"|cliff|window)\b"
            ),
            r"\bcut(?:ting)? my ?self on (?:the|my) (?:arms?|wrists?|legs?|thighs?)\b",
            r"\b(?:feel|felt|feeling) like ending it\b(?! with)",
            r"\bgoodbye forever\b",
            r"\bslit(?:ting)? my wrists?\b",
            (
                r"\bi (?:just )?cant (?:go on|do this|take it|live) (?:any ?more|like this"
                r"|living)\b.{0,60}\b(?:live|living|die|life|alive|over|end)\b"
            ),
            r"\bi (?:\w+ )?self[- ]?harm(?:ed|ing)?\b",
            (
                rf"\bmy (?:\w+ )?{_NEAR_KIN}\b.{{0,40}}\b(?:wants? to die|(?:want\w*|tr(?:y|ied|ying)|going"
                rf"|threat\w+|plan\w*|is) (?:\w+ )?(?:to )?(?:{_KILL}|hang|hurt|harm|unalive) (?:her|him|them) "
                r"?sel(?:f|ves)|suicidal|commit suicide|end (?:her|his|their) (?:own )?life)\b"
            ),
            r"\bgoodbye (?:everyone|world|forever)\b.{0,60}\b(?:wont be here|gone|end)\b",
            r"\b(?:miss me|notice) (?:if|when) i(?:m| was| were)? (?:die|died|gone|dead|killed)\b",
            r"\b(?:gonna|going to|wanna|want to|ill|might) off my ?self\b",
            r"\b(?:planning|planned|plan|plans for) my (?:own )?(?:suicide|death|sucide)\b",
            (
                r"\b(?:plan|ready|way|going|want|decided|trying|try|wanted|time) to (?:just )?(?:end|take) "
                r"(?:my (?:own )?life|it all tonight|it tonight)\b"
            ),
            r"\b(?:relapsed|started) (?:and |again |with )?(?:cut(?:ting)?|self ?harm\w*)\b",
            r"\bwant to (?:just )?disappear (?:forever|from this (?:world|earth|life))\b",
            (
                r"\b(?:ive|i have|i) got (?:a|the) (?:rope|noose|razor|pills|gun) (?:and im ready|ready|in my "
                r"hand)\b"
            ),
            (
                r"\bi (?:just )?(?:took|swallowed|drank|ate) (?:(?:\d{2,}|twenty|thirty|forty|fifty|sixty) \w* "
                r"?(?:pills|tablets|tylenol|paracetamol)|bleach|rat poison|antifreeze|poison)\b"
            ),
            r"\bdont see a way out\b",
            (
                r"\bi (?:hate|am done with|cant stand) (?:my life|living|being alive)\b.{0,50}\b(?:die"
                r"|disappear|end|dead|over)\b"
            ),
        ),
        "violence": (
            (
                rf"\bmy (?:\w+ )?{_KIN} (?:\w+ ){{0,2}}?(?:beats?|beating|hits?|hitting|punche[sd]|kick(?:s|ed)"
                r"|slap(?:s|ped)|stab(?:s|bed)) (?:me|us|her|him|my (?:mom|mum|mother|sister|brother|kids?|son"
                r"|daughter)|the kids)\b(?:(?<!hits me)(?<!hit me)|(?! up))"
                r"(?! (?:at|to|by|in (?:chess|golf|tennis|games?|scrabble|\w+ games?)|with (?:a |an "
                r")?(?:question|email|message|hug)|up (?:for|about|on (?!the))))"
            ),
            (
                rf"\bmy (?:\w+ )?{_KIN} (?:\w+ ){{0,2}}?(?:choke[sd]|strangle[sd]|raped?s?|abuse[sd]) (?:me|us"
                r"|her|my)\b"
            ),
            (
                r"\b(?:he|she|they)(?:s| is| was)? (?:\w+ )?(?:hitting|beating|choking|strangling|raping|raped"
                r"|stabbed) me\b(?! (?:at|up))"
            ),
            (
                r"\b(?:he|she) (?:hit|beat|kicked|punched) me (?:so (?:hard|bad)|again|in the (?:face|stomach"
                r"|head)|with a)\b(?!.{0,20}\b(?:chess|mario|games?|tennis|golf|cards)\b)"
            ),
            (
                r"\b(?:im|i am|ill|i will|i) ?(?:really |just )?(?:going to|gonna|want to|wanna|will|am going "
                r"to|swear ill)? ?(?:kill|murder|strangle|stab) (?:her|him|my (?:wife|husband|ex|boss|teacher"
                r"|brother|sister|mom|mum|mother|dad|father|neighbou?r|boyfriend|girlfriend|parents|family"
                r"|kids?))\b"
                r"(?= ?(?:$|[.!,;]|tonight|tomorrow|now|and (?:then|my|him|her)|for (?:what|real|cheating)"
                r"|with (?:a|my)|i swear|when))(?! ?[.,!]? ?(?:lol|haha|xd|:\)|;\)))"
            ),
            r"\bthreaten\w* (?:to )?(?:kill|hurt|stab|shoot|beat|rape) (?:me|us|her|him|my)\b",
            (
                r"\b(?:he|she|they|someone|somebody|man|ex|husband|guy|neighbou?r)\b(?: \w+){0,6} (?:a|his"
                r"|the) (?:gun|knife|machete|pistol|axe)\b.{0,30}\b(?:door|my house|outside|at me|my (?:head"
                r"|throat|neck|face|room))\b"
            ),
            r"\bbreak(?:ing|s)? in(?:to)? my (?:house|home|apartment|flat|room) (?:right now|now|with)\b",
            (
                r"\b(?:going to|gonna|want to|will|ill|wanna) (?:shoot up|bomb|blow up) (?:my|the|a|our) "
                r"(?:school|office|church|mosque|workplace|class)\b"
            ),
            (
                r"\bi (?:was|got|have been|ive been) (?:\w+ )?(?:raped|sexually assaulted|molested|sexually "
                r"abused)\b"
            ),
            r"\b(?:he|she|they) (?:raped|stabbed|strangled|choked) (?:me|us)\b",
            (
                r"\b(?:scared|afraid) (?:that )?(?:he|she)(?:ll| will| is going to|s going to) (?:kill|hurt"
                r"|hit) (?:me|us)\b"
            ),
            (
                rf"\bmy (?:\w+ )?{_KIN} (?:\w+ ){{0,2}}?(?:pushed|threw|shoved|dragged|burned|burnt|hurts?"
                r"|attacked) (?:me|us|my (?:mom|mum|mother|sister|brother))\b (?=down|against|into|by|with|on"
                r"|so|again|every|badly)"
            ),
            (
                r"\b(?:he|she|they)(?:ll| will| is going to|s going to| wants to| tried to) (?:kill|murder"
                r"|stab|strangle) (?:me|us)\b(?! (?:if i (?:break|dont (?:finish|fix|commit|merge))|for "
                r"(?:this|that|saying)|lol|haha))"
            ),
            (
                r"\b(?:im|i am|ill|i will) ?(?:going to|gonna)? (?:badly |really )?hurt (?:my (?:little |baby "
                r")?(?:sister|brother|kids?|wife|husband|mom|mum|girlfriend|boyfriend|baby|son|daughter)|her"
                r"|him) ?(?:badly|tonight|now|$)"
            ),
        ),
    },
    "de": {
        "a minor in danger": (
            (
                r"\bich bin (?:erst )?(?:[89]|1[0-7]|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn"
                r"|sechzehn)\b.{0,80}(?:fasst mich|fass\w+ mich an|nacktbild|nacktfoto|nudes|schlagt mich"
                r"|treffen|vergewaltig|missbrauch|sex|zwingt mich|beruhrt mich)"
            ),
            (
                r"(?:fasst mich|nacktbild|nacktfoto|nudes|schlagt mich|vergewaltig|missbrauch|beruhrt mich"
                r"|will mich treffen).{0,80}\bich bin (?:erst )?(?:[89]|1[0-7]|acht|neun|zehn|elf|zwolf"
                r"|dreizehn|vierzehn)\b"
            ),
            (
                r"\bmein\w? (?:stief)?(?:vater|mutter|papa|mama|onkel|lehrer\w*|trainer\w*|opa) (?:\w+ "
                r")?(?:schlagt mich|fasst mich an|beruhrt mich|missbraucht mich|vergewaltigt mich)(?! (?:im"
                r"|beim|in) (?:schach|spiel\w*|tennis))"
            ),
        ),
        "self-harm": (
            (
                r"\bich (?:will|mochte|wollte|wurde)(?: \w+){0,3}? (?:sterben|tot sein|nicht mehr leben|nicht "
                r"mehr da sein)\b(?! vor)"
            ),
            r"\bnicht mehr leben(?: will| mochte| kann)?\b(?! von)",
            r"\b(?:bringe?(?: \w+)?? mich|bring\w*(?: \w+)?? sich)(?: \w+)?? um\b(?! (?:den|die|das))",
            r"\b(?:er|vater|mann|ex|freund|bruder|stiefvater) bringt mich um\b(?!.{0,20}(?:haha|lol|den verstand))",
            (
                r"\b(?:mich|sich)(?: \w+)?? (?:umbringen|umzubringen|tot[ea]n|erhangen|das leben nehmen|ritzen"
                r"|geritzt)\b"
            ),
            r"\bkein\w* (?:grund|sinn) (?:mehr )?(?:zu leben|im leben)\b",
            r"\bohne mich (?:waren|ware|sind) (?:\w+ ){0,3}besser dran\b",
            r"\balle (?:meine )?(?:tabletten|pillen|schlaftabletten) (?:geschluckt|genommen)\b",
            r"\b(?:denke?|dachte|gedanken)\b.{0,20}\b(?:an )?(?:selbstmord|suizid)\b",
            r"\b(?:selbstmord|suizid) (?:begehen|machen)\b",
            r"\bich bin suizidal\b",
            (
                r"\bich ritze mich\b|\bmich (?:wieder|heute|gestern|absichtlich|selbst) geschnitten\b(?! "
                r"(?:beim|am|an))"
            ),
            (
                r"\b(?:mein leben|allem|dem leben) (?:ein ende|beenden)\b(?= (?:setzen|machen|bereiten))"
                r"|\bmein leben beenden\b"
            ),
            r"\bkeine (?:lust|kraft) mehr (?:zu|am|zum) leben\b",
        ),
        "violence": (
            (
                r"\bmein\w? (?:\w+ )?(?:mann|frau|freund|freundin|ex|partner\w*|bruder|sohn|vater) (?:\w+ "
                r")?(?:schlagt|verprugelt|wurgt|bedroht|missbraucht|vergewaltigt) (?:mich|uns|meine "
                r"mutter)\b(?! (?:im|beim|in) )"
            ),
            (
                r"\b(?:hat|hatte) mich (?:\w+ )?(?:gewurgt|verprugelt|geschlagen|vergewaltigt"
                r"|zusammengeschlagen)\b(?! (?:im|beim))"
            ),
            r"\bich (?:bringe?|bring) (?:sie|ihn) (?:\w+ )?um\b(?! (?:den|die|das|\w+ uhr))",
            r"\bich (?:stech|steche|erschiess|erschiesse) (?:sie|ihn) ?(?:ab)?(?= ?(?:$|[.!]))",
            r"\bdroht?\b.{0,20}\bmich umzubringen\b",
            r"\bich (?:wurde|bin) (?:\w+ )?vergewaltigt\b",
            r"\bmit (?:einem|einer|dem) (?:messer|pistole|waffe|axt) vor (?:der|meiner) tur\b",
        ),
    },
    "fr": {
        "a minor in danger": (
            (
                r"\bjai (?:[89]|1[0-7]|huit|neuf|dix|onze|douze|treize|quatorze|quinze) ans\b.{0,80}(?:me "
                r"touche|photos? nu|nudes|me frappe|me bat|me rencontrer|me viole|coucher)"
            ),
            (
                r"(?:me touche|photos? nu|nudes|me frappe|me viole|me rencontrer).{0,80}\bjai (?:[89]|1[0-7]"
                r"|onze|douze|treize|quatorze) ans\b"
            ),
            (
                r"\bm(?:on|a) (?:beau-?pere|belle-?mere|pere|mere|papa|maman|oncle|prof\w*|entraineur"
                r"|grand-pere) (?:(?:me|nous) (?:frappe|tape|touche|bat|viole))\b(?! (?:aux?|droit|beaucoup"
                r"|enormement|par))"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:je veux|jai envie de|je voudrais|je souhaite|envie de|je vais) (?:\w+ )?mourir\b(?! de "
                r"(?:rire|faim|honte))"
            ),
            (
                r"\bje (?:vais|veux|voudrais) (?:me (?:tuer|suicider|pendre|foutre en lair)|en finir)\b(?! "
                r"avec (?:ce|cette|le|la))"
            ),
            r"\benvie d ?en finir\b(?! avec)",
            r"\b(?:je )?(?:ne )?veux plus vivre\b(?! (?:a|en|dans|ici|avec))",
            r"\b(?:veut|voulu|essaye de|menace de) se (?:suicider|tuer|pendre)\b",
            (
                r"\b(?:avale|pris) (?:tous|toutes|toute) (?:les|mes|la) (?:comprimes|medicaments|cachets"
                r"|pilules|boite)"
            ),
            r"\b(?:je pense|pensees|penser|pense) au suicide\b|\bpensees suicidaires\b",
            r"\bje me (?:suis )?(?:\w+ )?(?:scarifie\w*|mutile\w*|coupe les veines)\b",
            (
                r"\bplus (?:envie|la force) de vivre\b|\bdisparaitre (?:pour toujours|a jamais)\b|\bmettre fin "
                r"a mes jours\b"
            ),
            r"\bplus (?:aucune )?raison de vivre\b|\bplus aucune raison de vivre\b",
        ),
        "violence": (
            (
                r"\bm(?:on|a) (?:\w+ )?(?:mari|femme|copain|copine|ex|conjoint|compagnon|frere) (?:me|nous) "
                r"(?:frappe|bat|tape|viole|menace)\b(?! (?:aux?|a plate|a la course))"
            ),
            r"\bma (?:etrangle\w*|frappee?|viole\w*|tabasse\w*)\b",
            r"\b(?:menace) de me (?:tuer|frapper)\b",
            r"\bje vais (?:le|la|les) (?:tuer|buter|planter)(?= ?(?:$|[.!]))",
            r"\bjai ete (?:violee?|agressee? sexuellement)\b",
        ),
    },
    "es": {
        "a minor in danger": (
            (
                r"\btengo (?:solo )?(?:[89]|1[0-7]|once|doce|trece|catorce|quince)(?: anos)?\b.{0,80}(?:me "
                r"toca|desnud|nudes|me pega|quiere verme|conocerme|me viola|acostarse)"
            ),
            (
                r"(?:me toca|desnud|nudes|me pega|me viola|quiere verme).{0,80}\btengo (?:solo )?(?:[89]"
                r"|1[0-7]|once|doce|trece|catorce)\b"
            ),
            (
                r"\bmi (?:padrastro|madrastra|papa|mama|padre|madre|tio|profesora?|maestr[oa]|entrenador"
                r"|abuelo) me (?:pega|golpea|toca|viola)\b(?! (?:el corazon|un (?:susto|grito)|cantar))"
            ),
        ),
        "self-harm": (
            r"\b(?:me )?quiero (?:\w+ )?morir(?:me)?\b(?! de (?:risa|hambre|verguenza|la risa|amor|sueno))",
            (
                r"\b(?:me voy a|voy a|quiero|me quiero|quisiera) (?:matarme|suicidarme|quitarme la vida"
                r"|ahorcarme)\b|\bme (?:voy a|quiero) (?:matar|suicidar|ahorcar)\b(?! (?:de|a) )"
            ),
            r"\bno quiero (?:seguir )?(?:vivir|viviendo|existir|estar vivo)\b(?! (?:en|con|a) )",
            r"\bse quiere (?:matar|suicidar)\b|\bquiere (?:matarse|suicidarse)\b",
            r"\b(?:tome|trague) todas las (?:pastillas|pildoras)\b",
            r"\bpienso (?:\w+ )?en (?:el )?(?:suicidio|suicidarme|matarme)\b",
            (
                r"\bme (?:volvi a cortar|corte de nuevo|corto)\b(?= (?:los brazos|las venas|de nuevo|otra vez)"
                r"| ?$)|\bme volvi a cortar (?:los brazos|las venas)"
            ),
            (
                r"\bacabar con (?:mi vida|todo esto de una vez)\b|\bya no tengo ganas de vivir\b|\bponer fin a "
                r"mi vida\b"
            ),
            r"\bno tengo (?:ninguna )?razon(?:es)? para vivir\b",
        ),
        "violence": (
            (
                r"\bmi (?:marido|esposo|esposa|novio|novia|pareja|ex|hermano) (?:\w+ )?(?:me|nos) (?:pega"
                r"|golpea|estrangulo|pego|violo|maltrata|golpeo|amenaza)\b"
            ),
            r"\bamenaza con matarme\b|\bme amenaza de muerte\b",
            r"\b(?:me violaron|fui violada|me viol[oa]n?)\b",
            r"\b(?:la|lo|los) voy a matar(?= ?(?:$|[.!]))",
        ),
    },
    "pt": {
        "a minor in danger": (
            (
                r"\btenho (?:so )?(?:[89]|1[0-7]|onze|doze|treze|catorze|quatorze|quinze)(?: "
                r"anos)?\b.{0,80}(?:me toca|nudes|pelad|nua\b|me bate|me encontrar|me estupra|transar)"
            ),
            (
                r"(?:me toca|nudes|pelada|me bate|me estupra|me encontrar).{0,80}\btenho (?:so )?(?:[89]"
                r"|1[0-7]|onze|doze|treze|catorze)\b"
            ),
            (
                r"\bm(?:eu|inha) (?:padrasto|madrasta|pai|mae|tio|professora?|treinador|avo) me (?:bate|toca"
                r"|estupra|espanca)\b(?! (?:no xadrez|em jogos|uma saudade))"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:eu )?(?:quero|queria|vontade de|desejo) (?:\w+ )?(?:morrer|estar mort[oa])\b(?! de "
                r"(?:rir|fome|vergonha))"
            ),
            r"\b(?:vou|quero|queria|pensando em) me (?:matar|suicidar|enforcar)\b(?! de )|\bme matar hoje\b",
            r"\bnao (?:quero|aguento) mais (?:viver|estar viv[oa]|existir)\b(?! (?:em|com|no|na|aqui))",
            r"\bquer se (?:matar|suicidar)\b",
            r"\btomei todos os (?:comprimidos|remedios)\b",
            r"\bpenso (?:\w+ )?em (?:suicidio|me matar)\b",
            r"\bme cortei (?:de novo|outra vez)\b",
            (
                r"\b(?:acabar com|por fim a|tirar) a minha (?:propria )?vida\b|\bacabar com minha vida\b|\bsem "
                r"vontade de viver\b"
            ),
            r"\bsem razao para viver\b|\bnao tenho (?:mais )?(?:motivo|razao) (?:para|pra) viver\b",
        ),
        "violence": (
            (
                r"\bm(?:eu|inha) (?:marido|esposo|esposa|namorad[oa]|ex|companheiro|irmao) (?:\w+ )?me (?:bate"
                r"|enforcou|espanca|estuprou|bateu|agride)\b(?! no xadrez)"
            ),
            r"\bm(?:eu|inha) (?:pai|marido|irmao|padrasto|namorado) bate (?:na|no|em) (?:minha|meu|mim)\b",
            r"\bameaca (?:de )?me matar\b",
            r"\bfui (?:estuprad[oa]|violentad[oa])\b",
            r"\bvou matar (?:ela|ele|minha mulher|meu marido)(?= ?(?:$|[.!]))",
        ),
    },
    "it": {
        "a minor in danger": (
            (
                r"\bho (?:solo )?(?:[89]|1[0-7]|undici|dodici|tredici|quattordici|quindici) anni\b.{0,80}(?:mi "
                r"tocca|nuda|nudo|mi picchia|incontrarmi|mi violenta|sesso)"
            ),
            (
                r"(?:mi tocca|foto nud|nudes|mi picchia|incontrarmi|mi violenta).{0,80}\bho (?:solo )?(?:[89]"
                r"|1[0-7]|undici|dodici|tredici|quattordici) anni\b"
            ),
            (
                r"\bmi[oa] (?:patrigno|matrigna|padre|papa|madre|mamma|zio|professor\w*|maestr[oa]|allenatore"
                r"|nonno) (?:mi|ci) (?:picchia|tocca|violenta)\b(?! (?:il cuore|fare|a scacchi))"
            ),
        ),
        "self-harm": (
            (
                r"\b(?:voglio|vorrei) (?:\w+ )?(?:morire|essere mort[oa]|farla finita|ammazzarmi|uccidermi"
                r"|suicidarmi)\b(?! (?:dal|dalle) )"
            ),
            (
                r"\bmi (?:voglio|vorrei) (?:ammazzare|uccidere|suicidare)\b(?! di )|\bmi (?:ammazzo|uccido)(?= "
                r"?(?:$|[.!]))"
            ),
            r"\bnon voglio piu vivere\b(?! (?:a|in|con|qui))",
            r"\bvuole (?:uccidersi|ammazzarsi|suicidarsi)\b",
            r"\bla vita non ha piu (?:alcun )?senso\b",
            r"\b(?:ho )?(?:preso|ingoiato) tutte le (?:pastiglie|pillole)\b",
            r"\bpenso (?:\w+ )?al suicidio\b",
            r"\b(?:togliermi la vita|porre fine alla mia vita)\b|\bnon ho piu voglia di vivere\b",
            r"\bmi sono tagliat[oa] (?:di nuovo|ancora|le vene)\b",
        ),
        "violence": (
            (
                r"\bmi[oa] (?:marito|moglie|ex|compagn[oa]|fratello) mi (?:picchia|ha (?:picchiat|strangolat"
                r"|violentat)[oa]|minaccia)\b"
            ),
            r"\b(?:ragazzo|fidanzato|uomo) mi (?:picchia|ha (?:strangolat|picchiat|violentat)[oa])\b",
            r"\bminaccia di uccidermi\b",
            r"\bsono stata? (?:violentat|stuprat)[oa]\b",
            r"\b(?:lo|la) (?:ammazzo|uccido)(?= ?(?:$|[.!]))",
        ),
    },
    "nl": {
        "a minor in danger": (
            (
                r"\bik ben (?:pas |nog maar )?(?:[89]|1[0-7]|elf|twaalf|dertien|veertien"
                r"|vijftien)\b.{0,80}(?:zit aan me|raakt me aan|naaktfoto|nudes|slaat me|afspreken|ontmoeten"
                r"|verkracht|seks)"
            ),
            (
                r"(?:naaktfoto|nudes|zit aan me|raakt me aan|slaat me).{0,80}\bik ben (?:pas )?(?:[89]|1[0-7]"
                r"|elf|twaalf|dertien|veertien)\b"
            ),
            (
                r"\bmijn (?:stiefvader|stiefmoeder|vader|moeder|papa|mama|oom|leraar|juf|trainer|coach|opa) "
                r"(?:slaat (?:me|mij|ons)|zit aan (?:me|mij)|raakt (?:me|mij) aan|misbruikt (?:me|mij))\b"
            ),
        ),
        "self-harm": (
            r"\bik wil (?:gewoon |echt )?dood\b(?! van)",
            r"\b(?:mezelf|zichzelf) (?:van kant|iets aan|ophangen|doden|vermoorden|pijn doen)\b",
            r"\bniet meer (?:wil |willen )?leven\b",
            r"\bik wou dat ik dood was\b",
            r"\ber een (?:einde|eind) aan\b(?= ?(?:$|[.!]|maken))",
            r"\balle pillen (?:geslikt|genomen|ingenomen)\b",
            r"\b(?:denk|gedachten|pleg|wil)\b.{0,20}\bzelfmoord\b|\bzelfmoord (?:plegen|pleeg)\b",
            r"\bmezelf (?:\w+ )?gesneden\b(?! aan)",
            r"\bgeen reden (?:meer )?om te leven\b",
            r"\bgeen zin meer (?:in het leven|om te leven)\b|\been einde aan mijn leven\b",
        ),
        "violence": (
            (
                r"\bmijn (?:man|vrouw|vriend|vriendin|ex|partner|broer) (?:\w+ )?(?:slaat|mishandelt|wurgt"
                r"|verkracht) (?:me|mij|ons)\b"
            ),
            (
                r"\bmijn (?:man|vriend|ex|partner) heeft (?:me|mij) (?:\w+ )?(?:gewurgd|geslagen|verkracht"
                r"|mishandeld)\b"
            ),
            r"\bdreigt (?:me|mij) te vermoorden\b",
            r"\bik ben verkracht\b",
            r"\bik ga (?:hem|haar) (?:vermoorden|doodmaken|neersteken)\b",
        ),
    },
    "pl": {
        "self-harm": (
            (
                r"\b(?:chce|chcialbym|chcialabym) (?:sie zabic|umrzec|nie zyc|ze soba skonczyc|skonczyc ze "
                r"soba)\b(?! ze smiechu)"
            ),
            r"\bzabije sie\b(?! ze smiechu)",
            r"\bnie chce (?:juz |mi sie )?(?:dluzej )?zyc\b(?! (?:w|z|tu|bez) )",
            r"\b(?:mysle|mysli) o samobojstwie\b|\bmysli samobojcze\b",
            r"\b(?:znowu )?sie pocia[lł]\w*m\b|\bpocialam sie\b|\bpocialem sie\b",
            r"\bpopelni[cę]e? samobojstwo\b",
        ),
        "violence": (r"\b(?:maz|chlopak|ojciec|partner|mama|brat) (?:mnie|nas) (?:bije|gwalci|dusi)\b",),
    },
    "tr": {
        "self-harm": (
            r"\bolmek istiyorum\b(?! gulmekten)",
            r"\bkendimi (?:oldur\w+|as(?:mak|acagim)|kes(?:tim|iyorum|mek))\b",
            r"\b(?:artik )?yasamak istemiyorum\b",
            r"\bintihar (?:etmek|edecegim|etmeyi|dusun\w+|edic\w+)",
            r"\bcanima (?:kiy\w+)",
        ),
        "violence": (r"\b(?:kocam|esim|babam|sevgilim|agabeyim|annem) (?:beni|bizi) (?:dov\w+|vur\w+|tehdit)",),
    },
    "ru": {
        "self-harm": (
            (
                r"\b(?:хочу|хочется|хотел[а]? бы) (?:\w+ )?(?:умереть|сдохнуть|покончить с собой|убить себя"
                r"|повеситься)\b(?! со смеху)"
            ),
            r"\b(?:убью себя|покончу с собой|наложу на себя руки|вскрою вены|повешусь)\b",
            r"\bне хочу (?:больше |дальше )?жить\b(?! (?:в|с|на|там|тут|здесь)\b)",
            r"\bжить (?:больше )?не хочу\b",
            r"\b(?:думаю|мысли) о (?:самоубийстве|суициде)\b",
            r"\b(?:незачем|нет смысла) (?:больше )?жить\b",
            r"\bя (?:снова |опять )?(?:порезал[а]? себя|режу себя)\b",
        ),
        "violence": (
            (
                r"\b(?:муж|отец|парень|мать|отчим|брат|мама|папа) (?:\w+ )?(?:меня|нас) (?:\w+ )?(?:бьет"
                r"|избива\w+|насилу\w+|душит)\b"
            ),
            r"\bменя (?:изнасиловали|избивает)\b",
        ),
    },
    "uk": {
        "self-harm": (
            (
                r"\b(?:хочу|хочеться) (?:\w+ )?(?:померти|вмерти|здохнути|накласти на себе руки|вбити себе"
                r"|повіситися)\b(?! від сміху)"
            ),
            r"\b(?:вбю себе|накладу на себе руки|повішуся)\b",
            r"\bне хочу (?:більше |далі )?жити\b(?! (?:в|у|з|на|тут)\b)",
            r"\b(?:думаю|думки) про (?:самогубство|суїцид|суицид)\b",
            r"\b(?:немає сенсу|нема сенсу|нема чого) (?:більше )?жити\b",
        ),
        "violence": (
            (
                r"\b(?:чоловік|батько|хлопець|мати|вітчим|брат|мама|тато) (?:\w+ )?(?:мене|нас) (?:\w+ )?(?:бє"
                r"|побива\w+|ґвалтує|душить)\b"
            ),
        ),
    },
    "ar": {
        "self-harm": (
            (
                r"(?:اريد|ابي|ابغي|بدي|عايز|عايزه|اتمني) (?:ان )?(?:اموت|الموت|موت|انتحر|الانتحار|اقتل "
                r"نفسي)(?! من الضحك)"
            ),
            r"(?:ساقتل|سوف اقتل|هقتل|راح اقتل) نفسي",
            r"(?:افكر|بفكر) (?:في|ب) ?(?:الانتحار|انتحر|قتل نفسي)|بالانتحار",
            r"(?:لا اريد|ما بدي|مش عايز|مش عايزه|ما ابي) (?:ان )?(?:اعيش|الحياه)(?! (?:في|مع|هنا))",
            r"(?:سانتحر|هنتحر|راح انتحر)",
        ),
        "violence": (
            r"(?:زوجي|ابي|اخي|ابوي|والدي|خطيبي) (?:\w+ )?(?:يضربني|بيضربني|يعنفني|يغتصبني|يهددني بالقتل)",
            r"(?:تعرضت ل(?:ل)?اغتصاب|اغتصبني)",
        ),
    },
    "hi": {
        "self-harm": (
            r"(?:मैं |मे |मुझे )?(?:मरना|मर जाना) (?:चाहता|चाहती|है)(?! (?:हंस|हँस))",
            r"(?:आत्महत्या|खुदकुशी|सुसाइड) (?:करना|कर लूंगा|कर लूंगी|करने|करूंगा|करूंगी|कर)",
            r"(?:जीना|जिंदा रहना) नहीं (?:चाहता|चाहती)|अब जीना नहीं",
            r"खुद को (?:मार|खत्म कर)",
            r"\b(?:marna|mar jana) chaht[aie]\b",
            (
                r"\b(?:khudkushi|suicide|aatmahatya|atmahatya) kar(?:na|ne|unga|lunga|ungi)? ?(?:chaht[ai]"
                r"|lunga|lungi|ka man|hai|hu)"
            ),
            r"\bjeena nahi(?:n)? chaht[ai]\b",
        ),
        "violence": (
            (
                r"(?:मेरा|मेरे|मेरी) (?:पति|बाप|पिता|पापा|भाई|ससुर|मां|सास) (?:\S+ )?(?:मुझे|हमें) (?:\S+ "
                r")?(?:मारता|मारते|मारती|पीटता|पीटते)"
            ),
            r"\b(?:mera|mere) (?:pati|baap|papa|bhai) (?:\w+ )?mujhe (?:maart?e?a?|marta|peett?a|marte)\b",
        ),
    },
    "id": {
        "self-harm": (
            (
                r"\b(?:aku|saya|gue|gw|pengen|ingin|mau|pingin) (?:\w+ )?(?:mau |ingin |pengen )?(?:mati|bunuh "
                r"diri)(?: aja| saja)?(?= ?(?:$|[.!,])| aja| saja)(?<!lapar mau mati)"
            ),
            (
                r"\bbunuh diri\b.{0,20}\b(?:aku|saya|mau|ingin)\b|\b(?:aku|saya|mau|ingin) (?:\w+ )?bunuh "
                r"diri\b"
            ),
            r"\bmengakhiri hidup(?:ku| saya)?\b",
            r"\b(?:tidak|nggak|gak|ga|ngga) (?:mau|ingin|pengen) hidup(?: lagi)?\b(?! (?:di|dengan|sama))",
            r"\bmenyayat (?:tangan|lengan|pergelangan)",
        ),
        "violence": (
            (
                r"\b(?:suamiku|suami saya|pacarku|ayahku|bapakku|ibuku|istriku) (?:\w+ )?(?:memukul\w*"
                r"|mukul\w*|menyiksa|memperkosa|mencekik)"
            ),
        ),
    },
    "ja": {
        "self-harm": (
            r"(?<!も)死にたい(?!ほど|くらい|ぐらい)",
            r"自殺(?:したい|しよう|します|する(?:つもり|しか)|を考え)",
            r"リスカ(?:した|して|しちゃ)|リストカット(?:した|して)",
            r"生きて(?:い)?たくない|生きる意味が(?:ない|わからない|わかりません)",
            r"首を(?:吊|つ)(?:ろう|る|り)",
            r"死のうと(?:思|して|決)",
            r"消えてしまいたい|この世から消えたい",
        ),
        "violence": (
            (
                r"(?:夫|旦那|彼氏|父|母|親|兄|彼)(?:に|から)(?:\S{0,6})(?:殴られ|殴って|暴力を|首を絞められ"
                r"|蹴られ|犯され)"
            ),
            r"レイプされ",
        ),
    },
    "zh": {
        "self-harm": (
            r"(?:我|好|真的|真|只|就)(?:很|真的|好|只|就|真)?想(?:去)?死(?!你|他|她|我|了你)",
            r"^想死\W*$",
            r"(?:想|要|打算|准备|去)自杀",
            r"不想(?:再|继续)?活(?:了|下去|着)",
            r"结束(?:自己的|我的)?生命",
            r"割(?:了)?腕|(?:我|又)(?:自残|割自己)",
            r"活着(?:真的|真|很|好)?没(?:有)?(?:什么)?(?:意思|意义)",
        ),
        "violence": (
            (
                r"(?:老公|丈夫|男朋友|男友|爸爸?|父亲|妈妈?|前夫|继父|老婆)(?:又|经常|总是|每天|一直"
                r"|昨天)?(?:打|殴打|家暴|强奸|掐)(?:了)?我(?!电话|的)"
            ),
            r"我被(?:强奸|性侵|家暴)",
        ),
    },
    "ko": {
        "self-harm": (
            r"(?<!워 )(?<!파 )(?<!겨 )(?:죽고 ?싶|죽어 ?버리고 ?싶)",
            r"자살(?:하고 ?싶|할|을 생각|하려|하겠|생각)",
            r"살기(?:가)? ?싫|살고 ?싶지 ?않",
            r"자해(?:했|를 했|하고|해)",
            r"목숨을 끊|스스로 목숨",
        ),
        "violence": (
            (
                r"(?:남편|아빠|아버지|남자친구|남친|엄마|오빠|새아빠)(?:이|가|께서)?\s(?:\S+\s)?(?:저를|나를"
                r"|절|날)\s?(?:\S+\s)?(?:때려|때리|때렸"
                r"|폭행|강간|죽이겠)"
            ),
            r"(?:강간|성폭행)(?:을)?\s?당했",
        ),
    },
}

# What is answered, before the help lines follow.
ANSWERS: dict[str, str] = {
    "en": (
        "I take this seriously, and I am sorry that it is this hard. I am an AI, and what you need "
        "now is people: I cannot help you enough. If anybody is in danger right now, please call the "
        "emergency number now: 112 in Europe, 911 in the US and Canada, 999 in the UK, 000 in "
        "Australia. Please also turn to somebody you trust, or to one of these lines:"
    ),
    "de": (
        "Das nehme ich ernst, und es tut mir leid, dass es so schwer ist. Ich bin eine KI und kann "
        "hier nicht genug helfen: Jetzt braucht es Menschen. Wenn gerade jemand in Gefahr ist, bitte "
        "jetzt den Notruf wählen: 112. Bitte auch mit jemandem sprechen, dem du vertraust, oder hier "
        "anrufen:"
    ),
    "fr": (
        "Je prends cela au sérieux, et je regrette que ce soit si dur. Je suis une IA et je ne peux "
        "pas aider assez : il faut des personnes, maintenant. Si quelqu’un est en danger en ce "
        "moment, appelez tout de suite les secours : 112 en Europe, 911 au Canada. Parlez aussi à "
        "quelqu’un de confiance, ou appelez l’un de ces services :"
    ),
    "es": (
        "Me tomo esto en serio y siento que sea tan duro. Soy una IA y no puedo ayudar lo suficiente: "
        "ahora hacen falta personas. Si alguien está en peligro en este momento, llama ya a "
        "emergencias: 112 en España, 911 en gran parte de América. Habla también con alguien de "
        "confianza o con una de estas líneas:"
    ),
    "pt": (
        "Levo isto a sério e lamento que esteja tão difícil. Sou uma IA e não consigo ajudar o "
        "suficiente: agora é preciso gente. Se alguém está em perigo neste momento, ligue já para a "
        "emergência: 190 ou 192 no Brasil, 112 em Portugal. Fale também com alguém de confiança ou "
        "com uma destas linhas:"
    ),
    "it": (
        "Lo prendo sul serio e mi dispiace che sia così dura. Sono un’IA e non posso aiutare "
        "abbastanza: adesso servono persone. Se qualcuno è in pericolo in questo momento, chiama "
        "subito il 112. Parla anche con qualcuno di cui ti fidi, o con una di queste linee:"
    ),
    "nl": (
        "Ik neem dit serieus, en het spijt me dat het zo zwaar is. Ik ben een AI en kan hier niet "
        "genoeg helpen: nu zijn er mensen nodig. Is er op dit moment iemand in gevaar, bel dan nu "
        "112. Praat ook met iemand die je vertrouwt, of bel een van deze lijnen:"
    ),
    "pl": (
        "Traktuję to poważnie i przykro mi, że jest tak ciężko. Jestem sztuczną inteligencją i nie "
        "mogę pomóc wystarczająco: teraz potrzebni są ludzie. Jeśli ktoś jest w tej chwili w "
        "niebezpieczeństwie, proszę zadzwonić teraz pod 112. Proszę też porozmawiać z kimś zaufanym "
        "albo zadzwonić tutaj:"
    ),
    "tr": (
        "Bunu ciddiye alıyorum ve bu kadar zor olduğu için üzgünüm. Ben bir yapay zekayım ve "
        "yeterince yardım edemem: şimdi insanlara ihtiyaç var. Şu anda biri tehlikedeyse lütfen hemen "
        "112’yi arayın. Güvendiğiniz biriyle de konuşun ya da buraya başvurun:"
    ),
    "ru": (
        "Я отношусь к этому серьёзно, и мне жаль, что так тяжело. Я ИИ и не могу помочь в полной "
        "мере: сейчас нужны люди. Если кто-то прямо сейчас в опасности, пожалуйста, позвоните по "
        "номеру 112. Поговорите с тем, кому доверяете, или обратитесь сюда:"
    ),
    "uk": (
        "Я ставлюся до цього серйозно, і мені шкода, що так важко. Я ШІ і не можу допомогти "
        "достатньо: зараз потрібні люди. Якщо хтось просто зараз у небезпеці, будь ласка, "
        "зателефонуйте 112. Поговоріть із тим, кому довіряєте, або зверніться сюди:"
    ),
    "ar": (
        "آخذ هذا على محمل الجد، ويؤسفني أن الأمر صعب إلى هذا الحد. أنا ذكاء اصطناعي ولا أستطيع "
        "المساعدة بما يكفي: المطلوب الآن هو البشر. إذا كان أحد في خطر الآن، فالرجاء الاتصال فورا برقم "
        "الطوارئ المحلي. والرجاء أيضا التحدث إلى شخص موثوق أو التواصل مع:"
    ),
    "hi": (
        "मैं इसे गंभीरता से ले रहा AI हूँ, और दुख है कि हालात इतने कठिन हैं। AI होने के कारण मेरी मदद "
        "काफ़ी नहीं है: अभी इंसानों की ज़रूरत है। अगर इस समय कोई ख़तरे में है, तो कृपया अभी 112 पर "
        "फ़ोन करें। किसी भरोसेमंद व्यक्ति से भी बात करें, या यहाँ संपर्क करें:"
    ),
    "id": (
        "Aku menanggapi ini dengan serius, dan aku turut sedih bahwa ini begitu berat. Aku AI dan "
        "tidak bisa cukup membantu: sekarang yang dibutuhkan adalah manusia. Jika ada yang dalam "
        "bahaya saat ini, tolong segera hubungi 112. Bicaralah juga dengan orang yang kamu percaya, "
        "atau hubungi:"
    ),
    "ja": (
        "深刻なこととして受け止めています。こんなにつらい状況で、本当に心が痛みます。"
        "私はAIで、十分な助けにはなれません。今は人の助けが必要です。"
        "今まさに危険があるなら、すぐに110番か119番に電話してください。信頼できる人や、次の窓口にも話してください："
    ),
    "zh": (
        "我很认真地看待这件事，也很难过现在这么艰难。我是AI，帮不了足够的忙：现在需要的是人。"
        "如果此刻有人处在危险中，请马上拨打110或120（台湾：110、119）。也请告诉你信任的人，或联系："
    ),
    "ko": (
        "이 일을 심각하게 받아들이고 있고, 이렇게 힘든 상황이라 마음이 아픕니다. 저는 AI라서 충분히 도울 수 없습니다. "
        "지금은 사람의 도움이 필요합니다. 지금 누군가 "
        "위험하다면 바로 112나 119에 전화해 주세요. 믿을 수 있는 사람이나 아래 상담 전화에도 이야기해 주세요:"
    ),
}
