"""What the name of an award tells: its level, its kind, and the rank it stands for."""

from __future__ import annotations

import re
import unicodedata

from extract.gazetteer import run
from extract.numerals import number

# Regional names that awards bear instead of the province's own.
_PROVINCES = re.compile("首都|南粤|三湘|三晋|三秦|齐鲁|燕赵|荆楚|中原|八闽|龙江|云岭|陇原|八桂|(?:新疆生产建设)?兵团")
_EDGES = " \n\t\u3000“”\"‘’'《》〈〉「」『』（）()"
_ISSUE = re.compile(
    r"^(?:\d{2,4}(?:[—–-]\d{2,4})?年?度?|第[\d一二三四五六七八九十百]+[届次批期]|首[届次批]|年度|[“\"‘])+"
)
_ZONE = re.compile(r".{0,6}?(?:高新|经济|经济技术|技术|经)?(?:开发区|高新区|经开区|新区)")
_BODY = re.compile(
    r"(?!全[国省市区县州])"
    r"(?:.{0,12}?(?:公司|集团|铁路局|油田|支队)|.{2,12}厂|段|大队|车间|全[厂局校院矿]|厂|[厂校院局段所矿处]级)"
    r"(?![务长制军]).+"
)
_GENERIC = re.compile(
    r"(?P<national>全国|国家|中国|中华|国务院|全军|世界|国际|亚洲|亚运)"
    r"|(?P<province>全省|省级|自治区)"
    r"|(?P<city>全市|市级|全州|州级|全盟|盟级|全地区)"
    r"|(?P<county>全区|区级|全县|县级|全旗|旗级|开发区|高新区|经开区)"
)
_SHORT = re.compile(r"(?:(?P<province>省)|(?P<city>市(?!民)|州|盟|地区)|(?P<county>区|县|旗))(?=..)")
_FORMER = re.compile(
    r"[^\W\d_]{2,4}?"
    r"(?:(?P<province>省)|(?P<city>(?<!城)市|州|地区|盟)"
    r"|(?P<county>县|旗|(?<![社小园校景片厂地])区))(?=..)"
)

_RANK_WORDS = {"冠军": 1, "亚军": 2, "季军": 3, "殿军": 4, "头名": 1, "榜首": 1, "头筹": 1, "次席": 2}
_ORDINAL = "([0-9]{1,4}|[一二三四五六七八九十百]{1,5})"
_PLACE = re.compile(rf"第{_ORDINAL}(?:名|位|$|(?=[。、,;]))")
_LEADING = re.compile(rf"前{_ORDINAL}名")
_GRADE = re.compile(r"[特一二三四五六1-6]等[奖功]|特金奖|[特金银铜头]奖|[金银铜]牌|(?:优秀|优胜|提名|入围|鼓励|纪念)奖")
_KINDS = (
    ("medal", re.compile(r"奖章|奖状|勋章|纪念章|奖牌|[金银铜]牌$|奖杯$|锦旗$|流动红旗$")),
    ("certificate", re.compile(r"证书|证$|资格$|认证$|认定$|专利$|职称$|(?<!首席)技师$|[初中高]级工$|特殊津贴$")),
    ("prize", re.compile(r"[奖杯]$|奖[（(].*[)）]$|嘉奖|奖提名|[一二三特]等[奖功]|奖学金|奖金$")),
    (
        "rank",
        re.compile(
            r"第[\d一二三四五六七八九十百]+[名位]?$|前[\d一二三四五六七八九十]+名"
            r"|[冠亚季殿]军$|头名$|榜首$|头筹$|次席$|擂主$"
        ),
    ),
)
_COUNT = r"[第头]?[\d一二三四五六七八九十]+"
_BARE_RANK = re.compile(
    rf"(?:团体|个人|集体|单项|综合|总分|总评|总成绩|名列|位列|位居|排名|列|获)*"
    rf"(?:{_COUNT}(?:名|位)?|[特一二三四五头]等奖|[金银铜][奖牌]|优[秀胜异]奖"
    rf"|(?:鼓励|纪念|入围|提名|参与|组织|优秀组织)奖|[冠亚季殿]军|桂冠|榜首|最佳.{{1,2}}奖)"
)
_HAN = re.compile(r"[一-鿿]")


def _bare(name: str) -> str:
    """Return the name without quotes at its edges and without 荣誉称号 at its end."""
    return name.strip(_EDGES).removesuffix("称号").removesuffix("荣誉").strip(_EDGES)


def award_level(name: str) -> str | None:
    """Return the key of the award level that the name tells, or None.

    A body below the county (某某公司, 厂级) makes it `unit`; then the narrowest of the places named at the beginning
    counts (北京市朝阳区 is a county); then general words (全国, 省级, 全市, 区); then the kind of a place in no list.
    A place that several divisions share still tells its level.

    >>> award_level("浙江节水标兵"), award_level("全国节水标兵"), award_level("县级节水标兵")
    ('province', 'national', 'county')
    """
    told = _ISSUE.sub("", _bare(name))
    named = run(told)
    rest = told[sum(len(naming.text) for naming in named) :]
    if _BODY.match(rest):
        return "unit"
    if named:
        levels = {division.level for division in named[-1].divisions}
        level = next(key for key in ("province", "city", "county") if key in levels)
        return "county" if _ZONE.match(rest) else level
    if _PROVINCES.match(rest):
        return "province"
    for pattern in (_SHORT.match, _GENERIC.search, _FORMER.match):
        if found := pattern(rest):
            return found.lastgroup
    return None


def award_kind(name: str) -> str | None:
    """Return the key of the award kind; a name that is no medal, certificate, prize or rank is a title.

    Returns:
        A key of the schema's award kinds, or None where `name` has no Chinese character.

    >>> [award_kind(name) for name in ("节水奖章", "一等奖", "第6名", "节水标兵")]
    ['medal', 'prize', 'rank', 'title']
    """
    told = _bare(name)
    if not _HAN.search(told):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(told)), "title")


def award_rank(text: str) -> str | None:
    """Return the rank that `text` tells, in one form (第1名 for 冠军 and 总分第一, 一等奖, 金奖), or None.

    >>> award_rank("团体总分第一"), award_rank("焊工组亚军"), award_rank("职工书法展二等奖")
    ('第1名', '第2名', '二等奖')
    """
    told = unicodedata.normalize("NFKC", text)
    if found := _LEADING.search(told):
        return f"前{number(found[1])}名"
    if found := _PLACE.search(told):
        return f"第{number(found[1])}名"
    for word, place in _RANK_WORDS.items():
        if word in told:
            return f"第{place}名"
    if found := _GRADE.search(told):
        return re.sub(r"[1-6]", lambda digit: "一二三四五六"[int(digit[0]) - 1], found[0])
    return None


def is_rank(name: str) -> bool:
    """Return whether an award is told by its bare rank, so that every contest has one.

    >>> is_rank("一等奖"), is_rank("第6名"), is_rank("春晖市演讲比赛一等奖")
    (True, True, False)
    """
    return bool(_BARE_RANK.fullmatch(name))
