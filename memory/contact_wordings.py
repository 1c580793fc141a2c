"""How people tell of themselves, in seven languages: wordings before which nothing stands but "I", and what they tell.

Of each line the first word is the slot of a fact (``twin.contact_memory``); the rest is a regular expression for what
stands before the thing itself. ``~`` is something that can be said in between, ``#`` a kin, ``@`` an animal, and ``$``
an occupation, which is a thing by itself.
"""

WORDINGS = {
    "en": """
name my name(?:'s| is)
name i(?:'m| am) called
name (?:people|friends|they|everyone) calls? me
home i(?:'m| am)? ~(?:live|living|based|reside) (?:in|at|near|outside|on)
home i(?:'ve| have)? ~moved (?:back )?to
origin i(?:'m| am) ~(?:originally )?from
origin i ~come from
origin i was born (?:and raised )?in(?! \\d| (?:jan|feb|mar|apr|may|june?|jul|aug|sep|oct|nov|dec))
origin i grew up (?:in|on|near)
birthday my birthday(?:'s| is)
birthday i was born (?:on|in)(?= \\d| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))
job i(?:'m| am)? ~work(?:ing)? as
job i(?:'m| am) ~an? (?:\\w+ )?(?=$)
job my (?:job|profession|occupation) is
employer i(?:'m| am)? ~work(?:ing)? (?:for|at)
studies i(?:'m| am)? ~stud(?:y|ying|ied)
studies i(?:'m| am) doing (?:a|my) (?:degree|phd|master'?s|bachelor'?s) in
family my (?:\\w+ )?#(?:'s name is| is called| is named| are called| are named)
family my (?:\\w+ )?#(?: is| are| lives in| live in| works| turns)
family i(?:'ve| have)(?: got)? (?:an?|one|two|three|four|five|\\d|twin) (?=(?:\\w+ )?#)
family i(?:'m| am) ~(?=(?:married|divorced|engaged|single|widowed|pregnant)\\b)
family i(?:'m| am) ~(?=a (?:single )?(?:mother|father|mum|mom|dad|grandmother|grandfather)\\b)
pet my (?:\\w+ )?@(?:'s name is| is called| is named| are called| are named| is| are)
pet i(?:'ve| have)?(?: got)? (?:an?|one|two|three|four|five|\\d) (?=(?:\\w+ )?@)
allergy i(?:'m| am) ~allergic to
allergy i(?:'ve| have)(?: got)? an? (?=[\\w -]{2,30} allergy\\b)
allergy i (?:can't|cannot|can not|don't|do not) (?:eat|drink|have|tolerate)
diet i(?:'m| am) ~(?=(?:an? )?(?:vegan|vegetarian|pescatarian|diabetic|teetotal)\\b)
diet i(?:'m| am) ~(?=(?:an? )?(?:coeliac|celiac|lactose intolerant|gluten intolerant)\\b)
diet i ~eat (?:only )?(?=(?:vegan|vegetarian|halal|kosher|gluten[- ]free|low[- ]carb)\\b)
likes i ~(?:love|like|adore|enjoy|prefer)
likes my favou?rite [\\w ]{2,30}? (?:is|are)
likes i(?:'m| am) ~an? (?:big |huge |great )?fan of
dislikes i ~(?:hate|dislike|detest|loathe|can't stand|cannot stand|don't like|do not like)
has i ~(?:own|drive|ride|play|collect|bought|just bought|run an?)
has my [\\w ]{2,30}? (?:is|are) (?:called|named)
has my (?:car|bike|boat|house|garden|camera|guitar|phone|laptop) is an?
""",
    "de": """
name ich heiße
name ich heisse
name mein name ist
name (?:alle|freunde) nennen mich
home ich (?:wohne|lebe) ~(?:in|bei|im|auf|am)
home ich bin ~nach (?=[\\w .-]{2,40} (?:gezogen|umgezogen))
origin ich (?:komme|stamme) ~aus
origin ich bin (?:in|im|aus) (?=[\\w .-]{2,40} (?:geboren|aufgewachsen))
birthday ich (?:habe|hab) ~(?:am|im) (?=[\\w. ]{2,30} geburtstag)
birthday mein geburtstag ist
birthday ich bin am (?=[\\w. ]{2,30} geboren)
job ich (?:arbeite|jobbe) ~als
job ich bin ~(?=$)
job mein beruf ist
employer ich arbeite ~(?:bei|für|fürs|beim)
studies ich (?:studiere|studierte|lerne)
studies ich mache (?:eine ausbildung|eine lehre) (?:zur|zum|als)
family mein(?:e)? (?:\\w+ )?#(?:s name ist| heißt| heisst| heißen| ist| sind| wohnt in| lebt in| arbeitet| wird)
family ich habe ~(?:einen|eine|ein|zwei|drei|vier|\\d) (?=(?:\\w+ )?#)
family ich bin ~(?=(?:verheiratet|geschieden|verlobt|ledig|single|verwitwet|schwanger|alleinerziehend)\\b)
pet mein(?:e)? (?:\\w+ )?@(?:s name ist| heißt| heisst| heißen| ist| sind)
pet ich habe ~(?:einen|eine|ein|zwei|drei|vier|\\d) (?=(?:\\w+ )?@)
allergy ich bin ~allergisch (?:gegen|auf)
allergy ich habe (?:eine )?(?=\\w{3,30}allergie\\b)
allergy ich vertrage kein(?:e|en)?
allergy ich (?:esse|trinke) kein(?:e|en)?
diet ich bin ~(?=(?:vegan|veganer|veganerin|vegetarier|vegetarierin|diabetiker|diabetikerin|laktoseintolerant)\\b)
diet ich (?:esse|lebe|ernähre mich) ~(?=(?:vegan|vegetarisch|halal|koscher|glutenfrei)\\b)
likes ich (?:liebe|mag)(?! nicht| kein)
likes (?:mein|meine|meinen) lieblings\\w{2,30} (?:ist|sind|heißt)
likes ich bin ~(?:ein )?(?:großer |riesen)?fan von
dislikes ich (?:hasse|verabscheue)
dislikes ich mag kein(?:e|en)?
has ich (?:besitze|fahre ein(?:e|en)?|spiele|sammle)
has mein(?:e)? [\\w ]{2,30}? heißt
""",
    "fr": """
name je m['’]appelle
name mon (?:pré)?nom est
name moi c['’]est
home j['’]habite ~(?:à|a|au|aux|en|dans|près de|sur)
home je vis ~(?:à|a|au|aux|en|dans|près de)
home j['’]ai (?:déménagé|emménagé) (?:à|a|au|en|dans)
origin je (?:viens|suis originaire) (?:de|du|des|d['’])
origin je suis née? (?:à|a|au|en)(?! \\d)
birthday mon anniversaire (?:est|c['’]est|tombe)
birthday je suis née? (?:le|en(?= \\d))
job je (?:travaille|bosse) ~comme
job je suis ~(?=$)
job mon métier,? (?:est|c['’]est)
employer je (?:travaille|bosse) ~(?:chez|pour|à)
studies j['’](?:étudie|ai étudié)
studies je fais des études (?:de|d['’])
family (?:mon|ma|mes) (?:\\w+ )?#(?: s['’]appelle| s['’]appellent| est| sont| habite à| vit à| travaille| a)
family j['’]ai ~(?:une?|deux|trois|quatre|\\d) (?=(?:\\w+ )?#)
family je suis ~(?=(?:marié|mariée|divorcée?|fiancée?|célibataire|veuf|veuve|enceinte)\\b)
pet (?:mon|ma|mes) (?:\\w+ )?@(?: s['’]appelle| s['’]appellent| est| sont)
pet j['’]ai ~(?:une?|deux|trois|quatre|\\d) (?=(?:\\w+ )?@)
allergy je suis ~allergique (?:à la|à l['’]|au|aux|à)
allergy je ne (?:mange|bois|supporte|tolère) pas (?:de|d['’]|le|la|les)
diet je suis ~(?=(?:végane?|vegan|végétarienne?|diabétique|cœliaque|intolérante? au (?:lactose|gluten))\\b)
likes j['’](?:adore|aime|aime bien|aime beaucoup)
likes (?:mon|ma|mes) [\\w ]{2,30}? (?:préférée?s?|favorite?s?) (?:est|sont|c['’]est)
likes je suis ~fan (?:de|d['’]|du)
dislikes je (?:déteste|hais|n['’]aime pas)
dislikes j['’](?:aime pas|ai horreur de)
has je (?:possède|conduis une?|joue (?:de la|du|de l['’])|collectionne)
has (?:mon|ma) [\\w ]{2,30}? s['’]appelle
""",
    "es": """
name me llamo
name mi nombre es
home (?:yo )?vivo ~(?:en|cerca de)
home me (?:he mudado|mudé) a
origin (?:yo )?soy (?:originari[oa] )?de
origin vengo de
origin nací en(?! \\d)
birthday mi cumpleaños es
birthday cumplo años
birthday nací el
job (?:yo )?trabajo ~(?:como|de)
job (?:yo )?soy ~(?=$)
job mi profesión es
employer (?:yo )?trabajo ~(?:en|para)
studies (?:yo )?(?:estudio|estudié|estoy estudiando)
family mis? (?:\\w+ )?#(?: se llaman?| es| está| son| vive en| trabaja| cumple| tiene)
family tengo ~(?:una?|dos|tres|cuatro|\\d) (?=(?:\\w+ )?#)
family (?:yo )?(?:estoy|soy) ~(?=(?:casad[oa]|divorciad[oa]|prometid[oa]|solter[oa]|viud[oa]|embarazada)\\b)
pet mis? (?:\\w+ )?@(?: se llaman?| es| son)
pet tengo ~(?:una?|dos|tres|cuatro|\\d) (?=(?:\\w+ )?@)
allergy soy ~alérgic[oa] (?:al|a la|a los|a las|a)
allergy tengo alergia (?:al|a la|a los|a las|a)
allergy no (?:como|bebo|puedo comer|puedo beber|tolero)
diet (?:yo )?soy ~(?=(?:vegan[oa]|vegetarian[oa]|diabétic[oa]|celíac[oa]|intolerante a)\\b)
likes (?:a mí )?me ~(?:gustan?|encantan?|fascinan?)(?! (?:que|tu|tus)\\b)
likes (?:yo )?(?:amo|adoro|prefiero)
likes mi [\\w ]{2,30}? (?:favorit|preferid)[oa]s? (?:es|son)
dislikes (?:yo )?(?:odio|detesto)
dislikes no me gustan?
has (?:yo )?(?:poseo|conduzco|colecciono|toco (?:el|la))
has mi [\\w ]{2,30}? se llama
""",
    "pt": """
name (?:eu )?(?:me chamo|chamo-me)
name (?:o )?meu nome é
home (?:eu )?(?:moro|vivo) ~(?:em|no|na|nos|nas|perto d[eoa])
home (?:eu )?mudei(?:-me| me)? (?:para|pra)
origin (?:eu )?(?:sou|venho) (?:de|do|da)
origin nasci (?:em|no|na)(?! \\d)
birthday (?:o )?meu aniversário é
birthday (?:eu )?faço anos
birthday nasci (?:a|no dia|em(?= \\d))
job (?:eu )?trabalho ~como
job (?:eu )?sou ~(?=$)
job (?:a )?minha profissão é
employer (?:eu )?trabalho ~(?:na|no|em|para)
studies (?:eu )?(?:estudo|estudei|estou a estudar|estou estudando)
family (?:o |a |os |as )?(?:meu|minha|meus|minhas) (?:\\w+ )?#(?: se chamam?| chama-se| chamam-se| é| está| são)
family (?:o |a |os |as )?(?:meu|minha|meus|minhas) (?:\\w+ )?#(?: mora em| vive em| trabalha| faz| tem)
family (?:eu )?tenho ~(?:uma?|dois|duas|três|quatro|\\d) (?=(?:\\w+ )?#)
family (?:eu )?(?:sou|estou) ~(?=(?:casad[oa]|divorciad[oa]|noiv[oa]|solteir[oa]|viúv[oa]|grávida)\\b)
pet (?:o |a |os |as )?(?:meu|minha|meus|minhas) (?:\\w+ )?@(?: se chamam?| chama-se| chamam-se| é| são)
pet (?:eu )?tenho ~(?:uma?|dois|duas|três|quatro|\\d) (?=(?:\\w+ )?@)
allergy (?:eu )?(?:sou|tenho) ~(?:alérgic[oa]|alergia) (?:ao|à|aos|às|a)
allergy (?:eu )?não (?:como|bebo|posso comer|posso beber|tolero)
diet (?:eu )?sou ~(?=(?:vegan[oa]|vegetarian[oa]|diabétic[oa]|celíac[oa]|intolerante)\\b)
likes (?:eu )?~(?:gosto|adoro|amo|prefiro)(?: muito)?(?: d[eoa]s?)?
likes (?:o |a )?(?:meu|minha) [\\w ]{2,30}? (?:favorit|preferid)[oa]s? (?:é|são)
dislikes (?:eu )?(?:odeio|detesto)
dislikes (?:eu )?não gosto (?:de|do|da|dos|das)
has (?:eu )?(?:possuo|conduzo|dirijo|coleciono|toco)
has (?:o |a )?(?:meu|minha) [\\w ]{2,30}? (?:se chama|chama-se)
""",
    "it": """
name (?:io )?mi chiamo
name il mio nome è
home (?:io )?(?:abito|vivo) ~(?:a|ad|in|nel|nella|vicino a)
home mi sono trasferit[oa] (?:a|ad|in)
origin (?:io )?(?:vengo|sono) (?:da|dal|dalla|di)
origin sono nat[oa] (?:a|ad|in)(?! \\d)
birthday il mio compleanno è
birthday compio gli anni
birthday sono nat[oa] (?:il|nel)
job (?:io )?lavoro ~come
job (?:io )?faccio ~(?:il|la|l['’])
job (?:io )?sono ~(?:un |una |un['’])?(?=$)
employer (?:io )?lavoro ~(?:per|presso|in|alla|da)
studies (?:io )?(?:studio|ho studiato|sto studiando)
family (?:il |la |i |le |l['’])?(?:mio|mia|miei|mie) (?:\\w+ )?#(?: si chiama(?:no)?| è| sono)
family (?:il |la |i |le |l['’])?(?:mio|mia|miei|mie) (?:\\w+ )?#(?: vive a| abita a| lavora| compie| ha)
family (?:io )?ho ~(?:un['’]?|uno|una|due|tre|quattro|\\d) ?(?=(?:\\w+ )?#)
family (?:io )?sono ~(?=(?:sposat[oa]|divorziat[oa]|fidanzat[oa]|single|vedov[oa]|incinta)\\b)
pet (?:il |la |i |le )?(?:mio|mia|miei|mie) (?:\\w+ )?@(?: si chiama(?:no)?| è| sono)
pet (?:io )?ho ~(?:un|uno|una|due|tre|quattro|\\d) (?=(?:\\w+ )?@)
allergy (?:io )?sono ~allergic[oa] (?:al|alla|all['’]|allo|ai|alle|agli|a)
allergy (?:io )?non (?:mangio|bevo|posso mangiare|posso bere|tollero)
diet (?:io )?sono ~(?=(?:vegan[oa]|vegetarian[oa]|diabetic[oa]|celiac[oa]|intollerante)\\b)
likes (?:a me )?mi ~piac(?:e|ciono)
likes (?:io )?(?:amo|adoro|preferisco)
likes (?:il |la )?(?:mio|mia) [\\w ]{2,30}? (?:preferit|favorit)[oaie] (?:è|sono)
dislikes (?:io )?(?:odio|detesto)
dislikes non mi piac(?:e|ciono)
has (?:io )?(?:possiedo|guido una?|suono (?:il|la|l['’])|colleziono)
has (?:il |la )?(?:mio|mia) [\\w ]{2,30}? si chiama
""",
    "nl": """
name ik heet
name mijn naam is
home ik (?:woon|leef) ~(?:in|op|bij|vlakbij)
home ik ben ~naar (?=[\\w .-]{2,40} verhuisd)
origin ik kom ~uit
origin ik ben (?:in|op) (?=[\\w .-]{2,40} (?:geboren|opgegroeid))
birthday mijn verjaardag is
birthday ik ben ~jarig
birthday ik ben op (?=[\\w. ]{2,30} geboren)
job ik werk ~als
job ik ben ~(?:een )?(?=$)
job mijn beroep is
employer ik werk ~(?:bij|voor)
studies ik (?:studeer|studeerde)
family mijn (?:\\w+ )?#(?: heet| heten| is| zijn| woont in| werkt| wordt)
family ik heb ~(?:een|twee|drie|vier|\\d) (?=(?:\\w+ )?#)
family ik ben ~(?=(?:getrouwd|gescheiden|verloofd|vrijgezel|single|weduwe|weduwnaar|zwanger)\\b)
pet mijn (?:\\w+ )?@(?: heet| heten| is| zijn)
pet ik heb ~(?:een|twee|drie|vier|\\d) (?=(?:\\w+ )?@)
allergy ik ben ~allergisch voor
allergy ik (?:eet|drink) geen
allergy ik kan niet tegen
diet ik ben ~(?=(?:een )?(?:vegan|veganist|vegetariër|diabeet|lactose-?intolerant)\\b)
diet ik eet ~(?=(?:veganistisch|vegetarisch|halal|koosjer|glutenvrij)\\b)
likes ik (?:hou|houd) ~van
likes ik vind (?=[\\w ]{2,40} (?:leuk|lekker|geweldig|fijn|mooi)\\b)
likes mijn favoriete [\\w ]{2,30}? (?:is|zijn)
likes mijn lievelings\\w{2,30} (?:is|zijn)
dislikes ik (?:haat|heb een hekel aan)
dislikes ik (?:hou|houd) niet van
has ik (?:bezit|rijd in een|speel|verzamel)
has mijn [\\w ]{2,30}? heet
""",
}

