"""The common problems: what each is about, and by which words a report of it is known."""

from dataclasses import dataclass
from enum import StrEnum

from models.tickets import Category


class Article(StrEnum):
    """The answer to one of them; its words are in every catalog."""

    CANNOT_LOG_IN = "cannot_log_in"
    FORGOT_PASSWORD = "forgot_password"  # noqa: S105 - a problem, not a password
    NO_OTP = "no_otp"
    PAYOUT_LATE = "payout_late"
    BANK_ACCOUNT = "bank_account"
    ORDER_CANCELLED = "order_cancelled"
    BUYER_RETURNS = "buyer_returns"
    SHIPPING_SLIP = "shipping_slip"
    COURIER_MISSING = "courier_missing"
    PRODUCT_REJECTED = "product_rejected"
    PHOTO_TOO_SMALL = "photo_too_small"
    PRODUCT_HIDDEN = "product_hidden"
    STOCK_AND_PRICE = "stock_and_price"
    WRONG_CATEGORY = "wrong_category"
    STORE_CLOSED = "store_closed"
    PROMOTION = "promotion"


@dataclass(frozen=True, slots=True)
class Subject:
    """With which reports an article is offered; a phrase counts where words begin with it."""

    category: Category
    phrases: tuple[str, ...]


SUBJECTS: dict[Article, Subject] = {
    Article.CANNOT_LOG_IN: Subject(
        Category.LOGIN,
        (
            "login", "log in", "tidak bisa masuk", "gak bisa masuk", "ga bisa masuk",
            "nggak bisa masuk", "gagal masuk", "masuk akun", "akun terkunci",
            "mboten saged mlebet", "ora iso mlebu", "ora bisa mlebu", "teu tiasa lebet",
            "teu bisa asup",
        ),
    ),
    Article.FORGOT_PASSWORD: Subject(
        Category.LOGIN,
        (
            "lupa kata sandi", "lupa sandi", "lupa password", "lupa pin", "kata sandi", "password",
            "reset", "kesupen", "lali", "kasupen", "hilap", "poho", "forgot",
        ),
    ),
    Article.NO_OTP: Subject(
        Category.LOGIN,
        ("otp", "kode verifikasi", "kode masuk", "kode tidak", "kode belum", "kode gak", "sms"),
    ),
    Article.PAYOUT_LATE: Subject(
        Category.PAYMENT,
        (
            "belum masuk", "blm masuk", "belum cair", "blm cair", "cair", "pencairan",
            "belum ditransfer", "belum dibayar", "belum terima uang", "uang penjualan",
            "hasil jualan", "saldo", "payout", "durung mlebu", "dereng mlebet", "durung metu",
            "teu acan lebet", "can asup",
        ),
    ),
    Article.BANK_ACCOUNT: Subject(
        Category.PAYMENT,
        (
            "rekening", "norek", "no rek", "ganti bank", "pindah bank", "salah bank",
            "bank account",
        ),
    ),
    Article.ORDER_CANCELLED: Subject(
        Category.ORDER,
        ("batal", "dibatalkan", "pembatalan", "cancel", "mboten sios", "ora sido", "teu cios",
         "teu jadi"),
    ),
    Article.BUYER_RETURNS: Subject(
        Category.ORDER,
        (
            "retur", "return", "dikembalikan", "mengembalikan", "pengembalian", "kembalikan",
            "komplain", "barang rusak", "refund", "dipunwangsulaken", "dibalekno", "dipulangkeun",
        ),
    ),
    Article.SHIPPING_SLIP: Subject(
        Category.SHIPPING,
        ("resi", "label", "cetak", "print", "printer", "nomor pengiriman", "stiker"),
    ),
    Article.COURIER_MISSING: Subject(
        Category.SHIPPING,
        (
            "kurir", "pickup", "pick up", "jemput", "dijemput", "belum diambil", "tidak diambil",
            "courier", "dipundhut", "dicandak",
        ),
    ),
    Article.PRODUCT_REJECTED: Subject(
        Category.PRODUCT,
        ("ditolak", "tolak", "penolakan", "tidak lolos", "gak lolos", "belum disetujui",
         "tidak disetujui", "rejected", "dipuntolak"),
    ),
    Article.PHOTO_TOO_SMALL: Subject(
        Category.PRODUCT,
        ("foto", "gambar", "poto", "buram", "blur", "kabur", "terlalu kecil", "gelap", "pecah",
         "resolusi"),
    ),
    Article.PRODUCT_HIDDEN: Subject(
        Category.PRODUCT,
        (
            "tidak muncul", "gak muncul", "ga muncul", "belum muncul", "tidak tampil",
            "belum tampil", "tidak terlihat", "tidak kelihatan", "hilang", "mboten ketingal",
            "ora ketok", "teu katingal", "teu aya",
        ),
    ),
    Article.STOCK_AND_PRICE: Subject(
        Category.PRODUCT,
        ("stok", "stock", "harga", "ubah jumlah", "regi", "rega", "pangaos", "habis"),
    ),
    Article.WRONG_CATEGORY: Subject(
        Category.PRODUCT,
        ("kategori", "category", "salah jenis", "salah golongan"),
    ),
    Article.STORE_CLOSED: Subject(
        Category.STORE,
        ("libur", "tutup", "toko saya tutup", "buka kembali", "mudik", "cuti", "prei", "holiday"),
    ),
    Article.PROMOTION: Subject(
        Category.STORE,
        ("promo", "diskon", "flash sale", "harbolnas", "kampanye", "ikut serta", "voucher"),
    ),
}  # fmt: skip


def article_of(code: str) -> Article | None:
    """Return the article of this name; None where there is none, or another version had it."""
    return Article(code) if code in set(Article) else None
