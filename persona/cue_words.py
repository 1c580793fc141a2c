"""Word lists behind ``cues``: English, German, French, Spanish and Portuguese, all in lower case."""

QUESTION = frozenset(
    (
        "how what when where who which whose why can could do does did is are will would may should any "
        "wie was wann wo wer welche welcher welches warum kann kannst könnt gibt "
        "où quand comment combien qui quel quelle quels quelles "
        "cómo como cuánto cuánta cuántos cuándo dónde quién qué puedo "
        "quanto quando onde quem qual posso"
    ).split()
)
DENYING = frozenset(
    (
        "not no never don't dont doesn't doesnt isn't isnt wasn't wasnt nothing nobody can't cant won't wont "
        "nicht kein keine keinen nie pas jamais rien nunca nada não"
    ).split()
)
PAST = frozenset(
    (
        "did was were had got bought booked paid cancelled canceled ordered already yesterday ago last left used went "
        "came gestern schon war hatte hier déjà ayer ontem já"
    ).split()
)
ELSEWHO = frozenset(
    (
        "my his her their sister brother friend he she they who whose "
        "mein meine sein ihre mon ma son sa leur mi su meu minha seu sua"
    ).split()
)
# What is said without asking or telling anything.
SMALL_TALK = frozenset(
    (
        "hi hii hello hey heya hiya yo sup there good morning afternoon evening night bye goodbye cheers welcome "
        "thanks thank thankyou thx ty tysm lot much many please pls "
        "ok okay okey k kk lol lmao rofl haha hahaha hehe xd wow cool nice great perfect awesome yes yeah yep yup sure "
        "hallo moin servus guten tag abend danke dankeschön vielen bitte tschüss "
        "bonjour bonsoir salut coucou merci beaucoup "
        "hola buenos buenas días dias tardes noches gracias muchas adiós "
        "olá ola oi bom boa dia tarde noite obrigado obrigada muito tchau ciao"
    ).split()
)
EMPTY = frozenset(
    (
        "a about am an and any are as at be been but by can could d did do does for from had has have hi hello hey how "
        "i i'm if in is it it's just ll m me my no not of on or our out please re s should so some t thanks than that "
        "the their them then there these they this those to too up us ve very was we were what what's when where which "
        "who why will with would you your u ur pls "
        "der die das den dem des ein eine einen einem einer ist sind war und oder aber nicht mit von zu zum zur im am "
        "auf für ich du er sie es wir ihr mein dein wie wann wo wer warum man hallo danke bitte "
        "le la les un une des du de et ou mais est sont dans sur pour par avec je tu il elle nous vous que qui quoi "
        "el los las una unos unas y o pero es son en por para con yo como cuando donde hola gracias "
        "os um uma e mas é são em no na com eu ele ela você olá obrigado obrigada"
    ).split()
)
