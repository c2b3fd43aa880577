"""The reply to a report of harm, in each language that has a translation."""

from __future__ import annotations

from typing import Final, NamedTuple


class HarmText(NamedTuple):
    """The reply in one language: its warm part, what stands before a contact, and the way without.

    `contact` ends before the contact that the school has named; `without` names nobody.
    """

    warm: str
    contact: str
    without: str


DEFAULT: Final = "en"

HARM_TEXTS: Final = {
    "en": HarmText(
        "I am sorry if this happened to you or to somebody close to you. It is not your fault. I "
        "am only a study bot and cannot help with it. What you wrote here was not kept, and "
        "nobody was told.",
        "Somebody who can help:",
        "Please talk to a person you trust, such as a teacher, a counsellor or a doctor. If "
        "anybody is in danger, call the emergency services.",
    ),
    "de": HarmText(
        "Es tut mir leid, wenn dir oder jemandem, der dir nahesteht, so etwas passiert ist. Du "
        "bist nicht schuld. Ich bin nur ein Lern-Bot und kann dabei nicht helfen. Was du hier "
        "geschrieben hast, wurde nicht gespeichert, und niemand hat davon erfahren.",
        "Hier findest du Hilfe:",
        "Bitte sprich mit jemandem, dem du vertraust, etwa einer Lehrkraft, einer Beratungsstelle "
        "oder einer Ärztin. Wenn jemand in Gefahr ist, ruf den Notruf an.",
    ),
    "fr": HarmText(
        "Je suis désolé si cela t’est arrivé, à toi ou à quelqu’un de proche. Ce n’est pas ta "
        "faute. Je ne suis qu’un bot d’étude et je ne peux pas t’aider. Ce que tu as écrit ici "
        "n’a pas été conservé et personne n’a été prévenu.",
        "Quelqu’un qui peut aider :",
        "Parle à une personne de confiance : un enseignant, une infirmière, un médecin. Si "
        "quelqu’un est en danger, appelle les secours.",
    ),
    "es": HarmText(
        "Siento mucho si esto te pasó a ti o a alguien cercano. No es culpa tuya. Solo soy un "
        "bot de estudio y no puedo ayudarte con esto. Lo que escribiste aquí no se guardó y no "
        "se avisó a nadie.",
        "Alguien que puede ayudar:",
        "Habla con una persona de confianza, por ejemplo un docente, una orientadora o un "
        "médico. Si alguien está en peligro, llama a emergencias.",
    ),
    "pt": HarmText(
        "Sinto muito se isso aconteceu com você ou com alguém próximo. A culpa não é sua. Sou "
        "apenas um bot de estudo e não posso ajudar com isso. O que você escreveu aqui não foi "
        "guardado e ninguém foi avisado.",
        "Alguém que pode ajudar:",
        "Fale com uma pessoa de confiança, como um professor, uma orientadora ou um médico. Se "
        "alguém estiver em perigo, ligue para a emergência.",
    ),
    "it": HarmText(
        "Mi dispiace se è successo a te o a una persona vicina. Non è colpa tua. Sono solo un "
        "bot di studio e non posso aiutarti in questo. Quello che hai scritto qui non è stato "
        "conservato e nessuno è stato avvisato.",
        "Qualcuno che può aiutare:",
        "Parla con una persona di cui ti fidi, per esempio un insegnante, una psicologa o un "
        "medico. Se qualcuno è in pericolo, chiama i soccorsi.",
    ),
    "nl": HarmText(
        "Het spijt me als dit jou of iemand in je omgeving is overkomen. Het is niet jouw "
        "schuld. Ik ben maar een studiebot en kan hier niet bij helpen. Wat je hier schreef is "
        "niet bewaard en niemand heeft bericht gekregen.",
        "Iemand die kan helpen:",
        "Praat met iemand die je vertrouwt, zoals een docent, een vertrouwenspersoon of een "
        "arts. Is iemand in gevaar, bel dan het alarmnummer.",
    ),
    "pl": HarmText(
        "Przykro mi, jeśli spotkało to ciebie lub kogoś bliskiego. To nie twoja wina. Jestem "
        "tylko botem do nauki i nie mogę w tym pomóc. To, co tu napisano, nie zostało zapisane i "
        "nikt nie został powiadomiony.",
        "Ktoś, kto może pomóc:",
        "Porozmawiaj z osobą, której ufasz, na przykład z nauczycielem, psychologiem lub lekarzem. "
        "Jeśli ktoś jest w niebezpieczeństwie, zadzwoń na numer alarmowy.",
    ),
    "tr": HarmText(
        "Bu senin ya da bir yakınının başına geldiyse çok üzgünüm. Bu senin suçun değil. Ben "
        "yalnızca bir ders botuyum ve bu konuda yardım edemem. Buraya yazdığın saklanmadı ve "
        "kimseye haber verilmedi.",
        "Yardım edebilecek biri:",
        "Lütfen güvendiğin biriyle konuş: bir öğretmen, bir danışman ya da bir doktor. Birisi "
        "tehlikedeyse acil yardımı ara.",
    ),
    "ro": HarmText(
        "Îmi pare rău dacă ți s-a întâmplat asta ție sau cuiva apropiat. Nu este vina ta. Sunt "
        "doar un bot de studiu și nu pot ajuta. Ce ai scris aici nu a fost păstrat și nimeni nu "
        "a fost anunțat.",
        "Cineva care poate ajuta:",
        "Vorbește cu o persoană de încredere, de exemplu un profesor, un consilier sau un medic. "
        "Dacă cineva este în pericol, sună la urgențe.",
    ),
    "hr": HarmText(
        "Žao mi je ako se to dogodilo tebi ili nekome bliskom. Nisi kriv ni kriva. Ja sam samo "
        "bot za učenje i u tome ne mogu pomoći. Ono što je ovdje napisano nije spremljeno i "
        "nitko nije obaviješten.",
        "Netko tko može pomoći:",
        "Razgovaraj s osobom kojoj vjeruješ, na primjer s nastavnicom, savjetnikom ili "
        "liječnikom. Ako je netko u opasnosti, nazovi hitne službe.",
    ),
    "sv": HarmText(
        "Jag är ledsen om detta har hänt dig eller någon som står dig nära. Det är inte ditt "
        "fel. Jag är bara en studiebot och kan inte hjälpa till med det. Det du skrev här har "
        "inte sparats och ingen har fått veta det.",
        "Någon som kan hjälpa:",
        "Prata med någon du litar på, till exempel en lärare, en kurator eller en läkare. Om "
        "någon är i fara, ring nödnumret.",
    ),
    "ru": HarmText(
        "Мне очень жаль, если это случилось с тобой или с кем-то из близких. Ты в этом не "
        "виноват(а). Я всего лишь учебный бот и не могу с этим помочь. То, что ты здесь "
        "написал(а), не сохранено, и никому не сообщено.",
        "Кто может помочь:",
        "Поговори с человеком, которому доверяешь: с учителем, психологом или врачом. Если "
        "кто-то в опасности, позвони в экстренную службу.",
    ),
    "uk": HarmText(
        "Мені дуже шкода, якщо це сталося з тобою або з кимось близьким. Це не твоя провина. Я "
        "лише навчальний бот і не можу з цим допомогти. Те, що тут написано, не збережено, і "
        "нікого не повідомлено.",
        "Хто може допомогти:",
        "Поговори з людиною, якій довіряєш: з учителем, психологом або лікарем. Якщо хтось у "
        "небезпеці, зателефонуй до екстреної служби.",
    ),
    "id": HarmText(
        "Aku ikut sedih jika ini terjadi padamu atau orang terdekatmu. Ini bukan salahmu. Aku "
        "hanya bot belajar dan tidak bisa membantu dalam hal ini. Yang kamu tulis di sini tidak "
        "disimpan, dan tidak ada yang diberi tahu.",
        "Yang bisa membantu:",
        "Bicaralah dengan orang yang kamu percaya, misalnya guru, konselor, atau dokter. Jika "
        "ada yang dalam bahaya, hubungi layanan darurat.",
    ),
    "vi": HarmText(
        "Mình rất tiếc nếu điều này đã xảy ra với bạn hoặc người thân của bạn. Đó không phải lỗi "
        "của bạn. Mình chỉ là bot học tập và không thể giúp việc này. Điều bạn viết ở đây không "
        "được lưu lại và không ai được báo.",
        "Người có thể giúp:",
        "Hãy nói với một người bạn tin tưởng, như giáo viên, chuyên viên tư vấn hoặc bác sĩ. Nếu "
        "có ai đang gặp nguy hiểm, hãy gọi số khẩn cấp.",
    ),
    "hi": HarmText(
        "अगर यह आपके या आपके किसी करीबी के साथ हुआ है तो मुझे बहुत दुख है। इसमें आपकी कोई गलती "
        "नहीं है। मैं सिर्फ़ पढ़ाई का बॉट हूँ और इसमें मदद नहीं कर सकता। आपने यहाँ जो लिखा वह "
        "सहेजा नहीं गया और किसी को नहीं बताया गया।",
        "जो मदद कर सकते हैं:",
        "कृपया किसी भरोसेमंद व्यक्ति से बात करें, जैसे शिक्षक, काउंसलर या डॉक्टर। अगर कोई खतरे "
        "में है तो आपातकालीन सेवा को फ़ोन करें।",
    ),
    "zh": HarmText(
        "如果这件事发生在你或你身边的人身上，我很难过。这不是你的错。我只是一个学习机器人，帮不了这件事。"
        "你在这里写的内容没有被保存，也没有告诉任何人。",
        "可以帮助你的人：",
        "请告诉一个你信任的人，比如老师、心理辅导员或医生。如果有人有危险，请拨打紧急电话。",
    ),
    "ja": HarmText(
        "あなたや身近な人にそのようなことがあったのなら、とてもつらいことです。あなたのせいではありません。"
        "わたしは学習用のボットで、力になることができません。ここに書かれたことは保存されず、"
        "だれにも知らされていません。",
        "相談できるところ：",
        "先生、カウンセラー、医師など、信頼できる人に話してください。危険がある場合は緊急通報をしてください。",
    ),
    "ko": HarmText(
        "당신이나 가까운 사람에게 이런 일이 있었다면 정말 안타깝습니다. 당신의 잘못이 아닙니다. "
        "저는 공부를 돕는 봇일 뿐이라 이 일을 도울 수 없습니다. 여기에 쓴 글은 저장되지 않았고 "
        "아무에게도 알리지 않았습니다.",
        "도움을 줄 수 있는 곳:",
        "선생님, 상담사, 의사처럼 믿을 수 있는 사람에게 이야기해 주세요. 누군가 위험하다면 긴급 "
        "전화를 걸어 주세요.",
    ),
}


def harm_text(locale: str, contact: str) -> str:
    """Return the reply in the language of a Discord locale, such as "es-ES", else in English.

    `contact` is whom the school names; "" for nobody, and then no number is made up.
    """
    text = HARM_TEXTS.get(locale.partition("-")[0], HARM_TEXTS[DEFAULT])
    if not contact:
        return f"{text.warm}\n\n{text.without}"
    return f"{text.warm}\n\n{text.contact} {contact}\n\n{text.without}"
