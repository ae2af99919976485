"""One circular of an invented district."""

from datetime import date

from official_document import Heading, OfficialDocument, Paragraph, Table

OFFICE = "茂林区小城镇综合提升专项行动工作专班办公室"
CIRCULAR = OfficialDocument(
    kind="通报",
    issuer=OFFICE,
    number="茂专办〔2024〕3号",
    title="关于2024年4月份小城镇综合提升专项行动督导检查情况的通报",
    recipients="各乡镇党委和人民政府、街道党工委和办事处，区有关部门（单位）",
    blocks=(
        Paragraph("4月份，专班办公室对14个乡镇（街道）驻地进行了实地检查，共发现问题326个，已整改271个。"),
        Heading(1, "一、总体情况"),
        Heading(2, "（一）环境卫生"),
        Paragraph("个别主次干道未做到日产日清。", lead="一是清运不及时。"),
        Heading(3, "1.背街小巷"),
        Heading(4, "（1）石桥镇"),
        Table(("序号", "乡镇（街道）", "得分"), (("1", "清河街道", "98.5"), ("2", "石桥镇", "97.8")), (20, 100, 36)),
    ),
    attachments=("4月份问题清单", "巩固提升阶段各乡镇（街道）问题整改进展情况及需要协调解决的事项汇总表"),
    signer=OFFICE,
    date=date(2024, 5, 6),
    sealed=True,
    note="此件公开发布",
    copies_to="区委办公室，区政府办公室",
    printed_by="茂林区住房和城乡建设局办公室",
    printed_on=date(2024, 5, 7),
)
