import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('delivery_class_trainer')
export class ClassTrainer {
  @PrimaryColumn('uuid') classGroupId!: ClassGroupId;
  @PrimaryColumn('uuid') personId!: string;
  /** Who was named first stands first. */
  @Column('int') position!: number;
}
