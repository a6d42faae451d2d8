import type { Feedback, MyAssignment, SubmissionDetail } from '@bimtek/assignments-contracts';
import type { AssignmentBrief, Rubric } from '@bimtek/curriculum-contracts';

const criterion = (code: string, title: string, weight: number, mustReviseAt: 1 | null) => ({
  code,
  title,
  weight,
  levels: ([4, 3, 2, 1] as const).map((level) => ({ level, text: `${code} seen at level ${level}` })),
  mustReviseAt,
});

export const aRubric: Rubric = {
  code: 'R-TEST',
  criteria: [criterion('need', 'Kebutuhan warga', 60, null), criterion('result', 'Ukuran hasil', 40, 1)],
};

export const aBrief: AssignmentBrief = {
  code: 'T4',
  title: 'Rancangan kegiatan satu halaman',
  minutes: 60,
  kinds: ['form', 'link'],
  summary: 'Rancang satu kegiatan untuk warga.',
  instructions: { format: 1, blocks: [{ type: 'paragraph', text: [{ text: 'Pilih satu kegiatan.' }] }] },
  checklist: ['Ada sasaran', 'Ada ukuran hasil'],
  rubric: aRubric,
};

const head = {
  code: 'T4',
  title: aBrief.title,
  minutes: 60,
  summary: aBrief.summary,
  moduleCode: 'M4',
  moduleTitle: 'Kegiatan bersama warga',
};
export const now = '2026-07-06T02:00:00.000Z';
const due = {
  dueAt: '2026-07-08T09:00:00.000Z',
  acceptedUntil: '2026-07-11T09:00:00.000Z',
  overrideReason: null,
};

export const anAssignment = (changes: Partial<MyAssignment> = {}): MyAssignment => ({
  ...head,
  ...due,
  state: 'notStarted',
  receipt: null,
  score: null,
  hasUnreadFeedback: false,
  refusal: null,
  brief: aBrief,
  draft: null,
  draftRevision: 0,
  versions: [],
  feedback: [],
  revisionsLeft: 2,
  plan: null,
  lateDays: 0,
  latePoints: 0,
  now,
  ...changes,
});

export const aReceipt = { code: 'K-7QM4-2XPA', versionNumber: 1, submittedAt: now, lateDays: 0 };
export const aVersion = {
  id: '0197a000-0000-7000-8000-0000000000d1',
  receipt: aReceipt,
  content: { text: 'Kelas olah singkong untuk ibu-ibu.', link: null, checked: [0], files: [], plan: null },
  files: [],
} as unknown as MyAssignment['versions'][number];

export const someFeedback = (changes: Partial<Feedback> = {}): Feedback => ({
  versionNumber: 1,
  kind: 'mark',
  markerName: 'Ratna Kusumaningrum',
  content: {
    levels: { need: 4, result: 2 },
    comments: { result: 'Tulis target dengan angka.' },
    comment: 'Kebutuhan warga kuat.',
    itemComments: {},
  },
  score: { points: 80, latePoints: 0, score: 80 },
  givenAt: now,
  readAt: null,
  ...changes,
});

export const submissionIds = [1, 2, 3].map((n) => `0197a000-0000-7000-8000-0000000000e${n}`);

export const aSubmission = (changes: Partial<SubmissionDetail> = {}): SubmissionDetail =>
  ({
    id: submissionIds[0],
    assignmentCode: 'T4',
    classGroup: { id: '0197a000-0000-7000-8000-000000000007', code: 'SULSEL-03', name: 'Kelas Sulsel 03' },
    name: 'Asih Lestari',
    place: 'Karang Asri',
    receiptCode: aReceipt.code,
    state: 'submitted',
    versionNumber: 1,
    submittedAt: now,
    lateDays: 0,
    claim: null,
    allocation: null,
    myLevels: null,
    score: null,
    isOwnWork: false,
    enrollmentId: '0197a000-0000-7000-8000-000000000011',
    due,
    brief: aBrief,
    module: { code: 'M4', title: 'Kegiatan bersama warga' },
    versions: [aVersion],
    mark: null,
    feedback: [],
    latePoints: 0,
    revisionsLeft: 2,
    plan: null,
    releasesAtOnce: false,
    refusal: null,
    ...changes,
  }) as SubmissionDetail;
