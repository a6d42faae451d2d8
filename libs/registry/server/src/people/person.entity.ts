import type { EmploymentStatus, Gender } from '@bimtek/registry-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A human being the program knows: candidate, trainee, trainer or official. Sign-in is identity's. */
@Entity('registry_person')
export class Person {
  @PrimaryColumn('uuid') id!: string;
  /** As typed for the certificate, without titles. */
  @Column('text') fullName!: string;
  @Column('text', { nullable: true }) titleBefore!: string | null;
  @Column('text', { nullable: true }) titleAfter!: string | null;
  @Column('text') nameKey!: string;
  /** E.164; two people may share one phone. */
  @Column('text', { nullable: true }) phone!: string | null;
  /** Lower case. */
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) position!: string | null;
  @Column('text', { nullable: true }) employmentStatus!: EmploymentStatus | null;
  /** NIP: 18 digits, only of civil servants. */
  @Column('text', { nullable: true }) civilServantId!: string | null;
  @Column('text', { nullable: true }) gender!: Gender | null;
  @Column('uuid', { nullable: true }) libraryId!: string | null;
  /** Of the library, kept here because scopes and lists ask for them. */
  @Column('text', { nullable: true }) regencyCode!: string | null;
  @Column('text', { nullable: true }) provinceCode!: string | null;
  @Column('timestamptz', { nullable: true }) certificateNameConfirmedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
