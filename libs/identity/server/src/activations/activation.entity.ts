import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A personal link and a printed code for one account; either can be used, once. A newer one replaces it. An `activation`
 * opens the account for the first time, a `renewal` replaces a forgotten password.
 */
@Entity('identity_activation')
export class Activation {
  @PrimaryColumn('uuid') accountId!: string;
  @Column('text') kind!: 'activation' | 'renewal';
  /** SHA-256 of the link's token, hex. */
  @Column('text') tokenHash!: string;
  /** SHA-256 of participant code and printed code, hex. */
  @Column('text') codeHash!: string;
  @Column('timestamptz') issuedAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}
