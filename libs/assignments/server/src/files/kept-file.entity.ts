import type {
  AssignmentCode,
  AttachedFileId,
  DocumentPreview,
  FileKind,
  FilePreview,
} from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that is whole and checked, for the work of one enrollment on one assignment. */
@Entity('assignments_file')
export class KeptFile {
  /** That of its upload. */
  @PrimaryColumn('uuid') id!: AttachedFileId;
  @Column('uuid') originalId!: string;
  @Column('uuid') ownerId!: string;
  @Column('uuid') enrollmentId!: string;
  @Column('text') assignmentCode!: AssignmentCode;
  @Column('text') kind!: FileKind;
  @Column('timestamptz') attachedAt!: Date;
  @Column('jsonb') preview!: FilePreview;
  /** How often making the preview has been begun: what brings a worker down is not tried for ever. */
  @Column('int') previewTries!: number;
  @Column('uuid', { nullable: true }) previewId!: string | null;
  @Column('uuid', { nullable: true }) thumbnailId!: string | null;
  @Column('jsonb', { nullable: true, select: false }) document!: DocumentPreview | null;
  /** 64 bits of what an image looks like, signed; null of other kinds, and of one that shows too little. */
  @Column('bigint', { nullable: true }) photoHash!: string | null;
  /** Since when something that was handed in names it: it stays for ever. */
  @Column('timestamptz', { nullable: true }) keptAt!: Date | null;
  /** From then on nothing can name it any more; it is being removed. */
  @Column('timestamptz', { nullable: true }) discardedAt!: Date | null;
}
