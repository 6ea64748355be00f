"""Whether a target group has bounds (A15, domain 3.2). Pure."""

import re

# Words that leave nobody out: a group described by nothing else is everyone.
ENGLISH = (
    "everyone everybody anyone anybody all any each every person persons people citizen citizens resident "
    "residents population public society who whom in of the is are need needs needing wish wishes help "
    "country region city district village area our kazakhstan"
)
RUSSIAN = (
    "все всё всех всем каждый каждого каждому любой любого любые человек люди людей людям граждане граждан "
    "гражданам жители жителей жителям население населения населению народ общество общества общественность "
    "нуждающиеся нуждающихся нуждающимся нуждается желающие желающих желающим кто хочет для и в из наша "
    "нашей нашего страна страны республика республики область области район района город города село села "
    "регион региона казахстан казахстана помощь помощи поддержка поддержке"
)
KAZAKH = (
    "бәрі бәріне барлығы барлығына барлық барша бүкіл бүкілі әр әрбір кез келген адам адамдар адамдарға "
    "азамат азаматтар азаматтары азаматтарға тұрғын тұрғындар тұрғындары тұрғындарға халық халқы халыққа "
    "жұрт жұртшылық қоғам мұқтаж мұқтаждар мұқтаждарға қалаушылар қалаған көмек көмекке үшін және ел елдің "
    "еліміз еліміздің облыс облыстың аудан ауданның қала қаланың ауыл ауылдың өңір өңірдің қазақстан "
    "қазақстанның республика республикасы республикасының"
)
BOUNDLESS = frozenset(f"{ENGLISH} {RUSSIAN} {KAZAKH}".split())


def is_everyone(description: str) -> bool:
    """Whether nothing in a description bounds its group; the order serves a group with an entry test."""
    words = re.findall(r"\w+", description.lower())
    return bool(words) and BOUNDLESS.issuperset(words)
