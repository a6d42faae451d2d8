/** What messages about assignments say, by template. */
export default {
  'mark-released': {
    title: 'Nilai “{{title}}” sudah keluar',
    text: 'Pelatih sudah menilai tugas Anda. Baca umpan baliknya dan langkah berikutnya.',
  },
  'revision-asked': {
    title: '“{{title}}” perlu diperbaiki',
    text: 'Pelatih menulis catatan untuk Anda. Perbaiki, lalu kirim lagi; kesempatan masih ada.',
  },
  'mark-due-soon': {
    title: 'Segera dinilai: “{{title}}” dari {{name}}',
    text: 'Batas waktu menilai {{dueAt}}. Peserta menunggu umpan balik Anda.',
  },
  'mark-overdue': {
    title: 'Terlambat dinilai: “{{title}}” dari {{name}}',
    text: 'Batas waktu menilai sudah lewat sejak {{dueAt}}. Bila Anda berhalangan, kembalikan agar pelatih lain dapat menilai.',
  },
  'mark-overdue-in-class': {
    title: 'Penilaian terlambat di {{class}}',
    text: '“{{title}}” dari {{name}} belum dinilai {{marker}} sejak {{dueAt}}.',
  },
  'appeal-made': {
    title: 'Banding untuk “{{title}}” dari {{name}}',
    text: 'Peserta meminta nilainya ditinjau pelatih lain. Mohon baca dan putuskan.',
  },
  'appeal-kept': {
    title: 'Banding Anda untuk “{{title}}” sudah diputuskan',
    text: 'Nilainya tetap {{score}}. Alasan pelatih dapat Anda baca.',
  },
  'appeal-changed': {
    title: 'Banding Anda untuk “{{title}}” sudah diputuskan',
    text: 'Nilainya berubah dari {{before}} menjadi {{score}}. Alasan pelatih dapat Anda baca.',
  },
  'rubric-corrected': {
    title: 'Nilai “{{title}}” dihitung ulang',
    text: 'Rubriknya diperbaiki, sehingga nilai Anda berubah dari {{before}} menjadi {{score}}.',
  },
};
