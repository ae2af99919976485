"""Whether the journal is as it was written: every place is looked at, and every fault is named."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.keyring import KeyFault
from zhuanban.ground.journal import chain, faults, secrets
from zhuanban.ground.journal.chain import Link
from zhuanban.ground.journal.faults import Fault
from zhuanban.ground.journal.hashing import FUNCTIONS
from zhuanban.ground.journal.marks import as_text, canonical, content_mark_holds, mark_holds, seal_words
from zhuanban.ground.journal.models import Checkpoint, Entry, Private, Seal, Unsealed


@dataclass
class Walk:
    """Goes along links; after a fault it goes on from what stands there, so that one fault hides no other."""

    position: int
    digest: str | None
    is_genuine: bool = True
    count: int = 0
    is_keyed: bool = True

    def step(self, link: Link) -> Iterator[Fault]:
        """What is wrong with this link."""
        if link.position > self.position + 1:
            yield faults.missing(self.position + 1, link.position - 1)
            self.digest = None
        genuine = False
        if link.content is None:
            yield faults.removed(link.position, link.entry_id)
        else:
            text = as_text(link.content)
            follows = self._follows(link, text)
            genuine = _is_genuine(link, text) if self.is_keyed else follows is not False
            if fault := self._of_link(link, genuine=genuine, follows=follows):
                yield fault
        self.position, self.digest, self.is_genuine = link.position, link.digest, genuine
        self.count += 1

    def _follows(self, link: Link, text: str) -> bool | None:
        """Whether the digest follows from the one before; None where that one is not there."""
        if self.digest is None:
            return None
        return link.algorithm in FUNCTIONS and chain.follow(link.algorithm, self.digest, text) == link.digest

    def _of_link(self, link: Link, *, genuine: bool, follows: bool | None) -> Fault | None:
        if genuine:
            is_loose = follows is False and self.is_genuine
            return faults.loose(link.position, link.entry_id) if is_loose else None
        content = link.content or {}
        if self.is_keyed and content_mark_holds(content):
            same = Entry.objects.filter(mark=content["mark"]).exclude(pk=link.entry_id)
            return (faults.copied if same.exists() else faults.rewritten)(link.position, link.entry_id)
        sentence = str(content.get("sentence", ""))
        return (faults.foreign if follows else faults.changed)(link.position, link.entry_id, sentence)


def _is_genuine(link: Link, text: str) -> bool:
    place = (link.position, link.entry_id, link.algorithm, link.digest, link.sealed_at)
    return mark_holds(link.mark, "seal", seal_words(place, text))


def verified() -> tuple[int, list[Fault]]:
    """Walk the whole chain and look beside it: how many links there are, and every fault."""
    start = chain.start()
    walk = Walk(*start)
    found = list(faults.merged(_all_faults(walk)))
    # Somebody archived meanwhile, and the walk began on ground that is gone.
    return (walk.count, found) if chain.start() == start else verified()


def _all_faults(walk: Walk) -> Iterator[Fault]:
    yield from early_links(walk.position)
    yield from walk_on(walk)
    yield from at_the_end(walk)
    yield from off_the_chain()


def walk_on(walk: Walk, until: int | None = None) -> Iterator[Fault]:
    """Go along the chain from where the walk stands, looking at the private parts by the way."""
    batch: list[Link] = []
    for link in chain.links(walk.position, until):
        yield from walk.step(link)
        batch.append(link)
        if len(batch) == chain.CHUNK:
            yield from wrong_privates(batch)
            batch.clear()
    yield from wrong_privates(batch)


def early_links(start: int) -> Iterator[Fault]:
    """Seals at places before the chain begins."""
    for position, entry_id in Seal.objects.filter(position__lte=start).values_list("position", "entry_id"):
        yield faults.early(position, entry_id)


def at_the_end(walk: Walk) -> Iterator[Fault]:
    """The chain must end where its head is noted, or behind it where sealing went on during the walk."""
    head = chain.noted(Checkpoint.Name.HEAD)
    if head is None:
        if walk.position or Entry.objects.filter(seal__isnull=False).exists():
            yield faults.head("链尾的核对点缺失或被改动，不能断定末尾没有被截去")
        return
    if head.position > walk.position:
        yield from walk_on(walk, until=head.position)
    if head.position > walk.position:
        yield faults.missing(walk.position + 1, head.position)
    elif head.position < walk.position:
        yield faults.head(f"第 {head.position} 条以后的封条超出链尾的核对点")
    elif walk.digest is not None and head.digest != walk.digest:
        yield faults.head(f"末尾第 {head.position} 条的摘要与链尾的核对点不符")


def off_the_chain() -> Iterator[Fault]:
    """Entries without a seal: those that wait for theirs are right, all others are not."""
    sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
    waiting = Unsealed.objects.filter(entry_id=OuterRef("pk"), refused_at=None)
    seen: set[str] = set()
    entries = Entry.objects.filter(~Exists(sealed)).annotate(waits=Exists(waiting)).order_by("pk")
    for entry in entries.iterator(chain.CHUNK):
        if not content_mark_holds(canonical(entry)) or entry.mark in seen or _is_copy(entry):
            yield faults.stray(entry.pk, entry.sentence)
        elif not entry.waits:
            yield faults.unqueued(entry.pk, entry.sentence)
        seen.add(entry.mark)
    there = Entry.objects.filter(pk=OuterRef("entry_id"))
    for row in Unsealed.objects.filter(~Exists(there)):
        yield faults.vanished(row.entry_id)


def _is_copy(entry: Entry) -> bool:
    """Whether a sealed entry bears the same mark."""
    return Entry.objects.filter(mark=entry.mark, seal__isnull=False).exclude(pk=entry.pk).exists()


def wrong_privates(links: Iterable[Link]) -> Iterator[Fault]:
    """Private parts that are not what was recorded; that one was purged is right."""
    marked = {link.entry_id: (link.position, link.content) for link in links if link.content and "mark" in link.content}
    for row in Private.objects.filter(entry__in=marked).order_by("entry_id"):
        position, content = marked[row.entry_id]
        if not _is_recorded(row, content["private"]):
            yield faults.private(position, row.entry_id)


def _is_recorded(row: Private, digest: str) -> bool:
    try:
        words = secrets.decrypt(bytes(row.sealed), str(row.entry_id))
    except (Unreadable, KeyFault):
        return False
    return hmac.compare_digest(hmac.new(settings.JOURNAL_KEY.encode(), words, hashlib.sha256).hexdigest(), digest)
