"""The question in English."""

# What may follow a noun for it to be the whole of what is asked: "are you human or…", not "are you human rights…".
_EN_END = (
    r"(?=\W*$|\s?[,;:?!.()/…—–]|\s+(?:-|or|and|but|right|correct|yes|no|lol|lmao|ha(?:ha)+|tho|though|bro|bruh"
    r"|man|dude"
    r"|mate|fr|for real|rn|at all|because|cuz|cause|coz|bc|on the other|behind|(?:writ|typ|answer|reply|respond"
    r"|talk|read)ing|here|there|if|not|even|actually|really|then|now|too|please|pls|plz|just|like me|irl|in real life"
    r"|are (?:yo)?u"
    r"|arent|is it|isnt|ownr|wtf|omg|speaking|personally|directly|her ?self|him ?self|your ?self|what|how|can"
    r"|could|do"
    r"|instead|again|lmfao|smh|ffs|pal|buddy|sir|mam|girl|sis)\b)"
)
_EN_FILL = (
    r"(?:(?:actually|real+y|rly|even|just|like|maybe|perhaps|possibly|secretly|kinda|some|sorta?|kind|type|of|legit"
    r"|literally|lowkey|highkey|honestly|truly|genuinely|in fact|by any chance|still|only|all|fr|an?|the|one"
    r"|those|these|my|not|nothing but|probably|prob|definitely|def|clearly|obviously|basically|totally|another|stupid"
    r"|fuck(?:ing|in)"
    r"|freaking|damn|bloody|dumb|fancy|glorified|real|actual|living|human|fully|automated|custom|trained|ai|chat"
    r"|discord"
    r"|telegram|insta(?:gram)?|twitter|whatsapp|support|customer|service|sales|computer|openai|gpt|generated|powered"
    r"|robo|ownrs|her|his|their|guys|folks|people|seriously|advanced|smart|modern|simple|so|such|more|pretty|sure"
    r"|100%?|online|good|bad|random|very|well)[ -]){0,6}"
)
_EN_BOT = (
    r"(?:chat[ -]?bots?|spam ?bots?|bots?|robots?|ais?|artificial(?: intelligence| person)?|chat ?gpt\w*"
    r"|gpt[\w.-]*|claude"
    r"|gemini|copilot|grok|llama|siri|alexa|llms?|(?:large )?language model|virtual assistant|digital assistant"
    r"|ai assistant|auto ?-?repl(?:y|ies)|auto ?-?responder|auto ?-?response|automated|automation|deep ?fake|npc)"
)
_EN_THING = (
    rf"(?:{_EN_BOT}|machines?|computers?|(?:software |computer )?program(?:me)?|software|algorithm|android|cyborg"
    r"|(?:digital|virtual|ai|ownrs) (?:twin|persona)|(?:digital |virtual )?(?:replica|clone|copy|avatar)|simulation"
    r"|script|(?:his|her|their|ownrs) (?:assistant|manager|team|intern))"
)
_EN_NOT_A_TRADE = (
    r"(?![\w]|[ -](?:learning|rights|resources?|science|fans?|expert|enthusiast|guy|gal|person|people|nerd|geek"
    r"|company"
    r"|startup|student|agency|shop|store|sceptic|skeptic|devs?|vision|nature|network|games?|music|art|tools?|arms?"
    r"|vacuums?|wars|addict|freak|buff|pro|specialist|consultants?|analyst|academic|phd|major|business|user|boy|girl"
    r"|(?!(?:or|for|either|n?ever|after|what(?:so)?ever|how(?:so)?ever|over|under|other|rather|together|later|per|her"
    r"|your|answer|mister)\b)\w+(?:er|or|ist|ian)s?)\b)"
)
_EN_SOMEONE = (
    r"(?:(?:real|actual|living|genuine|live|breathing)(?: life| live)? (?:person|human|people|humans|being|one"
    r"|deal|ownr|you|man|woman|girl|guy|dude)|human(?:s| beings?)?|person)"
)
_EN_PERSON = rf"(?:{_EN_SOMEONE}|people|real|flesh and blood|sentient|fake|legit)"
_EN_HUMAN = rf"(?:(?:real|actual|living) (?:person|human)(?: being)?\b|{_EN_PERSON}{_EN_END})"
_EN_ARE_YOU = r"\b(?:are|r|arent|aint|is|be) ?(?:you|u|ya|yu)(?: guys| all)?"
_EN_YOU_ARE = (
    r"\b(?:(?:you|u|ya) (?:are|r|re|arent|must be|might be|could be|may be|gotta be|got to be|have to be|has to be"
    r"|cant be|seem to be)|youre|yr|(?:ur|your)(?= (?:an?|not|just|literally|actually|chatgpt|clearly|definitely"
    r"|probably|obviously|human|real|fake)\b))"
)
_EN_THIS = r"(?:this|that|it|dis)(?: (?:whole )?(?:account|profile|page|chat|convo|conversation|number|thing))?"
_EN_TALK = r"(?:talk|speak|chat|text|messag|dm|deal|writ|convers|typ|interact)\w*(?: (?:to|with))?"
_EN_WRITE = r"(?:writ|wrote|typ|answer|repl|respond|generat|talk|handl|runn|manag|send|sent)\w*"
_EN_WORDS = r"(?:messages?|dms?|repl(?:y|ies)|answers?|responses?|texts?|comments?|emails?|account|inbox|chat|posts?)"
_EN_THESE = rf"(?:(?:this|these|that|those|it|me|my|your|ur|the|all)(?: {_EN_WORDS})?|for you|here|{_EN_WORDS})"
_EN_YOU = r"(?:you|u|ownr|(?:you|ur|him|her|them)sel(?:f|ves)|yourself|him|her|them)"
_EN_REALLY = (
    r"(?:real+y|rly|actually|truly|genuinely|legit|legitimately|literally|the real|the actual|for real|even|still"
    r"|seriously|honestly|100%?)"
)
_EN_SELF = r"(?:your ?self|ur ?self|personally|her ?self|him ?self|themsel(?:f|ves)|in person)"
_EN_WHETHER = (
    r"(?:prove|proof|know|tell|sure|show|convince|swear|promise|admit|confirm|think|bet|guess|say|if|whether|believe"
    r"|doubt|no way)(?: to)?(?: me)?(?: that| if| whether)?"
)
_EN_ALONE = (
    r"(?:(?:chat ?)?bot|robot|ai|chat ?gpt|gpt|llm|machine|human(?: being)?|(?:real|actual) (?:person|human)"
    r"|automated"
    r"|auto ?-?reply|person)"
)

