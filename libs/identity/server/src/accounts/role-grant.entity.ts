import type { Role } from '@bimtek/identity-contracts';
import type { ScopeLevel } from '@bimtek/platform-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role that a person holds, bound to one place or class, for a time. */
@Entity('identity_role_grant')
export class RoleGrant {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') role!: Role;
  @Column('text') level!: ScopeLevel;
  /** Class id, regency or province code; empty for own and national. */
  @Column('text') scopeId!: string;
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz', { nullable: true }) validTo!: Date | null;
}
