"""What a list of partners calls its columns."""

from crm.imports.files.headings import Vocabulary

# fmt: off
PARTNERS = Vocabulary(
    names={
        "name": (
            "Rumah BUMN", "Nama Rumah BUMN", "RB", "Nama RB", "Nama Mitra", "Mitra", "Pembina",
            "Nama Pembina", "Nama", "Partner", "Partner Name", "Name",
        ),
        "contact": (
            "Kontak", "Nama Kontak", "Narahubung", "PIC", "Nama PIC", "Penanggung Jawab",
            "Koordinator", "Pengelola", "Contact", "Contact Name", "Contact Person",
        ),
        "phone": (
            "No. HP", "Nomor HP", "HP", "No. Telepon", "Nomor Telepon", "Telepon", "Telp",
            "No. Telp", "No. WA", "WhatsApp", "Phone", "Phone Number", "Mobile",
        ),
        "email": ("Email", "Alamat Email", "Surel", "E-mail Address", "Mail"),
        "address": ("Alamat", "Alamat Lengkap", "Address"),
        "regency": (
            "Kabupaten/Kota", "Kab/Kota", "Kota/Kabupaten", "Kota/Kab", "Kabupaten", "Kota",
            "Regency", "City", "Regency/City",
        ),
        "province": ("Provinsi", "Propinsi", "Prov", "Province"),
    },
    required=("name", "regency"),
)
# fmt: on
"""Each Rumah BUMN, with where it is and whom to ask for."""
