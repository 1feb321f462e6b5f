"""What became of an order, in the words of whoever exported it."""

import polars as pl

from crm.sellers.names import fold
from models.sales import SaleStatus

# fmt: off
_WORDS = {
    SaleStatus.COMPLETED: (
        "selesai", "sukses", "berhasil", "lunas", "dibayar", "terbayar", "sudah dibayar",
        "diterima", "pesanan diterima", "pesanan selesai", "transaksi selesai", "completed",
        "complete", "done", "paid", "delivered", "finished", "success", "settled", "closed",
    ),
    SaleStatus.PENDING: (
        "baru", "diproses", "proses", "sedang diproses", "dikemas", "dikirim", "sedang dikirim",
        "dalam pengiriman", "menunggu", "menunggu pembayaran", "belum dibayar", "pending", "new",
        "processing", "processed", "packed", "shipped", "in delivery", "unpaid", "waiting", "open",
        "confirmed",
    ),
    SaleStatus.CANCELLED: (
        "batal", "dibatalkan", "pesanan dibatalkan", "pembatalan", "gagal", "ditolak", "retur",
        "diretur", "dikembalikan", "pengembalian", "refund", "direfund", "kedaluwarsa",
        "kadaluarsa", "cancelled", "canceled", "cancel", "failed", "rejected", "returned",
        "refunded", "expired", "void",
    ),
}
# fmt: on
_BY_WORD = {word: status for status, words in _WORDS.items() for word in words}


def parse_status(text: str) -> SaleStatus | None:
    """Return the status that `text` means; None where it is none that is known."""
    return _BY_WORD.get(fold(text))


def statuses(texts: pl.Series) -> pl.Series:
    """Return a column's statuses as they are stored; null where one is not known."""
    distinct = texts.drop_nulls().unique()
    known = pl.Series([parse_status(text) for text in distinct], dtype=pl.String)
    return texts.replace_strict(distinct, known, default=None, return_dtype=pl.String)
