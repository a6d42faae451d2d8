export default {
  title: 'Ringkasan',
  people: 'Peserta menurut keadaan',
  progress: 'Kemajuan semua kelas',
  classes: { title: 'Kelas', unit: { one: 'kelas', other: 'kelas' } },
  decisions: {
    title: 'Kelulusan',
    unit: { one: 'peserta diputuskan', other: 'peserta diputuskan' },
    toApprove: 'Menunggu persetujuan',
  },
  certificates: {
    title: 'Sertifikat',
    unit: { one: 'sertifikat terbit', other: 'sertifikat terbit' },
    valid: 'Siap diunduh',
    rendering: 'Sedang dibuat',
    revoked: 'Dicabut',
  },
  imports: {
    title: 'Impor SK',
    unit: { one: 'impor belum selesai', other: 'impor belum selesai' },
    running: 'Sedang berjalan',
    waiting: 'Menunggu diterapkan',
  },
  names: {
    one: '{{n}} peserta aktif belum memastikan nama di sertifikatnya',
    other: '{{n}} peserta aktif belum memastikan nama di sertifikatnya',
  },
  waiting: {
    title: 'Menunggu Anda',
    none: 'Tidak ada yang menunggu Anda sekarang.',
    imports: {
      one: '{{n}} impor siap diterapkan',
      other: '{{n}} impor siap diterapkan',
      more: 'Periksa hasilnya, lalu terapkan.',
    },
    activate: {
      one: '{{n}} orang belum mengaktifkan akun',
      other: '{{n}} orang belum mengaktifkan akun',
      more: 'Bagikan kartu aktivasi atau pesannya.',
    },
    verify: {
      one: '{{n}} data perlu diperiksa',
      other: '{{n}} data perlu diperiksa',
      more: 'Cocokkan dengan SK, lalu terima atau minta perbaikan.',
    },
    correct: {
      one: '{{n}} data sedang diperbaiki',
      other: '{{n}} data sedang diperbaiki',
      more: 'Terima setelah datanya benar.',
    },
    place: {
      one: '{{n}} orang belum punya kelas',
      other: '{{n}} orang belum punya kelas',
      more: 'Tempatkan di kelas provinsinya.',
    },
    prepare: {
      one: '{{n}} kelas perlu disiapkan kelulusannya',
      other: '{{n}} kelas perlu disiapkan kelulusannya',
      more: 'Lengkapi nilai, lalu siapkan keputusan.',
    },
    approve: {
      one: '{{n}} kelas menunggu persetujuan Anda',
      other: '{{n}} kelas menunggu persetujuan Anda',
      more: 'Setelah disetujui, sertifikat dibuat.',
    },
  },
};
