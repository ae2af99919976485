from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.outward.documents.rules.lifecycle import Disclosure


def day_input() -> forms.DateInput:
    """A calendar; browsers read only ISO days."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DraftForm(ServiceForm):
    since = forms.DateField(label="数据起", widget=day_input())
    until = forms.DateField(label="数据止", widget=day_input())


class EditForm(ServiceForm):
    """Fields of a draft; `text` is one block a line."""

    title = forms.CharField(label="标题", max_length=120)
    recipients = forms.CharField(label="主送机关", max_length=300, help_text="不写冒号，排版时自动加。")
    text = forms.CharField(
        label="正文",
        help_text="一行一段。“一、”“（一）”“1.”开头的短行是标题；【表：…】一行代表表格，表中数字由数据生成，不能手改。",
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false"}),
    )
    issuer = forms.CharField(label="发文机关标志", max_length=60)
    signer = forms.CharField(label="署名", max_length=60)
    code_word = forms.CharField(label="机关代字", max_length=12, help_text="发文字号为“代字〔年〕序号号”，印发时编号。")
    copies_to = forms.CharField(label="抄送机关", max_length=300, required=False)


class SubmitForm(ServiceForm):
    disclosure = forms.ChoiceField(label="公开属性", choices=Disclosure, widget=forms.RadioSelect)
    disclosure_reason = forms.CharField(
        label="理由和依据",
        max_length=200,
        required=False,
        help_text="依申请公开、不予公开的须写明，如“内部工作通报，属过程性信息（政府信息公开条例第十六条）”。",
    )
