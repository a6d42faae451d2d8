/**
 * Codes that regencies had before four provinces were split off Papua and Papua Barat in 2022 (Undang-Undang 14, 15,
 * 16 and 29 of 2022), and those they have since. Districts kept their two digits; villages were counted anew in many
 * districts, so the last four digits of an old code lead to another village today: a village of an old code is found
 * by its name within the district, never by its number.
 *
 * These are codes of Kemendagri. BPS writes other codes (its 94 was Papua, where Kemendagri's 94 is Papua Tengah now);
 * nothing in a code tells the two apart, so codes of BPS are not recognized.
 */
export const PAPUA_CODES: readonly (readonly [old: string, now: string, name: string])[] = [
  ['91.01', '93.01', 'Kabupaten Merauke'],
  ['91.16', '93.02', 'Kabupaten Boven Digoel'],
  ['91.17', '93.03', 'Kabupaten Mappi'],
  ['91.18', '93.04', 'Kabupaten Asmat'],
  ['91.04', '94.01', 'Kabupaten Nabire'],
  ['91.07', '94.02', 'Kabupaten Puncak Jaya'],
  ['91.08', '94.03', 'Kabupaten Paniai'],
  ['91.09', '94.04', 'Kabupaten Mimika'],
  ['91.25', '94.05', 'Kabupaten Puncak'],
  ['91.26', '94.06', 'Kabupaten Dogiyai'],
  ['91.27', '94.07', 'Kabupaten Intan Jaya'],
  ['91.28', '94.08', 'Kabupaten Deiyai'],
  ['91.02', '95.01', 'Kabupaten Jayawijaya'],
  ['91.12', '95.02', 'Kabupaten Pegunungan Bintang'],
  ['91.13', '95.03', 'Kabupaten Yahukimo'],
  ['91.14', '95.04', 'Kabupaten Tolikara'],
  ['91.21', '95.05', 'Kabupaten Mamberamo Tengah'],
  ['91.22', '95.06', 'Kabupaten Yalimo'],
  ['91.23', '95.07', 'Kabupaten Lanny Jaya'],
  ['91.24', '95.08', 'Kabupaten Nduga'],
  ['92.01', '96.01', 'Kabupaten Sorong'],
  ['92.04', '96.02', 'Kabupaten Sorong Selatan'],
  ['92.05', '96.03', 'Kabupaten Raja Ampat'],
  ['92.09', '96.04', 'Kabupaten Tambrauw'],
  ['92.10', '96.05', 'Kabupaten Maybrat'],
  ['92.71', '96.71', 'Kota Sorong'],
];
