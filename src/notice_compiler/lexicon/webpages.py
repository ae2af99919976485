"""How pages of government sites are built: where the article stands, what surrounds it, what head tables say."""

from __future__ import annotations

import re

# Names of id or class under which publishing systems put the article, and names that mostly mean it.
EDITOR = re.compile(
    r"^(?:trs_(?:editor|ue_area|preappend)|(?:view_)?trs_uecontent|ucap-content|zoom(?:con|text)?|pages_content|"
    r"vsb_content(?:_\d+)?|v_news_content|bt[-_]?content|easysite-?news-?content|j-content|fontzoom)$"
)
ARTICLE = re.compile(
    r"^(?:(?:art(?:icle)?|news|xxgk|detail|details|view|info|text|main|wz|doc|inner|cont?|gk|zw|page)[-_]?"
    r"(?:content|contents|con|cont|text|body|nr|txt|main|detail)(?:[-_]?(?:box|text|main|body|\d))?|"
    r"content|article|artical|neirong|zhengwen|bodytext|mainbody|arc_?body)$"
)
# Names of what surrounds it.
CHROME = re.compile(
    r"^(?:.*[-_])?(?:nav|navbar|navigation|menu|submenu|header|head(?:er)?[-_]?top|topbar|footer|foot|bottom|copyright|"
    r"breadcrumb|crumbs?|position|location|dqwz|weizhi|share|bdshare(?:buttonbox)?|bshare|social|related|relate|xgwz|xgyd|"
    r"recommend|sidebar|side|leftnav|rightnav|toolbar|tools?|print|qrcode|ewm|erweima|pager|pagination|"
    r"prev(?:ious)?|next|login|search|weixin|wechat|friendlink|links|comments?|accessibility|wza)(?:[-_]?\d*)$"
)
SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "select",
        "button",
        "iframe",
        "object",
        "textarea",
    )
)
# A line that only serves the page; the whole line, and never a sentence.
SERVICE = re.compile(
    r"^(?:【|\[|［)?(?:"
    r"(?:发布|发表|更新)(?:时间|日期|机构|单位|人)[：:].*|(?:信息|文章|稿件)?(?:来源|作者)[：:].{0,40}|"
    r"(?:浏览|点击|访问|阅读)(?:次数|量|数)?[：:].*|(?:责任)?(?:编辑|审核|校对|录入|签发)[：:].*|"
    r"字\s?(?:体|号)(?:大小)?\s*[：:【\[大中小].*|[大中小\s]{1,9}|(?:我要)?(?:打印|关闭|收藏|分享|纠错|返回|复制链接)(?:本页|窗口|页面|此页|顶部)?|"
    r"分享(?:到|至).*|(?:上|下)一?(?:篇|条)[：:]?.*|相关(?:链接|阅读|文章|新闻|附件|解读|政策|信息|稿件)[：:]?|扫一扫.*|"
    r"(?:您|当前|现在|所在)(?:当前|现在|所在)?的?位置是?[：:].*|(?:网站)?首页|附件下载[：:]?|政策解读[：:]?|"
    r"无障碍(?:阅读|浏览|模式|版)|长者(?:模式|版|助手)"
    r")(?:】|\]|］)?$|ICP备|公网安备|网站标识码|版权所有"
)
LONGEST_SERVICE = 120
ATTACHED = re.compile(r"附\s?件|\.(?:docx?|wps|pdf|xlsx?|zip|rar|et)$", re.IGNORECASE)
# The head table of published information (政府信息公开), label by label.
LABELS: dict[str, re.Pattern[str]] = {
    "title": re.compile(r"^(?:文件|信息)?(?:标\s*题|名\s*称)$"),
    "number": re.compile(r"^(?:发\s*文|文)(?:字|\s|件)*(?:号|编号)$"),
    "issuer": re.compile(r"^(?:发文|制发|发布|公开)(?:机关|机构|单位)$"),
    "written": re.compile(r"^(?:成文|发文|印发|生成|制发)(?:日期|时间)$"),
    "published": re.compile(r"^(?:发布|公开|公布)(?:日期|时间)$"),
}
OTHER_LABELS = re.compile(
    r"^(?:索\s*引\s*号|主题(?:分类|词)?|分\s*类|有\s*效\s*性|体裁|关键词|文件?类型|公文时效|组配分类)$"
)
TITLE_META = ("articletitle", "title", "og:title", "dc.title")
TITLE_WORDS = re.compile(r"关于.{4}|(?:通知|方案|意见|措施|办法|规定|计划|决定|细则|预案)(?:[（(].{1,10}[）)])?$")
TITLE_PARTS = re.compile(r"\s{0,9}[-_|—–]{1,9}\s{1,9}|\s{1,9}[-_|—–]{1,9}\s{0,9}|[_|]+|\s{2,}")
