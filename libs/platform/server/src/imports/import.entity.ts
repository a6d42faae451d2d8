import type { ImportColumn, ImportProblem, ImportSample, ImportState } from '@bimtek/platform-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One uploaded file on its way from the dry run to what it changed. */
@Entity('platform_import')
export class StoredImport {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: string;
  @Column('uuid') fileId!: string;
  @Column('text') fileName!: string;
  @Column('int') sizeBytes!: number;
  @Column('jsonb') options!: Record<string, unknown>;
  @Column('text') state!: ImportState;
  @Column('int') rowsTotal!: number;
  @Column('int') rowsDone!: number;
  /** The last row (as the spreadsheet numbers it) that is written; a worker that starts again goes on after it. */
  @Column('int') appliedRow!: number;
  @Column('int') rowsReady!: number;
  @Column('int') rowsWarned!: number;
  @Column('int') rowsRejected!: number;
  @Column('jsonb') columns!: ImportColumn[];
  @Column('jsonb') effects!: Record<string, number>;
  @Column('jsonb') problemCounts!: Record<string, number>;
  @Column('jsonb') groups!: Record<string, { label: string; count: number }>;
  @Column('jsonb') samples!: ImportSample[];
  @Column('text', { nullable: true }) failure!: string | null;
  @Column('jsonb') failureFacts!: Record<string, string | number>;
  @Column('uuid') createdBy!: string;
  @Column('text') createdByName!: string;
  @Column('uuid', { nullable: true }) appliedBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
}

/** One thing that is wrong with one row, in the order of rows. */
@Entity('platform_import_problem')
export class StoredImportProblem {
  @PrimaryColumn('uuid') importId!: string;
  @PrimaryColumn('int') row!: number;
  /** Counts within the row; those found while applying begin at 100. */
  @PrimaryColumn('smallint') ordinal!: number;
  @Column('text') column!: string;
  @Column('text') field!: string;
  @Column('text') code!: string;
  @Column('text') severity!: ImportProblem['severity'];
  @Column('text') value!: string;
  @Column('jsonb') facts!: ImportProblem['facts'];
  @Column('jsonb') cells!: ImportProblem['cells'];
}