# What can be said in between, as "just" or "really": at most two of them.
BETWEEN = {
    "en": "just now currently really absolutely also still actually always recently very both strongly quite kind_of",
    "de": "gerade jetzt derzeit echt wirklich auch noch eigentlich immer seit_kurzem stark sehr leider frisch",
    "fr": "maintenant actuellement vraiment aussi encore toujours très récemment juste malheureusement",
    "es": "ahora actualmente realmente también todavía muy mucho siempre recién ya",
    "pt": "agora atualmente realmente também ainda muito sempre recentemente já",
    "it": "ora adesso attualmente davvero anche ancora molto sempre recentemente già",
    "nl": "nu net momenteel echt ook nog eigenlijk altijd heel erg pas sinds_kort helaas",
}

KIN = {
    "en": "wife husband partner girlfriend boyfriend fiancée fiancé daughters? sons? child children kids? bab(?:y|ies) "
    "twins mother mom mum father dad brothers? sisters? parents "
    "grand(?:ma|pa|mother|father|parents|son|daughter|kids) uncle aunt cousins? niece nephew stepson "
    "stepdaughter roommate flatmate siblings?",
    "de": "frau mann partner(?:in)? freund(?:in)? verlobte[rn]? töchter tochter söhne sohn kinder kind baby zwillinge "
    "mutter mama vater papa brüder bruder schwestern? eltern oma opa großmutter großvater großeltern "
    "enkel(?:in)? onkel tante cousine? nichte neffe geschwister mitbewohner(?:in)?",
    "fr": "femme mari compagne compagnon copine copain fiancée? filles? fils enfants? bébés? jumeaux jumelles mère "
    "maman père papa frères? sœurs? soeurs? parents grand-mère grand-père mamie papi oncle tante cousine?s? "
    "nièce neveu",
    "es": "mujer esposa marido esposo pareja novia novio prometid[oa] hijas? hijos? niñ[oa]s? bebé gemel[oa]s madre "
    "mamá padre papá herman[oa]s? padres abuel[oa]s? ti[oa] tí[oa] prim[oa]s? sobrin[oa]s?",
    "pt": "mulher esposa marido esposo companheir[oa] namorad[oa] noiv[oa] filh[oa]s? crianças? bebé bebê gême[oa]s "
    "mãe pai irmão irmã irmãos irmãs pais av[óô] avós ti[oa] prim[oa]s? sobrinh[oa]s? net[oa]s?",
    "it": "moglie marito compagn[oa] ragazz[oa] fidanzat[oa] figli[oae]? figlie bambin[oaie] gemell[ie] madre mamma "
    "padre papà fratell[oi] sorell[ae] genitori nonn[oaie] zi[oa] cugin[oaie] nipot[ei]",
    "nl": "vrouw man partner vriendin vriend verloofde dochters? zoon zonen zoons kinderen kind baby tweeling moeder "
    "mama vader papa broers? broer zussen zus ouders oma opa grootouders kleinkind(?:eren)? oom tante nicht neef "
    "huisgenoot",
}

