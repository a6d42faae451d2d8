import type { ClassProposalKind } from '@bimtek/delivery-contracts';
import type { KnownPermission } from '@bimtek/identity-contracts';
import type { Permission } from '@bimtek/platform-contracts';

/** Who may propose a kind, and who may do the thing itself and so decides. */
export const permissionsOfKind: Record<
  ClassProposalKind,
  { proposes: KnownPermission; decides: KnownPermission }
> = {
  placement: { proposes: 'enrollment.propose-placement', decides: 'enrollment.place' },
  trainers: { proposes: 'class.propose-trainers', decides: 'run.manage' },
};

/** The kinds that somebody proposes or decides, or only those they decide; no others are their business. */
export function kindsFor(
  { permissions }: { permissions: ReadonlySet<Permission> },
  part: 'any' | 'decides' | 'proposes',
): ClassProposalKind[] {
  return (Object.keys(permissionsOfKind) as ClassProposalKind[]).filter((kind) => {
    const { proposes, decides } = permissionsOfKind[kind];
    return (
      (part !== 'decides' && permissions.has(proposes)) || (part !== 'proposes' && permissions.has(decides))
    );
  });
}

/** Why trainers that were proposed cannot be named now, or null: the team is another than the proposer saw. */
export function refusesTrainers(proposal: {
  before: readonly string[];
  now: readonly string[];
  proposed: readonly string[];
}): 'team-changed' | null {
  const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  return same(proposal.now, proposal.before) || same(proposal.now, proposal.proposed) ? null : 'team-changed';
}
