"""What is a cost and what is none (R-046). Pure."""

import re

# What the state does not buy: profit, and sums kept for what nobody can name. Whole words, for these are costs:
# “non-profit partners”, «пайда алушылар» (beneficiaries), «пайдалану» (use), «резервное копирование» (backups).
NOT_A_COST = re.compile(
    "|".join(
        (r"(?<![\w-])profits?\b", r"\bcontingenc", r"\bunforeseen", r"\bunexpected", r"\bmiscellaneous")
        + (r"\bприбыл(ь|и|ью)\b", r"\bнаценк", r"\bрентабельност", r"\bнепредвиден", r"\bпроч(ие|их) расход")
        + (r"\bрезерв(ы|а)?\b", r"\bрезервн\w+ фонд")
        + (r"\bпайда(сы)?\b(?!\s+ал)", r"\bүстеме баға", r"\bкүтпеген", r"\bкөзделмеген", r"\bболжанбаған")
        + (r"\bөзге шығы", r"\bбасқа шығы", r"\bрезервтік қор")
    )
)
