from datetime import timedelta

from crm.sellers.invitations import invitation_secret, sign
from models import Seller
from models.sellers import Consent, Reach
from tests.support.talk import arrives, offers, taps, taps_in
from tests.support.town import Town, number_in
from views.actions import AnswerConsent, ApproveLink, ChooseLanguage, LinkBy, Open


async def test_after_pressing_start_in_their_invitation(town: Town) -> None:
    sri, invitation = await town.an_invited_seller(store_name="Batik Ayu")

    sri.start(invitation)
    await taps(sri, ChooseLanguage("jv"))
    await taps(sri, AnswerConsent(1))
    welcome = await sri.hears("Batik Ayu")

    assert offers(Open("report"))(welcome)
    assert not offers(Open("link"))(welcome)
    store = await town.seller(sri)
    assert (store.store_name, store.language) == ("Batik Ayu", "jv")
    assert (store.consent, store.telegram) == (Consent.GIVEN, Reach.OK)
    assert store.linked_at is not None
    await town.settled()
    assert len(await town.all(Seller)) == 1, "the visitor's row ends in the store's"


async def test_once_and_the_invitation_may_be_pressed_again(town: Town) -> None:
    sri, invitation = await town.an_invited_seller(store_name="Batik Ayu")
    await arrives(sri, invitation)
    await sri.hears("Batik Ayu")

    sri.start(invitation)

    await sri.hears(offers(Open("report")))
    assert (await town.seller(sri)).store_name == "Batik Ayu"
    await town.settled()


async def test_but_not_with_a_forged_invitation(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu")
    budi = town.a_stranger("Budi")
    guess = invitation_secret("123456:somebody-else-s-token")

    await arrives(budi, sign(store.id or 0, secret=guess, now=town.clock.now()))

    await budi.hears(offers(LinkBy("contact")))
    assert (await town.seller(budi)).portal_id is None
    await town.settled()


async def test_but_not_with_an_invitation_that_was_changed(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu")
    invitation = town.invitation(store)
    budi = town.a_stranger("Budi")

    await arrives(budi, invitation[:-1] + ("A" if invitation[-1] != "A" else "B"))

    await budi.hears(offers(LinkBy("contact")))
    assert (await town.seller(budi)).portal_id is None
    await town.settled()


async def test_but_not_with_an_expired_invitation(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu")
    sri = town.owner_of(store)
    invitation = town.invitation(store, lifetime=timedelta(days=1))
    await town.pass_time(timedelta(days=2))

    await arrives(sri, invitation)

    await sri.hears(offers(LinkBy("contact")))
    assert (await town.seller(sri)).portal_id is None
    await town.settled()


async def test_but_somebody_else_with_their_invitation_must_ask_staff(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu")
    sri = town.owner_of(store)
    await arrives(sri, town.invitation(store))
    await sri.hears("Batik Ayu")
    budi = town.a_stranger("Budi")

    await arrives(budi, town.invitation(store))

    number = number_in(await budi.hears(r"#\d+"))
    press = await taps_in(town.group, town.agent, ApproveLink(number, 0))
    assert await press.answered()
    await budi.hears(offers(Open("link")))
    assert (await town.seller(sri)).store_name == "Batik Ayu"
    assert (await town.seller(budi)).portal_id is None
    await town.settled()
