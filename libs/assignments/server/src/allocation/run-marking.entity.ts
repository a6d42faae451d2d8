import type { AssignmentCode } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How work of a run is given to markers. */
@Entity('assignments_run_marking')
export class RunMarkingRow {
  @PrimaryColumn('uuid') runId!: string;
  /** Numeric: the driver gives text. */
  @Column('numeric') secondShare!: string;
  @Column('text', { array: true }) secondAssignments!: AssignmentCode[];
  @Column('numeric') maxDifference!: string;
  @Column('boolean') avoidsOwnRegency!: boolean;
  /** Decides the lot of what is marked twice: kept, so that the draw can be checked, and shown to nobody. */
  @Column('uuid') seed!: string;
}
