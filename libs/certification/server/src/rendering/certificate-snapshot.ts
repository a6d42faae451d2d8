import { printable } from '@bimtek/platform-server';
import * as z from 'zod';

/** The characters of `text` that the certificate cannot print, each once. */
export function unprintable(text: string): string[] {
  return [...new Set(oneLine(text))].filter((character) => !printable.test(character));
}

/** Letters joined with their marks, and every gap one space. */
function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function named(character: string): string {
  return `${character} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

function printed(longest: number) {
  return z
    .string()
    .overwrite(oneLine)
    .min(1)
    .max(longest)
    .regex(printable, {
      error: ({ input }) => `Cannot be printed: ${unprintable(String(input)).map(named).join(', ')}`,
    });
}

/** NIP, the number of a civil servant: 18 digits, printed in groups. */
const civilServantId = z.string().regex(/^\d{18}$/);
const isoDate = z.iso.date();
const score = z.number().min(0).max(100);

/**
 * All that is printed on one certificate, frozen when it is issued: a later change of a name, an official or a rule
 * does not reach it. Places carry their kind, as printed: `Desa Sumber Makmur`, `Kecamatan Tirta Kencana`,
 * `Kabupaten Bumi Asri`, `Provinsi Nusa Lestari`.
 */
export const CertificateSnapshot = z
  .object({
    number: printed(60),
    /** Without hyphens; printed as XXXX-XXXX-XXXX. */
    verificationCode: z.string().regex(/^[0-9A-Z]{12}$/),
    /** Where the QR leads: the check page of this certificate. */
    checkUrl: z.url({ protocol: /^https?$/ }).max(120),
    /** With titles, exactly as the holder confirmed it. */
    holderName: printed(120),
    position: printed(80),
    libraryName: printed(120),
    village: printed(80),
    district: printed(80),
    regency: printed(80),
    province: printed(80),
    civilServantId: civilServantId.optional(),
    role: z.literal('trainee'),
    /** One of the labels of `grades`. */
    grade: printed(40),
    trainingName: printed(160),
    programName: printed(160),
    year: z.int().min(2000).max(2999),
    mode: z.enum(['online', 'inPerson', 'blended']),
    startDate: isoDate,
    endDate: isoDate,
    /** In JP of 45 minutes; the sum of all subjects. */
    lessonHours: z.int().positive(),
    issuedPlace: printed(60),
    issuedOn: isoDate,
    signatory: z.object({
      title: printed(160),
      name: printed(100),
      civilServantId: civilServantId.optional(),
    }),
    organizerChair: z.object({ name: printed(100), civilServantId: civilServantId.optional() }),
    className: printed(80),
    subjects: z
      .array(
        z.object({
          title: printed(140),
          /** *Materi dasar*, *Materi inti*, *Penerapan* or *Penunjang*. */
          group: printed(30),
          /** JP of live teaching. */
          live: z.int().nonnegative(),
          /** JP of self-study. */
          selfStudy: z.int().nonnegative(),
        }),
      )
      .min(1)
      .max(12),
    /** 0 to 100; printed with at most one decimal, and never rounded up. */
    attendancePercent: score,
    /** 0 to 100 with two decimals, as decided. */
    finalScore: score,
    /** Best grade first. */
    grades: z
      .array(z.object({ from: score, to: score, label: printed(40) }))
      .min(1)
      .max(5),
    signature: z.enum(['awaiting', 'signed']),
  })
  .refine((certificate) => certificate.startDate <= certificate.endDate, {
    path: ['endDate'],
    error: 'Ends before it starts',
  })
  .refine((certificate) => certificate.grades.some(({ label }) => label === certificate.grade), {
    path: ['grade'],
    error: 'Is not in the table of grades',
  })
  .refine(
    ({ subjects, lessonHours }) =>
      subjects.reduce((sum, { live, selfStudy }) => sum + live + selfStudy, 0) === lessonHours,
    { path: ['lessonHours'], error: 'Is not the sum of the subjects' },
  );
export type CertificateSnapshot = z.infer<typeof CertificateSnapshot>;
