"""What the partner portal calls its columns, and what others call them."""

from crm.imports.files.headings import Vocabulary

# fmt: off
SELLERS = Vocabulary(
    names={
        "portal_id": (
            "ID Toko", "Kode Toko", "ID Seller", "ID Penjual", "ID UMKM", "ID Mitra", "No ID",
            "Kode UMKM", "Kode Seller", "ID", "Store ID", "Seller ID", "Shop ID", "Merchant ID",
        ),
        "store_name": (
            "Nama Toko", "Toko", "Nama Usaha", "Nama UMKM", "Nama Merek", "Store Name", "Store",
            "Shop Name", "Shop", "Merchant Name", "Business Name",
        ),
        "owner_name": (
            "Nama Pemilik", "Pemilik", "Nama Penjual", "Nama Lengkap", "Penanggung Jawab",
            "Nama Pelaku Usaha", "Nama PIC", "PIC", "Owner Name", "Owner", "Seller Name",
            "Contact Name", "Full Name",
        ),
        "email": ("Email", "Alamat Email", "Surel", "Alamat Surel", "E-mail Address", "Mail"),
        "phone": (
            "No. HP", "Nomor HP", "HP", "Handphone", "No. Handphone", "Nomor Handphone",
            "No. Telepon", "Nomor Telepon", "Telepon", "Telp", "No. Telp", "No. Ponsel", "Ponsel",
            "Nomor Ponsel", "No. WA", "Nomor WA", "WA", "WhatsApp", "No. WhatsApp",
            "Nomor WhatsApp", "Kontak", "Phone", "Phone Number", "Mobile", "Mobile Number",
            "Mobile Phone",
        ),
        "address": (
            "Alamat", "Alamat Toko", "Alamat Usaha", "Alamat Lengkap", "Address", "Store Address",
        ),
        "regency": (
            "Kabupaten/Kota", "Kab/Kota", "Kabkot", "Kota/Kabupaten", "Kota/Kab", "Kabupaten",
            "Kota", "Regency", "City", "Regency/City", "City/Regency",
        ),
        "province": ("Provinsi", "Propinsi", "Prov", "Province"),
        "category": (
            "Kategori", "Kategori Usaha", "Kategori Produk", "Kategori Toko", "Jenis Usaha",
            "Bidang Usaha", "Jenis Produk", "Category", "Product Category", "Store Category",
        ),
        "partner": (
            "Rumah BUMN", "RB", "Nama Rumah BUMN", "Rumah BUMN Pembina", "Pembina",
            "Mitra Pembina", "Partner",
        ),
        "joined": (
            "Tanggal Bergabung", "Tgl Bergabung", "Tanggal Daftar", "Tgl Daftar",
            "Tanggal Pendaftaran", "Tanggal Registrasi", "Bergabung", "Bergabung Sejak",
            "Terdaftar", "Joined", "Join Date", "Joined At", "Date Joined", "Registered At",
            "Registration Date",
        ),
        "products": (
            "Jumlah Produk", "Jml Produk", "Produk", "Total Produk", "Produk Aktif",
            "Jumlah Produk Aktif", "Products", "Product Count", "Total Products",
            "Number of Products",
        ),
        "transactions": (
            "Jumlah Transaksi", "Jml Transaksi", "Transaksi", "Total Transaksi", "Jumlah Pesanan",
            "Total Pesanan", "Transactions", "Transaction Count", "Total Transactions", "Orders",
            "Total Orders",
        ),
        "revenue": (
            "Total Penjualan", "Penjualan", "Omzet", "Omset", "Total Omzet", "Total Omset",
            "Nilai Transaksi", "Total Nilai Transaksi", "Pendapatan", "Revenue", "Total Revenue",
            "Sales", "Total Sales", "GMV",
        ),
        "last_login": (
            "Login Terakhir", "Terakhir Login", "Tanggal Login Terakhir", "Akses Terakhir",
            "Terakhir Aktif", "Aktif Terakhir", "Terakhir Masuk", "Last Login", "Last Login At",
            "Last Active", "Last Seen",
        ),
    },
    required=("portal_id", "store_name"),
)
# fmt: on
"""The weekly pull of sellers."""
