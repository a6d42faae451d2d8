/** Words inside a lesson's text, wherever it is shown. */
export default {
  keyPoints: 'Pokok penting',
  task: { minutes: { one: '{{n}} menit', other: '{{n}} menit' } },
  exercise: {
    title: 'Latihan singkat',
    rule: 'Tidak dinilai. Boleh diulang kapan saja.',
    choose: 'Pilih satu jawaban',
    right: 'Tepat.',
    notYet: 'Belum tepat, coba lagi.',
  },
  assignment: {
    ways: 'Boleh berupa',
    kind: {
      form: 'isian formulir',
      text: 'ketikan',
      photo: 'foto',
      document: 'dokumen',
      audio: 'rekaman suara',
      link: 'tautan',
    },
    checklist: 'Periksa sebelum mengumpulkan',
    rubric: 'Cara penilaian',
    rubricMore: 'Pelatih memilih satu tingkat untuk setiap butir. Buka butir untuk membaca tiap tingkatnya.',
    weight: 'bobot {{n}}',
    level: { 4: 'Sangat baik', 3: 'Baik', 2: 'Cukup', 1: 'Perlu perbaikan' },
    mustRevise: 'Pada tingkat {{level}} tugas dikembalikan untuk diperbaiki, berapa pun jumlah nilainya.',
  },
};
