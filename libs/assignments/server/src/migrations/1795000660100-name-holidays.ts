import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Days as the joint decree of three ministers for 2026 (1497, 2 and 5 of 2025) names them, joint leave included; for later
 * years those whose date is fixed, until the office enters the decree of that year.
 */
const decreed: [day: string, name: string][] = [
  ['2026-01-01', 'Tahun Baru 2026 Masehi'],
  ['2026-01-16', 'Isra Mikraj Nabi Muhammad saw.'],
  ['2026-02-16', 'Cuti bersama Tahun Baru Imlek'],
  ['2026-02-17', 'Tahun Baru Imlek 2577 Kongzili'],
  ['2026-03-18', 'Cuti bersama Hari Suci Nyepi'],
  ['2026-03-19', 'Hari Suci Nyepi, Tahun Baru Saka 1948'],
  ['2026-03-20', 'Cuti bersama Idulfitri'],
  ['2026-03-21', 'Idulfitri 1447 Hijriah'],
  ['2026-03-22', 'Idulfitri 1447 Hijriah'],
  ['2026-03-23', 'Cuti bersama Idulfitri'],
  ['2026-03-24', 'Cuti bersama Idulfitri'],
  ['2026-04-03', 'Wafat Yesus Kristus'],
  ['2026-04-05', 'Kebangkitan Yesus Kristus (Paskah)'],
  ['2026-05-01', 'Hari Buruh Internasional'],
  ['2026-05-14', 'Kenaikan Yesus Kristus'],
  ['2026-05-15', 'Cuti bersama Kenaikan Yesus Kristus'],
  ['2026-05-27', 'Iduladha 1447 Hijriah'],
  ['2026-05-28', 'Cuti bersama Iduladha'],
  ['2026-05-31', 'Hari Raya Waisak 2570 BE'],
  ['2026-06-01', 'Hari Lahir Pancasila'],
  ['2026-06-16', '1 Muharam, Tahun Baru Islam 1448 Hijriah'],
  ['2026-08-17', 'Proklamasi Kemerdekaan'],
  ['2026-08-25', 'Maulid Nabi Muhammad saw.'],
  ['2026-12-24', 'Cuti bersama Kelahiran Yesus Kristus'],
  ['2026-12-25', 'Kelahiran Yesus Kristus'],
];
const fixed: [day: string, name: string][] = [
  ['01-01', 'Tahun Baru Masehi'],
  ['05-01', 'Hari Buruh Internasional'],
  ['06-01', 'Hari Lahir Pancasila'],
  ['08-17', 'Proklamasi Kemerdekaan'],
  ['12-25', 'Kelahiran Yesus Kristus'],
];

export class NameHolidays1795000660100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    const later = Array.from({ length: 10 }, (_, n) => 2027 + n).flatMap((year) =>
      fixed.map(([day, name]) => [`${year}-${day}`, name] as const),
    );
    const all = [...decreed, ...later];
    await db.query(
      `INSERT INTO assignments_holiday (day, name) SELECT * FROM unnest($1::date[], $2::text[]) ON CONFLICT DO NOTHING`,
      [all.map(([day]) => day), all.map(([, name]) => name)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM assignments_holiday`);
  }
}
