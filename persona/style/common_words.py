"""The commonest words of each language that is written in Latin letters; what several share counts less."""

COMMON: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": (
            "the and you that was for are with his they this have from not but what all were when your can there use "
            "which she do how their if will about out many then them so some her would make like him into has look two "
            "more go see no way could my than first been who its now did get come made may i it's i'm don't is it of "
            "to be at or an we us me just got yeah ok thanks please really should where why one good time think know "
            "need let want here only also very too well on love sure sorry home tonight tomorrow it'll i'll that's "
            "what's"
        ),
        "de": (
            "der die das und ist nicht ich du er sie es wir ihr ein eine einen einem einer mit auf für von zu im den "
            "dem des dass aber auch wie was wenn noch nur schon mal so bei aus nach bin bist hat habe hast haben sind "
            "war wird kann kannst mir mich dir dich uns euch sich kein keine mein dein ja nein danke bitte heute "
            "morgen gut jetzt dann doch hier da wo wer warum oder am um vom zum zur über unter gleich grad mehr sehr "
            "alles gerade immer wieder etwas nichts geht machen muss will wollen weiß einfach ganz"
        ),
        "fr": (
            "le la les un une des du de et est pas que qui je tu il elle on nous vous ils ce c'est ça ca j'ai t'as "
            "pour dans sur avec mais ou où au aux mon ma mes ton ta tes son sa ses ne plus tout fait suis es sont "
            "était très bien oui non merci quoi comme si me te se y en aussi même encore là cette j'arrive peut peux "
            "quand comment à été être avoir faire va vais aucune juste beaucoup trop rien demain soir quelle quel "
            "n'est d'un d'une qu'il l'on j'adore"
        ),
        "es": (
            "el la los las un una unos de del y que en es no se lo por con para su al más como pero sus le ya o este "
            "sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos mi tu te si yo "
            "eso está estoy estás son era fue tengo tienes tiene qué cómo dónde bien gracias hola vale ahora aquí allí "
            "nada algo puedo puede hacer mañana hoy esta mucho muchas ni cuál a nosotros ellos pues solo creo"
        ),
        "pt": (
            "o os a as um uma de do da dos das e que em é não no na nos nas se por com para pra pro seu sua ao mais "
            "como mas ou já este sim porque essa entre quando muito sem sobre também me até onde quem tudo minha meu "
            "você vc eu ele ela nós isso está tá tô são era foi tenho tem têm bem obrigado obrigada oi olá agora aqui "
            "nada fazer hoje amanhã vou vai acho à às gente qual só nem pelo pela então"
        ),
        "it": (
            "il lo la i gli le un uno una di del della dei delle e che in è non si per con da dal al alla ai sul ma "
            "come o anche più se mi ti ci vi lui lei noi loro io tu mio mia tuo sua questo questa quello sono sei "
            "siamo era ho hai ha abbiamo fatto bene grazie ciao sì no ora qui dove quando perché chi cosa tutto niente "
            "molto poi già solo ancora va stasera domani oggi sto stai posso ne quale a nella nel cui però così allora"
        ),
        "nl": (
            "de het een en van in is dat die niet ik je jij hij zij ze we wij er maar ook met op te voor aan als zijn "
            "was heb hebt heeft hebben had om bij nog wel naar dan dit al kan kun kunnen wat waar hoe wie waarom geen "
            "meer door over uit of mijn jouw ons hun mij jou hem haar ja nee dank bedankt goed even weer zo nu hier "
            "daar moet moeten wil willen laat het gewoon echt heel vandaag morgen vanavond iets niets net ben bent u"
        ),
        "pl": (
            "i w z na do nie to się jest że jak co ale za o od po tak już tylko czy dla jego być ma mam masz są był "
            "była było jestem jesteś mi mnie ci cię go ją nas was tym tego ten ta te tu tam kiedy gdzie dlaczego "
            "bardzo dzięki dobrze teraz jeszcze może będzie bo albo też przez przy u ze dzisiaj jutro"
        ),
        "tr": (
            "ve bir bu da de için ile çok ne ben sen o biz siz mi mı mu mü değil var yok ama gibi daha en kadar sonra "
            "şimdi evet hayır tamam teşekkürler nasıl nerede neden bana sana onu şey olarak olan iyi her ki ya bugün "
            "yarın benim senin"
        ),
        "id": (
            "yang dan di ke dari ini itu untuk dengan tidak ada saya aku kamu dia kami kita mereka apa bisa akan sudah "
            "juga pada atau tapi kalau lagi ya nggak gak ga udah aja mau sama terima kasih bagaimana kapan dimana "
            "kenapa belum jadi karena banget nanti besok sekarang"
        ),
    }.items()
}
