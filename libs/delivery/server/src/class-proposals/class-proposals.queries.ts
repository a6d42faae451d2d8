import type {
  ClassGroupId,
  ClassProposal,
  ClassProposalId,
  ClassProposalKind,
} from '@bimtek/delivery-contracts';
import type { ProposalState } from '@bimtek/identity-contracts';
import type { EntityManager } from 'typeorm';

export interface ProposalRow {
  id: ClassProposalId;
  kind: ClassProposalKind;
  classGroupId: ClassGroupId;
  classCode: string;
  className: string;
  /** Enrollments of a placement, people of a team. */
  memberIds: string[];
  trainersBefore: string[] | null;
  reason: string;
  state: ProposalState;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedByName: string;
  decidedAt: Date | null;
  answer: string | null;
}

/** Proposals (alias `p`) with their class and the names of who proposed and decided. */
export const PROPOSAL_COLUMNS = `
  p.id, p.kind, p.class_group_id AS "classGroupId", g.code AS "classCode", g.name AS "className",
  p.member_ids AS "memberIds", p.trainers_before AS "trainersBefore", p.reason, p.state,
  p.proposed_by AS "proposedBy", coalesce(b.display_name, '') AS "proposedByName", p.proposed_at AS "proposedAt",
  p.decided_by AS "decidedBy", coalesce(d.display_name, '') AS "decidedByName", p.decided_at AS "decidedAt", p.answer
  FROM delivery_class_proposal p
  JOIN delivery_class_group g ON g.id = p.class_group_id
  LEFT JOIN identity_account b ON b.person_id = p.proposed_by
  LEFT JOIN identity_account d ON d.person_id = p.decided_by`;

type Person = ClassProposal['people'][number];

/** Whom each of the proposals is about: of a placement by name, of a team in its order. */
export async function peopleOfProposals(
  tx: EntityManager,
  proposals: readonly Pick<ProposalRow, 'id' | 'kind'>[],
): Promise<Map<string, Person[]>> {
  const idsOf = (kind: ClassProposalKind) =>
    proposals.filter((one) => one.kind === kind).map((one) => one.id);
  const rows: (Person & { proposalId: string })[] = await tx.query(
    `SELECT m.id AS "proposalId", m.person_id AS "personId", m.name, r.name AS place
     FROM (
       SELECT p.id, e.person_id, coalesce(n.full_name, e.sort_name) AS name, e.regency_code AS regency,
         e.sort_name AS sort, 0::bigint AS position
       FROM delivery_class_proposal p
       JOIN delivery_enrollment e ON e.id = ANY(p.member_ids)
       LEFT JOIN registry_person n ON n.id = e.person_id
       WHERE p.id = ANY($1::uuid[])
       UNION ALL
       SELECT p.id, a.person_id, a.display_name, n.regency_code, '', t.position
       FROM delivery_class_proposal p
       CROSS JOIN LATERAL unnest(p.member_ids) WITH ORDINALITY AS t(person_id, position)
       JOIN identity_account a ON a.person_id = t.person_id
       LEFT JOIN registry_person n ON n.id = a.person_id
       WHERE p.id = ANY($2::uuid[])
     ) m
     LEFT JOIN registry_region r ON r.code = m.regency
     ORDER BY m.position, m.sort, m.person_id`,
    [idsOf('placement'), idsOf('trainers')],
  );
  return Map.groupBy(rows, (row) => row.proposalId) as Map<string, Person[]>;
}
