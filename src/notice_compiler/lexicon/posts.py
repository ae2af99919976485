"""Roles in a working group and posts in an organ."""

from __future__ import annotations

import re

GAP = r"[ \u3000\u00a0]*"
ROLES = (
    "第一召集人",
    "总召集人",
    "副召集人",
    "召集人",
    "常务副组长",
    "第一副组长",
    "副组长",
    "第一组长",
    "组长",
    "常务副主任",
    "副主任",
    "主任",
    "常务副总指挥",
    "副总指挥",
    "总指挥",
    "常务副指挥长",
    "副指挥长",
    "指挥长",
    "副政委",
    "政委",
    "副团长",
    "团长",
    "顾问",
    "秘书长",
    "副秘书长",
    "联络员",
    "成员单位",
    "成员",
    "组员",
    "委员",
)
LEADING = ("组长", "召集人", "主任", "指挥", "指挥长", "政委", "团长", "秘书长")
ROLE_LABEL = re.compile("^(?P<role>" + "|".join(GAP.join(role) for role in ROLES) + rf"){GAP}[：:]{GAP}(?P<rest>.*)$")
# 刘  田  副区长: a name, blanks, a post.
PERSON_LINE = re.compile(
    r"^[\u4e00-\u9fff](?:[ \u3000]{1,6}[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3})[ \u3000]+[\u4e00-\u9fff]"
)
# The end of a post as printed; what stands before it names the organ.
POST = re.compile(
    r"^(?P<unit>.*?)(?P<post>(?:分管.{0,12}的|主持.{0,12}工作的)?(?:第一|常务)?(?:党组|党委|党工委|党总支|党支部|直属机关党委|纪委|纪检组)?"
    r"(?:副书记|书记|委员|成员|常委)|(?:分管.{0,12}的|主持.{0,12}工作的)?(?:第一|常务)?(?:副)?(?:主任|局长|区长|县长|市长|省长|镇长|乡长|州长|旗长|"
    r"主席|院长|校长|所长|站长|部长|厅长|处长|科长|队长|大队长|支队长|总队长|中队长|政委|教导员|指导员|政治委员|经理|总经理|董事长|总裁|行长|"
    r"理事长|会长|秘书长|馆长|台长|社长|主编|总工程师|总经济师|总规划师|检察长|检察官|审计师|组长|股长|负责人|负责同志|干部|调研员|"
    r"督学|参事|顾问)|(?:.{0,2}级)?(?:副)?调研员)(?:[（(][^（）()]*[）)])?$"
)
OFFICE_SEAT = re.compile(r"办公室(?:设在|设于|设置在|挂靠)(?P<unit>[^，。；]{2,30})")
OFFICE_HEAD = re.compile(
    r"(?:(?P<name>[\u4e00-\u9fff]{1,4}(?:\s{0,3}[\u4e00-\u9fff])?)同志(?:兼)?任|由(?P<other>[\u4e00-\u9fff]{2,4})(?:同志)?(?:兼)?任)"
    r"办公室(?P<role>常务副主任|副主任|主任)"
)
# Every such head holds these words, with at most so many characters before and after them.
OFFICE_HEAD_AT = (re.compile("任办公室"), 12, 5)
OFFICE_BY_POST = re.compile(
    r"办公室(?P<role>常务副主任|副主任|主任)由(?P<people>[^。；，]{2,80}?)(?:同志)?(?:分别)?(?:担任|兼任)"
)
NAME_ALONE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{1,2}[^长任记员席理导志])$")
NAME_AT_END = re.compile(r"(?:长|主任|书记|委员|主席|经理|队长)(?P<name>[\u4e00-\u9fff]{2,3})$")
