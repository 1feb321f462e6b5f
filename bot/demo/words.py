"""Names of people and goods, region by region, from which demo sellers are made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class People:
    """How people of a region are called, and what they are known to make."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    """Last names; empty where people go by two given names."""
    addressed: tuple[str, str]
    """What a woman and a man who run a shop are called."""
    food: tuple[str, ...]
    cloth: tuple[str, ...]
    craft: tuple[str, ...]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


ACEHNESE = People(
    _split("Cut Nurul, Cut Meutia, Nurhayati, Rahmi, Safrina, Yusnidar, Mutia"),
    _split("Teuku Rizal, Teuku Iskandar, Muhammad Nazar, Zulkifli, Fauzan, Munawar, Syukri"),
    _split("Ibrahim, Daud, Hasan, Ismail, Yusuf, Ahmad"),
    ("Kak", "Bang"),
    _split("Kopi Gayo, Timphan, Dendeng Aceh, Keripik Pisang, Kuah Beulangong"),
    _split("Songket Aceh, Bordir Aceh, Kerawang Gayo"),
    _split("Rencong, Anyaman Pandan, Tas Bordir Aceh"),
)
BATAK = People(
    _split("Rosmaida, Tiurma, Lamtiur, Melda, Ronauli, Duma, Hotmaida, Rismawati"),
    _split("Togar, Parlindungan, Binsar, Hotman, Maruli, Saut, Jonggi, Poltak"),
    _split("Simanjuntak, Siregar, Sihombing, Nainggolan, Hutapea, Sinaga, Manurung, Ginting"),
    ("Inang", "Lae"),
    _split("Kopi Sidikalang, Sambal Andaliman, Bika Ambon, Kacang Sihobuk, Dodol Pulut"),
    _split("Ulos, Kemeja Tenun Batak, Gaun Ulos"),
    _split("Ukiran Gorga, Tas Ulos, Anyaman Rotan"),
)
MINANG = People(
    _split("Yusmaniar, Desmawati, Upik Rahayu, Elfi, Rosmanidar, Yeni, Silvia, Nelly"),
    _split("Syafrizal, Zulhendri, Rusli, Afrizal, Hendri, Yusrizal, Buyung Hendra, Irwandi"),
    _split("Chaniago, Koto, Piliang, Tanjung, Sikumbang, Jambak"),
    ("Uni", "Uda"),
    _split("Rendang, Keripik Sanjai, Karak Kaliang, Dendeng Balado, Randang Telur, Kopi Kawa"),
    _split("Songket Pandai Sikek, Mukena Bordir, Sulaman Koto Gadang"),
    _split("Perak Koto Gadang, Anyaman Mansiang, Miniatur Rumah Gadang"),
)
MALAY = People(
    _split("Zubaidah, Rohani, Nurlela, Siti Aisyah, Rosnani, Hasnah, Fatimah, Masitah"),
    _split("Raja Azhar, Ahmad Zaini, Said Hamzah, Mahmud, Zainal, Syahrul, Ridwan, Effendi"),
    _split("Hamid, Latif, Saleh, Arsyad, Yahya, Kadir, Effendi"),
    ("Mak", "Pak Long"),
    _split("Pempek, Kerupuk Kemplang, Lempok Durian, Kopi Robusta, Otak-otak, Tekwan"),
    _split("Tenun Siak, Songket Palembang, Batik Jambi, Batik Besurek, Kain Tapis"),
    _split("Tudung Manto, Anyaman Purun, Kerajinan Timah, Sulam Usus"),
)
BETAWI = People(
    _split("Siti Rohmah, Mpok Nurlaila, Aminah, Fatimah Zahra, Dewi Anggraini, Rini, Maya"),
    _split("Abdul Rojak, Muhammad Soleh, Ahmad Fauzi, Mahfud, Rizky Pratama, Andi, Budi"),
    _split("Sanusi, Marzuki, Jaelani, Wijaya, Halim, Pratama"),
    ("Mpok", "Bang"),
    _split("Kerak Telor, Bir Pletok, Dodol Betawi, Kembang Goyang, Sambal Roa, Kue Kering"),
    _split("Batik Betawi, Kebaya Encim, Hijab, Kaos Sablon"),
    _split("Ondel-ondel Mini, Lilin Aromaterapi, Tas Daur Ulang"),
)
SUNDANESE = People(
    _split("Neng Euis, Iis, Enung, Ai Nurhayati, Teti, Cucu, Rina, Nunung, Elis, Imas"),
    _split("Asep, Dadang, Ujang, Cecep, Deden, Agus, Yayan, Iwan, Encep, Endang"),
    _split("Suryana, Hidayat, Rohmat, Kurnia, Supriatna, Sutisna, Komarudin, Permana"),
    ("Teh", "Kang"),
    _split("Keripik Setan, Cireng, Seblak, Dodol Garut, Peuyeum, Rangginang, Wajit, Opak"),
    _split("Batik Garutan, Batik Megamendung, Bordir Tasik, Kaos Bandung, Jaket Kulit"),
    _split("Anyaman Rajapolah, Wayang Golek, Payung Geulis, Sandal Kulit, Gerabah"),
)
JAVANESE = People(
    _split("Sri, Endang, Sulastri, Wahyuni, Siti, Ningsih, Rahayu, Tutik, Dwi, Indah, Suparmi"),
    _split("Slamet, Bambang, Joko, Agus, Sugeng, Eko, Tri, Wahyu, Suparman, Heru, Budi"),
    _split("Lestari, Santoso, Widodo, Prasetyo, Utomo, Susilo, Handayani, Nugroho, Saputro"),
    ("Bu", "Pak"),
    _split("Keripik Tempe, Getuk, Bakpia, Wingko, Sambal Pecel, Lumpia, Brem, Gudeg Kaleng"),
    _split("Batik Tulis, Batik Cap, Lurik, Gamis, Kebaya, Kaos Sablon, Mukena"),
    _split("Ukiran Jati, Gerabah, Wayang Kulit, Anyaman Bambu, Perak, Tas Rajut, Blangkon"),
)
BALINESE = People(
    _split("Ni Wayan Sari, Ni Made Ayu, Ni Komang Dewi, Ni Ketut Rai, Ni Luh Putri"),
    _split("I Wayan Sudana, I Made Artha, I Nyoman Gede, I Ketut Suardana, I Gede Putra"),
    (),
    ("Bu", "Bli"),
    _split("Pie Susu, Kopi Kintamani, Sambal Matah, Kacang Bali, Garam Kusamba"),
    _split("Endek, Kain Songket Bali, Kebaya Bali, Kain Pantai"),
    _split("Ukiran Kayu, Perak Celuk, Anyaman Ata, Lukisan Ubud, Dupa"),
)
SASAK = People(
    _split("Baiq Nurul, Baiq Lestari, Hilmiati, Nurhidayah, Sumiati, Raehanun"),
    _split("Lalu Ahmad, Lalu Gede, Muhammad Zaini, Saharudin, Sahnan, Abdul Hadi"),
    _split("Hidayat, Saleh, Idris, Hamdi, Mahsun"),
    ("Inaq", "Amaq"),
    _split("Sate Rembiga, Dodol Rumput Laut, Madu Sumbawa, Kopi Tambora, Susu Kuda Liar"),
    _split("Tenun Sukarara, Songket Sasak, Tenun Bima"),
    _split("Mutiara Lombok, Gerabah Banyumulek, Anyaman Ketak, Cukli"),
)
TIMORESE = People(
    _split("Maria Goreti, Yuliana, Theresia, Fransiska, Magdalena, Yosefina, Agustina"),
    _split("Yohanes, Petrus, Fransiskus, Dominggus, Markus, Antonius, Kornelis"),
    _split("Nahak, Bria, Lako, Wadu, Tallo, Manek, Kleden, Djawa"),
    ("Mama", "Om"),
    _split("Kopi Bajawa, Se'i, Jagung Bose, Madu Timor, Gula Sabu, Cokelat Flores"),
    _split("Tenun Ikat Sumba, Tenun Flores, Tenun Timor, Selendang Sabu"),
    _split("Anyaman Lontar, Kalung Muti, Ukiran Sumba, Sasando Mini"),
)
BANJAR = People(
    _split("Hj. Noorhayati, Rusmini, Aluh Mariani, Norjanah, Salasiah, Mahrita, Galuh Rina"),
    _split("H. Syahrani, Anang Rahmadi, Utuh Ahmad, Gusti Rahman, Fahrurrazi, Syarifudin"),
    _split("Noor, Rahmani, Anshari, Husaini, Fadillah, Arifin"),
    ("Acil", "Paman"),
    _split("Amplang, Soto Banjar, Kerupuk Haruan, Bingka, Abon Ikan, Wadai Banjar"),
    _split("Sasirangan, Kain Samarinda, Gamis Sasirangan"),
    _split("Batu Permata Martapura, Anyaman Purun, Lampit Rotan"),
)
DAYAK = People(
    _split("Yulita, Lidia, Rina Usat, Elisabet, Dayang Sari, Nuria, Marta"),
    _split("Yansen, Albertus, Thomas, Lukas, Simon Unyat, Fidelis, Ardi"),
    _split("Ngau, Lejau, Bahan, Usat, Jelani, Apui, Sungkai"),
    ("Indu", "Bang"),
    _split("Madu Hutan, Lempok Durian, Amplang, Beras Adan, Lada Putih, Kerupuk Basah"),
    _split("Batik Dayak, Tenun Sintang, Ulap Doyo, Corak Insang"),
    _split("Manik Dayak, Mandau, Anyaman Rotan, Seraung, Tas Anjat"),
)
MINAHASAN = People(
    _split("Meike, Jenny, Vonny, Olga, Deitje, Grace, Sherly, Nontje"),
    _split("Jantje, Ferry, Denny, Hengky, Meidy, Frangky, Stenly, Refly"),
    _split("Mandagi, Rumengan, Wowor, Lumintang, Pangemanan, Tumbelaka, Kaunang"),
    ("Tante", "Om"),
    _split("Klapertart, Cakalang Fufu, Sambal Roa, Halua Kenari, Bagea, Pia Saronde"),
    _split("Kain Bentenan, Karawo, Kain Koffo"),
    _split("Kerajinan Tempurung, Ukiran Kayu Hitam, Sulaman Karawo"),
)
BUGIS = People(
    _split("Andi Tenri, Besse, Hj. Sitti Aminah, Hasnawati, Rosmini, Andi Nurhayati, Marwah"),
    _split("Andi Baso, Daeng Tata, Ambo Upe, Muh. Yusuf, Baharuddin, Syamsul, La Ode Rahmat"),
    _split("Tahir, Mappangara, Mattalatta, Sulaiman, Tenriawaru, Latif, Amiruddin"),
    ("Bunda", "Daeng"),
    _split("Otak-otak Ikan, Kopi Toraja, Barongko, Abon Ikan Tuna, Bagea, Dange, Kacang Mete"),
    _split("Sutra Mandar, Sutra Sengkang, Tenun Toraja, Tenun Buton, Tenun Donggala"),
    _split("Ukiran Toraja, Miniatur Pinisi, Perak Kendari, Anyaman Lontar"),
)
MOLUCCAN = People(
    _split("Marlen, Yohana, Welmince, Sitti Hajar, Femmy, Astrid, Nurbaya"),
    _split("Johan, Welem, Stevanus, Abdul Gani, Max, Ronny, Hamid"),
    _split("Pattiasina, Latuconsina, Tuasikal, Sahetapy, Leatemia, Umasugi, Wattimena"),
    ("Usi", "Bung"),
    _split("Sagu Lempeng, Kenari Panggang, Minyak Kayu Putih, Pala Manis, Abon Cakalang"),
    _split("Tenun Tanimbar, Batik Pala, Batik Tubo"),
    _split("Mutiara Aru, Kerajinan Kerang, Besi Putih Morotai"),
)
PAPUAN = People(
    _split("Yosina, Orpa, Mama Dorce, Naomi, Yuliana, Martha, Selfina, Ribka"),
    _split("Yakob, Frans, Nikolaus, Markus, Elias, Demianus, Melkias, Titus"),
    _split("Wanggai, Kogoya, Rumbiak, Wenda, Mandacan, Yoku, Gebze, Mambrasar, Tabuni"),
    ("Mama", "Kaka"),
    _split("Kopi Wamena, Keripik Keladi, Sagu Papua, Buah Merah, Abon Gulung, Ikan Asar"),
    _split("Batik Papua, Batik Cenderawasih, Tenun Serat"),
    _split("Noken, Ukiran Asmat, Tifa, Patung Karwar, Gelang Papua"),
)

PEOPLE = {
    "11": ACEHNESE, "12": BATAK, "13": MINANG, "14": MALAY, "15": MALAY, "16": MALAY,
    "17": MALAY, "18": MALAY, "19": MALAY, "21": MALAY, "31": BETAWI, "32": SUNDANESE,
    "33": JAVANESE, "34": JAVANESE, "35": JAVANESE, "36": SUNDANESE, "51": BALINESE,
    "52": SASAK, "53": TIMORESE, "61": DAYAK, "62": DAYAK, "63": BANJAR, "64": BANJAR,
    "65": DAYAK, "71": MINAHASAN, "72": BUGIS, "73": BUGIS, "74": BUGIS, "75": MINAHASAN,
    "76": BUGIS, "81": MOLUCCAN, "82": MOLUCCAN, "91": PAPUAN, "92": PAPUAN, "93": PAPUAN,
    "94": PAPUAN, "95": PAPUAN, "96": PAPUAN,
}  # fmt: skip
"""By Kemendagri's code of the province."""

