import type { ConsentPurpose } from '@bimtek/identity-contracts';

interface ConsentText {
  /** Goes up with every change of the meaning; what was agreed to in an older version then has to be asked again. */
  version: number;
  title: { id: string; en: string };
  text: { id: string; en: string };
}

/** What people agree to. The training itself is a public task and needs no consent, so it is not here. */
export const CONSENT_TEXTS: Record<ConsentPurpose, ConsentText> = {
  photo: {
    version: 1,
    title: { id: 'Foto dan publikasi kegiatan', en: 'Photos and publicity' },
    text: {
      id: 'Saya setuju foto dan video kegiatan pelatihan yang memperlihatkan saya dipakai Perpustakaan Nasional dan Dinas Perpustakaan daerah saya untuk berita, laporan, dan media sosial tentang program ini. Bila saya menarik persetujuan, foto dan video saya tidak dipakai lagi untuk terbitan baru.',
      en: 'I agree that photos and videos of training activities that show me are used by the National Library and my regional library office for news, reports and social media about this program. If I withdraw, they are no longer used in anything new.',
    },
  },
  'impact-story': {
    version: 1,
    title: { id: 'Cerita dampak dengan nama saya', en: 'Impact stories with my name' },
    text: {
      id: 'Saya setuju cerita tentang perubahan di perpustakaan saya diterbitkan dengan nama saya dan nama perpustakaan saya di situs dan terbitan program. Setiap cerita saya baca dulu sebelum terbit. Bila saya menarik persetujuan, cerita saya diturunkan dari situs.',
      en: 'I agree that stories about change at my library are published with my name and that of my library on the site and in publications of the program. I read every story before it appears. If I withdraw, my stories are taken off the site.',
    },
  },
  disability: {
    version: 1,
    title: { id: 'Kebutuhan khusus saat belajar', en: 'Particular needs while learning' },
    text: {
      id: 'Saya setuju keterangan tentang disabilitas atau kebutuhan khusus yang saya isi sendiri disimpan dan dibaca panitia serta pelatih kelas saya, hanya untuk menyiapkan pelatihan yang dapat saya ikuti. Bila saya menarik persetujuan, keterangan itu tidak dipakai lagi.',
      en: 'I agree that what I myself say about a disability or particular needs is kept and read by the organizers and trainers of my class, only to prepare a training that I can take part in. If I withdraw, it is no longer used.',
    },
  },
  'research-contact': {
    version: 1,
    title: { id: 'Dihubungi untuk penelitian dan evaluasi', en: 'Contact for research and evaluation' },
    text: {
      id: 'Saya setuju dihubungi setelah pelatihan selesai untuk survei atau wawancara tentang manfaat program ini. Saya boleh menolak setiap kali dihubungi. Bila saya menarik persetujuan, saya tidak dihubungi lagi untuk keperluan ini.',
      en: 'I agree to be contacted after the training for surveys or interviews about what the program has changed. I may decline each time. If I withdraw, I am no longer contacted for this.',
    },
  },
};
