"""The sentences that answer bad input, word for word, by the name that the rows of `bad_input.py` use."""

SAID = {
    "bin: length": {
        "kk": "БСН тек 12 цифрдан тұрады.",
        "ru": "БИН состоит ровно из 12 цифр.",
        "en": "A BIN has 12 digits and nothing else.",
    },
    "31 of 30 characters": {
        "kk": "Мәнде ең көбі 30 таңба болуы керек (қазір – 31).",
        "ru": "Убедитесь, что это значение содержит не более 30 символов (сейчас 31).",
        "en": "Ensure this value has at most 30 characters (it has 31).",
    },
    "bin: month": {
        "kk": "БСН-нің 3- және 4-цифрлары – тіркелген айы, 01-ден 12-ге дейін.",
        "ru": "3-я и 4-я цифры БИН — месяц регистрации, от 01 до 12.",
        "en": "Digits 3 and 4 of a BIN are the month of registration, from 01 to 12.",
    },
    "bin: entrepreneur": {
        "kk": "5-цифры бұл нөмірдің ҮЕҰ-ға емес, кәсіпкерге тиесілі екенін көрсетеді.",
        "ru": "5-я цифра показывает, что номер принадлежит предпринимателю, а не НПО.",
        "en": "Digit 5 says that this number belongs to an entrepreneur, not to an NGO.",
    },
    "bin: type": {
        "kk": "ҮЕҰ БСН-інің 5-цифры – 4 немесе 5.",
        "ru": "5-я цифра БИН НПО — 4 или 5.",
        "en": "Digit 5 of the BIN of an NGO is 4 or 5.",
    },
    "bin: farm": {
        "kk": "6-цифры бұл нөмірдің ҮЕҰ-ға емес, шаруа қожалығына тиесілі екенін көрсетеді.",
        "ru": "6-я цифра показывает, что номер принадлежит крестьянскому хозяйству, а не НПО.",
        "en": "Digit 6 says that this number belongs to a peasant farm, not to an NGO.",
    },
    "bin: part": {
        "kk": "ҮЕҰ БСН-інің 6-цифры – 0, 1 немесе 2.",
        "ru": "6-я цифра БИН НПО — 0, 1 или 2.",
        "en": "Digit 6 of the BIN of an NGO is 0, 1 or 2.",
    },
    "bin: check": {
        "kk": "Соңғы цифры қалғандарына сай келмейді. Нөмірде қате бар-жоғын тексеріңіз.",
        "ru": "Последняя цифра не соответствует остальным. Проверьте, нет ли ошибки в номере.",
        "en": "The last digit does not fit the others. Check the number for a slip.",
    },
    "bin: taken": {
        "kk": "Бұл БСН тізілімде бар. Ұйымды сол жерден тауып, қосылуға өтініш беріңіз.",
        "ru": "Этот БИН уже есть в реестре. Найдите организацию там и попросите вас подключить.",
        "en": "This BIN is in the register already. Find it there and ask to be connected.",
    },
    "unseen": {
        "kk": "Мәтінде көрінбейтін таңба бар. Мәтінді өшіріп, қайта теріңіз.",
        "ru": "В тексте есть невидимый знак. Удалите текст и наберите его заново.",
        "en": "The text has a character that cannot be seen. Delete the text and type it anew.",
    },
    "required": {
        "kk": "Бұл өрісті толтыру міндетті.",
        "ru": "Обязательное поле.",
        "en": "This field is required.",
    },
    "301 of 300 characters": {
        "kk": "Мәнде ең көбі 300 таңба болуы керек (қазір – 301).",
        "ru": "Убедитесь, что это значение содержит не более 300 символов (сейчас 301).",
        "en": "Ensure this value has at most 300 characters (it has 301).",
    },
    "151 of 150 characters": {
        "kk": "Мәнде ең көбі 150 таңба болуы керек (қазір – 151).",
        "ru": "Убедитесь, что это значение содержит не более 150 символов (сейчас 151).",
        "en": "Ensure this value has at most 150 characters (it has 151).",
    },
    "future": {
        "kk": "Тіркелген күні болашақта тұр.",
        "ru": "Дата регистрации ещё не наступила.",
        "en": "The date of registration is in the future.",
    },
    "date": {
        "kk": "Дұрыс күнді енгізіңіз.",
        "ru": "Введите правильную дату.",
        "en": "Enter a valid date.",
    },
    "year": {
        "kk": "Жылды төрт цифрмен жазыңыз, мысалы, 1994.",
        "ru": "Напишите год четырьмя цифрами, например 1994.",
        "en": "Write the year with its four digits, for example 1994.",
    },
    "email": {
        "kk": "Электрондық пошта мекенжайын дұрыс енгізіңіз.",
        "ru": "Введите правильный адрес электронной почты.",
        "en": "Enter a valid email address.",
    },
    "phone": {
        "kk": "Телефон нөмірін жазыңыз, мысалы, +7 701 234 56 78.",
        "ru": "Введите номер телефона, например +7 701 234 56 78.",
        "en": "Enter a telephone number, for example +7 701 234 56 78.",
    },
    "url": {
        "kk": "Веб-сайттың мекенжайын енгізіңіз, мысалы, example.kz.",
        "ru": "Введите адрес сайта, например example.kz.",
        "en": "Enter the address of a website, for example example.kz.",
    },
    "one entry": {
        "kk": "Тізімнен бір мәнді таңдаңыз.",
        "ru": "Выберите одно значение из списка.",
        "en": "Choose one entry of the list.",
    },
    "form: trade_union": {
        "kk": "Кәсіптік одақ бір кәсіп иелерінің мүдделерін қорғайды, сондықтан мемлекеттік әлеуметтік тапсырысқа қатыса алмайды.",
        "ru": "Профсоюз защищает интересы людей одной профессии, поэтому не может участвовать в государственном социальном заказе.",
        "en": "A trade union defends the interests of people of one profession, so it cannot take part in the state social order.",
    },
    "form: political_party": {
        "kk": "Саяси партия билікке қол жеткізуді көздейді, сондықтан мемлекеттік әлеуметтік тапсырысқа қатыса алмайды.",
        "ru": "Политическая партия борется за власть, поэтому не может участвовать в государственном социальном заказе.",
        "en": "A political party seeks power, so it cannot take part in the state social order.",
    },
    "form: religious_association": {
        "kk": "Діни бірлестік дінге қызмет етеді, ал дін мемлекеттен бөлінген, сондықтан ол мемлекеттік әлеуметтік тапсырысқа қатыса алмайды.",
        "ru": "Религиозное объединение служит вере, а религия отделена от государства, поэтому оно не может участвовать в государственном социальном заказе.",
        "en": "A religious association serves a faith, and religion is separate from the state, so it cannot take part in the state social order.",
    },
    "form: state_institution": {
        "kk": "Мемлекеттік мекеме мемлекетке тиесілі, ал мемлекеттік әлеуметтік тапсырысты одан тәуелсіз ұйымдар орындайды.",
        "ru": "Государственное учреждение принадлежит государству, а государственный социальный заказ выполняют независимые от него организации.",
        "en": "A state institution belongs to the state, and the state social order goes to organisations outside it.",
    },
    "form: commercial_company": {
        "kk": "Коммерциялық ұйым пайда табу үшін жұмыс істейді, ал мемлекеттік әлеуметтік тапсырыс қызметке өзіндік құны бойынша ғана төлейді.",
        "ru": "Коммерческая организация работает ради прибыли, а государственный социальный заказ оплачивает услугу только по себестоимости.",
        "en": "A commercial company works for profit, and the state social order pays for a service at self-cost only.",
    },
    "entries": {
        "kk": "Тек тізімдегі мәндерді таңдаңыз.",
        "ru": "Выбирайте только значения из списка.",
        "en": "Choose only entries of the list.",
    },
    "3001 of 3000 characters": {
        "kk": "Мәнде ең көбі 3000 таңба болуы керек (қазір – 3001).",
        "ru": "Убедитесь, что это значение содержит не более 3000 символов (сейчас 3001).",
        "en": "Ensure this value has at most 3000 characters (it has 3001).",
    },
    "no organisation": {
        "kk": "Мұндай БСН-і немесе коды бар тексерілген ұйым жоқ.",
        "ru": "Нет проверенной организации с таким БИН или кодом.",
        "en": "No verified organisation has this BIN or code.",
    },
    "one receiver": {
        "kk": "Ұйымды таңдаңыз немесе алушыны екі тілде жазыңыз.",
        "ru": "Выберите организацию или напишите получателя на обоих языках.",
        "en": "Choose an organisation, or write in both languages who received it.",
    },
    "two receivers": {
        "kk": "Ұйым таңдалған: бұл жолды бос қалдырыңыз немесе ұйымды таңдамаңыз.",
        "ru": "Организация уже выбрана: оставьте это поле пустым или не выбирайте организацию.",
        "en": "An organisation is chosen already: leave this empty, or choose none.",
    },
    "not come": {
        "kk": "Бұл күн әлі келген жоқ.",
        "ru": "Этот день ещё не наступил.",
        "en": "This day has not come yet.",
    },
    "before": {
        "kk": "Соңғы күні бірінші күнінен бұрын.",
        "ru": "Последний день раньше первого.",
        "en": "The last day is before the first.",
    },
    "not below zero": {
        "kk": "Құны нөлден кем болмайды.",
        "ru": "Стоимость не бывает меньше нуля.",
        "en": "A cost is not below zero.",
    },
    "16 digits": {
        "kk": "Барлығы 16 цифрдан артық болмауы керек.",
        "ru": "Убедитесь, что вы ввели не более 16 цифр.",
        "en": "Ensure that there are no more than 16 digits in total.",
    },
    "number": {
        "kk": "Соманы теңгемен енгізіңіз, мысалы 1 194 000.",
        "ru": "Введите сумму в тенге, например 1 194 000.",
        "en": "Enter a sum in tenge, for example 1 194 000.",
    },
    "empty file": {
        "kk": "Бос файл жіберілді.",
        "ru": "Отправленный файл пуст.",
        "en": "The submitted file is empty.",
    },
    "kinds": {
        "kk": "Тек PDF, DOCX, XLSX, ODT және ODS файлдары макроссыз қабылданады.",
        "ru": "Принимаются только PDF, DOCX, XLSX, ODT и ODS без макросов.",
        "en": "Only PDF, DOCX, XLSX, ODT and ODS are taken, and none with macros.",
    },
    "ending": {
        "kk": "Атауының соңы файлдың мазмұнына сай келмейді. Файлды қайта сақтаңыз.",
        "ru": "Расширение в имени не соответствует содержимому. Сохраните файл заново.",
        "en": "The ending of the name does not fit what is inside. Save the file anew.",
    },
    "too large": {
        "kk": "Файл 10 МБ-тан үлкен. Оны кішірейтіп, қайта қосыңыз.",
        "ru": "Файл больше 10 МБ. Уменьшите его и добавьте снова.",
        "en": "The file is larger than 10 MB. Make it smaller and add it again.",
    },
    "named": {
        "kk": "Мәтінде «Асель Омарова» аталған. Мәтінді ешкімнің атын атамай жазыңыз.",
        "ru": "В тексте названо «Асель Омарова». Напишите его без имён и названий.",
        "en": "The text names “Асель Омарова”. Write it without anybody's name.",
    },
}
