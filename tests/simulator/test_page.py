"""What people see and do on the simulator's page, in a real browser."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import FormData
from playwright.async_api import Browser, expect

from core.clock import MovableClock
from simulator import Simulator
from tests.simulator.page_stage import Stage, open_browser, open_stage

PAGE = Path(__file__).parents[2] / "simulator" / "page"
SCREENFUL = 40
CSV = "baris,alasan\r\n2,“é”\r\n".encode()


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Yield a browser, in which each test opens a page of its own."""
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """Yield the open page."""
    async with open_stage(browser) as stage:
        yield stage


async def test_a_seller_starts_types_and_is_answered(stage: Stage) -> None:
    await stage.start()
    await stage.says("halo, saya <b>Sri</b> & co")
    await expect(stage.phone.locator(".message.own")).to_have_count(2)


async def test_a_pressed_button_shows_its_toast_and_the_edit(stage: Stage) -> None:
    await stage.start()
    await stage.phone.get_by_role("button", name="Tekan saya").click()
    await expect(stage.phone.locator(".toast", has_text="Ditekan")).to_be_visible()
    await expect(stage.phone.get_by_text("Sudah ditekan")).to_be_visible()
    await expect(stage.phone.get_by_text("disunting")).to_be_visible()
    await expect(stage.phone.locator("[aria-busy]")).to_have_count(0)


async def test_an_alert_asks_to_be_closed(stage: Stage) -> None:
    await stage.start()
    await stage.phone.get_by_role("button", name="Awas").click()
    await expect(stage.page.locator("#ask")).to_contain_text("Ditekan")
    await stage.page.keyboard.press("Escape")
    await expect(stage.page.locator("#ask")).to_be_hidden()


async def test_sample_pictures_go_as_photo_and_as_album(stage: Stage) -> None:
    await stage.start()
    await stage.attach("Keripik", "Kirim 1 gambar")
    await stage.attach("Batik", "Cangkir", "Kirim 2 gambar")
    pictures = stage.phone.locator(".message.own .picture img")
    await expect(pictures).to_have_count(3)
    await expect(stage.phone.locator(".album")).to_have_count(1)
    await expect(stage.phone.get_by_text("Gema: photo")).to_have_count(3)
    await expect(pictures.first).to_have_js_property("naturalWidth", 720)


async def test_an_own_file_goes_as_a_document(stage: Stage) -> None:
    await stage.start()
    async with stage.page.expect_file_chooser() as chooser:
        await stage.attach("Dokumen")
    file = {"name": "harga.csv", "mimeType": "text/csv", "buffer": b"barang,harga"}
    await (await chooser.value).set_files(file)  # pyright: ignore[reportArgumentType] - a FilePayload
    await expect(stage.phone.locator(".own .slip")).to_contain_text("harga.csv")


async def test_a_file_of_the_bot_is_downloaded_as_it_was(stage: Stage) -> None:
    await stage.start()
    form = FormData(quote_fields=False)
    form.add_field("chat_id", str(stage.seller_id))
    form.add_field("caption", "Baris yang ditolak")
    form.add_field("document", CSV, filename="ditolak é.csv", content_type="text/csv")
    await stage.client.send_form("sendDocument", form)
    slip = stage.phone.locator(".other .slip")
    await expect(slip).to_contain_text("ditolak é.csv")

    async with stage.page.expect_download() as download:
        await slip.click()

    file = await download.value
    assert file.suggested_filename == "ditolak é.csv"
    assert await asyncio.to_thread((await file.path()).read_bytes) == CSV


async def test_voice_contact_and_place_are_sent(stage: Stage) -> None:
    await stage.start()
    for kind, echo in (("suara", "voice"), ("Kontak saya", "contact"), ("Lokasi", "location")):
        await stage.attach(kind)
        await expect(stage.phone.get_by_text(f"Gema: {echo}")).to_be_visible()
    await expect(stage.phone.locator(".own .slip")).to_contain_text("+62812")


