"""Detect messages that report harm in scripts other than Latin."""

from __future__ import annotations

from typing import Final

from bot.text.normalize import fold_words

# For other scripts: the writer or somebody close, harm, and study; parts of words, one a line.
_SCRIPTS: Final = (
    (  # Russian, Ukrainian, Bulgarian, Serbian
        (
            "я меня мне мой моя моей мою моего наш мене мені моє моєї мої подруга подругу "
            "подруги друг "
            "сестра сестру сестры соседка мама маму брат аз мен ме моята подруге мою сестре "
            "парень отчим "
            "дядя муж"
        ),
        (
            "изнасил зґвалт згвалт насил бьет бьёт бил избил бьють б'є заставля застави "
            "принужд продал "
            "продали "
            "паспорт забрал отобрал не отпускает запер домогал домага приставал трога "
            "угрожа шантаж "
            "боюсь "
            "боюся примуш змушу издева эксплуат рабств побои ударил покончить суицид самоуб "
            "силув "
            "избива "
            "не плат бие отчим пьян изнас"
        ),
        (
            "статья статье текст автор преподават учител лекци семинар доклад презентац "
            "экзамен глава "
            "раздел "
            "реферат согласно курсов стаття викладач"
        ),
    ),
    (  # Arabic, Persian, Urdu
        (
            "أنا انا لي أختي اختي صديقتي صديقي أمي امي أخي اخي زوجي والدي عمي خالي ابنتي "
            "جارتي مديري "
            "صاحب خالي صديقتي زوج "
            "كفيلي من خواهرم دوستم مادرم شوهرم پدرم میری میرا مجھے"
        ),
        (
            "اغتصب اغتصاب تحرش ضرب يضرب اعتدى اعتداء باع بيع أجبر اجبر يجبر جواز حبس محبوس "
            "هدد يهدد "
            "استغل خائفة خائف خايف لمس انتحار تجاوز کتک زور فروخت می‌زند میزند پاسپورت "
            "زیادتی مارتا يلمس تعرضت محبوس غرفتي وحدنا هاتفها جوازي باعوا يدفع"
        ),
        "مقال نص أستاذ استاذ محاضرة امتحان الكاتب المؤلف واجب مقاله استاد متن",
    ),
    (  # Chinese
        "我 我的 我们 朋友 姐姐 妹妹 妈妈 同学 邻居 爸爸 老板 继父 叔叔",
        (
            "强奸 性侵 强暴 猥亵 打我 打她 打他 家暴 虐待 逼我 逼她 强迫 卖给 卖了 被卖 拐 "
            "护照 不让我 不让她 关起来 "
            "威胁 骚扰 害怕 自杀 不想活 伤害 摸我 摸她 強姦 強迫 護照 欠债 爸爸打 被打 "
            "发生在我身上 继父 朋友睡 怎么帮助"
        ),
        "论文 文章 作者 老师 课 作业 考试 章节 报告 脚注 论文里",
    ),
    (  # Japanese
        "私 僕 俺 友達 友人 姉 妹 母 父 叔父 うち 彼氏 夫 クラスの子 部屋",
        (
            "レイプ 強姦 性的 暴行 襲われ 殴 触ら 触って 無理やり 売られ 脅 パスポート "
            "寝ろ 触り 殴られ 部屋に来 "
            "閉じ込め 虐待 怖い 死にたい 自殺 痴漢"
        ),
        "論文 授業 先生 課題 レポート 章 著者 発表 試験",
    ),
    (  # Korean
        "나 내 저 제 친구 언니 누나 동생 엄마 우리 아빠 계부 삼촌",
        (
            "강간 성폭행 성추행 때려 때리 맞았 맞아요 강제로 팔려 팔았 여권 가둬 갇혀 협박 "
            "때려요 당했 "
            "학대 무서 만졌 만져 자살 죽고"
        ),
        "논문 수업 교수 과제 발표 시험 저자 장에서",
    ),
    (  # Hindi, Nepali, Marathi
        "मैं मेरे मेरी मेरा मुझे हम मेरो मलाई दोस्त बहन",
        (
            "बलात्कार रेप मारता मारते पीटता पीटते जबरदस्ती ज़बरदस्ती बेच पासपोर्ट बंद कैद "
            "धमकी छेड़ "
            "छुआ छूता शोषण डर आत्महत्या"
        ),
        "लेख पेपर प्रोफेसर कक्षा लेखक परीक्षा अध्याय प्रस्तुति",
    ),
    (  # Greek, Hebrew, Thai, Amharic, Bengali
        ("εγω μου με εμενα φιλη αδερφη אני שלי אותי חברה אחותי ฉัน หนู เพื่อน ผม እኔ እህቴ আমি আমার আমাকে"),
        (
            "βιασ κακοποι χτυπ αναγκα πουλ διαβατηρ φοβα אנס נאנס מכה הרביץ תקף הטריד מכר "
            "דרכון מאיים "
            "נעל "
            "ข่มขืน ทำร้าย ตี บังคับ ขาย พาสปอร์ต ขัง กลัว ደፈረ መታኝ ধর্ষণ মারে জোর পাসপোর্ট "
            "বিক্রি "
        ),
        "κειμενο καθηγητ εργασια εξεταση מאמר מרצה שיעור מבחן บทความ อาจารย์ রচনা প্রবন্ধ",
    ),
)

_FOLDED: Final = tuple(
    tuple(tuple(fold_words(part) for part in parts.split()) for parts in script)
    for script in _SCRIPTS
)


# What is done to the writer, or to somebody close; nobody writes it of a text, or of a teacher.
_SURE: Final = (
    "прошла через это|прошел через это|спать с его|ко мне ночью|ночью ко мне|помочь подруге|"
    "أساعد صديقت|"
    "친구들이랑 자라고|방에 와서 만|"
    "трогает меня|трогал меня|изнасиловали меня|меня изнасиловал|изнасиловали мою|изнасиловал мою|"
    "выдать меня замуж|يلمسني|اغتصبني|ضربني|تزويجي|摸我|强奸了我|打我|把我嫁|体を触|無理やり|"
    "저를 만져|절 만져|때려요|मुझे छू|मेरा बलात्कार|मुझे मार"
)
_FOLDED_SURE: Final = tuple(fold_words(one) for one in _SURE.split("|"))


def discloses_in_another_script(text: str) -> bool:
    """Return whether a message, none of whose words has Latin letters, reports harm.

    Scripts that write no spaces are searched for parts of words.
    """
    folded = fold_words(text)
    if folded.isascii():
        return False
    if any(one in folded for one in _FOLDED_SURE):
        return True
    padded = f" {folded} "
    for persons, harms, studies in _FOLDED:
        person = any(
            (one in folded) if _is_unspaced(one) else (f" {one} " in padded) for one in persons
        )
        if (
            person
            and any(one in folded for one in harms)
            and not any(one in folded for one in studies)
        ):
            return True
    return False


def _is_unspaced(part: str) -> bool:
    """Return whether a script has no spaces, or joins "my" to the next word."""
    return (
        "\u2e80" <= part[0] <= "\ud7ff"
        or "\u0e00" <= part[0] <= "\u0e7f"
        or "\u1100" <= part[0] <= "\u11ff"
    )
