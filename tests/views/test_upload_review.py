"""What staff and sellers read about a listing that was sent."""

import pytest
from inline_snapshot import snapshot

from crm.uploads.listing import Listing
from crm.uploads.naming.faults import Fault, Finding
from crm.uploads.review.lists import StateCount, UploadLine, UploadList
from crm.uploads.review.payloads import ChangeLine, ChangePrompt, PhotoFlaws, ReviewCard
from crm.uploads.review.seller_payloads import ChangeProposed, ReadyFields, ReadyText
from models.uploads import ChangeState, UploadState
from tests.support.builders import NOW
from tests.support.phone import read

LISTING = Listing(
    "snacks",
    name="Keripik Singkong Balado 250 g",
    price=15_000,
    stock=20,
    weight=300,
    variants=("Pedas", "Manis"),
    answers=(("special", "Renyah dan gurih"), ("halal", "yes")),
    photos=2,
)


def test_a_card_for_staff() -> None:
    card = ReviewCard(
        42, UploadState.CHANGES, "Dapur Bu Sri", LISTING, NOW,
        findings=(Finding(Fault.SIMILAR, "Keripik Singkong Pedas 250 g"),),
        photos=(PhotoFlaws(2, ("blurred", "dark", "of tomorrow")),),
        changes=(ChangeLine("price", "15000", "17500", ChangeState.PROPOSED, "Dewi"),),
    )  # fmt: skip
    assert read(card) == snapshot("""\
🛍 <b>Listing 42</b> · Dapur Bu Sri
⏳ waits for the seller
📨 Sent 16 Nov 2026 09.00

Category: 🍪 Snacks and cakes
Name: <b>Keripik Singkong Balado 250 g</b>
Price: Rp15,000
Stock: 20
Weight: 300 g
Variants: Pedas, Manis
Photos: 2

<blockquote>Looking for a snack that makes you want more? Try Keripik Singkong Balado 250
g. Renyah dan gurih.

• Halal: Certified halal
• To choose from: Pedas, Manis

Any questions? Write to us here, we are glad to help. Happy shopping!</blockquote>

✏️ Still missing: ingredients, net content, how long it keeps, permit

🔎 <b>To look at</b>
⚠️ Very like your “Keripik Singkong Pedas 250 g”. What is different?
📷 Photo 2: blurred, too dark

✏️ Price: “Rp17,500” · ⏳ asked by Dewi
[✅ Approve]
[✏️ Suggest a change]\
""")


def test_a_list_for_staff() -> None:
    line = UploadLine(42, "Keripik", "Dapur Bu Sri", NOW, "https://t.me/c/1/3")
    counts = (StateCount(UploadState.SENT, 9, NOW), StateCount(UploadState.APPROVED, 1, NOW))
    assert read(UploadList(UploadState.SENT, counts, 1, 2, (line,))) == snapshot("""\
🛍 <b>Listings</b>
🆕 waits for us: <b>9</b>, the oldest since 16 Nov 2026 09.00
✅ approved: <b>1</b>, the oldest since 16 Nov 2026 09.00

🆕 waits for us:
<a href="https://t.me/c/1/3"><b>42</b></a> · Keripik · Dapur Bu Sri · 16 Nov 2026 09.00
[42]
[▶️]
[✅ Approved (1)]
[📦 Export new ones | 📦 Export all]
[📊 How it goes]\
""")


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        (
            "price",
            "15000",
            "17500",
            snapshot("""\
✏️ Our team has an idea for <b>Keripik Singkong Balado 250 g</b>: Price

Before:
<blockquote>Rp15,000</blockquote>

After:
<blockquote>Rp17,500</blockquote>

Would you like it so? You can also just write to us here.
[✅ Yes, change it]
[🙅 I'd rather not]\
"""),
        ),
        (
            "photos",
            "",
            "di siang hari",
            snapshot("""\
📷 Our team has a wish for the photos of <b>Keripik Singkong Balado 250 g</b>:

<blockquote>di siang hari</blockquote>

Would you like it so? You can also just write to us here.
[📷 Send other photos]
[🙅 I'd rather not]\
"""),
        ),
    ],
)
def test_a_change_for_the_seller(field: str, before: str, after: str, told: str) -> None:
    assert read(ChangeProposed(42, 7, LISTING.name, field, before, after)) == told


def test_a_description_that_was_drafted_is_seen_before_a_written_one() -> None:
    own = "Keripik singkong Bu Sri, digoreng setiap pagi."
    change = ChangeProposed(42, 7, LISTING.name, "description", "", own, drafted=LISTING)
    assert read(change) == snapshot("""\
✏️ Our team has an idea for <b>Keripik Singkong Balado 250 g</b>: Description

Before:
<blockquote>Looking for a snack that makes you want more? Try Keripik Singkong Balado 250
g. Renyah dan gurih.

• Halal: Certified halal
• To choose from: Pedas, Manis

Any questions? Write to us here, we are glad to help. Happy shopping!</blockquote>

After:
<blockquote>Keripik singkong Bu Sri, digoreng setiap pagi.</blockquote>

Would you like it so? You can also just write to us here.
[✅ Yes, change it]
[🙅 I'd rather not]\
""")
    prompt = ChangePrompt(42, "description", "", 5, "Dewi", drafted=LISTING)
    assert read(prompt) == snapshot("""\
✏️ <a href="tg://user?id=5">Dewi</a>, reply to this message with the new value:
<b>Description</b>.

Now: <code>Looking for a snack that makes you want more? Try Keripik Singkong Balado 250
g. Renyah dan gurih.

• Halal: Certified halal
• To choose from: Pedas, Manis

Any questions? Write to us here, we are glad to help. Happy shopping!</code>

The seller is asked before anything changes.
(the keys are gone)\
""")


def test_what_a_seller_copies() -> None:
    assert read(ReadyFields(42, LISTING)) == snapshot("""\
📋 Tap a value, and it is copied. Then paste it into the form.

Name
<code>Keripik Singkong Balado 250 g</code>

Category
<code>Snacks and cakes</code>

Price (rupiah)
<code>15000</code>

Stock
<code>20</code>

Weight (gram)
<code>300</code>

Variants
<code>Pedas, Manis</code>\
""")
    assert read(ReadyText(42, LISTING)) == snapshot("""\
📝 Description:
<code>Looking for a snack that makes you want more? Try Keripik Singkong Balado 250 g.
Renyah dan gurih.

• Halal: Certified halal
• To choose from: Pedas, Manis

Any questions? Write to us here, we are glad to help. Happy shopping!</code>

Once it is in the store, tell us. We are glad with you!
[🛒 It is in the store]
[🙋 I have a question]\
""")
