"""A form that calls one service; what the service rejects comes back on the form."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from zhuanban.ground.core.doors import digest_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.ids import LONGEST_KEY

T = TypeVar("T")
# More than any reader accepts, so that it is the one to say that a file is too big; never more in memory.
READ_AT_MOST = 64 * 1024 * 1024


class ServiceForm(forms.Form):
    """Fields and their parsing only."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def run(self, service: Callable[..., T], **given: Any) -> T | None:
        """Call the service with the cleaned fields and what is given; None when the form must be shown again."""
        if not self.is_bound or not self.is_valid():
            return None
        try:
            return service(**{**self.cleaned_data, **given})
        except Invalid as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        except ValidationError as error:
            self.add_error(None, error.messages)
        return None


class DigestedFile(forms.ClearableFileInput):
    """A choice of files with whose content the page sends its SHA-256, computed when it was chosen (digests.js)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-digest": "", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The file or files; each knows the digest that the page said."""
        found = super().value_from_datadict(data, files, name)
        said = data.getlist(f"{name}-sha256") if hasattr(data, "getlist") else []
        for file, digest in zip(found if isinstance(found, list) else [found], said, strict=False):
            if isinstance(file, UploadedFile):
                file.said_sha256 = digest  # type: ignore[attr-defined]  # read by content_of_upload alone
        return found


def content_of_upload(file: "UploadedFile[Any]", most: int) -> bytes:
    """The bytes as they arrived; Invalid where the page saw others when they were chosen."""
    content = bytes(file.read(most))
    said = getattr(file, "said_sha256", "")
    if said and len(content) < most and said != digest_of(content):
        raise Invalid("文件在传输中变了样，没有保存，请重新选择后提交。", number="E422-15")
    return content


class BytesField(forms.FileField):
    """A file as its bytes."""

    def __init__(self, *, suffixes: Sequence[str], **kwargs: Any) -> None:
        widget = DigestedFile(attrs={"accept": ",".join(suffixes)})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["empty"] = "文件是空的，没有可以读取的内容。"

    def clean(self, data: Any, initial: Any = None) -> bytes:
        upload: UploadedFile[Any] = super().clean(data, initial)
        try:
            return content_of_upload(upload, READ_AT_MOST)
        except Invalid as error:
            raise ValidationError(error.message) from error


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # a class that is not generic at run time
    """Several rows at once; a key that no row can have is answered like one that no row has."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": "…"})
        return super().clean(value)


def dress(field: forms.Field) -> None:
    """Give a field's widget the classes of the look, and say what is missing in the words of the office."""
    widget = field.widget
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        is_chosen = isinstance(widget, forms.widgets.ChoiceWidget | forms.FileInput)
        field.error_messages["required"] = "请选择。" if is_chosen else "请填写。"
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    known = widget.attrs.get("class", "")
    widget.attrs["class"] = f"{known} {css}".strip()