ANIMALS = {
    "en": "dogs? puppy puppies cats? kittens? rabbits? bunny hamsters? parrots? horses? pony ponies tortoises? "
    "turtles? snakes? fish ferrets? chickens? hens goats? sheep cows? bees budgies? guinea_pigs? rats? mouse "
    "mice donkeys? ducks?",
    "de": "hunde? hund hündin welpen? katzen? kater kätzchen hasen? kaninchen hamster papagei(?:en)? pferde? pony "
    "ponys schildkröten? schlangen? fische? hühner ziegen? schafe? kühe bienen wellensittiche? meerschweinchen "
    "ratten? esel",
    "fr": "chiens? chiennes? chiots? chats? chattes? chatons? lapins? hamsters? perroquets? chevaux cheval juments? "
    "poney tortues? serpents? poissons? poules? chèvres? moutons? vaches? abeilles perruches? cochons?_d['’]inde "
    "ânes?",
    "es": "perr[oa]s? cachorr[oa]s? gat[oa]s? gatit[oa]s? conej[oa]s? hámsters? loros? caballos? yeguas? poni "
    "tortugas? serpientes? peces pez gallinas? cabras? ovejas? vacas? abejas periquitos? cobayas? burros?",
    "pt": "cão cães cachorr[oa]s? cadelas? gat[oa]s? gatinh[oa]s? coelh[oa]s? hamsters? papagaios? cavalos? éguas? "
    "pónei tartarugas? cobras? peixes? galinhas? cabras? ovelhas? vacas? abelhas periquitos? porquinhos? burros?",
    "it": "can[ei] cagn(?:a|olino) cucciol[oi] gatt[oaie] gattin[oaie] conigli[oe]? coniglietto criceti? criceto "
    "pappagall[oi] cavall[oae] pony tartarug(?:a|he) serpent[ei] pesc[ei] gallin[ae] capr[ae] pecor[ae] api "
    "asin[oi]",
    "nl": "honden hond puppy'?s? katten kat poes kater kitten konijn(?:en)? hamsters? papegaai paard(?:en)? pony "
    "schildpad slang vissen vis kippen kip geiten geit schapen schaap koeien bijen parkiet cavia'?s? ratten ezel",
}

