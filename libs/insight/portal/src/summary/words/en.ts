import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Summary',
  people: 'People by state',
  progress: 'Progress of all classes',
  classes: { title: 'Classes', unit: { one: 'class', other: 'classes' } },
  decisions: {
    title: 'Decisions',
    unit: { one: 'person decided on', other: 'people decided on' },
    toApprove: 'Waiting for approval',
  },
  certificates: {
    title: 'Certificates',
    unit: { one: 'certificate issued', other: 'certificates issued' },
    valid: 'Ready to download',
    rendering: 'Being made',
    revoked: 'Revoked',
  },
  imports: {
    title: 'Decree imports',
    unit: { one: 'import not finished', other: 'imports not finished' },
    running: 'Running',
    waiting: 'Waiting to be applied',
  },
  names: {
    one: '{{n}} active person has not confirmed the name on the certificate',
    other: '{{n}} active people have not confirmed the name on their certificate',
  },
  waiting: {
    title: 'Waiting for you',
    none: 'Nothing is waiting for you right now.',
    imports: {
      one: '{{n}} import ready to be applied',
      other: '{{n}} imports ready to be applied',
      more: 'Look at the result, then apply it.',
    },
    activate: {
      one: '{{n}} person has not activated the account',
      other: '{{n}} people have not activated their account',
      more: 'Hand out the activation cards or their message.',
    },
    verify: {
      one: '{{n}} person to check',
      other: '{{n}} people to check',
      more: 'Compare with the decree, then accept or ask for a correction.',
    },
    correct: {
      one: '{{n}} person is correcting data',
      other: '{{n}} people are correcting data',
      more: 'Accept them once the data is right.',
    },
    place: {
      one: '{{n}} person has no class yet',
      other: '{{n}} people have no class yet',
      more: 'Place them in a class of their province.',
    },
    prepare: {
      one: '{{n}} class needs its decision prepared',
      other: '{{n}} classes need their decision prepared',
      more: 'Complete the scores, then prepare the decision.',
    },
    approve: {
      one: '{{n}} class waits for your approval',
      other: '{{n}} classes wait for your approval',
      more: 'Certificates are made once it is approved.',
    },
  },
} satisfies SameWords<typeof id>;
