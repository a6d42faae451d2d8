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
};
