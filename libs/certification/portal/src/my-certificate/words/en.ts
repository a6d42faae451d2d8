import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Certificate',
  yours: 'Your certificate',
  state: { making: 'Being made', ready: 'Ready to download', revoked: 'Revoked', replaced: 'Replaced' },
  lead: {
    making:
      'The certificate has been issued. Its file is being made; this page shows it as soon as it is ready.',
    ready: 'Congratulations, you have passed. Download it at any time, also from a new phone.',
    revoked: 'Not in force since {{date}}. Ask the organizer what has to be put right.',
    replaced: 'A corrected version is in force since {{date}}.',
  },
  download: 'Download PDF, {{size}}',
  facts: {
    holder: 'Other certificates and earlier versions',
    number: 'Number',
    training: 'Training',
    className: 'Class',
    dates: 'Dates of the training',
    hours: 'Length',
    hoursValue: '{{n}} JP of 45 minutes',
    grade: 'Grade',
    issuedAt: 'Issued',
    signature: 'Electronic signature',
  },
  signature: { awaiting: 'Awaiting signature', signed: 'Signed' },
  share: {
    title: 'Prove that it is genuine',
    more: 'Anyone can check this certificate without an account. Send the link or give the code.',
    code: 'Code',
    send: 'Send the link',
    copy: 'Copy the link',
    copied: 'The link has been copied.',
    notCopied: 'The link was not copied. Press and hold the link, then copy it.',
    look: 'See the check page',
    text: 'Certificate of {{training}}, code {{code}}',
  },
  next: {
    title: 'What comes next',
    signature: 'Electronic signature',
    signatureMore:
      'An official of the National Library will sign it electronically. Number and code stay the same.',
    name: 'Is the name wrong?',
    nameMore: 'Tell the organizer of your class. The corrected version keeps its number, with the suffix P1.',
  },
  older: 'Other certificates and earlier versions',
  none: {
    passed: 'Your certificate is being prepared',
    passedMore: 'It has been decided that you passed. The certificate appears here once it is issued.',
    notPassed: 'No certificate this time',
    notPassedMore: 'Your class has been decided and you have not passed. The results page has the details.',
    left: {
      one: '{{n}} condition is left',
      other: '{{n}} conditions are left',
    },
    leftMore: 'The certificate is issued once you have passed. The results page shows what is still missing.',
    waiting: 'All conditions are met',
    waitingMore: 'Only the decision on your class is left. The certificate is issued after it.',
    other: 'No certificate yet',
    otherMore: 'The certificate appears here once you have passed the training.',
    look: 'See results and conditions',
  },
  problem: {
    'not-rendered-yet': 'The file of the certificate is still being made. Try again in a moment.',
  },
} satisfies SameWords<typeof id>;
