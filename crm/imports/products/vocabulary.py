"""What a list of products calls its columns."""

from crm.imports.files.headings import Vocabulary

# fmt: off
PRODUCTS = Vocabulary(
    names={
        "portal_id": (
            "ID Produk", "Kode Produk", "No. Produk", "Nomor Produk", "ID Barang", "Kode Barang",
            "ID Item", "Product ID", "Product Code", "Item ID", "Listing ID",
        ),
        "seller_ref": (
            "ID Toko", "Kode Toko", "ID Seller", "ID Penjual", "ID UMKM", "ID Mitra", "Kode UMKM",
            "Kode Seller", "Store ID", "Seller ID", "Shop ID", "Merchant ID",
        ),
        "name": (
            "Nama Produk", "Produk", "Nama Barang", "Barang", "Judul Produk", "Judul",
            "Product Name", "Product", "Item Name", "Title",
        ),
        "shelf": (
            "Kategori", "Kategori Produk", "Kategori Barang", "Sub Kategori", "Subkategori",
            "Jenis Produk", "Category", "Product Category", "Subcategory",
        ),
        "price": (
            "Harga", "Harga Produk", "Harga Satuan", "Harga Jual", "Harga Barang", "Price",
            "Unit Price", "Selling Price",
        ),
        "stock": (
            "Stok", "Stok Produk", "Jumlah Stok", "Sisa Stok", "Persediaan", "Stock",
            "Stock Quantity", "Inventory",
        ),
    },
    required=("portal_id", "seller_ref", "name", "price"),
)
# fmt: on
"""Products, a row for each."""
