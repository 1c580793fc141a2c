"""The fixed sentences a twin says itself, in every language it can say them in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """One language's sentences; {twin} and {owner} are names, {date} is a date already written in that language.

    Names stand in the nominative and no sentence shows whether the owner is a man or a woman. ``limit`` is for somebody
    who wrote more than the twin answers in a while, ``late`` for somebody whose answer the owner did not get to in the
    time that they set: it promises none. ``error`` is for when something went wrong inside: no language has
    one, since silence is the rule, and the owner may break it.
    """

    disclosure: str
    unknown: str
    owner_topic: str
    limit: str
    late: str
    dated_document: str
    undated_document: str
    dated_reply: str
    error: str = ""


SENTENCES: dict[str, Sentences] = {
    "en": Sentences(
        disclosure="Hi! I am {twin}, an AI that answers for {owner} from what {owner} has written. "
        "{owner} is not typing this.",
        unknown="I don't know that. I have passed it on to {owner}.",
        owner_topic="That is something for {owner} in person. I have passed it on.",
        limit="That is more than I can answer right now. Please write again later.",
        late="{owner} has not got to this yet. It stays on the list.",
        dated_document="I wrote about this on {date}:",
        undated_document="I once wrote about this:",
        dated_reply="(I said this on {date}.)",
    ),
    "de": Sentences(
        disclosure="Hallo! Ich bin {twin}, eine KI, die für {owner} antwortet, mit dem, was {owner} geschrieben hat. "
        "{owner} tippt das hier nicht selbst.",
        unknown="Das weiß ich nicht. Ich habe es an {owner} weitergegeben.",
        owner_topic="Das ist etwas für {owner} persönlich. Ich habe es weitergegeben.",
        limit="Das ist mehr, als ich gerade beantworten kann. Bitte später noch einmal schreiben.",
        late="{owner} ist noch nicht dazu gekommen. Es bleibt auf der Liste.",
        dated_document="Darüber habe ich am {date} geschrieben:",
        undated_document="Darüber habe ich einmal geschrieben:",
        dated_reply="(Das habe ich am {date} gesagt.)",
    ),
    "fr": Sentences(
        disclosure="Bonjour ! Je suis {twin}, une IA qui répond pour {owner} à partir de ses propres textes. "
        "Ce n’est pas {owner} qui écrit ici.",
        unknown="Ça, je ne le sais pas. J’ai transmis la question à {owner}.",
        owner_topic="C’est à {owner} d’y répondre en personne. J’ai transmis.",
        limit="Je ne peux pas répondre à autant de messages pour l’instant. Merci de réécrire plus tard.",
        late="{owner} n’a pas encore pu s’en occuper. Le message reste sur la liste.",
        dated_document="J’ai écrit à ce sujet le {date} :",
        undated_document="J’ai déjà écrit à ce sujet :",
        dated_reply="(Je l’ai dit le {date}.)",
    ),
    "es": Sentences(
        disclosure="¡Hola! Soy {twin}, una IA que responde por {owner} a partir de lo que {owner} ha escrito. "
        "No es {owner} quien escribe esto.",
        unknown="Eso no lo sé. Se lo he pasado a {owner}.",
        owner_topic="Eso le toca a {owner} en persona. Se lo he pasado.",
        limit="Es más de lo que puedo responder ahora mismo. Por favor, vuelve a escribir más tarde.",
        late="{owner} aún no ha podido mirarlo. Queda en la lista.",
        dated_document="Escribí sobre esto el {date}:",
        undated_document="Una vez escribí sobre esto:",
        dated_reply="(Lo dije el {date}.)",
    ),
    "pt": Sentences(
        disclosure="Oi! Eu sou {twin}, uma IA que responde por {owner} com base no que {owner} escreveu. "
        "Não é {owner} quem está digitando.",
        unknown="Isso eu não sei. Passei a pergunta para {owner}.",
        owner_topic="Isso é assunto para {owner} em pessoa. Já passei adiante.",
        limit="É mais do que consigo responder agora. Por favor, escreva de novo mais tarde.",
        late="{owner} ainda não conseguiu ver isso. A mensagem continua na lista.",
        dated_document="Escrevi sobre isso em {date}:",
        undated_document="Já escrevi sobre isso:",
        dated_reply="(Eu disse isso em {date}.)",
    ),
    "it": Sentences(
        disclosure="Ciao! Sono {twin}, un’IA che risponde per {owner} a partire da ciò che {owner} ha scritto. "
        "Non è {owner} a scrivere qui.",
        unknown="Questo non lo so. Ho passato la domanda a {owner}.",
        owner_topic="A questo deve rispondere {owner} di persona. Ho passato il messaggio.",
        limit="Non posso rispondere a così tanti messaggi adesso. Per favore, scrivi di nuovo più tardi.",
        late="{owner} non ha ancora potuto occuparsene. Il messaggio resta nella lista.",
        dated_document="Ne ho scritto in data {date}:",
        undated_document="Ne ho scritto una volta:",
        dated_reply="(L’ho detto in data {date}.)",
    ),
    "nl": Sentences(
        disclosure="Hoi! Ik ben {twin}, een AI die voor {owner} antwoordt met wat {owner} heeft geschreven. "
        "{owner} typt dit niet zelf.",
        unknown="Dat weet ik niet. Ik heb het doorgegeven aan {owner}.",
        owner_topic="Dat is iets voor {owner} persoonlijk. Ik heb het doorgegeven.",
        limit="Dat is meer dan ik nu kan beantwoorden. Schrijf later gerust nog eens.",
        late="{owner} is er nog niet aan toegekomen. Het blijft op de lijst staan.",
        dated_document="Hierover schreef ik op {date}:",
        undated_document="Hierover schreef ik ooit:",
        dated_reply="(Dit zei ik op {date}.)",
    ),
    "pl": Sentences(
        disclosure="Cześć! Jestem {twin}: sztuczna inteligencja, która odpowiada w imieniu właściciela tego konta. "
        "Korzystam z jego tekstów. {owner} nie pisze tego osobiście.",
        unknown="Tego nie wiem. Pytanie jest przekazane, odbiorca: {owner}.",
        owner_topic="Na to odpowiada {owner} osobiście. Wiadomość jest przekazana.",
        limit="Nie mogę teraz odpowiedzieć na tyle wiadomości. Proszę napisać ponownie później.",
        late="Wiadomość jeszcze czeka na swoją kolej, odbiorca: {owner}. Zostaje na liście.",
        dated_document="Moje słowa na ten temat, {date}:",
        undated_document="Moje wcześniejsze słowa na ten temat:",
        dated_reply="(To moje słowa, {date}.)",
    ),
    "tr": Sentences(
        disclosure="Merhaba! Ben {twin}, {owner} adına onun yazdıklarından yanıt veren bir yapay zekayım. "
        "Bunu {owner} yazmıyor.",
        unknown="Bunu bilmiyorum. Soruyu ilettim, {owner} için not düştüm.",
        owner_topic="Buna {owner} kendisi yanıt vermeli. Mesajı ilettim.",
        limit="Şu anda bu kadar mesaja yanıt veremiyorum. Lütfen daha sonra tekrar yazın.",
        late="{owner} henüz buna bakamadı. Mesaj listede kalıyor.",
        dated_document="Bu konuda şu tarihte yazmıştım: {date}.",
        undated_document="Bu konuda bir zamanlar şunu yazmıştım:",
        dated_reply="(Bunu söylediğim tarih: {date}.)",
    ),
    "ru": Sentences(
        disclosure="Привет! Я {twin}, ИИ. Я отвечаю вместо владельца этого аккаунта по его текстам. "
        "{owner} не пишет это лично.",
        unknown="Этого я не знаю. Вопрос передан, получатель: {owner}.",
        owner_topic="На это отвечает {owner} лично. Сообщение передано.",
        limit="Сейчас я не могу ответить на столько сообщений. Лучше написать ещё раз позже.",
        late="Сообщение ещё ждёт своей очереди, получатель: {owner}. Оно остаётся в списке.",
        dated_document="Мои слова об этом, {date}:",
        undated_document="Мои прежние слова об этом:",
        dated_reply="(Это мои слова, {date}.)",
    ),
    "uk": Sentences(
        disclosure="Привіт! Я {twin}, ШІ. Я відповідаю замість власника цього акаунта за його текстами. "
        "{owner} не пише це особисто.",
        unknown="Цього я не знаю. Питання передано, отримувач: {owner}.",
        owner_topic="На це відповідає {owner} особисто. Повідомлення передано.",
        limit="Зараз я не можу відповісти на стільки повідомлень. Краще написати ще раз пізніше.",
        late="Повідомлення ще чекає своєї черги, отримувач: {owner}. Воно залишається у списку.",
        dated_document="Мої слова про це, {date}:",
        undated_document="Мої попередні слова про це:",
        dated_reply="(Це мої слова, {date}.)",
    ),
    "ar": Sentences(
        disclosure="مرحبا! أنا {twin}، ذكاء اصطناعي يجيب نيابة عن {owner} اعتمادا على نصوص {owner}. "
        "من يكتب هنا برنامج، لا {owner}.",
        unknown="لا أعرف ذلك. أحلت السؤال إلى {owner}.",
        owner_topic="هذا أمر يخص {owner} شخصيا. أحلت الرسالة.",
        limit="هذا أكثر مما أستطيع الإجابة عنه الآن. أرجو الكتابة مرة أخرى لاحقا.",
        late="ما زالت الرسالة في انتظار {owner}، وهي باقية في القائمة.",
        dated_document="كتبت عن هذا بتاريخ {date}:",
        undated_document="كتبت عن هذا من قبل:",
        dated_reply="(قلت هذا بتاريخ {date}.)",
    ),
    "hi": Sentences(
        disclosure="नमस्ते! मेरा नाम {twin} है, मैं एक AI हूँ। मेरे जवाब {owner} के लिखे हुए पर आधारित हैं। "
        "यह {owner} ख़ुद टाइप नहीं कर रहे हैं।",
        unknown="यह मुझे नहीं पता। सवाल {owner} तक पहुँचा दिया है।",
        owner_topic="इसका जवाब {owner} को ख़ुद देना है। संदेश आगे भेज दिया है।",
        limit="इतने संदेशों का जवाब अभी देना मुमकिन नहीं है। कृपया बाद में फिर लिखें।",
        late="{owner} की ओर से इसका जवाब अभी नहीं आया है। संदेश सूची में बना हुआ है।",
        dated_document="इस बारे में मैंने {date} को लिखा था:",
        undated_document="इस बारे में मैंने पहले लिखा था:",
        dated_reply="(यह मैंने {date} को कहा था।)",
    ),
    "id": Sentences(
        disclosure="Hai! Aku {twin}, AI yang menjawab untuk {owner} dari tulisan {owner}. "
        "Yang mengetik ini bukan {owner}.",
        unknown="Itu aku tidak tahu. Pertanyaannya sudah kuteruskan ke {owner}.",
        owner_topic="Itu urusan {owner} langsung. Pesannya sudah kuteruskan.",
        limit="Itu lebih dari yang bisa kujawab sekarang. Silakan tulis lagi nanti.",
        late="{owner} belum sempat melihat ini. Pesannya tetap ada di daftar.",
        dated_document="Aku menulis tentang ini pada {date}:",
        undated_document="Aku pernah menulis tentang ini:",
        dated_reply="(Ini kukatakan pada {date}.)",
    ),
    "ja": Sentences(
        disclosure="こんにちは！私は{twin}、{owner}さんが書いたものをもとに代わりにお答えするAIです。{owner}さん本人が入力しているのではありません。",
        unknown="それはわかりません。{owner}さんに伝えました。",
        owner_topic="それは{owner}さん本人がお答えすることです。お伝えしました。",
        limit="今はこれ以上お答えできません。時間をおいて、またメッセージをお送りください。",
        late="{owner}さんはまだこちらに手が回っていません。メッセージはリストに残っています。",
        dated_document="{date}にこのことについて書きました：",
        undated_document="以前このことについて書きました：",
        dated_reply="（{date}にそう言いました。）",
    ),
    "zh": Sentences(
        disclosure="你好！我是{twin}，一个根据{owner}写过的内容替{owner}回答的AI。现在打字的不是{owner}本人。",
        unknown="这个我不知道，已经转告{owner}了。",
        owner_topic="这件事要由{owner}本人来回答，我已经转告了。",
        limit="消息有点多，我现在回复不过来，请稍后再发。",
        late="{owner}还没来得及看这条消息，它仍在列表里。",
        dated_document="我在{date}写过这件事：",
        undated_document="我以前写过这件事：",
        dated_reply="（这是我在{date}说的。）",
    ),
    "ko": Sentences(
        disclosure="안녕하세요! 저는 {twin}, {owner} 님이 쓴 글을 바탕으로 대신 답하는 AI입니다. "
        "{owner} 님이 직접 쓰는 것이 아닙니다.",
        unknown="그건 제가 모릅니다. {owner} 님께 전달했습니다.",
        owner_topic="그건 {owner} 님이 직접 답하실 일입니다. 전달했습니다.",
        limit="지금은 더 답할 수 없습니다. 나중에 다시 메시지를 보내 주세요.",
        late="{owner} 님이 아직 이 메시지를 확인하지 못했습니다. 목록에는 그대로 남아 있습니다.",
        dated_document="{date}에 이것에 대해 썼습니다:",
        undated_document="예전에 이것에 대해 썼습니다:",
        dated_reply="({date}에 한 말입니다.)",
    ),
}
