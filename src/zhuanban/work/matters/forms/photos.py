"""Forms that take photos in: the photos are sealed first, then the service gets them as rows."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import DigestedFile, ServiceForm, content_of_upload
from zhuanban.ground.files.rules import MOST_PHOTO_BYTES
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.rules.loop import MOST_PHOTOS

T = TypeVar("T")
NO_SECRETS = "可多选，每张不超过 15 MB。严禁上传涉密内容。"


class ManyFiles(DigestedFile):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once; cleaned to a list, empty where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True})
        super().__init__(**{"widget": widget, "required": False, "help_text": NO_SECRETS, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(f"一次最多附 {MOST_PHOTOS} 张照片。")
        return [super(PhotosField, self).clean(file, initial) for file in files]


class PhotosForm(ServiceForm):
    """A form for one person in one action, perhaps with photos."""

    def __init__(self, *args: Any, by: User, campaign: Campaign, **kwargs: Any) -> None:
        self.by, self.campaign = by, campaign
        super().__init__(*args, **kwargs)

    def run(self, service: Callable[..., T], **given: Any) -> T | None:
        """Take the photos in, then call the service; where that is rejected no photo stays behind."""
        if not self.is_bound or not self.is_valid():
            return None
        with transaction.atomic():
            done = super().run(service, by=self.by, **given) if self._take_photos() else None
            transaction.set_rollback(done is None)
        return done

    def _take_photos(self) -> bool:
        for name, field in self.fields.items():
            files: list[UploadedFile[Any]] = self.cleaned_data.get(name, []) if isinstance(field, PhotosField) else []
            try:
                if files:
                    self.cleaned_data[name] = [self._taken(file) for file in files]
            except Invalid as error:
                self.add_error(name, error.message)
                return False
        return True

    def _taken(self, file: "UploadedFile[Any]") -> Any:
        content = content_of_upload(file, MOST_PHOTO_BYTES + 1)
        name = file.name or ""
        return take_photo(by=self.by, campaign_id=self.campaign.pk, content=content, capture=Capture(), name=name)
