import type { ClassGroupId, EnrollmentId, EnrollmentState, RunId } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in a run. Carries class, regency and province, by which every statement to the right is narrowed. */
@Entity('delivery_enrollment')
export class Enrollment {
  @PrimaryColumn('uuid') id!: EnrollmentId;
  @Column('uuid') runId!: RunId;
  @Column('uuid') personId!: string;
  @Column('uuid', { nullable: true }) classGroupId!: ClassGroupId | null;
  /** The library on whose behalf the person takes part, as it was when invited. */
  @Column('uuid', { nullable: true }) libraryId!: string | null;
  @Column('text') regencyCode!: string;
  @Column('text') provinceCode!: string;
  @Column('text') state!: EnrollmentState;
  @Column('text', { nullable: true }) stateReason!: string | null;
  @Column('timestamptz') stateChangedAt!: Date;
  /** Lower-case name at the time of the invitation: the order of lists only, what is shown comes from registry. */
  @Column('text') sortName!: string;
  /** The name as the person confirmed it; a later correction of the name has to be confirmed again. */
  @Column('text', { nullable: true }) confirmedCertificateName!: string | null;
  @Column('timestamptz', { nullable: true }) certificateNameConfirmedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;
}
