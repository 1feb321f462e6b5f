/** Every word of this page, in Indonesian and English, and how numbers of things are said. */

const id = {
  tagline: "Simulator hubungan penjual",
  clock: "Jam simulasi (WIB)", plusHour: "+1 jam", plusHourTitle: "Majukan satu jam (Alt+H)",
  nextMorning: "Besok 09.00", nextMorningTitle: "Majukan ke pukul 09.00 WIB berikutnya (Alt+P)",
  plusWeek: "+1 minggu", plusWeekTitle: "Majukan satu minggu (Alt+W)",
  feed: "Interaksi", feedToggle: "Tampilkan atau sembunyikan interaksi (Alt+5)",
  feedHint: "Setiap pesan masuk dan keluar, tercatat tepat sekali.",
  feedEmpty: "Belum ada interaksi. Tekan Mulai di ponsel untuk memulai percakapan.",
  colTime: "Waktu", colDirection: "Arah", colChannel: "Kanal", colSeller: "Penjual", colKind: "Jenis",
  colText: "Isi", colTicket: "Tiket", colLocale: "Bahasa", in: "masuk", out: "keluar",
  theme: "Ganti tema terang, gelap, atau ikut sistem", switchLanguage: "Switch to English", otherLanguage: "EN",
  shortcuts: "Pintasan papan ketik", close: "Tutup", cancel: "Batal", remove: "Hapus", ok: "Oke",
  offline: "Terputus, mencoba lagi …",
  sellers: "Penjual", searchSellers: "Cari toko, tempat, bahasa", chooseSeller: "Pilih penjual",
  noSellers: "Tidak ada penjual yang cocok.", phone: "Ponsel penjual", blockedTag: "memblokir", unread: "{n} belum dibaca",
  pickSeller: "Pilih seorang penjual dari daftar untuk membuka ponselnya.",
  bot: "bot", typing: "sedang mengetik", start: "Mulai", startHint: "Bot tidak dapat menulis lebih dulu. Penjual yang memulai percakapan.",
  startLink: "Mulai lewat tautan undangan", startPayload: "Kode undangan (start=…)",
  blockBot: "Blokir bot", unblockBot: "Buka blokir bot", blockedNote: "Penjual ini memblokir bot.",
  staffGroup: "Grup staf", actingAs: "Sebagai", topics: "Topik", general: "Umum", members: "{n} anggota",
  noGroup: "Belum ada grup staf.", emptyThread: "Belum ada pesan di sini.", emptyPhone: "Percakapan masih kosong.",
  closeTopic: "Tutup topik", reopenTopic: "Buka kembali", deleteTopic: "Hapus topik",
  deleteTopicAsk: "Hapus topik “{name}” beserta semua pesannya?", topicClosed: "Topik ini ditutup.",
  write: "Tulis pesan", writeStaff: "Tulis di topik ini", send: "Kirim", attach: "Lampirkan", menu: "Menu perintah",
  showKeys: "Tampilkan tombol balasan", reply: "Balas", edit: "Sunting", react: "Beri reaksi",
  replyTo: "Membalas {name}", editing: "Menyunting pesan", edited: "disunting", you: "Anda", today: "Hari ini", newMessages: "Pesan terbaru",
  samples: "Gambar contoh", samplesHint: "Pilih satu untuk foto, beberapa untuk album.", sendChosen: "Kirim {n} gambar",
  ownPhotos: "Foto / video", voice: "Pesan suara", ownContact: "Kontak saya", otherContact: "Kontak lain", location: "Lokasi", document: "Dokumen",
  sampleSnack: "Keripik", sampleBatik: "Batik", sampleMug: "Cangkir", sampleError: "Gagal masuk", sampleDark: "Terlalu gelap",
  photo: "Foto", video: "Video", sticker: "Stiker", contact: "Kontak", message: "Pesan", playVoice: "Putar pesan suara", duration: "{s} dtk",
  commands: "Perintah bot", noCommands: "Bot belum memasang perintah.", opensLink: "membuka tautan",
  tooBig: "Berkas lebih besar dari 20 MB.", failed: "Tidak berhasil: {why}", unanswered: "Bot tidak menjawab tombol ini.",
  topicMade: "Topik “{name}” dibuat", topicRenamed: "Topik diganti nama: “{name}”", topicWasClosed: "Topik ditutup", topicWasReopened: "Topik dibuka kembali",
  joined: "{name} bergabung", left: "{name} keluar", pinned: "Pesan disematkan",
  helpMove: "Berpindah", helpWrite: "Menulis", helpTime: "Waktu",
  kSearch: "Cari penjual", kPhone: "Tulis di ponsel", kTopics: "Daftar topik", kStaff: "Tulis di grup staf", kFeed: "Interaksi",
  kArrows: "Bergerak dalam daftar dan pesan", kSend: "Kirim", kLine: "Baris baru", kEditLast: "Sunting pesan terakhir (kotak kosong)", kReply: "Balas, sunting, atau beri reaksi pada pesan terpilih",
  kEscape: "Batalkan, tutup", kSlash: "Pilih perintah", kHelp: "Bantuan ini",
};

