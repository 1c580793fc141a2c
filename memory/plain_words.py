"""Words that leave open what a text is about, names of small numbers, and words that point at what was said before."""

# In seven languages at once. What is a noun of everyday life in another of them is left out ("son", "hat", "art").
PLAIN = frozenset(
    (
        # English
        "a about actually all along already also always am an and any anybody anyone anything are as at be been being "
        "but by can could d did do does doing don done else even ever every everything for from get gets getting give "
        "gives go goes going got had happy has have having he hello help her here hey hi him his how i if im in into "
        "is it its just kind know let ll long look looking looks lot m make makes many may maybe me might much my need "
        "needs no not now of off ok okay on only onto or other our out over place please possible quite re really s "
        "say says see seem shall she should so some somebody someone something sort still such sure t take takes tell "
        "tells than thank thanks that the their them then there these they thing things think this those to too under "
        "up us use used using ve very via want wants was way we well were what when where which who whom whose why "
        "will wish with within without wonder wondering would yes yet you your yours able allow allowed "
        # German
        "ab aber alle alles als am an auch auf aus bei bekommen bin bis bist bitte da dabei damit danke dann das dass "
        "dein deine deinen dem den denn der des dich die dies diese dieser dir doch du eigentlich ein eine einem einen "
        "einer eines er es etwas euch eure für geben geht gern gerne gibt habe haben habt hallo hast hier hätte ich "
        "ihm ihn ihr ihre im immer in ist ja kann kannst kein keine können könnt könnte lang machen macht man mehr "
        "mein meine mich mir mit möchte möchten möglich müssen nach nein nicht noch nun nur ob oder ohne schon sehr "
        "sein seine seit sich sie sind so sollte um und uns unser unter viel viele vom von vor wann war waren warum "
        "was weil welche welcher welches wenn wer werden wie wieviel will wir wird wo würde zu zum zur über "
        # French
        "ai alors as au aussi autre aux avec avez avoir avons bien bonjour ça ce ceci cela ces cet cette combien comme "
        "comment dans de des donc du elle elles en encore est et être êtes eu faire fait faut il ils j je l la le les "
        "leur leurs lui ma mais me merci mes moi mon même n ne non nos notre nous on ont ou où oui par pas peut peux "
        "plus pour pourquoi pouvez puis qu quand que quel quelle quelles quels qui quoi sa sans se ses si sommes sont "
        "suis sur ta te tes toi ton toujours tout toute tous très tu un une va vais veux voilà vos votre voudrais vous "
        "y été était "
        # Spanish
        "al algo alguien alguna alguno algún aquí así aún como con cual cuales cuando cuanto cuál cuándo cuánta cuánto "
        "cuántos cómo de del desde donde dónde e el ella ellos ese eso esta estar este esto están está estás gracias "
        "ha hace hacer hacéis hasta hay hola la las le les lo los me mi mis mucho muy más ni no nos o os otra otro "
        "para pero podéis poder por porque porqué puede pueden puedes puedo qué quién quiero se ser si sin sobre soy "
        "su sus sí también te tengo tiene tienen tienes todo todos tu tus tú un una unas uno unos ya yo él "
        # Portuguese
        "ainda algum alguma além ao aos aquele as até cadê com como da das deste do dos ela ele eles em entre era essa "
        "esse esta estou está estão eu faz fazer foi há isso isto já lhe mais mas me mesmo meu minha muito na nas "
        "nem no nos nossa nosso não nós num numa o obrigada obrigado olá onde os ou para pela pelo pode podem "
        "pois por porque posso qual quais quando quanto quanta que quem quer quero se sem ser seu sua só são também "
        "tem tenho ter têm tudo um uma você vocês vou à é "
        # Italian
        "abbiamo ai al alla alle allo anche ancora avere avete che chi ci ciao come con cosa cui da dai dal dalla "
        "degli dei del della delle dello di dove e ed era fa fare fra gli grazie ha hai hanno ho i il in io la le lei "
        "li lo loro lui ma mi mia mio molto ne nei nel nella nelle noi non o ogni per perché perchè più può posso "
        "potete poi qual quale quali quando quanta quanto quelli quello questa questo qui se sei senza si sia siamo "
        "siete sono stato su sua sul sulla suo tra tu tutti tutto un una uno voglio voi vorrei è "
        # Dutch
        "aan al alle als ben bij daar dag dan dank dat de deze die dit doen door dus een en er gaan gaat geen gewoon "
        "goed graag had heb hebben hebt heeft heel het hier hij hoe hoeveel hoi hun ik in is ja je jij jouw jullie "
        "kan kun kunnen kunt maar mag mee meer met mij mijn moet moeten na naar nee niet nog nu of om ons ook op over "
        "te toch toe tot uit van veel voor waar waarom wanneer was wat wel welk welke werd wie wij wil wilt worden "
        "wordt zal zeer zich zij zijn zo zonder zou"
    ).split()
)

# Left out is what means something else in another of the languages: "due", "sei", "neuf", "elf", "once".
SMALL_NUMBERS = {
    word: str(number)
    for number, words in {
        2: "two zwei deux dos dois duas twee",
        3: "three drei trois tres três tre drie",
        4: "four vier quatre cuatro quatro quattro",
        5: "five fünf cinq cinco cinque vijf",
        6: "six sechs seis zes",
        7: "seven sieben sept siete sete sette zeven",
        8: "eight acht huit ocho oito otto",
        9: "nine neun nueve nove negen",
        10: "ten zehn dix diez dez dieci tien",
        11: "eleven onze undici",
        12: "twelve zwölf douze doce doze dodici twaalf",
        20: "twenty zwanzig vingt veinte vinte venti twintig",
    }.items()
    for word in words.split()
}

# Which of these is asked for: two questions with different ones ask for different things.
ASKED_FOR = tuple(
    frozenset(words.split())
    for words in (
        "where wo wohin où dónde donde onde dove waar",
        "when wann quand cuándo cuando quando wanneer",
        "who whom whose wer wem wessen quién quiénes quem chi",
        "why warum wieso weshalb pourquoi porqué perché waarom",
    )
)

# What such a word points at stands in another sentence.
POINTING = frozenset(
    (
        "it its that this they them these those one ones he him his she her there then so same "
        "es das dies diese dieser er ihn ihm sie davon damit dazu darauf dort "
        "ça cela ceci celui celle ceux il elle ils elles y "
        "eso esto ese esa este esta lo ello allí "
        "isso isto esse essa ele ela lá "
        "questo questa quello quella ciò lo la ci "
        "het dat dit deze die hij zij daar ervan"
    ).split()
)
