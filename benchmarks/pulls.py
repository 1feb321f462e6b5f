"""Pulls of any size, as the portal writes them: 20 columns a row, the same ones each time."""

from pathlib import Path

import polars as pl

STEP = 200_000
_REGENCIES = (
    ("Kab. Sleman", "DI Yogyakarta"), ("Kota Padang", "Sumatera Barat"),
    ("Kab. Bogor", "Jawa Barat"), ("Kota Makassar", "Sulawesi Selatan"),
    ("Kab. Jayapura", "Papua"), ("Kota Surabaya", "Jawa Timur"),
    ("Kab. Lombok Timur", "NTB"), ("Kota Banjarmasin", "Kalimantan Selatan"),
)  # fmt: skip


def write_pull(path: Path, *, sellers: int, changed_every: int = 0) -> None:
    """Write a pull; with `changed_every` each such seller has logged in and sold since."""
    with path.open("wb") as file:
        for start in range(0, sellers, STEP):
            frame = _rows(start, min(sellers, start + STEP), changed_every)
            file.write(frame.write_csv(include_header=start == 0).encode())


def _rows(start: int, end: int, changed_every: int) -> pl.DataFrame:
    n = pl.int_range(start, end, dtype=pl.Int64)
    frame = pl.select(n.alias("n")).with_columns(
        place=pl.col("n") % len(_REGENCIES),
        later=(pl.col("n") % changed_every == 0) if changed_every else pl.lit(False),  # noqa: FBT003
    )
    n = pl.col("n")
    day = (pl.lit("2026-11-01").str.to_datetime("%Y-%m-%d") + pl.duration(minutes=n % 28_000)).dt
    regencies = pl.Series([regency for regency, _ in _REGENCIES])
    provinces = pl.Series([province for _, province in _REGENCIES])
    return frame.select(
        pl.format("PDN-{}", 100_000 + n).alias("ID Toko"),
        pl.format("Toko Berkah {} Jaya", n).alias("Nama Toko"),
        pl.format("Siti Rahma {}", n).alias("Nama Pemilik"),
        pl.format("siti.rahma{}@toko.example", n).alias("Email"),
        pl.format("0861-{}-{}", 1000 + n // 10_000, 1000 + n % 10_000 // 2 + n % 2 * 5000).alias(
            "No. HP"
        ),
        pl.format("Jl. Melati No. {}", n % 200).alias("Alamat"),
        pl.lit(regencies).gather(pl.col("place")).alias("Kabupaten/Kota"),
        pl.lit(provinces).gather(pl.col("place")).alias("Provinsi"),
        pl.lit("Makanan & Minuman").alias("Kategori"),
        pl.lit("Rumah BUMN Sleman").alias("Rumah BUMN"),
        pl.lit("12/08/2025").alias("Tanggal Bergabung"),
        (n % 40).cast(pl.String).alias("Jumlah Produk"),
        (n % 900 + pl.col("later").cast(pl.Int64)).cast(pl.String).alias("Jumlah Transaksi"),
        pl.format("{}.{}0", n % 900 + 1, 10 + n % 90).alias("Total Penjualan"),
        pl.when(pl.col("later"))
        .then(pl.lit("2026-11-23 09:00:00"))
        .otherwise(day.strftime("%Y-%m-%d %H:%M:%S"))
        .alias("Login Terakhir"),
        pl.format("{}", n % 7).alias("Skor"),
        pl.lit("Aktif").alias("Status Mitra"),
        pl.format("NIB{}", 9_000_000 + n).alias("NIB"),
        pl.lit("-").alias("Catatan"),
        pl.lit("Tidak").alias("Halal"),
    )
