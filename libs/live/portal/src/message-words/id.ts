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
  'correction-asked': {
    title: 'Koreksi presensi dari {{name}}',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. Mohon baca dan putuskan.',
  },
  'correction-granted': {
    title: 'Koreksi presensi Anda disetujui',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'correction-refused': {
    title: 'Koreksi presensi Anda ditolak',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'excuse-asked': {
    title: 'Izin atau sakit dari {{name}}',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. Mohon baca dan putuskan.',
  },
  'excuse-granted': {
    title: 'Izin Anda diterima',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. {{reason}} Tugas pengganti sudah terbuka.',
  },
  'excuse-refused': {
    title: 'Izin Anda ditolak',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'substitute-decided': {
    title: 'Tugas pengganti Anda sudah dibaca',
    text: 'Untuk sesi “{{title}}”, {{startsAt}}. {{reason}}',
  },
};
