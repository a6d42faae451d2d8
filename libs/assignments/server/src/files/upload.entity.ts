import type { AssignmentCode, UploadId } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file on its way. Its bytes lie beside the database until it is attached; what has arrived is what is there. */
@Entity('assignments_upload')
export class Upload {
  @PrimaryColumn('uuid') id!: UploadId;
  @Column('uuid') ownerId!: string;
  @Column('uuid') enrollmentId!: string;
  @Column('text') assignmentCode!: AssignmentCode;
  @Column('text') fileName!: string;
  @Column('int') sizeBytes!: number;
  @Column('timestamptz') expiresAt!: Date;
}
