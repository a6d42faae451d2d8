import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A day, besides Saturdays and Sundays, on which nobody has to mark. */
@Entity('assignments_holiday')
export class Holiday {
  @PrimaryColumn('date') day!: string;
  @Column('text') name!: string;
}
