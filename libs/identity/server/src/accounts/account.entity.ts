import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `invited`: known, cannot sign in yet. `active`: has chosen a password. `locked`: closed by an administrator. */
export type AccountState = 'invited' | 'active' | 'locked';

/** The way in of one person. The person's own data is registry's; here is only what signing in needs. */
@Entity('identity_account')
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  /** `BT26-482173`: year, five random digits and a check digit. */
  @Column('text') participantCode!: string;
  /** Shown when a phone number fits several people and in the head of the page. */
  @Column('text') displayName!: string;
  /** E.164; two people may share one. */
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  /** Argon2id in PHC form; null until activated. */
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text') state!: AccountState;
  @Column('timestamptz', { nullable: true }) activatedAt!: Date | null;
  /** When the person or an office last changed phone or e-mail here; from then on a decree no longer does. */
  @Column('timestamptz', { nullable: true }) contactChangedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;
}
