"""References: short forms, departments and surnames joined to full names."""

from marked import parse

from extract.references import join
from extract.spans import spans_of


def names(marked):
    """The full name of every mention of a marked text."""
    text, found = parse(marked)
    clusters = join(text, spans_of(text, found))
    of = {member: cluster.name for cluster in clusters for member in cluster.members}
    return [of[i] for i in range(len(found))]


def parents(marked):
    text, found = parse(marked)
    clusters = join(text, spans_of(text, found))
    return {c.name: clusters[c.parent].name for c in clusters if c.parent is not None}


def test_a_body_told_by_its_level_is_the_one_whose_place_has_that_level():
    assert names("[组 大庆市总工会]办了比赛，[组 市总工会]奖励了选手。") == ["大庆市总工会", "大庆市总工会"]


def test_a_body_told_by_its_level_is_completed_from_the_place_of_the_article():
    assert names("[地 大庆市]很热闹，[组 市总工会]来了。") == ["大庆市", "大庆市总工会"]


def test_the_short_word_for_a_union_is_the_whole_union():
    assert names("[组 灵丘县总工会]来了，[组 县总]又来了。") == ["灵丘县总工会", "灵丘县总工会"]


def test_a_body_of_another_level_is_not_the_same():
    assert names("[组 大庆市总工会]和[组 区总工会]") == ["大庆市总工会", "区总工会"]


def test_a_body_whose_place_the_text_does_not_tell_keeps_its_short_name():
    assert names("[组 省总工会]来了。") == ["省总工会"]


def test_a_department_takes_the_name_of_the_body_before_it_and_is_part_of_it():
    marked = "[组 大庆市总工会][组 宣教部]的[人 赵小海]"
    assert names(marked) == ["大庆市总工会", "大庆市总工会宣教部", "赵小海"]
    assert parents(marked) == {"大庆市总工会宣教部": "大庆市总工会"}


def test_a_department_belongs_to_the_nearest_body_that_has_such_departments():
    marked = "[组 灵丘县人民医院]与[组 灵丘县总工会]办了义诊，[组 骨科]的[人 赵小海]也在。"
    assert names(marked)[2] == "灵丘县人民医院骨科"


def test_a_short_company_name_is_the_company():
    assert names("[组 大庆蓝禾电子有限公司]建厂。[组 蓝禾电子]扩建，[组 蓝禾公司]招工。")[1] == "大庆蓝禾电子有限公司"


def test_a_union_of_a_company_is_not_the_company():
    assert names("[组 蓝禾公司工会]和[组 蓝禾公司]") == ["蓝禾公司工会", "蓝禾公司"]


def test_a_surname_alone_is_the_person_of_that_name_told_before():
    assert names("[人 赵小海]说完，[人 赵]坐下。") == ["赵小海", "赵小海"]


def test_a_surname_that_nobody_has_stays_alone():
    assert names("[人 赵小海]说完，[人 钱]坐下。") == ["赵小海", "钱"]


def test_a_person_whose_name_is_spaced_out_is_the_same_person():
    assert names("[人 赵 海]和[人 赵海]") == ["赵海", "赵海"]


def test_a_place_without_its_kind_is_the_place_with_it():
    assert names("[地 大庆市]的冬天，[地 大庆]的夏天") == ["大庆市", "大庆市"]


def test_an_activity_without_its_beginning_is_the_whole_activity():
    assert names("[动 首届“匠心杯”技能大赛]开幕，[动 “匠心杯”技能大赛]收官")[1] == "首届“匠心杯”技能大赛"


def test_every_figure_is_its_own():
    text = "[数 3人]和[数 3人]"
    assert len(names(text)) == 2
    plain = "3人和3人"
    assert len(join(plain, spans_of(plain, [(0, 2, "Figure"), (3, 5, "Figure")]))) == 2


def test_a_text_without_mentions_has_no_things():
    assert join("什么也没有。", []) == []


def test_a_short_name_that_the_text_introduces_is_the_full_one():
    marked = "[组 大庆市蓝禾协会]（以下简称“[组 蓝协]”）开会，[组 蓝协]来了。"
    assert names(marked) == ["大庆市蓝禾协会"] * 3


def test_the_former_name_of_a_body_is_the_body():
    assert names("[组 大庆市蓝禾协会]（原[组 大庆市青禾协会]）开会。") == ["大庆市蓝禾协会"] * 2


def test_a_body_that_is_renamed_bears_its_new_name_everywhere():
    marked = "[组 大庆市青禾协会]更名为[组 大庆市蓝禾协会]，[组 大庆市青禾协会]的牌子摘下了。"
    assert names(marked) == ["大庆市蓝禾协会"] * 3


def test_towns_that_share_the_last_word_each_get_it():
    assert names("[地 灯山]、[地 南口]两镇下雨。") == ["灯山镇", "南口镇"]


def test_the_first_of_two_bodies_in_one_name_is_completed_without_the_second():
    assert names("[地 黑龙江省]很大，[组 省市总工会]来了。") == ["黑龙江省", "黑龙江省总工会"]


def test_a_short_name_of_a_company_is_the_company_whose_workshop_is_told():
    marked = "[组 大庆蓝禾电子有限公司制造二班]获奖，[组 大庆蓝禾电子公司]祝贺。"
    assert names(marked)[1] == "大庆蓝禾电子有限公司"


def test_an_activity_of_the_whole_city_is_the_one_that_bears_its_name():
    marked = "[动 大庆市第一届职工书法比赛]开幕。[动 全市首届职工书法赛]，[动 首届职工书法赛]"
    assert names(marked) == ["大庆市第一届职工书法比赛"] * 3


def test_like_activities_of_two_levels_stay_two():
    assert names("[动 全市职工书法赛]和[动 全省职工书法赛]") == ["全市职工书法赛", "全省职工书法赛"]


def test_a_venue_right_behind_a_place_bears_its_name():
    assert names("在[地 让胡路区][地 职工服务中心]举办。") == ["让胡路区", "让胡路区职工服务中心"]


def test_a_town_right_behind_a_county_keeps_its_name():
    assert names("在[地 灵丘县][地 武灵镇]举办。") == ["灵丘县", "武灵镇"]


def test_the_union_of_a_city_is_not_that_of_one_trade_in_it():
    marked = "[组 大庆市总工会]和[组 大庆市货运行业工会联合会]开会，[组 市工会]讲话。"
    assert names(marked)[2] == "大庆市总工会"
    assert names("[组 大庆市货运行业联合工会]开会，[组 市工会]讲话。")[1] == "大庆市工会"
