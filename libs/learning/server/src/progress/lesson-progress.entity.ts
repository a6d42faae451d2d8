import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far one enrollment is in one lesson. A row begins with the first position saved. */
@Entity('learning_lesson_progress')
export class LessonProgressRow {
  @PrimaryColumn('uuid') enrollmentId!: string;
  @PrimaryColumn('uuid') lessonId!: string;
  @Column('text') state!: 'started' | 'completed';
  @Column('int') blockIndex!: number;
  @Column('real') fraction!: number;
  /** The furthest point, as a share of the lesson; never shrinks. */
  @Column('numeric', { precision: 3, scale: 2 }) share!: string;
  /** When the position was read, by the reader's clock but never later than ours. */
  @Column('timestamptz') readAt!: Date;
  @Column('timestamptz', { nullable: true }) reachedEndAt!: Date | null;
  @Column('timestamptz', { nullable: true }) completedAt!: Date | null;
  @Column('timestamptz') updatedAt!: Date;
}