ENGLISH = (
    rf"{_EN_ARE_YOU},? {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN})",
    rf"{_EN_ARE_YOU} for real\W*$",
    (
        rf"{_EN_ARE_YOU} {_EN_FILL}(?:artificial|automatic|robotic|non-?human|made by (?:openai|anthropic|google"
        rf"|meta))"
        rf"(?: system| service)?{_EN_END}"
    ),
    rf"\b(?:have|has) (?:i|we) (?:\w+ )?been {_EN_TALK} {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN})",
    (
        rf"\b(?:you|u) (?:seem|appear|gotta be|have to be|must be|are|r|clearly|obviously|definitely"
        rf"|literally)(?: to be| like)? {_EN_FILL}{_EN_BOT}(?:{_EN_END}|(?= ngl| tbh| imo))"
    ),
    rf"\b(?:u|you) (?:clearly|obviously|definitely|literally|just|really|prob\w*) {_EN_FILL}{_EN_BOT}{_EN_END}",
    (
        rf"\bis (?:this|it) {_EN_FILL}(?:{_EN_BOT}|machine|human|person|computer) (?:that |which |who "
        rf"|whos )?(?:(?:im|i am|we are) "
        rf"{_EN_TALK}|(?:answer|repl|respond|writ|talk)\w* (?:to )?(?:me|us|here|this|these))"
    ),
    r"\b(?:is|are) (?:there )?(?:an? |any )?(?:living|human|real) (?:souls?|beings?) (?:here|there|behind|reading)",
    r"\b(?:say|do|write|tell me) something (?:that )?only a (?:real )?(?:human|person) (?:would|could|can)",
    rf"^\W*(?:so |wait |hey |yo |but |and )?(?:u|you) {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}){_EN_END}[^?]*\?",
    rf"\b(?:aru|areu|areyou|ru) {_EN_FILL}(?:{_EN_BOT}|{_EN_PERSON}){_EN_END}",
    (
        rf"\bis (?:this|that|it) {_EN_FILL}(?:{_EN_BOT}) (?:thing|stuff|account|generated|shit|bullshit|nonsense"
        rf"|system)\b"
    ),
    rf"\bwhat (?:exactly )?am i {_EN_TALK}\W*$",
    r"\b(?:do|have|did) (?:i|we) (?:have|got|get|reach|reached) (?:the )?(?:real|actual) (?:ownr|person|human)",
    r"\bis (?:this|that|it) (?:you,? ownr|ownr)\W*$",
    rf"{_EN_YOU_ARE} {_EN_FILL}{_EN_BOT}{_EN_NOT_A_TRADE}",
    (
        rf"{_EN_YOU_ARE} {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON})\b,? ?(?:right|correct|yes|yeah|huh|no|or"
        rf"|are(?:nt)? (?:yo)?u)\b"
    ),
    rf"{_EN_YOU_ARE} {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON})\?",
    (
        rf"(?:\b(?:youre|you are|ur|u r|u are) not|\b(?:you|u) arent) {_EN_FILL}(?:{_EN_THING}|{_EN_PERSON}"
        rf"|ownr){_EN_END}"
    ),
    (
        rf"\b{_EN_WHETHER} (?:youre|(?:you|u) (?:are|r)|ur) {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}|{_EN_HUMAN}"
        rf"|ownr{_EN_END})"
    ),
    rf"\b{_EN_WHETHER} this is {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}|ownr){_EN_END}",
    rf"\b(?:is|isnt|was) {_EN_THIS} {_EN_FILL}(?:{_EN_BOT}|{_EN_SOMEONE}|machine|computer){_EN_END}",
    r"\bis (?:this|that|your|ur|the) (?:account|profile|page|number) (?:\w+ )?(?:real|fake|legit|run by|automated)\b",
    rf"\b(?:this|thats)(?: account| chat)? ?(?:is|has to be|must be|gotta be|cant be)? {_EN_FILL}{_EN_BOT}{_EN_END}",
    (
        rf"\b(?:you|u|this|that|these|(?:your|ur|the|these|those) {_EN_WORDS})(?: (?:all|just|really|kinda|totally"
        rf"|def\w*))? "
        r"(?:sound|talk|typ|writ|act|repl|respond|read|feel|seem|look|smell|giv)\w* (?:\w+ ){0,2}?(?:like |as |off )?"
        rf"{_EN_FILL}(?:{_EN_BOT}|machine|computer){_EN_END}"
    ),
    (
        rf"\b(?:am|are|was|were) (?:i|we) (?:\w+ ){{0,2}}?{_EN_TALK} {_EN_FILL}(?:{_EN_THING}{_EN_NOT_A_TRADE}"
        rf"|{_EN_HUMAN}|(?:someone|somebody|you|ownr|him|her|yourself|ur ?self){_EN_END})"
    ),
    rf"\b(?:im|i am|like) (?:\w+ )?{_EN_TALK} {_EN_FILL}{_EN_THING}{_EN_NOT_A_TRADE}",
    rf"\b{_EN_WHETHER} (?:im|i am) (?:\w+ )?{_EN_TALK} {_EN_FILL}(?:{_EN_HUMAN}|ownr)",
    (
        rf"\b(?:did|does|do|is|was|has) {_EN_FILL}(?:{_EN_BOT}|machine|computer|program|algorithm|human|person"
        rf"|someone else)(?: \w+){{0,2}}? {_EN_WRITE}(?: \w+)?? {_EN_THESE}\b"
    ),
    (
        r"\b(?:did|does|is|do) (?:your|ur|her|his|ownrs|an?|the) (?:assistant|team|intern|manager|staff) (?:\w+ )?"
        r"(?:writ|wrote|typ|answer|repl|respond)\w*(?: \w+)?? (?:this|these|me|dms?|messages|your|ur|for you|here)\b"
    ),
    (
        rf"\b(?:is|was|are|were|isnt|arent)? ?(?:this|these|that|those|it|(?:this|these|that|those|your|ur|the"
        rf"|all) {_EN_WORDS})"
        r"(?: (?:is|are|was|were|being|all|just|\w+ly))* (?:written|generated|answered|typed|sent|run|managed|handled"
        r"|powered"
        rf"|operated|controlled|automated|made|created) (?:\w+ly )?(?:by|with|using|via) {_EN_FILL}(?:{_EN_THING}"
        rf"|human|person"
        r"|people|you|ownr)\b"
    ),
    (
        rf"\b(?:is|are|was|were) (?:these|(?:this|these|your|ur) {_EN_WORDS}) (?:\w+ ){{0,2}}?"
        r"(?:automated|automatic|ai|ai[ -]generated|generated|scripted|canned|pre-?written|bots?)\b"
    ),
    (
        rf"\b(?:do|are|r|did|does|is) (?:you|u|ya|ownr|she|he|they) (?:\w+ )?(?:us|let|hav|gett|get)\w* {_EN_FILL}"
        rf"(?:{_EN_BOT}|machine|software) (?:to |for |do )?(?:\w+ ){{0,2}}?"
        rf"(?:(?:answer|repl|respon|talk|text|chat)\w*|(?:writ|typ|generat|send)\w* (?:\w+ )?{_EN_THESE}{_EN_END})"
    ),
    (
        r"\b(?:is|are|isnt) (?:there |their )?(?:(?:really|actually|even|an?|any|the|real|actual|live|living) )*"
        r"(?:human|humans|person|people)(?: (?:being|beings|really|actually|even|sitting|who is|whos))* (?:behind"
        r"|on the other|at the other"
        r"|typing|reading|writing|answering|replying|responding|in there|operating|running this|(?:here|there)\W*$)"
    ),
    (
        r"\b(?:is|are) (?:there )?(?:(?:really|actually|even) )*(?:some|any)(?:one|body) (?:\w+ ){0,2}?(?:real\b"
        r"|human\b|behind (?:this|these|the (?:account|screen|keyboard)|your)|on the other (?:end|side)|typing this)"
    ),
    (
        r"^\W*(?:is there |are there |hello )?any ?(?:one|body)? ?(?:real|actual|human)s?(?: humans?| people"
        r"| person)?"
        r"(?: (?:here|there|around|reading|on the other))*\W*$"
    ),
    rf"\b(?:is|isnt|was|are) (?:it|this|that|you|u) (?:{_EN_REALLY} )+(?:the )?(?:real )?{_EN_YOU}{_EN_END}",
    rf"\b(?:(?:is|isnt) (?:it|this|that)|are (?:you|u)|r u) (?:the )?(?:real |actual )?(?:ownr|real you){_EN_END}",
    rf"\bthis (?:isnt|is not|cant be|aint) (?:{_EN_REALLY} )*(?:{_EN_YOU}|human|a person){_EN_END}",
    (
        r"\b(?:is|was) (?:it|this|that) (?:\w+ )?(?:you|u|ownr|him|her)(?: who is| whos| thats)? (?:typing|writing"
        r"|answering|replying|responding|talking|speaking)\b"
    ),
    (
        r"\b(?:do|does|did|are|is) (?:you|u|ownr|she|he|they) (?:\w+ ){0,2}?(?:answer|repl|respon|writ|typ|read|handl"
        r"|manag)\w*"
        rf"(?: (?:back|to|all|of|her|his|everything|everyone|people|fans|{_EN_THESE})){{0,4}} {_EN_SELF}\b"
    ),
    (
        r"\b(?:does|is|will|did) ownr (?:\w+ ){0,2}?(?:read|see|answer|typ|writ|repl|respon)\w*(?: to)? "
        r"(?:these|this|here|that|those|my|the|any|her|his|me|messages|dms)\b"
    ),
    r"\bis ownr (?:really|actually|even) (?:here|there|typing|writing|answering|reading|behind)\b",
    (
        rf"\bwho (?:\w+ )?(?:am i|are we) (?:\w+ ){{0,2}}?{_EN_TALK}\W*(?:$|here|right now|rn|with|to|exactly"
        rf"|actually|really)"
    ),
    (
        rf"\bwho(?:s| is|se)?(?: \w+ly)? (?:typing|writing|answering|replying|behind|running|wrote|writes"
        rf"|answers)(?: to)? (?:(?:this|these|that|those|my|your|ur|the|all) {_EN_WORDS}|this|these|me|here)\b"
    ),
    r"\bwhat are (?:you|u)(?: really| exactly| actually)?\W*$|\bwho are (?:you|u) (?:really|actually)\W*$",
    (
        rf"\b(?:what|which) (?:kind of |sort of )?(?:ai|bot|llm|gpt|chatbot|language model"
        rf"|model)(?: \w+)? (?:are (?:you|u)|r u|is this|am i {_EN_TALK})\W*(?:$|[,?])"
    ),
    (
        rf"^\W*(?:(?:so|wait|hey|hi|lol|umm?|hmm|ok|okay|serious|quick|honest|question)[,:.]* "
        rf"|\w+, ){{0,3}}(?:not )?(?:an? )?{_EN_ALONE} ?\?"
    ),
    (
        rf"\b(?:{_EN_BOT}|human|person|real|man|machine|ownr) ?(?:or|/|vs) (?:an? )?(?:{_EN_BOT}|human|person"
        rf"|real(?: person)?"
        r"|fake|machine|not|nah|no|what)\W*$"
    ),
    r"\b(?:are|r|is|ru) ?(?:you|u|this)? ?(?:areal|real|an?)? ?(?:areyou|ruabot|areu)\b",
    r"\b(?:are|r)(?:you|u)(?:areal|real|an?|really|actually)*(?:(?:chat|ro)?bot|ai|human|person|chatgpt|machine)\b",
    r"\bisthis(?:really|actually|an?)*(?:bot|ai|chatgpt|you|ownr|automated)\b",
)
