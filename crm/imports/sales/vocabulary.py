"""What a file of transactions calls its columns."""

from crm.imports.files.headings import Vocabulary

# fmt: off
SALES = Vocabulary(
    names={
        "order_id": (
            "No. Pesanan", "Nomor Pesanan", "ID Pesanan", "Kode Pesanan", "No. Order",
            "Nomor Order", "No. Invoice", "Nomor Invoice", "Invoice", "No. Transaksi",
            "Nomor Transaksi", "ID Transaksi", "Kode Transaksi", "Order ID", "Order Number",
            "Order No", "Invoice Number", "Transaction ID",
        ),
        "seller_ref": (
            "ID Toko", "Kode Toko", "ID Seller", "ID Penjual", "ID UMKM", "ID Mitra", "Kode UMKM",
            "Kode Seller", "Store ID", "Seller ID", "Shop ID", "Merchant ID",
        ),
        "at": (
            "Tanggal", "Tanggal Transaksi", "Tgl Transaksi", "Tanggal Pesanan", "Tgl Pesanan",
            "Tanggal Order", "Waktu Transaksi", "Waktu Pesanan", "Waktu", "Tgl", "Date",
            "Order Date", "Transaction Date", "Paid At", "Created At", "Time",
        ),
        "amount": (
            "Nilai Transaksi", "Total", "Total Harga", "Jumlah Harga", "Nilai", "Nominal",
            "Harga Total", "Total Bayar", "Total Pembayaran", "Total Belanja", "Subtotal",
            "Penjualan", "Amount", "Total Amount", "Total Price", "Value", "GMV", "Revenue",
        ),
        "quantity": (
            "Jumlah", "Kuantitas", "Qty", "Jumlah Barang", "Jml", "Jumlah Produk", "Banyaknya",
            "Quantity", "Units", "Items",
        ),
        "product": (
            "Produk", "Nama Produk", "Barang", "Nama Barang", "SKU", "Item", "Product",
            "Product Name", "Item Name",
        ),
        "status": (
            "Status", "Status Pesanan", "Status Transaksi", "Status Order", "Order Status",
            "State",
        ),
    },
    required=("order_id", "seller_ref", "at", "amount"),
)
# fmt: on
"""Orders, a row for each product."""
