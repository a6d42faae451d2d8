import { fileURLToPath } from 'node:url';
import { printFonts } from '@bimtek/platform-server';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { CertificateSnapshot } from './certificate-snapshot.ts';
import {
  attendance,
  checkAddress,
  gradeRange,
  groupedCivilServantId,
  groupedCode,
  longDate,
  partsOf,
  post,
  statement,
  twoDecimals,
} from './certificate-words.ts';
import { qrImage } from './qr-image.ts';

const template = fileURLToPath(new URL('./template/', import.meta.url));

/**
 * Sets certificates as PDF/A-3a, with fonts embedded and the same bytes for the same snapshot. A process needs one
 * instance, which keeps a warm compiler. Rendering holds the process for about ten milliseconds, so it belongs in the
 * worker; between two renderings the event loop must turn, for only then is the memory of the last one given back.
 */
export class CertificateRenderer {
  readonly #compiler = NodeCompiler.create({
    workspace: template,
    fontArgs: [{ fontBlobs: printFonts('Regular', 'Bold', 'ExtraBold') }],
  });

  /** Two pages of A4 landscape. Throws when the snapshot holds what cannot be printed. */
  render(certificate: CertificateSnapshot): Uint8Array {
    const words = printedWords(CertificateSnapshot.parse(certificate));
    // A file in memory: given as an input of the compiler, it would make all that certificates share be laid out anew.
    this.#compiler.mapShadow(`${template}certificate.json`, Buffer.from(JSON.stringify(words)));
    try {
      return this.#compiler.pdf({ mainFilePath: `${template}certificate.typ` }, { pdfStandard: 'a-3a' });
    } catch (cause) {
      throw new Error(`Certificate ${certificate.number} could not be rendered`, { cause });
    } finally {
      // Results that several certificates share stay warm; those of one certificate alone go after a few more.
      this.#compiler.evictCache(3);
    }
  }
}

/** The snapshot as the template prints it: every figure and date already in words. */
function printedWords(certificate: CertificateSnapshot) {
  const { verificationCode, checkUrl, issuedPlace, issuedOn, subjects } = certificate;
  const person = ({ name, civilServantId }: { name: string; civilServantId?: string | undefined }) => ({
    name,
    civilServantId: civilServantId === undefined ? null : groupedCivilServantId(civilServantId),
  });
  const hours = (count: number) => (count === 0 ? '–' : String(count));
  const live = subjects.reduce((sum, subject) => sum + subject.live, 0);
  return {
    title: `Sertifikat ${certificate.number}`,
    issuer: 'Perpustakaan Nasional Republik Indonesia',
    issued: partsOf(issuedOn),
    number: certificate.number,
    code: groupedCode(verificationCode),
    checkAddress: checkAddress(checkUrl, verificationCode),
    qr: qrImage(checkUrl),
    holderName: certificate.holderName,
    post: post(certificate),
    civilServantId: person({ name: '', civilServantId: certificate.civilServantId }).civilServantId,
    statement: statement(certificate),
    placeAndDate: `${issuedPlace}, ${longDate(issuedOn)}`,
    signatory: { title: certificate.signatory.title, ...person(certificate.signatory) },
    organizerChair: person(certificate.organizerChair),
    signature: certificate.signature,
    signaturePlace:
      certificate.signature === 'signed'
        ? 'Ditandatangani secara elektronik'
        : 'Menunggu tanda tangan elektronik',
    legalNotice:
      'Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh ' +
      'Balai Sertifikasi\u00a0Elektronik\u00a0(BSrE).',
    className: certificate.className,
    subjects: subjects.map(({ title, group, live, selfStudy }) => ({
      title,
      group,
      live: hours(live),
      selfStudy: hours(selfStudy),
      total: hours(live + selfStudy),
    })),
    totals: [live, certificate.lessonHours - live, certificate.lessonHours].map(String),
    attendance: attendance(certificate.attendancePercent),
    finalScore: twoDecimals(certificate.finalScore),
    grade: certificate.grade,
    grades: certificate.grades.map(({ from, to, label }) => ({
      label,
      range: gradeRange(from, to),
      reached: label === certificate.grade,
    })),
  };
}
