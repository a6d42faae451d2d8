import { endpoint, id, job, PageQuery, pageOf, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Validity } from './validity.ts';

export const CertificateId = id('Certificate');
export type CertificateId = z.infer<typeof CertificateId>;

export const certificateProblem = problems({
  'not-rendered-yet': [409, 'The file of the certificate is still being made'],
  'not-valid-any-more': [409, 'The certificate has been revoked or replaced already'],
  'own-library': [409, 'Nobody decides on themselves or on people of their own library'],
  'name-cannot-be-printed': [422, 'A character of the name cannot be printed'],
});

const Certificate = z.object({
  id: CertificateId,
  number: z.string(),
  /** 1 for the first; a correction adds one and keeps the number. */
  version: z.int(),
  /** As printed, XXXX-XXXX-XXXX. */
  verificationCode: z.string(),
  checkUrl: z.string(),
  validity: Validity,
  holderName: z.string(),
  grade: z.string(),
  lessonHours: z.int(),
  issuedAt: z.iso.datetime(),
  /** When it was revoked or replaced. */
  endedAt: z.iso.datetime().nullable(),
  /** False while the worker is still making the file. */
  isReady: z.boolean(),
  sizeBytes: z.int().nullable(),
  signature: z.enum(['awaiting', 'signed']),
});

export const MyCertificate = Certificate.extend({
  trainingName: z.string(),
  className: z.string(),
  startDate: z.iso.date(),
  endDate: z.iso.date(),
}).meta({ id: 'MyCertificate' });
export type MyCertificate = z.infer<typeof MyCertificate>;

export const listMyCertificates = endpoint({
  name: 'listMyCertificates',
  summary: 'The own certificates, newest first',
  method: 'GET',
  path: 'certificates/mine',
  allow: 'certificate.read-own',
  result: z.object({ certificates: z.array(MyCertificate) }),
});

const certificateParams = z.object({ certificateId: CertificateId });

export const downloadMyCertificate = endpoint({
  name: 'downloadMyCertificate',
  summary: 'An own certificate as PDF',
  method: 'GET',
  path: 'certificates/mine/:certificateId/file',
  allow: 'certificate.read-own',
  params: certificateParams,
  download: 'application/pdf',
  problems: certificateProblem,
});

export const CertificateRow = Certificate.extend({
  className: z.string(),
  provinceName: z.string(),
  /** Why it was revoked or replaced; only for those who look after certificates. */
  endedReason: z.string().nullable(),
}).meta({ id: 'CertificateRow' });
export type CertificateRow = z.infer<typeof CertificateRow>;

export const CertificateFilter = z.object({
  /** Beginnings of words of the name or of the number; or the code. */
  q: z.string().trim().max(100).optional(),
  classGroupId: z.uuid().optional(),
  validity: Validity.optional(),
});

export const listCertificates = endpoint({
  name: 'listCertificates',
  summary: 'Certificates within one’s scope, newest first, with counts',
  method: 'GET',
  path: 'certificates',
  allow: 'certificate.read',
  query: PageQuery.extend(CertificateFilter.shape),
  result: pageOf(CertificateRow).extend({ counts: z.record(z.string(), z.int()), rendering: z.int() }),
});

export const downloadCertificate = endpoint({
  name: 'downloadCertificate',
  summary: 'A certificate within one’s scope as PDF',
  method: 'GET',
  path: 'certificates/:certificateId/file',
  allow: 'certificate.read',
  params: certificateParams,
  download: 'application/pdf',
  problems: certificateProblem,
});

const Reason = z.string().trim().min(5).max(500);

export const revokeCertificate = endpoint({
  name: 'revokeCertificate',
  summary: 'Withdraw a certificate; the check page says so from now on',
  method: 'POST',
  path: 'certificates/:certificateId/revoke',
  allow: 'certificate.revoke',
  params: certificateParams,
  body: z.object({ reason: Reason }),
  result: CertificateRow,
  problems: certificateProblem,
});

export const replaceCertificate = endpoint({
  name: 'replaceCertificate',
  summary: 'Issue a corrected version with the person’s present name under the same number',
  method: 'POST',
  path: 'certificates/:certificateId/replace',
  allow: 'certificate.revoke',
  params: certificateParams,
  body: z.object({ reason: Reason }),
  result: CertificateRow,
  problems: certificateProblem,
});

const Official = z.object({
  name: z.string().trim().min(2).max(100),
  /** NIP, 18 digits. */
  civilServantId: z
    .string()
    .regex(/^\d{18}$/)
    .optional(),
});

/** By whom, where and under which codes certificates are issued. Without it nothing is issued, and all waits. */
export const Issuer = z
  .object({
    place: z.string().trim().min(2).max(60),
    /** Parts of the number: `00127/SPP-TIK/PPUK/VII/2026`. */
    activityCode: z.string().regex(/^[A-Z0-9-]{2,20}$/),
    unitCode: z.string().regex(/^[A-Z0-9-]{2,20}$/),
    trainingName: z.string().trim().min(5).max(160),
    programName: z.string().trim().min(5).max(160),
    signatory: Official.extend({ title: z.string().trim().min(2).max(160) }),
    organizerChair: Official,
  })
  .meta({ id: 'CertificateIssuer' });
export type Issuer = z.infer<typeof Issuer>;

export const getIssuer = endpoint({
  name: 'getIssuer',
  summary: 'Who issues certificates; null until it is set',
  method: 'GET',
  path: 'certificate-issuer',
  allow: 'certificate.read',
  result: z.object({ issuer: Issuer.nullable() }),
});

export const putIssuer = endpoint({
  name: 'putIssuer',
  summary: 'Set who issues certificates from now on; issued ones stay as they are',
  method: 'PUT',
  path: 'certificate-issuer',
  allow: 'certificate.revoke',
  body: Issuer,
  result: z.object({ issuer: Issuer }),
});

const CheckLanguage = z.object({ bahasa: z.enum(['id', 'en']).optional() });
/** As typed or scanned: any case, with or without hyphens. */
const TypedCode = z.string().max(60);

export const showCheckForm = endpoint({
  name: 'showCheckForm',
  summary: 'The public page on which a code is typed (HTML without script)',
  method: 'GET',
  path: '/s',
  allow: 'public',
  query: CheckLanguage.extend({ kode: TypedCode.optional() }),
  download: 'text/html',
});

export const showCheck = endpoint({
  name: 'showCheck',
  summary: 'The public verdict on a code: valid, revoked, replaced or unknown (HTML without script)',
  method: 'GET',
  path: '/s/:code',
  allow: 'public',
  params: z.object({ code: TypedCode }),
  query: CheckLanguage,
  download: 'text/html',
});

export const matchName = endpoint({
  name: 'matchName',
  summary: 'The verdict with the full name, if the name that was typed is the holder’s',
  method: 'POST',
  path: '/s/:code',
  allow: 'public',
  params: z.object({ code: TypedCode }),
  query: CheckLanguage,
  /** Blank is as if nothing had been asked. */
  body: z.object({ nama: z.string().trim().max(150) }),
  download: 'text/html',
});

export const renderCertificate = job({
  name: 'certification.render-certificate',
  queue: 'heavy',
  // A class at once waits for few commits, and a killed worker loses little.
  bundle: 32,
  payload: z.object({ certificateId: CertificateId }),
});
