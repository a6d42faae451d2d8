import type { Role } from '@bimtek/identity-contracts';
import { namedStatement } from '@bimtek/platform-server';
import type { HeldRole } from './session.rules.ts';

export interface SessionRow {
  id: string;
  role: Role | null;
  shared_phone: boolean;
  last_seen_at: Date;
  expires_at: Date;
  account_id: string;
  person_id: string;
  display_name: string;
  participant_code: string;
  held: HeldRole[];
  has_second_factor: boolean;
  /** When the roles held change by themselves for the first time: one of now ends or one of later begins; or null. */
  roles_until: Date | null;
}

/** What is known of the sessions in `source` with the roles that are valid at `now`. */
const known = (source: string, now: string) => `
  SELECT s.id, s.role, s.shared_phone, s.last_seen_at, s.expires_at,
         a.id AS account_id, a.person_id, a.display_name, a.participant_code,
         coalesce(g.held, '[]') AS held, g.roles_until,
         (EXISTS (SELECT 1 FROM identity_totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL)
           OR EXISTS (SELECT 1 FROM identity_passkey k WHERE k.account_id = a.id)) AS has_second_factor
  FROM ${source} s
  JOIN identity_account a ON a.id = s.account_id AND a.state = 'active'
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('id', id, 'role', role, 'level', level, 'scopeId', scope_id) ORDER BY id)
             FILTER (WHERE valid_from <= ${now}) AS held,
           min(CASE WHEN valid_from > ${now} THEN valid_from ELSE valid_to END) AS roles_until
    FROM identity_role_grant
    WHERE person_id = a.person_id AND (valid_to IS NULL OR valid_to > ${now})
  ) g ON true`;

/** The session of a token hash with the roles that are valid at `$2`; nothing when it has ended. */
export const findSession = namedStatement<SessionRow>(
  'identity.find-session',
  `${known('identity_session', '$2')} WHERE s.token_hash = $1 AND s.expires_at > $2`,
);

const opening = (condition: string) => `
  WITH account AS (SELECT id FROM identity_account WHERE id = $1 AND state = 'active'${condition} FOR SHARE),
  opened AS (
    INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at, expires_at)
    SELECT $2::uuid, $3, account.id, $4::boolean, $5, $6::timestamptz, $6::timestamptz, $7::timestamptz FROM account
    RETURNING *)`;

/** A session of an active account; no row when it is not. */
export const OPEN = `${opening('')} SELECT id FROM opened`;

/** The same for those whose password is the whole way in, with all that is known of it. */
export const openUnlessFactor = namedStatement<SessionRow>(
  'identity.open-session',
  opening(` AND NOT EXISTS (SELECT 1 FROM identity_totp t WHERE t.account_id = $1 AND t.confirmed_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM identity_passkey k WHERE k.account_id = $1)`) + known('opened', '$6'),
);
