"""A finished matter is verified on the spot, through the same door."""

from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.services import close_matter
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.tests.phone import Phone, finished, picture


def test_a_verification_closes_the_matter(phone, town):
    matter, photo = finished(town), picture(20)
    phone.part(photo)
    answer = phone.send(phone.verdict(matter, "pass", photos=[])).json()
    assert (answer["answer"], answer["matter_number"]) == ("accepted", matter.number)
    assert Matter.objects.get().state == "closed"
    assert Visit.objects.get(uid=answer["uid"]).township == matter.township


def test_a_failed_verification_sends_the_matter_back_with_its_photo(phone, town):
    matter, photo = finished(town), picture(21)
    phone.part(photo)
    body = phone.verdict(matter, "fail", "墙根还有两处没清")
    phone.send({**body, "photos": phone.body([photo])["photos"]})
    matter = Matter.objects.get()
    assert (matter.state, matter.rework_count) == ("handling", 1)
    assert matter.photos.filter(role="verify").count() == 1


def test_a_failed_verification_says_why(phone, town):
    response = phone.send(phone.verdict(finished(town), "fail"))
    assert response.json() == {"number": "E422-25", "message": "核查不通过要写明原因。"}


def test_who_handled_it_never_verifies_and_reads_why(phone, town):
    matter = finished(town)
    town.inspector.role_assignments.update(unit=town.bureau)
    recused = Phone(town, town.inspector)
    answer = recused.send(recused.verdict(matter)).json()
    assert answer["answer"] == "held"
    assert "核查应当回避" in answer["reason"]
    assert Matter.objects.get().state == "done"
    page = recused.client.get(f"/c/yunxi-2024/m/verify/{matter.uid}/").content.decode()
    assert "核查应当回避，请由其他人核查" in page
    assert 'id="save"' not in page


def test_a_matter_that_moved_on_meanwhile_is_held(phone, town):
    matter = finished(town)
    body = phone.verdict(matter)
    close_matter(by=town.second_inspector, matter=matter)
    answer = phone.send(body).json()
    assert (answer["answer"], answer["reason"]) == ("held", "手机上的页面打开之后，这件事项又有了变化。")


def test_a_matter_that_is_not_there_is_held(phone, town):
    matter = finished(town)
    body = {**phone.verdict(matter), "matter": "01900000-0000-7000-8000-000000000000"}
    assert phone.send(body).json()["reason"] == "找不到要核查的事项。"
