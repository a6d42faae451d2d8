/** What messages about live sessions say, by template. */
export default {
  'session-planned': {
    title: 'Sesi baru: “{{title}}”',
    text: 'Sesi dimulai {{startsAt}}. Lihat jadwal untuk rinciannya.',
  },
  'series-planned': {
    title: '{{sessions}} sesi baru: “{{title}}”',
    text: 'Sesi pertama dimulai {{startsAt}}. Lihat jadwal untuk semua harinya.',
  },
  'session-moved': {
    title: 'Sesi dipindah: “{{title}}”',
    text: 'Sekarang dimulai {{startsAt}}; sebelumnya {{beforeAt}}. {{reason}}',
  },
  'session-cancelled': {
    title: 'Sesi dibatalkan: “{{title}}”',
    text: 'Sesi {{startsAt}} tidak jadi. {{reason}}',
  },
  'recording-ready': {
    title: 'Rekaman atau notula siap: “{{title}}”',
    text: 'Anda dapat mengikuti kembali isi sesi {{startsAt}}.',
  },
};
