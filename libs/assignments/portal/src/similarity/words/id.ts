/** Work with much the same words: a hint, never a verdict. */
export default {
  title: 'Karya yang mirip',
  hint: { one: 'Ada {{n}} karya yang mirip', other: 'Ada {{n}} karya yang mirip' },
  hintMore: 'Kemiripan belum tentu kesalahan. Bacalah keduanya lebih dulu.',
  with: '{{name}}, {{overlap}} % sama',
  elsewhere: 'Peserta {{class}}',
  sameLibrary: 'satu perpustakaan',
  compare: 'Bandingkan dengan {{name}}',
  about:
    'Bagian yang ditandai ada di kedua karya dengan kata dan urutan yang sama. Bisa jadi keduanya menulis bersama, memakai contoh yang sama, atau salah satu menyalin. Anda yang menilai.',
  mine: 'Karya yang Anda nilai: {{name}}',
  theirs: 'Karya {{name}}',
  onlyCommon: 'Karya ini dari luar kelas Anda, jadi hanya bagian yang sama yang ditampilkan.',
  common: 'sama',
  photos: {
    title: 'Foto yang mirip',
    hint: { one: 'Ada {{n}} foto yang mirip', other: 'Ada {{n}} foto yang mirip' },
    compare: 'Bandingkan foto dengan foto {{name}}',
    about:
      'Kedua foto tampak hampir sama. Bisa jadi keduanya hadir di kegiatan yang sama atau memakai foto yang sama. Anda yang menilai.',
    mine: 'Foto dalam karya yang Anda nilai',
    theirs: 'Foto {{name}}',
    sent: 'Dikirim {{time}}',
    same: 'Berkas yang sama persis',
    near: 'Tampak hampir sama, berkasnya berbeda',
    gone: 'Pasangan foto ini tidak ada lagi',
  },
  back: 'Meja penilaian',
  sent: 'Dikirim {{time}} · {{overlap}} % sama',
};
