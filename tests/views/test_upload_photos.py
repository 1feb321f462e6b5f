"""What sellers read about their photos."""

from inline_snapshot import snapshot

from crm.uploads.photos.flaws import Flaw, Refusal
from crm.uploads.photos.payloads import (
    PhotoExample,
    PhotoNotTaken,
    PhotoPrompt,
    PhotosLookedAt,
    RefusedPhoto,
    SeenPhoto,
    ShownPhoto,
    Unusable,
)
from tests.support.phone import SRI
from views.message import Attached, Drawn, Text
from views.rendering import render
from views.words import Catalogs

WORDS = Catalogs.load()


def shown(payload: PhotoPrompt | PhotosLookedAt | PhotoNotTaken, language: str = "id") -> str:
    message = render(payload, WORDS[language], SRI)
    assert isinstance(message, Text | Attached)
    buttons = (" ".join(f"[{one.label}]" for one in row) for row in message.buttons)
    return "\n".join((str(message.html), "", *buttons))


def test_photos_are_asked_for_as_the_trade_needs_them() -> None:
    assert shown(PhotoPrompt("fashion")) == snapshot("""\
📸 Silakan kirim foto produk: 1 sampai 8 foto, sekaligus atau satu per satu.

💡 Potret di dekat jendela pada siang hari, di atas kain polos, tanpa barang lain di sekitarnya.
👗 Tunjukkan saat dipakai atau digantung, dari depan dan belakang, dan kainnya dari dekat.

[⬅️ Kembali] [⏭ Lewati]
[🙋 Bantu saya di sini] [⏸ Nanti saja]\
""")
    photos = tuple(ShownPhoto(number, number) for number in (1, 2, 4, 5, 6))
    assert shown(PhotoPrompt("", photos=photos, waiting=1), "en") == snapshot("""\
📸 Please send photos of your product: 1 to 8, at once or one by one.

💡 Near a window by day, on plain cloth, nothing else around.

📸 Photos so far: 5 of 8.

⏳ I am still looking at the last ones.

[🗑 1] [🗑 2] [🗑 4] [🗑 5]
[🗑 6]
[➡️ Go on]
[⬅️ Back]
[🙋 Help me here] [⏸ Later]\
""")


def test_one_photo_that_could_be_better() -> None:
    flaws = (Flaw.BLURRED, Flaw.DARK, Flaw.FLAT)
    photo = SeenPhoto(7, 1, flaws, improvable=True)
    assert shown(PhotosLookedAt(3, photos=(photo,), total=1, attachment_id=9)) == snapshot("""\
🌫 Kurang tajam. Pegang HP dengan dua tangan, ketuk produk di layar, baru potret.
🌙 Agak gelap. Coba di dekat jendela pada siang hari, tanpa lampu kilat.

✨ Pada gambar: foto asli di kiri, hasil perbaikan di kanan. Mau pakai yang mana?

📸 Foto sejauh ini: 1 dari 8.

[✨ Pakai yang diperbaiki] [📷 Pakai foto saya]
[👀 Contoh foto tajam]
[👀 Contoh cukup cahaya]
[🗑 Keluarkan foto ini]
[👍 Tetap pakai, lanjut]
[⬅️ Kembali]
[🙋 Bantu saya di sini] [⏸ Nanti saja]\
""")


def test_an_album_sentence_by_sentence() -> None:
    photos = (
        SeenPhoto(7, 1),
        SeenPhoto(8, 2, (Flaw.DARK,), improvable=True),
        SeenPhoto(9, 3, (Flaw.DARK, Flaw.CLUTTERED), improvable=True),
        SeenPhoto(10, 4, (Flaw.TWICE,)),
    )
    told = PhotosLookedAt(
        3, photos=photos, refused=(RefusedPhoto(5, Refusal.BROKEN),), total=4, attachment_id=9
    )
    assert shown(told, "en") == snapshot("""\
<b>2, 3</b> 🌙 Rather dark. Try near a window by day, without flash.
<b>3</b> 🧹 Many things around it. Put plain cloth or paper under and behind the product.
<b>4</b> 👯 Almost the same as another photo. Show the back, the inside or a detail.
<b>1</b> ✅ Sharp and clear: buyers will like it.

<b>5</b> 🩹 Damaged: I cannot open it. Please send it once more.

✨ In the picture: yours on the left, improved on the right. Which one shall it be?

📸 Photos so far: 4 of 8.

[✨ All improved] [📷 Keep all mine]
[✨ Improved 2] [📷 Mine 2]
[✨ Improved 3] [📷 Mine 3]
[👀 Enough light]
[👀 Plain background]
[🗑 1] [🗑 2] [🗑 3] [🗑 4]
[👍 Use anyway, go on]
[⬅️ Back]
[🙋 Help me here] [⏸ Later]\
""")


def test_good_news_is_brief() -> None:
    assert shown(PhotosLookedAt(3, photos=(SeenPhoto(7, 1),), total=1)) == snapshot("""\
✅ Tajam dan jelas: pembeli pasti suka.

📸 Foto sejauh ini: 1 dari 8.

[🗑 Keluarkan foto ini]
[➡️ Lanjut]
[⬅️ Kembali]
[🙋 Bantu saya di sini] [⏸ Nanti saja]\
""")


def test_nothing_is_offered_that_cannot_be_done_any_more() -> None:
    told = PhotosLookedAt(
        3, photos=(SeenPhoto(7, 1, (Flaw.DARK,), improvable=True),), total=1, changeable=False,
        asked=False,
    )  # fmt: skip
    assert shown(told) == snapshot("""\
🌙 Agak gelap. Coba di dekat jendela pada siang hari, tanpa lampu kilat.

📸 Foto sejauh ini: 1 dari 8.

[👀 Contoh cukup cahaya]\
""")


def test_what_is_no_photo_leaves_every_way_open() -> None:
    photos = (ShownPhoto(7, 1), ShownPhoto(8, 3))
    assert shown(PhotoNotTaken(Unusable.NO_PHOTO, photos=photos, asked=True)) == snapshot("""\
📸 Silakan kirim foto produknya di sini.

📸 Foto sejauh ini: 2 dari 8.

[🗑 1] [🗑 3]
[➡️ Lanjut]
[⬅️ Kembali]
[🙋 Bantu saya di sini] [⏸ Nanti saja]\
""")
    full = PhotoNotTaken(Unusable.FULL, photos=photos)
    assert shown(full, "en") == snapshot("""\
📸 8 photos are there, and that is all the shop shows. Take one out to make room for another.

[🗑 1] [🗑 3]\
"""), "the wizard is at another step"


def test_an_example_is_drawn_when_it_is_sent() -> None:
    message = render(PhotoExample(Flaw.DARK), WORDS["en"], SRI)
    assert isinstance(message, Drawn)
    assert message.draw().startswith(b"\xff\xd8\xff")
    assert str(message.html) == snapshot("""\
👎 Left · 👍 Right

🌙 Rather dark. Try near a window by day, without flash.\
""")
