import type { CertificateRow, MyCertificate } from '@bimtek/certification-contracts';
import type { EntityManager } from 'typeorm';
import { Certificate } from './certificate.entity.ts';
import { groupedCode } from './certificate.rules.ts';

function common(certificate: Certificate) {
  const { snapshot } = certificate;
  return {
    id: certificate.id as MyCertificate['id'],
    number: certificate.number,
    version: certificate.version,
    verificationCode: groupedCode(certificate.verificationCode),
    checkUrl: snapshot.checkUrl,
    validity: certificate.validity,
    holderName: snapshot.holderName,
    grade: snapshot.grade,
    lessonHours: snapshot.lessonHours,
    issuedAt: certificate.issuedAt.toISOString(),
    endedAt: certificate.endedAt?.toISOString() ?? null,
    isReady: certificate.fileId !== null,
    sizeBytes: certificate.sizeBytes,
    signature: snapshot.signature,
    className: snapshot.className,
  };
}

export function myCertificateOf(certificate: Certificate): MyCertificate {
  const { trainingName, startDate, endDate } = certificate.snapshot;
  return { ...common(certificate), trainingName, startDate, endDate };
}

export function rowFrom(certificate: Certificate): CertificateRow {
  return {
    ...common(certificate),
    provinceName: certificate.snapshot.province.replace(/^Provinsi /, ''),
    endedReason: certificate.endedReason,
  };
}

/** The row as it stands in this transaction. */
export async function rowOf(tx: EntityManager, certificate: Certificate): Promise<CertificateRow> {
  return rowFrom(await tx.findOneByOrFail(Certificate, { id: certificate.id }));
}
