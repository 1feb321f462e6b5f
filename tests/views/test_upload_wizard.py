from inline_snapshot import snapshot

from crm.uploads.asking import (
    ListingPreview,
    NumberChoice,
    NumberNotTaken,
    NumberQuestion,
    ProductCategoryQuestion,
    Taken,
    VariantsQuestion,
)
from crm.uploads.listing import Listing
from crm.uploads.numbers.rules import Trouble
from crm.uploads.payloads import (
    HelpIsComing,
    ListingKept,
    ListingLine,
    ListingSent,
    ListingWaits,
    MyListings,
    PassedToStaff,
    TroublePassed,
)
from crm.uploads.prices import PriceRange
from crm.uploads.rules import lacking
from models.uploads import UploadState, UploadStep
from tests.support.builders import NOW
from tests.support.phone import read

KERIPIK = Listing(
    "snacks", name="Keripik <Singkong>", price=15_000, weight=250, variants=("Pedas", "Manis")
)


def test_the_first_question_says_what_is_ahead() -> None:
    assert read(ProductCategoryQuestion()) == snapshot("""\
📸 <b>Let us make a product page together</b>
Photos, name, price, description: one small step after the other. You can stop at any
time, and nothing is lost.

What kind of product is it?
[🍪 Snacks, cakes | ☕ Drinks]
[🍲 Dishes, spices | 👗 Fashion]
[🧵 Batik, cloth | 🧺 Craft]
[🌿 Beauty, herbal | 🏠 Household]
[🌾 Farm, garden, sea | 📦 Something else]
[⏭ Skip]
[🙋 Help me here | ⏸ Later]\
""")


def test_a_number_is_asked_for_after_the_one_before() -> None:
    stock = NumberQuestion(UploadStep.STOCK, before=Taken(UploadStep.PRICE, 15_000))
    assert read(stock) == snapshot("""\
✅ Price: <b>Rp15,000</b>

📦 <b>How many are ready to be sold?</b>
Just type it, such as <i>20</i> or <i>2 lusin</i>. Made to order? Then type how many you
can make in a week.
[5 | 10 | 20]
[⬅️ Back | ⏭ Skip]
[🙋 Help me here | ⏸ Later]\
""")


def test_the_price_is_asked_for_with_what_others_ask() -> None:
    price = NumberQuestion(
        UploadStep.PRICE, value=15_000, prices=PriceRange(10_000, 16_000, 25_000, 40)
    )
    assert read(price) == snapshot("""\
💰 <b>What is the price of one?</b>
Just type it, such as <i>15.000</i> or <i>15 ribu</i>.

💡 Similar products mostly cost Rp10,000 to Rp25,000, the one in the middle Rp16,000. Your
price is up to you.

Price: <b>Rp15,000</b>
[➡️ Go on]
[⬅️ Back]
[🙋 Help me here | ⏸ Later]\
""")


def test_a_number_that_is_not_clear() -> None:
    assert read(NumberChoice(UploadStep.WEIGHT, (1_000, 1))) == snapshot("""\
🤔 Which one do you mean? Press it, or type it again.
[1 kg | 1 g]
[⬅️ Back | ⏭ Skip]
[🙋 Help me here | ⏸ Later]\
""")
    assert read(NumberNotTaken(UploadStep.PRICE, Trouble.TOO_LOW, 100)) == snapshot("""\
📏 That is a little too low: at least Rp100.
Just type it, such as <i>15.000</i> or <i>15 ribu</i>.
[⬅️ Back | ⏭ Skip]
[🙋 Help me here | ⏸ Later]\
""")


def test_what_there_is_to_choose_from() -> None:
    variants = VariantsQuestion("snacks", before=Taken(UploadStep.WEIGHT, 1_500))
    assert read(variants) == snapshot("""\
✅ Weight: <b>1.5 kg</b>

🎨 <b>Can buyers choose a size, colour or flavour?</b>
Type what there is, with commas between, such as <i>S, M, L</i>.
[1️⃣ There is only one]
[⬅️ Back]
[🙋 Help me here | ⏸ Later]\
""")


