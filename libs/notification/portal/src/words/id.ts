/** The inbox. What a message says stands with the context that sends it. */
export default {
  title: 'Pesan',
  about: 'Kabar tentang tugas, nilai, dan kelas Anda.',
  which: 'Yang ditampilkan',
  all: 'Semua',
  unread: 'Belum dibaca',
  fresh: 'Baru',
  readAll: 'Tandai semua sudah dibaca',
  allRead: 'Semua pesan sudah ditandai dibaca.',
  none: 'Belum ada pesan',
  noneMore: 'Bila ada kabar tentang tugas atau nilai Anda, pesannya muncul di sini.',
  noneUnread: 'Semua pesan sudah dibaca',
  noneUnreadMore: 'Pesan lama tetap dapat dibaca di “Semua”.',
  unknown: { title: 'Ada kabar untuk Anda', text: 'Buka untuk melihat selengkapnya.' },
};