async def test_a_reply_keyboard_sends_words_and_the_own_contact(stage: Stage) -> None:
    await stage.start()
    keyboard = [[{"text": "Laporan saya"}, {"text": "Nomor saya", "request_contact": True}]]
    markup = {"keyboard": keyboard, "resize_keyboard": True}
    await stage.client.call(
        "sendMessage", chat_id=stage.seller_id, text="Pilih", reply_markup=markup
    )
    await stage.phone.get_by_role("button", name="Laporan saya").click()
    await expect(stage.phone.get_by_text("Gema: Laporan saya")).to_be_visible()
    await stage.phone.get_by_role("button", name="Nomor saya").click()
    await expect(stage.phone.get_by_text("Gema: contact")).to_be_visible()


async def test_the_bot_is_seen_typing_until_it_writes(stage: Stage) -> None:
    await stage.start()
    await stage.client.call("sendChatAction", chat_id=stage.seller_id, action="typing")
    await expect(stage.phone.get_by_text("sedang mengetik")).to_be_visible()
    await stage.client.call("sendMessage", chat_id=stage.seller_id, text="Selesai")
    await expect(stage.phone.get_by_text("sedang mengetik")).to_be_hidden()


async def test_a_link_to_the_bot_starts_it_with_its_payload(stage: Stage) -> None:
    await stage.start()
    button = {"text": "Undangan", "url": "https://t.me/sapa_demo_bot?start=abc"}
    await stage.client.call(
        "sendMessage",
        chat_id=stage.seller_id,
        text="Mari",
        reply_markup={"inline_keyboard": [[button]]},
    )
    await stage.phone.get_by_role("button", name="Undangan").click()
    await expect(stage.phone.get_by_text("Gema: /start abc")).to_be_visible()


async def test_staff_answer_in_the_topic(stage: Stage) -> None:
    await stage.start()
    await stage.says("uang saya belum cair")
    topic = stage.page.locator(".topic", has_text="Tiket Ke-7")
    await expect(topic.locator(".unread")).to_be_visible()
    await topic.click()
    await expect(stage.staff.get_by_text("Kartu: uang saya belum cair")).to_be_visible()
    await expect(topic.locator(".unread")).to_have_count(0)
    await stage.page.fill("#staff-input", "kami periksa")
    await stage.page.press("#staff-input", "Enter")
    await expect(stage.phone.locator(".other", has_text="kami periksa")).to_be_visible()


async def test_staff_close_reopen_and_delete_a_topic(stage: Stage) -> None:
    await stage.start()
    await stage.says("halo")
    await stage.page.locator(".topic", has_text="Tiket").click()
    await stage.staff.get_by_role("button", name="Tutup topik").click()
    await stage.staff.get_by_role("button", name="Buka kembali").click()
    await stage.staff.get_by_role("button", name="Hapus topik").click()
    await stage.page.locator("#ask").get_by_role("button", name="Hapus").click()
    await expect(stage.page.locator(".topic")).to_have_count(1)
    assert stage.group.topics == []


async def test_everything_can_be_done_with_the_keyboard(stage: Stage) -> None:
    keys = stage.page.keyboard

    async def writes(text: str) -> None:
        await keys.type(text)
        await keys.press("Enter")

    await keys.press("Alt+1")
    await writes("toko 12 jaya")
    await keys.press("Alt+2")
    await keys.press("Enter")
    await expect(stage.phone.get_by_text("Gema: /start")).to_be_visible()
    await writes("halo")
    await expect(stage.phone.get_by_text("Gema: halo")).to_be_visible()
    await keys.press("ArrowUp")
    await writes(" semua")
    await expect(stage.phone.locator(".own", has_text="halo semua")).to_be_visible()
    await writes("/ban")
    await expect(stage.phone.get_by_text("Gema: /bantuan")).to_be_visible()
    await expect(stage.page.locator("#phone-input")).to_have_value("")
    await expect(stage.page.locator(".topic", has_text="Tiket Ke-12")).to_be_visible()
    await keys.press("Alt+3")
    await keys.press("ArrowDown")
    await keys.press("Alt+4")
    await writes("terima kasih")
    await expect(stage.phone.locator(".other", has_text="terima kasih")).to_be_visible()
    await keys.press("Shift+Tab")
    await stage.staff.locator(".messages").focus()
    await keys.press("ArrowUp")
    await keys.press("r")
    await writes("sama-sama")
    await expect(stage.staff.locator(".quote", has_text="terima kasih")).to_be_visible()