def test_the_last_look_says_what_must_come_first() -> None:
    assert read(ListingPreview(KERIPIK, lacking(KERIPIK))) == snapshot("""\
👀 <b>This is your product page. Is it right?</b>

Category: 🍪 Snacks and cakes
Name: <b>Keripik &lt;Singkong&gt;</b>
Price: Rp15,000
Weight: 250 g
Variants: Pedas, Manis

<blockquote>Looking for a snack that makes you want more? Try Keripik &lt;Singkong&gt;.

• To choose from: Pedas, Manis

Any questions? Write to us here, we are glad to help. Happy shopping!</blockquote>

✏️ Still missing: photos, stock, ingredients, net content, how long it keeps, halal,
permit

❗ Before you can send it, please add: <b>photos</b>
[❗ Photos]
[✏️ Category | ✏️ Name]
[✏️ Price | ✏️ Stock]
[✏️ Weight | ✏️ Variants]
[✏️ Description]
[⬅️ Back | 🙋 Help me here]
[💾 Keep as a draft]\
""")


def test_what_rests_and_what_was_sent() -> None:
    assert read(ListingKept(7, "Keripik")) == snapshot("""\
💾 <b>Keripik</b> is kept as it is.
Whenever you like, press the button below or send /unggah, and we go on there.
[▶️ Continue the listing]
[🗑 Throw away]\
""")
    assert read(ListingSent("Keripik")) == snapshot("""\
🎉 <b>Keripik</b> is with our team. They look at it and write to you here, usually within
one working day.
[🆕 New product | 🏠 Menu]\
""")
    assert read(ListingWaits(7, UploadStep.PRICE, "Keripik", 1)) == snapshot("""\
👋 Good to see you again! <b>Keripik</b> still waits for you.

We stopped at this step: <b>price</b>.

Does what you sent just now belong to it?
[▶️ Continue the listing]
[🙋 Something else]\
""")


def test_help_and_a_voice() -> None:
    assert read(HelpIsComing(7, 12)) == snapshot("""\
🙋 Our team sees where you are and what is there so far, and will write to you here.

What is difficult? Write it, or send a photo or a voice message. You would rather go on
yourself? Then press the button.
[▶️ Continue the listing]\
""")
    assert read(PassedToStaff(UploadStep.NAME)) == snapshot("""\
🎤 Our team listens to it and helps you with this step. They write to you here. You need
not wait: go on if you like.
[➡️ Go on]
[⬅️ Back]
[🙋 Help me here | ⏸ Later]\
""")


def test_a_trouble_that_was_passed_on() -> None:
    assert read(TroublePassed(UploadStep.PRICE, 12)) == snapshot("""\
📨 Your message is with our team (<b>#12</b>). They write to you here.

Your listing waits at this step; go on whenever you like. Was it meant for the listing?
Then please say it in other words.
[➡️ Go on]
[⬅️ Back]
[🙋 Help me here | ⏸ Later]\
""")


def test_the_list_of_listings() -> None:
    lines = (
        ListingLine(7, UploadState.DRAFT, UploadStep.PRICE, "snacks", "Keripik <Singkong>", NOW),
        ListingLine(8, UploadState.SENT, UploadStep.PREVIEW, "craft", "Tas Anyaman Pandan", NOW),
    )
    assert read(MyListings(lines)) == snapshot("""\
<b>Your product pages</b>

<b>Keripik &lt;Singkong&gt;</b>
✏️ Not finished yet, at this step: price
16 Nov 2026 09.00

<b>Tas Anyaman Pandan</b>
📨 Our team is looking at it
16 Nov 2026 09.00
[▶️ Keripik <Singkong> | 🗑 Throw away]
[👀 Tas Anyaman Pandan]
[🆕 New product | 🏠 Menu]\
""")
