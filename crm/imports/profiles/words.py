"""Words by which the values of an unknown column are told."""

TRADE = (
    r"(?i)\b(?:toko|warung|kedai|dapur|pondok|sanggar|galeri|butik|gerai|ud|cv|usaha|umkm|batik"
    r"|tenun|songket|kain|busana|hijab|kopi|teh|keripik|kerupuk|sambal|kue|roti|bakso|madu|jamu"
    r"|herbal|kriya|anyaman|ukir\w*|rajut|kerajinan|craft|shop|store|snack|food|berkah|jaya"
    r"|makmur|sejahtera|mandiri|sumber|barokah|lestari|abadi|sentosa|nusantara|khas)\b"
)
"""In the names of many stores."""

PERSON = (
    r"(?i)^(?:(?:ibu|bu|bapak|pak|h|hj|dr|drs|mbak|mas|i|ni)\b\.?|siti|sri|nur|dewi|rina|ani|eko"
    r"|muhammad|moh|ahmad|abdul|agus|budi|hendra|dian|fitri|indah|yuni|wahyu|putri)"
)
"""At the beginning of the names of many people."""

ADDRESS = (
    r"(?i)\b(?:jl|jln|jalan|gg|gang|dusun|desa|kel|kec|rt|rw|blok|perum\w*|komplek)\b"
    r"|\bno\b\.? ?\d"
)
"""In addresses."""

PARTNER = r"(?i)^(?:rumah bumn|rb)\b"
"""At the beginning of the names of partners."""

GOODS = (
    r"(?i)makan|minum|kuliner|fesyen|fashion|busana|kriya|kerajinan|seni|batik|tenun|kosmetik"
    r"|herbal|tani|rumah tangga|craft|food|beauty|elektronik|furnitur|aksesori"
)
"""In the names of groups of goods."""

REGENCY = ("kab", "kabupaten", "regency", "kota", "kodya", "city", "adm", "administrasi")
"""What a regency or city may be called besides its name."""