async def test_a_reaction_is_set_shown_and_taken_back(stage: Stage) -> None:
    await stage.start()
    answer = stage.phone.locator(".other", has_text="Gema: /start").last
    react = answer.get_by_role("button", name="Beri reaksi")
    await answer.hover()
    await react.click()
    await expect(answer.locator(".reactions")).to_have_text("👍")
    await react.click()
    await expect(answer.locator(".reactions")).to_have_count(0)


async def test_the_clock_moves_forward(stage: Stage) -> None:
    face = stage.page.locator("#clock-time")
    await expect(face).to_have_text("10.30")
    await stage.page.click("#clock-hour")
    await expect(face).to_have_text("11.30")
    await stage.page.click("#clock-morning")
    await expect(face).to_have_text("09.00")
    await expect(stage.page.locator("#clock-day")).to_contain_text("24 Nov")
    await stage.page.click("#clock-week")
    await expect(stage.page.locator("#clock-day")).to_contain_text("1 Des")


async def test_a_reload_finds_everything_again(stage: Stage) -> None:
    await stage.start()
    await stage.says("sebelum muat ulang")
    await stage.page.locator(".topic", has_text="Tiket").click()
    await stage.page.select_option("#staff-select", label="Bagus Pratama")
    await stage.page.fill("#phone-input", "belum terkirim")
    await stage.page.reload()
    await expect(stage.phone.get_by_text("Gema: sebelum muat ulang")).to_be_visible()
    await expect(stage.page.locator("#phone-input")).to_have_value("belum terkirim")
    await expect(stage.staff.get_by_text("Kartu: sebelum muat ulang")).to_be_visible()
    chosen = stage.page.locator("#staff-select option:checked")
    await expect(chosen).to_have_text("Bagus Pratama")


async def test_two_thousand_sellers_cost_a_screenful_and_nothing_jumps(stage: Stage) -> None:
    await expect(stage.page.locator("#seller-count")).to_have_text("2.000")
    assert await stage.page.locator(".seller").count() < SCREENFUL
    assert await stage.page.evaluate("window.shifted") < 0.01


async def test_words_that_look_like_markup_stay_words(stage: Stage) -> None:
    facts = {"store": "<img src=x onerror=alert(1)>"}
    stage.simulator.add_user("<i>Budi</i>", facts=facts).says('<script>"&</script>')
    await expect(stage.page.locator("#feed-rows tr")).to_contain_text(["<b>halo</b>"])
    await stage.page.fill("#seller-search", "onerror")
    await expect(stage.page.locator(".seller")).to_have_count(1)
    await stage.page.press("#seller-search", "Enter")
    await expect(stage.phone.get_by_text('<script>"&</script>', exact=True)).to_be_visible()
    await expect(stage.phone.locator("#phone-head")).to_contain_text("<i>Budi</i>")


async def test_the_page_finds_its_way_back_when_the_simulator_comes_back(stage: Stage) -> None:
    port = int(stage.simulator.url.rpartition(":")[2])
    await stage.simulator.stop()
    await expect(stage.page.locator("#link-state")).to_contain_text("Terputus")
    another = Simulator(MovableClock())
    another.add_user("Sri", facts={"store": "Toko Baru"})
    await another.start(port=port)
    await expect(stage.page.locator("#seller-count")).to_have_text("1", timeout=15_000)
    await expect(stage.page.locator("#link-state")).to_have_text("")
    await expect(stage.phone.get_by_role("button", name="Mulai", exact=True)).to_be_visible()
    await stage.page.close()  # it would complain once more, at some time, that nobody is there
    await another.stop()
    stage.errors.clear()


async def test_every_word_is_there_in_both_languages(stage: Stage) -> None:
    words: dict[str, list[str]] = await stage.page.evaluate(
        "import('/page/js/words.js').then(({WORDS}) =>"
        " ({id: Object.keys(WORDS.id), en: Object.keys(WORDS.en)}))"
    )
    source = "".join(path.read_text() for path in [*PAGE.glob("js/*.js"), PAGE / "index.html"])
    used = {*re.findall(r'\bt\("(\w+)"', source), *re.findall(r'data-t[a-z-]*="(\w+)"', source)}
    assert sorted(words["id"]) == sorted(words["en"])
    assert used <= set(words["id"])
    await stage.page.get_by_role("button", name="Switch to English").click()
    await expect(stage.page.locator("#feed-toggle")).to_have_text("Interactions")