const en = {
  tagline: "Seller relations simulator",
  clock: "Simulated clock (Jakarta)", plusHour: "+1 hour", plusHourTitle: "Move on by an hour (Alt+H)",
  nextMorning: "Next 09:00", nextMorningTitle: "Move on to the next 09:00 in Jakarta (Alt+P)",
  plusWeek: "+1 week", plusWeekTitle: "Move on by a week (Alt+W)",
  feed: "Interactions", feedToggle: "Show or hide the interactions (Alt+5)",
  feedHint: "Every message in and out, recorded exactly once.",
  feedEmpty: "No interactions yet. Press Start on the phone to begin a conversation.",
  colTime: "Time", colDirection: "Way", colChannel: "Channel", colSeller: "Seller", colKind: "Kind",
  colText: "Text", colTicket: "Ticket", colLocale: "Language", in: "in", out: "out",
  theme: "Switch between light, dark and the system's theme", switchLanguage: "Ganti ke bahasa Indonesia", otherLanguage: "ID",
  shortcuts: "Keyboard shortcuts", close: "Close", cancel: "Cancel", remove: "Delete", ok: "OK",
  offline: "Disconnected, trying again …",
  sellers: "Sellers", searchSellers: "Search store, place, language", chooseSeller: "Choose a seller",
  noSellers: "No seller matches.", phone: "Seller's phone", blockedTag: "blocked", unread: "{n} unread",
  pickSeller: "Choose a seller from the list to open their phone.",
  bot: "bot", typing: "typing", start: "Start", startHint: "A bot cannot write first. The seller begins the conversation.",
  startLink: "Start through an invitation link", startPayload: "Invitation code (start=…)",
  blockBot: "Block the bot", unblockBot: "Unblock the bot", blockedNote: "This seller has blocked the bot.",
  staffGroup: "Staff group", actingAs: "As", topics: "Topics", general: "General", members: "{n} members",
  noGroup: "There is no staff group yet.", emptyThread: "No messages here yet.", emptyPhone: "The conversation is still empty.",
  closeTopic: "Close topic", reopenTopic: "Reopen", deleteTopic: "Delete topic",
  deleteTopicAsk: "Delete the topic “{name}” with all its messages?", topicClosed: "This topic is closed.",
  write: "Write a message", writeStaff: "Write in this topic", send: "Send", attach: "Attach", menu: "Command menu",
  showKeys: "Show the reply keyboard", reply: "Reply", edit: "Edit", react: "React",
  replyTo: "Replying to {name}", editing: "Editing a message", edited: "edited", you: "You", today: "Today", newMessages: "Latest messages",
  samples: "Sample pictures", samplesHint: "Choose one for a photo, several for an album.", sendChosen: "Send {n} pictures",
  ownPhotos: "Photo / video", voice: "Voice note", ownContact: "My contact", otherContact: "Other contact", location: "Location", document: "Document",
  sampleSnack: "Crisps", sampleBatik: "Batik", sampleMug: "Mug", sampleError: "Login error", sampleDark: "Too dark",
  photo: "Photo", video: "Video", sticker: "Sticker", contact: "Contact", message: "Message", playVoice: "Play the voice note", duration: "{s} s",
  commands: "Bot commands", noCommands: "The bot has set no commands.", opensLink: "opens a link",
  tooBig: "The file is larger than 20 MB.", failed: "That failed: {why}", unanswered: "The bot did not answer this button.",
  topicMade: "Topic “{name}” created", topicRenamed: "Topic renamed to “{name}”", topicWasClosed: "Topic closed", topicWasReopened: "Topic reopened",
  joined: "{name} joined", left: "{name} left", pinned: "Message pinned",
  helpMove: "Moving about", helpWrite: "Writing", helpTime: "Time",
  kSearch: "Search sellers", kPhone: "Write on the phone", kTopics: "Topics", kStaff: "Write in the staff group", kFeed: "Interactions",
  kArrows: "Move in lists and messages", kSend: "Send", kLine: "New line", kEditLast: "Edit the last message (empty box)", kReply: "Reply to, edit or react to the chosen message",
  kEscape: "Cancel, close", kSlash: "Choose a command", kHelp: "This help",
};

export const WORDS = { id, en };
export const language = localStorage.getItem("sapa.language") === "en" ? "en" : "id";

/** Return the words for `key` in the page's language, with `{name}` places filled in. */
export function t(key, places = {}) {
  const words = WORDS[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(places[name] ?? whole));
}

/** Fill everything in the document that names its words in `data-t…` attributes. */
export function fillWords(root = document) {
  document.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-title]")) node.title = t(node.dataset.tTitle);
  for (const node of root.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
}

/** Remember the other language and read the page anew in it; what was chosen survives. */
export function switchLanguage() {
  localStorage.setItem("sapa.language", language === "id" ? "en" : "id");
  location.reload();
}
