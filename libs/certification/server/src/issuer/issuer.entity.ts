import type { Issuer } from '@bimtek/certification-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says by whom certificates are issued. */
@Entity('certification_issuer')
export class IssuerRow {
  @PrimaryColumn('boolean') isCurrent!: boolean;
  @Column('jsonb') issuer!: Issuer;
  @Column('timestamptz') updatedAt!: Date;
}