OCCUPATIONS = {
    "en": "nurse doctor teacher engineer developer programmer designer student lawyer accountant carpenter plumber "
    "electrician mechanic baker chef cook waiter waitress writer journalist photographer musician artist actor "
    "actress architect scientist researcher professor dentist pharmacist psychologist therapist vet veterinarian "
    "farmer gardener pilot driver librarian translator consultant manager analyst entrepreneur founder "
    "freelancer potter tailor barber hairdresser firefighter policeman soldier sailor fisherman beekeeper "
    "luthier paramedic midwife physiotherapist economist biologist chemist physicist mathematician historian "
    "social_worker data_scientist product_manager",
    "de": "krankenschwester krankenpfleger pfleger(?:in)? arzt ärztin lehrer(?:in)? ingenieur(?:in)? entwickler(?:in)? "
    "programmierer(?:in)? designer(?:in)? student(?:in)? anwalt anwältin tischler(?:in)? schreiner(?:in)? "
    "klempner elektriker(?:in)? mechaniker(?:in)? bäcker(?:in)? koch köchin kellner(?:in)? autor(?:in)? "
    "journalist(?:in)? fotograf(?:in)? musiker(?:in)? künstler(?:in)? schauspieler(?:in)? architekt(?:in)? "
    "forscher(?:in)? zahnarzt apotheker(?:in)? psychologe psychologin therapeut(?:in)? tierarzt tierärztin "
    "landwirt(?:in)? bauer gärtner(?:in)? pilot(?:in)? übersetzer(?:in)? berater(?:in)? unternehmer(?:in)? "
    "friseur(?:in)? hebamme imker(?:in)? rentner(?:in)?",
    "fr": "infirmi(?:er|ère) médecin professeure? prof institut(?:eur|rice) ingénieure? développeu(?:r|se) graphiste "
    "étudiante? avocate? comptable menuisi(?:er|ère) plombier électricien(?:ne)? mécanicien(?:ne)? "
    "boulang(?:er|ère) cuisini(?:er|ère) serveu(?:r|se) écrivaine? journaliste photographe musicien(?:ne)? "
    "artiste act(?:eur|rice) architecte chercheu(?:r|se) dentiste pharmacien(?:ne)? psychologue vétérinaire "
    "agricult(?:eur|rice) jardini(?:er|ère) pilote chauffeur bibliothécaire traduct(?:eur|rice) consultante? "
    "entrepreneu(?:r|se) coiffeu(?:r|se) retraitée?",
    "es": "enfermer[oa] médic[oa] profesora? maestr[oa] ingenier[oa] desarrolladora? programadora? diseñadora? "
    "estudiante abogad[oa] contable carpinter[oa] fontaner[oa] electricista mecánic[oa] panader[oa] cociner[oa] "
    "camarer[oa] escritora? periodista fotógraf[oa] músic[oa] artista actor actriz arquitect[oa] científic[oa] "
    "investigadora? dentista farmacéutic[oa] psicólog[oa] veterinari[oa] agricultora? jardiner[oa] piloto "
    "bibliotecari[oa] traductora? consultora? empresari[oa] peluquer[oa] jubilad[oa] apicultora?",
    "pt": "enfermeir[oa] médic[oa] professora? engenheir[oa] programadora? desenvolvedora? designer estudante "
    "advogad[oa] contabilista contadora? carpinteir[oa] canalizador encanador eletricista mecânic[oa] padeir[oa] "
    "cozinheir[oa] empregad[oa]_de_mesa escritora? jornalista fotógraf[oa] músic[oa] artista ator atriz "
    "arquitet[oa] cientista investigadora? dentista farmacêutic[oa] psicólog[oa] veterinári[oa] agricultora? "
    "jardineir[oa] piloto bibliotecári[oa] tradutora? consultora? empresári[oa] cabeleireir[oa] reformad[oa] "
    "aposentad[oa] apicultora?",
    "it": "infermier[ea] medico dottor(?:e|essa) insegnante professor(?:e|essa) maestr[oa] ingegnere "
    "sviluppat(?:ore|rice) programmat(?:ore|rice) grafic[oa] student(?:e|essa) avvocat[oa] commercialista "
    "falegname idraulico elettricista meccanico panettier[ea] cuoc[oa] camerier[ea] scritt(?:ore|rice) "
    "giornalista fotograf[oa] musicista artista att(?:ore|rice) architett[oa] scienziat[oa] ricercat(?:ore|rice) "
    "dentista farmacista psicolog[oa] veterinari[oa] agricolt(?:ore|rice) giardinier[ea] pilota bibliotecari[oa] "
    "tradutt(?:ore|rice) consulente imprendit(?:ore|rice) parrucchier[ea] pensionat[oa] apicolt(?:ore|rice)",
    "nl": "verpleegkundige verpleger arts dokter leraar lerares docente? ingenieur ontwikkelaar programmeur ontwerper "
    "studente? advocaat boekhouder timmerman loodgieter elektricien monteur bakker kok ober schrijver "
    "schrijfster journaliste? fotograaf muzikant kunstenaar acteur actrice architect wetenschapper onderzoeker "
    "tandarts apotheker psycholoog therapeut dierenarts boer boerin tuinman piloot chauffeur bibliothecaris "
    "vertaler adviseur ondernemer kapper kapster gepensioneerd imker verloskundige",
}

