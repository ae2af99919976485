"""Posts are dated: they begin, change and end on days, and what was stays as history."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import PostChanged, PostsEnded
from zhuanban.ground.orgs.models import District, Person, Post, PostSource, Unit, User
from zhuanban.ground.orgs.services.amending import cut_short

LONGEST_TITLE = 80


@transaction.atomic
def appoint(
    district: District,
    name: str,
    posts: Iterable[tuple[Unit | None, str]],
    on: date,
    *,
    campaign_id: int | None = None,
) -> Person:
    """The person of this name with these posts from that day; a post already held is kept as it is.

    `campaign_id` is the action whose roster names the posts.
    """
    person = Person.objects.filter(district=district, name=name).first()
    if person is None:
        person = Person.objects.create(district=district, name=name)
    for unit, title in posts:
        post, _ = Post.objects.get_or_create(
            person=person, unit=unit, title=title, ends_on=None, defaults={"starts_on": on}
        )
        if campaign_id:
            PostSource.objects.get_or_create(post=post, campaign_id=campaign_id)
    return person


@transaction.atomic
def end_posts(*, by: User, person: Person, on: date, posts: Collection[Post] | None = None) -> int:
    """The person's posts, or these of them, end; `on` is the first day without them. How many ended or went.

    A post that would have begun on that day or later was never in force and is deleted.
    """
    require(by, "post.change", person)
    person = lock(person)
    chosen = list(person.posts.all() if posts is None else person.posts.filter(pk__in=[post.pk for post in posts]))
    if not any(post.ends_on is None or post.ends_on >= on for post in chosen):
        raise Invalid("到这一天已经没有在任的职务。", "on")
    return _end(person, chosen, on, by)


@transaction.atomic
def change_post(*, by: User, post: Post, title: str, unit: Unit | None, on: date) -> Post:
    """From that day the person holds another post in place of this one; what was stays as history."""
    require(by, "post.change", post.person)
    person, post, title = lock(post.person), lock(post), title.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(f"请填写职务，最多 {LONGEST_TITLE} 个字。", "title")
    if unit and unit.district_id != person.district_id:
        raise Invalid("单位要是本区的单位。", "unit")
    if unit and unit.closes_on and unit.closes_on <= on:
        raise Invalid(f"“{unit.name}”已撤销。", "unit")
    if post.ends_on and post.ends_on < on:
        raise Invalid("这项职务到这一天已经终止。", "on")
    if (unit.pk if unit else None, title) == (post.unit_id, post.title):
        raise Invalid("职务没有变化。", "title")
    old = f"{post.unit.name if post.unit else ''}{post.title}"
    cut_short([post], on)
    changed = Post.objects.create(person=person, unit=unit, title=title, starts_on=on)
    now = f"{unit.name if unit else ''}{title}"
    record(
        PostChanged(person_id=person.pk, on=on, old=old, now=now),
        by=by,
        unit_id=unit.pk if unit else None,
        private={"name": person.name},
    )
    return changed


@transaction.atomic
def keep_named_posts(*, by: User | None, campaign_id: int, named: Collection[int], on: date | None) -> int:
    """Posts that the roster of the action no longer names (`named`: keys of those it does) end on that day.

    `on=None`: the roster was never in force, and its posts are deleted. A post that another action's roster names,
    or that nobody took from a roster, stays. How many ended or went.
    """
    gone = PostSource.objects.filter(campaign_id=campaign_id).exclude(post__in=list(named))
    posts = list(Post.objects.filter(sources__in=gone).select_related("person").order_by("pk"))
    gone.delete()
    kept = set(PostSource.objects.filter(post__in=posts).values_list("post", flat=True))
    by_person: dict[Person, list[Post]] = {}
    for post in posts:
        if post.pk not in kept:
            by_person.setdefault(post.person, []).append(post)
    return sum(_end(person, held, on, by) for person, held in by_person.items())


def _end(person: Person, posts: list[Post], on: date | None, by: User | None) -> int:
    ended, unborn = cut_short(posts, on or date.min)
    said = [f"{ended}项职务自{on}起终止"] if ended else []
    said += [f"{unborn}项职务未曾生效，已删除"] if unborn else []
    record(
        PostsEnded(person_id=person.pk, what="，另有".join(said), on=on, ended=ended, deleted=unborn),
        by=by,
        unit_id=next((post.unit_id for post in posts if post.unit_id), None),
        private={"name": person.name},
    )
    return ended + unborn
