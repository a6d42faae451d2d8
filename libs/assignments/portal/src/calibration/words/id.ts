/** How somebody's marks lie beside those of others. */
export default {
  title: 'Kalibrasi',
  mine: 'Penilaian saya di samping penilaian lain',
  of: 'Penilaian {{name}}',
  inSeason: 'Selama musim: pergeseran',
  text: 'Dibandingkan dengan rata-rata pelatih lain untuk tugas yang sama. Di atas nol lebih murah hati, di bawah nol lebih ketat.',
  private: 'Hanya Anda dan master trainer yang melihat halaman ini.',
  leniency: 'Selisih rata-rata',
  spread: 'Sebaran',
  spreadMore: 'Makin kecil, makin ajek.',
  pieces: 'Karya yang dibandingkan',
  points: '{{points}} poin',
  chart: 'Selisih rata-rata setiap minggu',
  week: 'Minggu',
  difference: 'Selisih',
  none: 'Belum cukup untuk dibandingkan',
  noneMore:
    'Perbandingan tampil setelah pelatih lain menilai paling sedikit {{n}} karya untuk tugas yang sama.',
};