# Where the thing itself ends, beside a comma or the end of the sentence.
ENDS = {
    "en": "and but because so since which who when while although though if cause cos where except even what then",
    "de": "und aber weil denn wo wenn obwohl während falls sondern der die das doch also dann",
    "fr": "et mais parce car qui que quand si alors depuis donc puis où",
    "es": "y pero porque que cuando si aunque desde así donde pues",
    "pt": "e mas porque que quando se embora desde então onde pois",
    "it": "e ma perché che quando se anche da quindi dove però",
    "nl": "en maar omdat want die dat als toen hoewel sinds dus waar",
}

# Before an "I" of which these say that it is not so, or not now, or somebody else's.
UNREAL = {
    "en": "if wish imagine suppose unless until pretend whether would said says like",
    "de": "wenn falls ob würde wäre als sagt sagte",
    "fr": "si imagine supposons dit disait",
    "es": "si ojalá imagina dice dijo",
    "pt": "se imagina oxalá disse diz",
    "it": "se immagina magari dice detto",
    "nl": "als indien stel zei zegt of",
}

# What is nothing in particular.
NOTHING = frozenset(
    "it this that these those them him her me us so to a an the one what how when being doing not no very really "
    "fear hope denial peace das dies es ihn sie ihm hier dort so was wie ça cela ce ceci le la les que comment "
    "eso esto lo ese esta isso isto o ele ela ciò questo quello dit dat het hem haar daar sure afraid sorry".split()
)

