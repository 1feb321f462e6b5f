"""What is no answer at a step of the wizard, and what is one."""

import pytest

from crm.understanding.reading import read
from crm.uploads.beside import Beside, beside
from models.uploads import UploadStep


@pytest.mark.parametrize(
    ("step", "text", "said"),
    [
        (UploadStep.PHOTOS, "kenapa foto saya ditolak kak", Beside.TROUBLE),
        (UploadStep.PRICE, "duit saya belum cair kak", Beside.TROUBLE),
        (UploadStep.STOCK, "saya tidak bisa login ke akun saya", Beside.TROUBLE),
        (UploadStep.NAME, "paket saya belum dijemput kurir dari kemarin", Beside.TROUBLE),
        (
            UploadStep.DESCRIPTION,
            "kenapa toko saya ditutup padahal tidak melanggar",
            Beside.TROUBLE,
        ),
        (UploadStep.PHOTOS, "udah itu aja", Beside.ENOUGH),
        (UploadStep.WEIGHT, "bantuan", Beside.HELP),
        (UploadStep.VARIANTS, "jangan kirim pesan lagi", Beside.SILENCE),
    ],
)
def test_something_else_is_told_from_answers(step: UploadStep, text: str, said: Beside) -> None:
    assert beside(text, read(text), step=step) is said


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (UploadStep.CATEGORY, "kerajinan bambu"),
        (UploadStep.NAME, "Stop Kontak 4 Lubang"),
        (UploadStep.NAME, "gak jadi kurus roti tawar"),
        (UploadStep.PRICE, "tidak tahu kak, belum dihitung, mungkin 20rb"),
        (UploadStep.STOCK, "stok kosong kak belum produksi lagi"),
        (UploadStep.STOCK, "tergantung pesanan kak tidak pasti"),
        (UploadStep.STOCK, "cukup"),
        (UploadStep.WEIGHT, "belum ditimbang kak"),
        (UploadStep.VARIANTS, "tidak ada"),
        (UploadStep.VARIANTS, "tidak perlu"),
        (UploadStep.DESCRIPTION, "tidak bisa"),
        (UploadStep.DESCRIPTION, "tahan seminggu di suhu ruang, sebulan di kulkas"),
        (UploadStep.DESCRIPTION, "pesanan dikirim setiap hari, hari minggu tidak kirim"),
    ],
)
def test_an_answer_is_left_to_its_step(step: UploadStep, text: str) -> None:
    assert beside(text, read(text), step=step) is None