POPULATION = {
    "11": 5.5, "12": 15.4, "13": 5.8, "14": 6.7, "15": 3.7, "16": 8.8, "17": 2.1, "18": 9.3,
    "19": 1.5, "21": 2.2, "31": 10.7, "32": 50.3, "33": 37.9, "34": 3.8, "35": 41.8, "36": 12.4,
    "51": 4.4, "52": 5.6, "53": 5.6, "61": 5.7, "62": 2.8, "63": 4.3, "64": 4.0, "65": 0.7,
    "71": 2.7, "72": 3.1, "73": 9.4, "74": 2.8, "75": 1.2, "76": 1.5, "81": 1.9, "82": 1.4,
    "91": 1.1, "92": 0.6, "93": 0.5, "94": 1.5, "95": 1.5, "96": 0.6,
}  # fmt: skip
"""Millions of people, about 2024 (BPS, projections)."""

HERBAL = _split("Jamu, Sabun Herbal, Minyak Kemiri, Lulur, Madu Herbal, Teh Daun Kelor, Masker")
FARM = _split("Beras Organik, Gula Aren, Kopi Bubuk, Bibit Buah, Pupuk Kompos, Madu, Rempah")
HOME = _split("Keset, Sapu Lidi, Lampu Hias, Taplak Rajut, Rak Bambu, Bantal, Peralatan Dapur")

CATEGORIES = {
    "Makanan & Minuman": 38, "Fesyen": 14, "Batik & Tenun": 13, "Kriya & Seni": 14,
    "Kosmetik & Herbal": 8, "Pertanian & Perkebunan": 8, "Rumah Tangga": 5,
}  # fmt: skip
"""With the share of each, in percent."""

CLOTHES = _split(
    "Gamis, Hijab, Kaos Sablon, Busana Muslim, Baju Anak, Konveksi, Sepatu Kulit, Tas"
)
GOOD_WORDS = _split(
    "Berkah, Jaya, Makmur, Lestari, Barokah, Sejahtera, Mandiri, Abadi, Cahaya, Harapan, Sentosa,"
    "Amanah, Rejeki, Mekar, Nusantara, Bahagia, Karya, Indah, Asri, Pertiwi"
)
STREETS = _split(
    "Jl. Merdeka, Jl. Diponegoro, Jl. Pahlawan, Jl. Sudirman, Jl. Ahmad Yani, Jl. Mawar,"
    "Jl. Melati, Jl. Kenanga, Jl. Pasar Baru, Jl. Raya Desa, Jl. Pemuda, Jl. Kartini, Gang Mangga"
)
