import type { Validity } from '@bimtek/certification-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CertificateSnapshot } from '../rendering/certificate-snapshot.ts';

/** One issued certificate, or a corrected version of one. What it says never changes; only its validity does. */
@Entity('certification_certificate')
export class Certificate {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') enrollmentId!: string;
  @Column('uuid') personId!: string;
  @Column('uuid') classGroupId!: string;
  @Column('text') regencyCode!: string;
  @Column('text') provinceCode!: string;
  /** 1 for the first of an enrollment; a correction adds one. */
  @Column('int') version!: number;
  @Column('text') series!: string;
  @Column('int') serial!: number;
  /** As printed; a correction carries a suffix. */
  @Column('text') number!: string;
  /** 12 characters, without hyphens. */
  @Column('text') verificationCode!: string;
  @Column('text') validity!: Validity;
  @Column('jsonb') snapshot!: CertificateSnapshot;
  @Column('timestamptz') issuedAt!: Date;
  @Column('uuid', { nullable: true }) fileId!: string | null;
  @Column('int', { nullable: true }) sizeBytes!: number | null;
  @Column('text', { nullable: true }) pdfSha256!: string | null;
  /** When it was revoked or replaced. */
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedReason!: string | null;
}