# How one's plans begin, and what the owner's own agreements do.
PLANS = {
    "en": "i'm|i am|i'll|i will|i have|i've got|i fly|i leave|i arrive|i start|i move|i turn|we're|we are|we'll|we fly|"
    "we move|we have|"
    "my (?:exam|flight|interview|wedding|surgery|operation|appointment|holiday|vacation|trip)",
    "de": "ich (?:bin|habe|hab|fliege|fahre|werde|ziehe|heirate|fange|komme|reise|bekomme|gehe)|"
    "wir (?:sind|haben|fliegen|fahren|werden|ziehen|heiraten|reisen)|"
    "mein(?:e)? (?:prüfung|flug|hochzeit|operation|termin|urlaub|umzug)",
    "fr": "je (?:pars|vais|serai|suis|passe|déménage|me marie|commence|reviens|prends|voyage)|j['’](?:ai|aurai|arrive)|"
    "(?:on|nous) (?:part|partons|va|allons|se marie|nous marions|déménage)|mon (?:examen|vol|mariage|opération)",
    "es": "(?:yo )?(?:voy|viajo|me mudo|me caso|empiezo|vuelo|tengo|llego|salgo|estaré|me operan)|"
    "(?:nos (?:casamos|mudamos)|viajamos|vamos)|mi (?:examen|vuelo|boda|operación)",
    "pt": "(?:eu )?(?:vou|viajo|mudo-me|me mudo|caso-me|me caso|começo|tenho|chego|parto|estarei)|(?:vamos|viajamos)|"
    "(?:o |a )?(?:meu|minha) (?:exame|voo|casamento|operação|cirurgia)",
    "it": "(?:io )?(?:vado|parto|viaggio|mi trasferisco|mi sposo|comincio|inizio|ho|arrivo|sarò|volo)|"
    "(?:ci sposiamo|andiamo|partiamo)|(?:il )?mio (?:esame|volo|matrimonio|intervento)",
    "nl": "ik (?:ga|vlieg|vertrek|verhuis|trouw|begin|heb|ben|kom|reis|word)|"
    "(?:we|wij) (?:gaan|vliegen|verhuizen|trouwen|zijn)|"
    "mijn (?:examen|vlucht|bruiloft|operatie|afspraak|vakantie)",
}

