from inline_snapshot import snapshot

from crm.sellers.payloads import (
    ClaimApproved,
    ClaimReceived,
    ClaimRefused,
    ContactNotOwn,
    ContactQuestion,
    InvitationTrouble,
    Linked,
    LinkedLater,
    LinkQuestion,
    OtherStoreHere,
    StoreChoice,
    StoreNameQuestion,
    StoreTaken,
    WhichStore,
)
from tests.support.phone import read


def test_the_ways_to_find_a_store() -> None:
    assert read(LinkQuestion()) == snapshot("""\
Which store is yours? 🏪

When we know it, our team sees your store at once and can help you faster. The quickest
way is to share the phone number that the store is registered with.
[📱 Share my number]
[🏪 Type the store name]
[⏭ Later]\
""")


def test_a_way_that_failed_is_named_first() -> None:
    assert read(LinkQuestion(waiting=1, trouble=InvitationTrouble.GONE)) == snapshot("""\
🔗 We no longer find the store of this invitation link. Never mind: we can look for it in
another way.

Which store is yours? 🏪

When we know it, our team sees your store at once and can help you faster. The quickest
way is to share the phone number that the store is registered with.

✍️ We have kept your message and come back to it in a moment.
[📱 Share my number]
[🏪 Type the store name]
[⏭ Later]\
""")


def test_the_key_that_shares_a_number() -> None:
    assert read(ContactQuestion()) == snapshot("""\
Now press the big button <b>📱 Share my number</b> at the bottom of your screen 👇

Telegram asks once more whether you want to share your number: say yes. You would rather
not? Then just type the name of your store here.
(📱 Share my number) or type the store name\
""")


def test_somebody_elses_number_is_refused_kindly() -> None:
    assert read(ContactNotOwn()) == snapshot("""\
That number belongs to somebody else 🙏 To keep stores safe, we can only take your own.

Press the big button <b>📱 Share my number</b> at the bottom of your screen, or type the
name of your store here.
(📱 Share my number) or type the store name\
""")


def test_the_owner_of_several_stores_chooses() -> None:
    assert read(
        WhichStore(stores=(StoreChoice(1, "Batik Ayu", "Kota Solo"), StoreChoice(2, "B" * 80)))
    ) == snapshot("""\
You have more than one store with this number 👏 Which one is this chat for?
[Batik Ayu · Kota Solo]
[BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB…]
[⏭ Later]\
""")


def test_the_store_is_asked_for_by_name() -> None:
    assert read(StoreNameQuestion()) == snapshot("""\
Please type the <b>name of your store</b> here, as it stands in Pasar Kita.
[⏭ Later]\
""")


def test_an_unknown_number_leads_to_the_name() -> None:
    assert read(StoreNameQuestion(waiting=2, unknown_phone=True)) == snapshot("""\
Thank you! We find no store with this number; perhaps it is registered with another one.

Please type the <b>name of your store</b> here, as it stands in Pasar Kita.

✍️ We have kept your 2 messages and come back to them in a moment.
[⏭ Later]\
""")


def test_a_store_is_greeted_by_its_name() -> None:
    assert read(Linked(store="Batik & Ayu")) == snapshot("""\
Welcome, <b>Batik &amp; Ayu</b>! 🎉

This chat is now connected to your store. Whenever something is wrong or you have a
question, just write here.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_the_keys_go_with_the_greeting() -> None:
    assert read(Linked(store="Batik Ayu", keyboard=True)) == snapshot("""\
Welcome, <b>Batik Ayu</b>! 🎉

This chat is now connected to your store. Whenever something is wrong or you have a
question, just write here.
(the keys are gone)\
""")


def test_a_claim_need_not_be_waited_for() -> None:
    assert read(ClaimReceived(ticket_id=12, typed_name="<b>Batik")) == snapshot("""\
Thank you! Our team will look for the store <b>&lt;b&gt;Batik</b> and tell you here. This
has the number <b>#12</b>.

You do not have to wait for that: you can report a problem right now.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_a_taken_store_names_nobody() -> None:
    assert read(StoreTaken(ticket_id=12)) == snapshot("""\
We found your store, but it is already connected to another Telegram chat. Perhaps you
have a new phone?

Our team will look into it and tell you here. This has the number <b>#12</b>. You can
report a problem right now.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_a_chat_that_has_a_store_keeps_it() -> None:
    assert read(OtherStoreHere(ticket_id=12, store="Batik Ayu")) == snapshot("""\
This chat is already connected to <b>Batik Ayu</b>. Our team will look into it and tell
you here. This has the number <b>#12</b>. Until then everything stays as it is.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_later_is_fine() -> None:
    assert read(LinkedLater()) == snapshot("""\
All right, we can do that later: it is always in the menu.

Whenever something is wrong or you have a question, just write here.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]
[🏪 Connect my store]\
""")


def test_a_claim_was_granted() -> None:
    assert read(ClaimApproved(store="Batik Ayu")) == snapshot("""\
Good news 🎉 Our team has connected this chat to your store <b>Batik Ayu</b>.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_claim_was_refused() -> None:
    assert read(ClaimRefused()) == snapshot("""\
Our team has looked, but could not connect a store to this chat 🙏

Perhaps the name was a little different? You can try again, or write here and our team
will help you.
[🏪 Try again]
[🙋 Report a problem | 🏠 Menu]\
""")
