import type { Role } from '@bimtek/identity-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One signed-in browser. The cookie holds the token; here is only its hash. */
@Entity('identity_session')
export class Session {
  @PrimaryColumn('uuid') id!: string;
  /** SHA-256 of the token, hex. */
  @Column('text') tokenHash!: string;
  @Column('uuid') accountId!: string;
  /** The role chosen to act in; null until one is chosen. */
  @Column('text', { nullable: true }) role!: Role | null;
  @Column('boolean') sharedPhone!: boolean;
  @Column('text') userAgent!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') lastSeenAt!: Date;
  /** Moves on while the session is used. */
  @Column('timestamptz') expiresAt!: Date;
}