# Days that have no name of their own.
DAYS = {
    "en": "tomorrow|tonight|next (?:week|month|year|summer|winter|spring|autumn)|this weekend|"
    "in (?:two|three|\\d{1,2}) (?:days|weeks|months)",
    "de": "morgen|übermorgen|heute abend|nächste[nrs]? (?:woche|monat|jahr|sommer|winter)|am wochenende|"
    "in (?:zwei|drei|\\d{1,2}) (?:tagen|wochen|monaten)",
    "fr": "demain|après-demain|ce soir|la semaine prochaine|le mois prochain|l['’]année prochaine|ce week-end|"
    "dans (?:deux|trois|\\d{1,2}) (?:jours|semaines|mois)",
    "es": "mañana|pasado mañana|esta noche|la (?:próxima semana|semana que viene)|el (?:próximo mes|mes que viene)|"
    "el año que viene|este fin de semana|en (?:dos|tres|\\d{1,2}) (?:días|semanas|meses)",
    "pt": "amanhã|hoje à noite|na (?:próxima semana|semana que vem)|no (?:próximo mês|mês que vem)|no ano que vem|"
    "este fim de semana|daqui a (?:dois|duas|três|\\d{1,2}) (?:dias|semanas|meses)",
    "it": "domani|dopodomani|stasera|la (?:prossima settimana|settimana prossima)|il mese prossimo|l['’]anno prossimo|"
    "questo fine settimana|tra (?:due|tre|\\d{1,2}) (?:giorni|settimane|mesi)",
    "nl": "morgen|overmorgen|vanavond|volgende (?:week|maand|zomer|winter)|volgend jaar|dit weekend|"
    "over (?:twee|drie|\\d{1,2}) (?:dagen|weken|maanden)",
}

# How the owner agrees to something.
AGREED = {
    "en": "i'll|i will|i promise|i can|we'll|let's|see you|deal|agreed|you can have|you'll get|we agreed|as agreed",
    "de": "ich (?:werde|schicke|bringe|mache|verspreche|komme|rufe|zahle|gebe|helfe)|wir (?:sehen|treffen) uns|"
    "abgemacht|versprochen|bis (?:morgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|"
    "wie (?:abgemacht|besprochen)",
    "fr": "je (?:vais|t['’]envoie|te|vous|promets|viendrai|m['’]en occupe)|on se voit|c['’]est (?:d['’]accord|promis)|"
    "d['’]accord|entendu|comme convenu",
    "es": "te (?:mando|envío|llamo|prometo|llevo)|voy a|nos vemos|quedamos|de acuerdo|trato hecho|prometido|"
    "como acordamos",
    "pt": "(?:eu )?(?:vou|mando|envio|ligo|prometo|levo)|vemo-nos|a gente se vê|combinado|de acordo|prometido",
    "it": "ti (?:mando|invio|chiamo|prometto|porto)|vado a|ci vediamo|d['’]accordo|affare fatto|promesso|"
    "come d['’]accordo",
    "nl": "ik (?:zal|stuur|breng|bel|beloof|regel|kom)|we spreken|"
    "tot (?:morgen|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)|afgesproken|beloofd|akkoord|"
    "zoals afgesproken",
}
