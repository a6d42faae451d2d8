import { aPasskey } from '@bimtek/identity-server/testing';
import type { ClassGroupId, ClassProposalId, EnrollmentId } from '@bimtek/delivery-contracts';
import { ClassProposals } from '@bimtek/delivery-server';
import { Role, type RoleProposalId } from '@bimtek/identity-contracts';
import { RoleProposals } from '@bimtek/identity-server';
import { TOTP } from 'otpauth';
import { createHash, randomUUID } from 'node:crypto';
import { aPassword } from '../testing/an-api.ts';
import { fullMark, type Scene, type Walker, type World } from './world.ts';

/** What is sent: `path` fills the places of the route, `query` and `body` go as they are. */
export interface Sent {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** An uploaded file instead of a body. */
  file?: string | Buffer;
  /** What a protocol of others says in headers. */
  headers?: Record<string, string>;
}

/**
 * What somebody in the right role meets who belongs to another class, regency, province, or is another person:
 * `not-found`: 404. `nothing`: done, without anything of the scene in it. `refused`: for a reason of its own that tells
 * nothing. `open`: the answer is nobody's own.
 */
export type Fate = 'not-found' | 'nothing' | 'refused' | 'open';

export interface Expectation {
  /** The roles that may; those left out are refused. */
  may: readonly Role[];
  /** Puts the scene into the state in which the call succeeds for this walker, and gives the call. */
  sent?: (world: World, scene: Scene, me: Walker) => Sent | Promise<Sent>;
  foreign?: Fate | ((role: Role) => Fate);
  /** For whom the answer names the scene, so that an empty one cannot pass for a narrowed one. */
  shows?: readonly Role[];
  /** For what is done silently to nothing when it is another's: whether it has been done, asked before and after. */
  done?: (world: World, sent: Sent) => Promise<boolean>;
  /** Of a call that is the same for all roles, those that try it; all when left out. */
  tries?: readonly Role[];
}

const learners: Role[] = ['trainee', 'classLeader'];
const ofClass: Role[] = ['expertTrainer', 'organizer', 'observer'];
const ofPlace: Role[] = ['regionalFacilitator', 'regencyAdmin', 'provincialAdmin'];
const seeClasses: Role[] = [...ofClass, ...ofPlace, 'masterTrainer', 'nationalAdmin'];
const seePeople: Role[] = ['expertTrainer', 'organizer', ...ofPlace, 'nationalAdmin'];
const offices: Role[] = ['organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'];
const organizing: Role[] = ['organizer', 'nationalAdmin'];
const readingAttendance: Role[] = ['expertTrainer', 'organizer', 'provincialAdmin', 'nationalAdmin'];
const ofVenue: Role[] = ['organizer', 'regencyAdmin', 'nationalAdmin'];
const inSessions: Role[] = [...learners, ...seeClasses];
const planning: Role[] = ['expertTrainer', 'organizer', 'nationalAdmin'];
const grading: Role[] = ['expertTrainer', 'organizer', 'nationalAdmin'];
const marking: Role[] = ['expertTrainer'];
const allocating: Role[] = ['organizer', 'masterTrainer', 'nationalAdmin'];
const admins: Role[] = ['provincialAdmin', 'nationalAdmin'];
const national: Role[] = ['nationalAdmin'];
const offering: Role[] = ['regencyAdmin', ...admins];
const everybody = Role.options;
/** A place in the own account is the same for every role; these stand for the learners, the offices and the center. */
const some: Role[] = ['trainee', 'organizer', 'nationalAdmin'];

const reason = 'Ditelusuri oleh uji peran';
const ofScene = (_: World, { classGroupId }: Scene): Sent => ({ path: { classGroupId } });
/** One whose doors are open. */
const ofSession = async (world: World, scene: Scene): Promise<Sent> => ({
  path: { sessionId: await world.liveSession(scene) },
});
const ofSlides = async (world: World, scene: Scene): Promise<Sent> => {
  const { sessionId } = await world.slides(scene);
  return { path: { sessionId } };
};
/** A poll of such a session that has not been opened. */
const ofPoll = async (world: World, scene: Scene): Promise<Sent> => ({ path: await world.livePoll(scene) });
const aPoll = { kind: 'scale', question: 'Seberapa yakin Anda?' };
/** A role of the scene's regency that is proposed for its person. */
const roleProposed = ({ regency, person: { personId } }: Scene) => ({
  id: randomUUID() as RoleProposalId,
  personId,
  role: 'regionalFacilitator' as const,
  scopeId: regency,
  reason,
});
const ofRoleProposal = async (world: World, scene: Scene): Promise<Sent> => {
  const proposer = world.actor(scene, 'regencyAdmin');
  const { id } = await world.get(RoleProposals).propose(proposer, roleProposed(scene));
  return { path: { proposalId: id } };
};
/** Seats of the scene's class that its province proposes for its person, who waits for one. */
const ofPlacement = async (world: World, scene: Scene): Promise<Sent> => {
  await world.state(scene, 'verified', false);
  await world.classState(scene, 'preparing');
  const { id } = await world
    .get(ClassProposals)
    .proposePlacement(world.actor(scene, 'provincialAdmin'), scene.classGroupId as ClassGroupId, {
      id: randomUUID() as ClassProposalId,
      enrollmentIds: [scene.person.enrollmentId as EnrollmentId],
      reason,
    });
  return { path: { proposalId: id } };
};
/** A trainer whom the scene's master trainer proposes for its class. */
const trainerProposed = async (world: World, scene: Scene) => {
  await world.classState(scene, 'preparing');
  return { id: randomUUID(), trainerIds: [scene.walkers.expertTrainer.personId], reason };
};
const ofTrainers = async (world: World, scene: Scene): Promise<Sent> => {
  const sent = await trainerProposed(world, scene);
  const { id } = await world
    .get(ClassProposals)
    .proposeTrainers(world.actor(scene, 'masterTrainer'), scene.classGroupId as ClassGroupId, {
      ...sent,
      id: sent.id as ClassProposalId,
    });
  return { path: { proposalId: id } };
};
const ofPerson = (_: World, { person: { personId } }: Scene): Sent => ({ path: { personId } });
const t1 = { assignmentCode: 'T1' };
const t7 = { assignmentCode: 'T7' };
const ofAssignment = (_: World, { classGroupId }: Scene): Sent => ({ path: { classGroupId, ...t1 } });
const ofRun = (_: World, { runId }: Scene): Sent => ({ path: { runId } });
const ofTrainer = async (world: World, scene: Scene): Promise<Sent> => ({
  path: { personId: await world.trainerOf(scene) },
});
const usualMarker = { perDay: 10, mostOpen: null, awayFrom: null, awayUntil: null, modules: [] };
/** The beginning of a JPEG and its end. */
const aPhoto = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
/** Of a plan that moves nothing. */
const tokenOfNothing = createHash('sha256').update('').digest('base64url');
/** A mark, or what else is sent, about work that was just handed in. */
async function markSent(world: World, scene: Scene): Promise<Sent> {
  const { submissionId, versionId } = await world.handedIn(scene);
  return { path: { submissionId }, body: { versionId, content: fullMark, basedOn: 0 } };
}
const named = ({ person: { enrollmentId } }: Scene) => ({ ids: [enrollmentId] });
const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const page = { query: { limit: '200' } };
/** The classes of others are not found; runs are seen by all who work beyond single classes. */
const runFate = (role: Role): Fate => (ofClass.includes(role) ? 'not-found' : 'nothing');
const own = { may: everybody, foreign: 'open' } as const;

/** Open to everybody, with or without a session. Nothing else is. */
export const openToAll = [
  'getHealth',
  'getOpenApi',
  'signIn',
  'getSession',
  'signOut',
  'findActivation',
  'activateAccount',
  'proveSecondFactor',
  'askForPasskey',
  'showCheckForm',
  'showCheck',
  'matchName',
  'readCalendar',
] as const;

/** Every other endpoint by its name. One that is not here, or here and not there, fails the walk. */
export const expectations: Record<string, Expectation> = {
  // Learning
  getHome: { may: learners, foreign: 'nothing' },
  getMyEnrollment: { may: learners, foreign: 'nothing', shows: learners },
  confirmCertificateName: {
    may: learners,
    sent: (_, { person }) => ({
      path: { enrollmentId: person.enrollmentId },
      body: { name: person.name },
    }),
  },
  listLearningModules: { may: learners, foreign: 'nothing' },
  getLearningModule: { may: learners, foreign: 'open', sent: () => ({ path: { moduleCode: 'M1' } }) },
  getModuleAssignment: { may: learners, foreign: 'open', sent: () => ({ path: { moduleCode: 'M1' } }) },
  getLesson: { may: learners, foreign: 'open', sent: (world) => ({ path: { lessonId: lessonOf(world) } }) },
  saveLessonProgress: {
    may: learners,
    foreign: 'open',
    sent: (world) => ({ path: { lessonId: lessonOf(world) }, body: readTo(1) }),
  },
  completeLesson: {
    may: learners,
    foreign: 'open',
    sent: async (world, _, me) => {
      const lessonId = lessonOf(world);
      await as(world, me, 'PUT', `learning/lessons/${lessonId}/progress`, readTo(3));
      return { path: { lessonId } };
    },
  },
  listMyAssignments: { may: learners, foreign: 'nothing' },
  getMyAssignment: { may: learners, foreign: 'open', sent: () => ({ path: t1 }) },
  saveAssignmentDraft: {
    may: learners,
    foreign: 'open',
    sent: () => ({ path: t1, body: { content: { text: 'Draf' }, basedOn: 0 } }),
  },
  handInAssignment: {
    may: learners,
    foreign: 'open',
    sent: () => ({ path: t1, body: { id: randomUUID(), content: { text: 'Isi' }, draftRevision: 0 } }),
  },
  acknowledgePlan: {
    may: learners,
    foreign: 'refused',
    sent: (world, scene) =>
      world.planned(scene).then(() => ({
        path: t7,
        body: { name: 'Kepala Desa', date: '2026-07-08', evidence: 'Lembar pengesahan' },
      })),
  },
  printMyPlan: { may: learners, sent: (world, scene) => world.planned(scene).then(() => ({ path: t7 })) },
  exportMyPlan: { may: learners, sent: (world, scene) => world.planned(scene).then(() => ({ path: t7 })) },
  beginUpload: {
    may: learners,
    foreign: 'open',
    sent: () => ({
      headers: {
        ...tus,
        'upload-length': '100',
        'upload-metadata': `assignmentCode ${base64('T1')},name ${base64('foto.jpg')}`,
      },
    }),
  },
  getUploadOffset: {
    may: learners,
    sent: async (world, scene) => ({ path: { uploadId: await world.uploading(scene) }, headers: tus }),
  },
  sendPiece: {
    may: learners,
    sent: async (world, scene) => ({
      path: { uploadId: await world.uploading(scene) },
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      file: Buffer.alloc(10),
    }),
  },
  dropUpload: {
    may: learners,
    sent: async (world, scene) => ({ path: { uploadId: await world.uploading(scene) }, headers: tus }),
  },
  attachFile: {
    may: learners,
    sent: async (world, scene) => ({ path: t1, body: { uploadId: await world.uploaded(scene) } }),
  },
  getMyFile: {
    may: learners,
    sent: async (world, scene) => ({ path: { ...t1, fileId: await world.attached(scene) } }),
  },
  getMyDocument: {
    may: learners,
    shows: learners,
    sent: async (world, scene) => ({ path: { ...t1, fileId: await world.attached(scene) } }),
  },
  readFeedback: { may: learners, foreign: 'open', sent: () => ({ path: t1 }) },
  getTest: { may: learners, foreign: 'open', sent: ({ test }) => ({ path: { testId: test.id } }) },
  startAttempt: { may: learners, foreign: 'open', sent: ({ test }) => ({ path: { testId: test.id } }) },
  getAttempt: {
    may: learners,
    sent: async (world, scene) => ({ path: { attemptId: (await world.attempt(scene)).id } }),
  },
  saveAnswer: {
    may: learners,
    sent: async (world, scene) => {
      const { id, layout } = await world.attempt(scene);
      // Questions stand in an order of their own in each attempt; one with a single answer is among them.
      const single = layout.find(
        ({ questionId }) => world.test.questions.find((one) => one.id === questionId)?.type === 'single',
      );
      const path = { attemptId: id, questionId: single?.questionId ?? '' };
      return { path, body: { answer: { kind: 'single', optionId: null }, revision: 1 } };
    },
  },
  submitAttempt: {
    may: learners,
    sent: async (world, scene) => ({ path: { attemptId: (await world.attempt(scene)).id } }),
  },
  getAttemptReview: {
    may: learners,
    sent: async (world, scene) => ({ path: { attemptId: (await world.attempt(scene, true)).id } }),
  },
  getMyResults: {
    may: learners,
    foreign: 'nothing',
    sent: (world, scene) => world.scores(scene).then(() => ({})),
  },
  listMyCertificates: {
    may: learners,
    foreign: 'nothing',
    shows: learners,
    sent: (world, scene) => world.certificate(scene).then(() => ({})),
  },
  downloadMyCertificate: {
    may: learners,
    shows: learners,
    sent: async (world, scene) => ({ path: { certificateId: await world.certificate(scene) } }),
  },

  // Classes and people
  getSummary: { may: seeClasses, foreign: 'nothing' },
  listRuns: { may: seeClasses, foreign: 'nothing', sent: () => page },
  getRun: { may: seeClasses, foreign: runFate, sent: (_, { runId }) => ({ path: { runId } }) },
  getRunChoices: { may: national },
  createRun: {
    may: national,
    sent: ({ curriculum }) => ({
      body: {
        id: randomUUID(),
        name: 'Bimtek SPP-TIK baru',
        year: 2026,
        mode: 'online',
        curriculumVersionId: curriculum.versionId,
        startsOn: '2026-09-01',
        endsOn: '2026-09-05',
      },
    }),
  },
  createWave: {
    may: national,
    sent: (_, { runId }) => ({
      path: { runId },
      body: { id: randomUUID(), number: 2, startsOn: '2026-07-06', endsOn: '2026-07-10' },
    }),
  },
  createClassGroup: {
    may: national,
    sent: (_, { waveId, province }) => ({ body: { id: randomUUID(), waveId, provinceCode: province } }),
  },
  setClassTeam: {
    may: national,
    shows: national,
    sent: async (world, scene) => {
      await world.classState(scene, 'preparing');
      return { ...ofScene(world, scene), body: { trainerIds: [], organizerId: null } };
    },
  },
  findTeamMembers: {
    may: ['nationalAdmin', 'masterTrainer'],
    sent: (_, { runId, mark }) => ({ query: { q: mark, runId } }),
    shows: national,
  },
  proposePlacement: {
    may: ['provincialAdmin'],
    shows: ['provincialAdmin'],
    sent: async (world, scene) => {
      await world.state(scene, 'verified', false);
      await world.classState(scene, 'preparing');
      const { enrollmentId } = scene.person;
      return { ...ofScene(world, scene), body: { id: randomUUID(), enrollmentIds: [enrollmentId], reason } };
    },
  },
  proposeTrainers: {
    may: ['masterTrainer'],
    shows: ['masterTrainer'],
    sent: async (world, scene) => ({
      ...ofScene(world, scene),
      body: await trainerProposed(world, scene),
    }),
  },
  listClassProposals: {
    may: ['provincialAdmin', 'organizer', 'nationalAdmin', 'masterTrainer'],
    foreign: 'nothing',
    shows: ['provincialAdmin', 'organizer', 'nationalAdmin', 'masterTrainer'],
    sent: async (world, scene) => {
      await ofPlacement(world, scene);
      await ofTrainers(world, scene);
      return {};
    },
  },
  acceptClassProposal: { may: organizing, shows: organizing, sent: ofPlacement },
  declineClassProposal: {
    may: organizing,
    shows: organizing,
    sent: async (world, scene) => ({ ...(await ofPlacement(world, scene)), body: { reason } }),
  },
  withdrawClassProposal: {
    may: ['provincialAdmin', 'masterTrainer'],
    shows: ['provincialAdmin', 'masterTrainer'],
    sent: (world, scene, me) => (me.role === 'masterTrainer' ? ofTrainers : ofPlacement)(world, scene),
  },
  listClassGroups: { may: seeClasses, foreign: 'nothing', sent: () => page, shows: seeClasses },
  getClassGroup: { may: seeClasses, sent: ofScene, shows: seeClasses },
  changeClassGroup: {
    may: organizing,
    shows: organizing,
    sent: (world, scene) => ({ ...ofScene(world, scene), body: { capacity: 41 } }),
  },
  openClassGroup: {
    may: organizing,
    shows: organizing,
    sent: async (world, scene) => {
      await world.withTeam(scene);
      await world.state(scene, 'placed');
      await world.classState(scene, 'preparing');
      return ofScene(world, scene);
    },
  },
  closeClassGroup: {
    may: national,
    sent: async (world, scene) => {
      await world.state(scene, 'passed');
      await world.classState(scene, 'decision');
      return ofScene(world, scene);
    },
  },
  reopenClassGroup: {
    may: national,
    sent: async (world, scene) => {
      await world.classState(scene, 'closed');
      return { ...ofScene(world, scene), body: { reason } };
    },
  },
  listEnrollments: {
    may: seePeople,
    foreign: 'nothing',
    shows: seePeople,
    sent: (_, { classGroupId }) => ({ query: { classGroupId } }),
  },
  countEnrollments: {
    may: seePeople,
    foreign: 'nothing',
    sent: (_, { classGroupId }) => ({ query: { classGroupId } }),
  },
  exportEnrollments: {
    may: offices,
    foreign: 'nothing',
    sent: (_, { classGroupId }) => ({ query: { classGroupId, reason } }),
  },
  exportEnrollmentsAsCsv: {
    may: offices,
    foreign: 'nothing',
    shows: offices,
    sent: (_, { classGroupId }) => ({ query: { classGroupId, reason } }),
  },
  listPeople: {
    may: seePeople,
    foreign: 'nothing',
    shows: [...ofPlace, 'nationalAdmin'],
    sent: (_, { mark }) => ({ query: { search: mark } }),
  },
  addPerson: {
    may: ['nationalAdmin'],
    sent: (_, { mark }) => ({
      body: {
        id: randomUUID(),
        fullName: 'Sri Wahyuni',
        email: `${randomUUID()}@contoh.id`,
        regency: null,
        position: mark,
      },
    }),
  },
  getPersonRecord: { may: seePeople, sent: ofPerson, shows: seePeople },
  seeContact: { may: seePeople, sent: ofPerson },
  getClassProgress: { may: seePeople, sent: ofScene, shows: seePeople },
  listClassAverages: {
    may: seeClasses,
    foreign: runFate,
    shows: seeClasses,
    sent: (_, { runId }) => ({ query: { runId } }),
  },
  checkEnrollments: {
    may: ['regencyAdmin'],
    sent: async (world, scene) => {
      await world.state(scene, 'registered', false);
      return { body: { outcome: 'fine', people: named(scene) } };
    },
    foreign: 'not-found',
  },
  verifyEnrollments: {
    may: admins,
    sent: async (world, scene) => {
      await world.state(scene, 'registered', false);
      return { body: { outcome: 'verified', people: named(scene) } };
    },
    foreign: 'not-found',
  },
  placeEnrollments: {
    may: organizing,
    sent: async (world, scene) => {
      await world.state(scene, 'verified', false);
      return { ...ofScene(world, scene), body: { people: named(scene) } };
    },
  },
  unplaceEnrollments: {
    may: organizing,
    foreign: 'not-found',
    sent: async (world, scene) => {
      await world.state(scene, 'placed');
      return { body: { people: named(scene) } };
    },
  },
  endEnrollments: {
    may: ['organizer', ...admins],
    foreign: 'not-found',
    sent: (_, scene) => ({ body: { people: named(scene), to: 'withdrawn', reason } }),
  },
  restoreEnrollments: {
    may: admins,
    foreign: 'not-found',
    sent: async (world, scene) => {
      await world.state(scene, 'withdrawn');
      return { body: { people: named(scene), reason } };
    },
  },
  getInvitable: {
    may: ['organizer', ...admins],
    foreign: runFate,
    shows: ['organizer', ...admins],
    sent: async (world, scene) => {
      await world.decree(scene);
      return { path: { runId: scene.runId } };
    },
  },
  inviteCandidates: {
    may: ['organizer', ...admins],
    foreign: 'refused',
    sent: async (world, scene) => ({
      path: { runId: scene.runId },
      body: { decreeId: await world.decree(scene) },
    }),
  },
  issueActivationCards: {
    may: ['organizer', ...admins],
    foreign: 'not-found',
    shows: ['organizer', ...admins],
    sent: async (world, scene) => {
      const invited = await world.participant(scene, `Sri ${scene.mark}`, {
        state: 'invited',
        isInvited: true,
      });
      return { body: { people: { ids: [invited.enrollmentId] } } };
    },
  },

  // Handed-in work
  listClassAssignments: { may: grading, sent: ofScene, shows: grading },
  listAssignmentPeople: { may: grading, sent: ofAssignment, shows: grading },
  setAssignmentTerms: {
    may: grading,
    sent: (_, scene) => ({ ...ofAssignment(_, scene), body: { dueAt: null, releasesAtOnce: true } }),
  },
  setDueOverride: {
    may: grading,
    sent: (_, scene) => ({
      path: { ...ofAssignment(_, scene).path, enrollmentId: scene.person.enrollmentId },
      body: { dueAt: '2026-07-20T00:00:00Z', acceptedUntil: null, reason },
    }),
  },
  removeDueOverride: {
    may: grading,
    sent: (_, scene) => ({
      path: { ...ofAssignment(_, scene).path, enrollmentId: scene.person.enrollmentId },
    }),
  },
  releaseMarks: {
    may: marking,
    sent: (world, scene) => world.marked(scene).then(() => ({ ...ofAssignment(world, scene), body: {} })),
  },
  checkRelease: {
    may: marking,
    shows: marking,
    sent: (world, scene) => world.marked(scene).then(() => ofAssignment(world, scene)),
  },
  planRelease: {
    may: marking,
    sent: (world, scene) => ({
      path: { ...ofAssignment(world, scene).path, planId: randomUUID() },
      body: { releaseAt: '2026-07-20T00:00:00Z', submissionIds: null },
    }),
  },
  cancelRelease: {
    may: marking,
    sent: async (world, scene) => ({
      path: { ...ofAssignment(world, scene).path, planId: await world.plannedRelease(scene) },
    }),
  },
  listSubmissions: {
    may: grading,
    foreign: 'nothing',
    shows: grading,
    sent: (world, scene) => world.handedIn(scene).then(() => page),
  },
  countSubmissions: { may: grading, foreign: 'nothing' },
  getSubmission: {
    may: grading,
    shows: grading,
    sent: async (world, scene) => ({ path: { submissionId: (await world.handedIn(scene)).submissionId } }),
  },
  getSubmittedFile: {
    may: grading,
    sent: (world, scene) => world.submittedFile(scene).then((path) => ({ path })),
  },
  getSubmittedDocument: {
    may: grading,
    shows: grading,
    sent: (world, scene) => world.submittedFile(scene).then((path) => ({ path })),
  },
  getDecidedFile: {
    may: [...grading, 'masterTrainer'],
    sent: (world, scene) => world.disputedFile(scene).then((path) => ({ path })),
  },
  getDecidedDocument: {
    may: [...grading, 'masterTrainer'],
    shows: [...grading, 'masterTrainer'],
    sent: (world, scene) => world.disputedFile(scene).then((path) => ({ path })),
  },
  printPlan: {
    may: grading,
    sent: async (world, scene) => ({ path: { submissionId: await world.planned(scene) } }),
  },
  exportClassPlans: {
    may: grading,
    sent: (world, scene) =>
      world.planned(scene).then(() => ({ path: { ...ofAssignment(world, scene).path, ...t7 } })),
  },
  claimSubmission: { may: marking, sent: markSent },
  giveBackSubmission: { may: marking, sent: markSent },
  saveMark: { may: marking, sent: markSent },
  finishMark: { may: marking, sent: markSent },
  askRevision: { may: marking, sent: markSent },
  reopenMark: {
    may: marking,
    sent: async (world, scene) => ({ path: { submissionId: await world.marked(scene) } }),
  },

  getRubricOfRun: {
    may: ['organizer', 'masterTrainer', 'nationalAdmin'],
    foreign: runFate,
    sent: (_, { runId }) => ({ path: { runId, ...t1 } }),
  },
  checkRubric: { may: ['organizer', 'masterTrainer', 'nationalAdmin'], sent: otherRubric },
  correctRubric: {
    may: ['organizer', 'masterTrainer', 'nationalAdmin'],
    sent: async (world, scene) => {
      await world.marked(scene);
      const { path, body } = await otherRubric(world, scene);
      const me = scene.walkers.nationalAdmin;
      const url = `runs/${scene.runId}/assignments/T1/rubric/check`;
      const { token } = (await as(world, me, 'POST', url, body)) as { token: string };
      return { path, body: { ...body, token, reason } };
    },
  },
  listSnippets: { may: marking, foreign: 'nothing' },
  putSnippet: {
    may: marking,
    sent: (_, { classGroupId }) => ({
      path: { snippetId: randomUUID() },
      body: { text: 'Bagus, {nama}!', reach: 'class', classGroupId },
    }),
  },
  removeSnippet: { may: marking, foreign: 'nothing', sent: () => ({ path: { snippetId: randomUUID() } }) },
  useSnippet: { may: marking, foreign: 'nothing', sent: () => ({ path: { snippetId: randomUUID() } }) },
  listSimilarWork: {
    may: grading,
    sent: async (world, scene) => ({ path: { submissionId: (await world.handedIn(scene)).submissionId } }),
  },
  compareSimilarWork: {
    may: grading,
    sent: async (world, scene) => ({ path: await world.alike(scene) }),
  },
  listSimilarPhotos: {
    may: grading,
    sent: async (world, scene) => ({ path: { submissionId: (await world.handedIn(scene)).submissionId } }),
  },
  getSimilarPhoto: {
    may: grading,
    sent: (world, scene) => world.alikePhotos(scene).then((path) => ({ path })),
  },
  getMyAppeal: { may: learners, foreign: 'open', sent: () => ({ path: t1 }) },
  makeAppeal: {
    may: learners,
    foreign: 'refused',
    sent: async (world, scene) => {
      await world.released(scene);
      return { path: t1, body: { id: randomUUID(), reason } };
    },
  },
  withdrawAppeal: {
    may: learners,
    foreign: 'nothing',
    sent: (world, scene) => world.appealed(scene).then(() => ({ path: t1 })),
  },
  listAppeals: {
    may: [...grading, 'masterTrainer'],
    foreign: 'nothing',
    shows: [...grading, 'masterTrainer'],
    sent: (world, scene) => world.appealed(scene).then(() => page),
  },
  countAppeals: { may: [...grading, 'masterTrainer'], foreign: 'nothing' },
  getAppeal: {
    may: [...grading, 'masterTrainer'],
    shows: [...grading, 'masterTrainer'],
    sent: async (world, scene) => ({ path: { appealId: await world.appealed(scene) } }),
  },
  decideAppeal: {
    may: ['expertTrainer', 'masterTrainer'],
    sent: async (world, scene) => ({
      path: { appealId: await world.appealed(scene) },
      body: { outcome: 'kept', reason },
    }),
  },

  getAllocationReason: {
    may: grading,
    sent: async (world, scene) => ({ path: { submissionId: await world.allocated(scene) } }),
  },
  getMyMarkerSettings: { may: marking, foreign: 'open' },
  setMyMarkerSettings: { may: marking, foreign: 'open', sent: () => ({ body: usualMarker }) },
  getMarkerSettings: { may: allocating, sent: ofTrainer },
  setMarkerSettings: {
    may: allocating,
    sent: async (world, scene) => ({ ...(await ofTrainer(world, scene)), body: usualMarker }),
  },
  getMarkingBoard: { may: allocating, sent: ofRun },
  planRebalance: {
    may: allocating,
    sent: (world, scene) => ({ ...ofRun(world, scene), body: {} }),
  },
  applyRebalance: {
    may: allocating,
    sent: (world, scene) => ({ ...ofRun(world, scene), body: { token: tokenOfNothing } }),
  },
  getRunMarking: { may: allocating, sent: ofRun },
  setRunMarking: {
    may: national,
    sent: (world, scene) => ({
      ...ofRun(world, scene),
      body: { secondShare: 10, secondAssignments: ['T7'], maxDifference: 15, avoidsOwnRegency: false },
    }),
  },
  getHolidays: { may: allocating, foreign: 'open', sent: () => ({ path: { year: '2026' } }) },
  setHolidays: {
    may: national,
    foreign: 'open',
    sent: () => ({ path: { year: '2090' }, body: { days: [] } }),
  },

  getMyDrift: { may: marking, foreign: 'nothing' },
  getMarkerDrift: { may: ['masterTrainer'], sent: ofTrainer },
  listSamples: {
    may: ['masterTrainer'],
    shows: ['masterTrainer'],
    sent: (world, scene) => world.sample(scene).then(() => ofRun(world, scene)),
  },
  listSampleSources: {
    may: ['masterTrainer'],
    sent: (world, scene) => ({ ...ofRun(world, scene), query: { assignmentCode: 'T1' } }),
  },
  putSample: {
    may: ['masterTrainer'],
    sent: (_, { runId }) => ({
      path: { runId, sampleId: randomUUID() },
      body: { assignmentCode: 'T1', text: 'Perpustakaan desa kami membuka kelas membatik. '.repeat(3) },
    }),
  },
  removeSample: {
    may: ['masterTrainer'],
    sent: async (world, scene) => ({ path: { runId: scene.runId, sampleId: await world.sample(scene) } }),
  },
  listMySamples: { may: marking, foreign: 'nothing' },
  getMySample: {
    may: marking,
    shows: marking,
    sent: async (world, scene) => ({ path: { sampleId: await world.sample(scene) } }),
  },
  saveSampleMark: {
    may: marking,
    sent: async (world, scene) => ({
      path: { sampleId: await world.sample(scene) },
      body: { content: fullMark, basedOn: 0, isFinished: true },
    }),
  },
  getMarkerCalibration: { may: ['masterTrainer'], sent: ofTrainer },

  listTwiceMarked: {
    may: ['masterTrainer'],
    sent: (world, scene) => world.disputed(scene).then(() => ({})),
    shows: ['masterTrainer'],
  },
  getTwiceMarked: {
    may: ['masterTrainer'],
    sent: async (world, scene) => ({ path: { submissionId: (await world.disputed(scene)).submissionId } }),
  },
  decideTwiceMarked: {
    may: ['masterTrainer'],
    sent: async (world, scene) => {
      const { submissionId, versionId } = await world.disputed(scene);
      return { path: { submissionId }, body: { versionId, choice: 'first', reason } };
    },
  },

  // Scores, decisions, certificates
  listClassScores: {
    may: grading,
    sent: (world, scene) => world.scores(scene).then(() => ofScene(world, scene)),
    shows: grading,
  },
  getGradebook: {
    may: grading,
    sent: (world, scene) => world.scores(scene).then(() => ofScene(world, scene)),
    shows: grading,
  },
  exportGradebook: { may: grading, sent: ofScene },
  downloadScoreTemplate: { may: organizing, sent: ofScene },
  uploadScores: {
    may: organizing,
    shows: organizing,
    sent: (world, scene) => ({
      ...ofScene(world, scene),
      query: { fileName: `${scene.mark}.csv` },
      file: `Kode Peserta,Nilai Rencana\n${scene.person.code},80\n`,
    }),
  },
  getClassDecision: { may: grading, sent: ofScene, shows: grading },
  listDecisions: {
    may: grading,
    shows: grading,
    sent: (world, scene) => world.prepared(scene).then(() => ofScene(world, scene)),
  },
  prepareDecision: {
    may: organizing,
    sent: (world, scene) => world.scores(scene).then(() => ofScene(world, scene)),
  },
  approveDecision: {
    may: national,
    sent: async (world, scene) => ({
      ...ofScene(world, scene),
      body: { preparedAt: await world.prepared(scene) },
    }),
  },
  listCertificates: {
    may: ['organizer', ...admins, 'signatory'],
    foreign: 'nothing',
    shows: ['organizer', ...admins, 'signatory'],
    sent: async (world, scene) => {
      await world.certificate(scene);
      return { query: { classGroupId: scene.classGroupId } };
    },
  },
  downloadCertificate: {
    may: ['organizer', ...admins, 'signatory'],
    shows: ['organizer', ...admins, 'signatory'],
    sent: async (world, scene) => ({ path: { certificateId: await world.certificate(scene) } }),
  },
  revokeCertificate: {
    may: national,
    shows: national,
    sent: async (world, scene) => ({
      path: { certificateId: await world.certificate(scene) },
      body: { reason },
    }),
  },
  replaceCertificate: {
    may: national,
    shows: national,
    sent: async (world, scene) => ({
      path: { certificateId: await world.certificate(scene) },
      body: { reason },
    }),
  },
  getIssuer: { may: ['organizer', ...admins, 'signatory'], foreign: 'open' },
  putIssuer: {
    may: national,
    sent: async (world) => ({
      body: (await world.one<{ issuer: unknown }>(`SELECT issuer FROM certification_issuer LIMIT 1`)).issuer,
    }),
  },

  // Files that come in
  uploadDecree: {
    may: national,
    sent: () => ({
      query: { number: 'SK/UJI', decidedOn: '2026-05-01', title: 'Penetapan', fileName: 'sk.csv' },
      file: 'Nama Perpustakaan,Nama Calon Peserta\nA,B\n',
    }),
  },
  downloadDecreeTemplate: { may: national },
  listDecrees: {
    may: organizing,
    foreign: 'nothing',
    shows: national,
    sent: (world, scene) => world.decree(scene).then(() => page),
  },
  listImports: {
    may: organizing,
    foreign: 'nothing',
    shows: organizing,
    sent: (world, scene) => world.scoreImport(scene).then(() => ({ query: { kind: 'graduation.scores' } })),
  },
  getImport: { may: organizing, shows: organizing, sent: imported },
  listImportProblems: { may: organizing, sent: imported },
  downloadImportProblems: { may: organizing, sent: imported },
  applyImport: { may: organizing, shows: organizing, sent: imported },
  recheckImport: { may: organizing, shows: organizing, sent: imported },
  listRegions: {
    may: ['organizer', ...ofPlace, 'nationalAdmin'],
    foreign: 'open',
  },

  // Curriculum
  listCurriculumVersions: { may: seeClasses, foreign: 'open' },
  getCurriculumVersion: {
    may: seeClasses,
    foreign: 'open',
    sent: ({ curriculum }) => ({ path: { versionId: curriculum.versionId } }),
  },
  previewLesson: {
    may: seeClasses,
    foreign: 'open',
    sent: (world) => ({ path: { lessonId: lessonOf(world) } }),
  },
  putCurriculumInUse: { may: national, sent: ({ draft }) => ({ path: { versionId: draft.versionId } }) },
  archiveCurriculum: {
    may: national,
    sent: async (world) => {
      const { versionId } = world.draft;
      await world.db.query(
        `UPDATE curriculum_version SET state = 'inUse', frozen_at = now() WHERE id = $1 AND state = 'draft'`,
        [versionId],
      );
      return { path: { versionId } };
    },
  },
  getAsset: {
    may: everybody,
    foreign: 'open',
    sent: async (world) => {
      const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
      const hash = createHash('sha256').update(bytes).digest('hex');
      await world.db.query(
        `INSERT INTO curriculum_asset (hash, media_type, bytes, created_at) VALUES ($1, 'image/svg+xml', $2, now()) ON CONFLICT DO NOTHING`,
        [hash, bytes],
      );
      return { path: { hash } };
    },
  },

  // Accounts in the care of an office
  listAccounts: {
    may: offices,
    foreign: 'nothing',
    shows: offices,
    sent: (_, { mark }) => ({ query: { q: mark } }),
  },
  getAccount: { may: offices, sent: ofPerson, shows: offices },
  issueNewCode: { may: offices, sent: ofPerson, shows: offices },
  changeContactOf: {
    may: offices,
    shows: offices,
    sent: (world, scene) => ({ ...ofPerson(world, scene), body: { phone: '081299998888', reason } }),
  },
  lockAccount: { may: admins, shows: admins, sent: otherPerson },
  unlockAccount: {
    may: admins,
    shows: admins,
    sent: async (world, scene) => {
      const sent = await otherPerson(world, scene);
      await world.db.query(`UPDATE identity_account SET state = 'locked' WHERE person_id = $1`, [
        sent.path?.['personId'],
      ]);
      return sent;
    },
  },
  resetSecondFactor: {
    may: national,
    sent: async (world, scene) => {
      const sent = await otherPerson(world, scene);
      await world.db.query(
        `INSERT INTO identity_totp (account_id, secret, last_step, created_at, confirmed_at)
         SELECT id, 'x', 0, now(), now() FROM identity_account WHERE person_id = $1`,
        [sent.path?.['personId']],
      );
      return sent;
    },
  },

  // Roles
  listRoleHolders: {
    may: offering,
    foreign: 'nothing',
    shows: offering,
    sent: (_, { mark }) => ({ query: { q: mark } }),
  },
  findRoleScopes: { may: offering, foreign: 'nothing', sent: () => ({ query: { level: 'regency' } }) },
  grantRole: {
    may: admins,
    shows: admins,
    sent: (world, scene) => ({
      ...ofPerson(world, scene),
      body: { role: 'regencyAdmin', scopeId: scene.regency, reason },
    }),
  },
  proposeRole: {
    may: ['regencyAdmin'],
    shows: ['regencyAdmin'],
    sent: (_, scene) => ({ body: roleProposed(scene) }),
  },
  listRoleProposals: {
    may: offering,
    foreign: 'nothing',
    shows: offering,
    sent: (world, scene) => ofRoleProposal(world, scene).then(() => ({})),
  },
  acceptRoleProposal: { may: admins, shows: admins, sent: ofRoleProposal },
  declineRoleProposal: {
    may: admins,
    shows: admins,
    sent: async (world, scene) => ({ ...(await ofRoleProposal(world, scene)), body: { reason } }),
  },
  withdrawRoleProposal: { may: ['regencyAdmin'], shows: ['regencyAdmin'], sent: ofRoleProposal },
  endGrant: {
    may: admins,
    sent: async (world, scene) => ({
      path: { grantId: await world.grantId(scene.walkers.regencyAdmin) },
      body: { reason },
    }),
  },

  // Messages
  listMessages: {
    may: everybody,
    foreign: 'nothing',
    tries: some,
    shows: some,
    sent: (world, scene, me) => world.message(scene, me).then(() => page),
  },
  countUnreadMessages: own,
  readMessage: {
    may: everybody,
    tries: some,
    sent: async (world, scene, me) => ({ path: { messageId: await world.message(scene, me) } }),
  },
  readAllMessages: { ...own, tries: some, sent: () => ({ body: { until: '2026-07-08T03:00:00Z' } }) },

  // Live sessions
  listMySessions: {
    may: learners,
    foreign: 'nothing',
    shows: learners,
    sent: (world, scene) => world.liveSession(scene).then(() => ({})),
  },
  getLiveSession: { may: inSessions, shows: inSessions, sent: ofSession },
  joinStage: { may: inSessions, sent: ofSession },
  getSlides: { may: inSessions, shows: inSessions, sent: ofSlides },
  getSlide: {
    may: inSessions,
    sent: async (world, scene) => {
      const { sessionId, deckId } = await world.slides(scene);
      return { path: { sessionId, deckId, page: '1' } };
    },
  },
  listClassSessions: {
    may: seeClasses,
    shows: seeClasses,
    sent: (world, scene) => world.liveSession(scene).then(() => ofScene(world, scene)),
  },
  listAgenda: {
    may: seeClasses,
    shows: seeClasses,
    foreign: 'nothing',
    sent: (world, scene) => world.liveSession(scene).then(() => page),
  },
  planSessions: {
    may: planning,
    sent: (_, { runId, classGroupId }) => ({
      body: {
        runId,
        classGroupId,
        kind: 'class',
        moduleCode: 'M1',
        title: 'Penguatan Literasi',
        lessonHours: 2,
        stage: { provider: 'hall' },
        slots: [{ id: randomUUID(), day: '2026-07-10', from: '13:00', until: '14:30' }],
      },
    }),
  },
  changeSession: {
    may: planning,
    sent: async (world, scene) => ({ ...(await ofSession(world, scene)), body: { title: 'Judul baru' } }),
  },
  moveSession: {
    may: planning,
    sent: async (world, scene) => ({
      path: { sessionId: await world.liveSession(scene, '2026-07-10T03:00:00Z') },
      body: { day: '2026-07-11', from: '13:00', until: '14:30', reason },
    }),
  },
  cancelSession: {
    may: planning,
    sent: async (world, scene) => ({ ...(await ofSession(world, scene)), body: { reason } }),
  },
  setRecording: {
    may: planning,
    sent: async (world, scene) => ({
      path: { sessionId: await world.liveSession(scene, '2026-07-08T01:00:00Z') },
      body: { recordingUrl: null, summary: 'Pokok bahasan' },
    }),
  },
  findRecordings: { may: planning, sent: ofSession },
  endStage: { may: planning, sent: ofSession },
  putSlides: {
    may: planning,
    sent: async (world, scene) => ({ ...(await ofSession(world, scene)), file: '%PDF-1.7' }),
  },
  removeSlides: { may: planning, sent: ofSlides },
  listPolls: { may: planning, shows: planning, sent: ofPoll },
  preparePoll: {
    may: planning,
    sent: async (world, scene) => ({ ...(await ofPoll(world, scene)), body: aPoll }),
  },
  removePoll: { may: planning, sent: ofPoll },
  listRoomPeople: { may: planning, shows: planning, sent: ofSession },
  getProjector: { may: inSessions, shows: inSessions, sent: ofSession },
  getRanking: { may: inSessions, sent: ofSession },
  exportChat: { may: planning, sent: ofSession },
  exportChatAsCsv: { may: planning, sent: ofSession },
  exportPolls: { may: planning, sent: ofPoll },
  exportPollsAsCsv: { may: planning, sent: ofPoll },
  // Attendance
  getMyAttendance: {
    may: learners,
    foreign: 'nothing',
    shows: learners,
    sent: (world, scene) => world.liveSession(scene).then(() => ({})),
  },
  getMySessionAttendance: { may: learners, shows: learners, sent: ofSession },
  checkIn: {
    may: learners,
    sent: async (world, scene) => {
      const { sessionId, code } = await world.sessionCode(scene);
      return { path: { sessionId }, body: { id: randomUUID(), part: 'in', code } };
    },
  },
  syncChecks: {
    may: learners,
    foreign: 'nothing',
    sent: async (world, scene) => {
      const check = { id: randomUUID(), part: 'in', deviceAt: '2026-07-08T02:35:00Z' };
      const { sessionId, code } = await world.sessionCode(scene);
      return { body: { sentAt: '2026-07-08T03:00:00Z', checks: [{ ...check, sessionId, code }] } };
    },
  },
  askCorrection: {
    may: learners,
    sent: async (world, scene) => ({
      ...(await ofSession(world, scene)),
      body: { id: randomUUID(), reason: 'Listrik padam di desa' },
    }),
  },
  askExcuse: {
    may: learners,
    sent: async (world, scene) => ({
      ...(await ofSession(world, scene)),
      query: { id: randomUUID(), kind: 'sick', note: 'Demam tinggi', fileName: 'surat.jpg' },
      file: aPhoto,
    }),
  },
  getSubstitute: {
    may: learners,
    sent: async (world, scene) => {
      const { sessionId } = await world.excuse(scene, { isGranted: true });
      return { path: { sessionId } };
    },
  },
  answerSubstitute: {
    may: learners,
    sent: async (world, scene) => {
      const { sessionId } = await world.excuse(scene, { isGranted: true });
      return { path: { sessionId }, body: { attempt: 1, answers: [] } };
    },
  },
  writeSubstitute: {
    may: learners,
    sent: async (world, scene) => {
      const { sessionId } = await world.excuse(scene, { isGranted: true, module: 'M0' });
      return { path: { sessionId }, body: { text: 'Saya membaca notula sesi ini. '.repeat(8) } };
    },
  },
  getSessionCodes: { may: planning, sent: ofSession },
  getSessionAttendance: { may: readingAttendance, shows: readingAttendance, sent: ofSession },
  listEvidence: {
    may: readingAttendance,
    shows: readingAttendance,
    sent: async (world, scene) => {
      const { sessionId, enrollmentId } = await world.evidence(scene);
      return { path: { sessionId, enrollmentId } };
    },
  },
  getEvidenceFile: {
    may: readingAttendance,
    sent: async (world, scene) => ({ path: await world.evidence(scene) }),
  },
  markAttendance: {
    may: planning,
    sent: async (world, scene) => ({
      ...(await ofSession(world, scene)),
      body: { mark: 'present', enrollmentIds: [scene.person.enrollmentId] },
    }),
  },
  closeSession: {
    may: planning,
    sent: async (world, scene) => ({
      path: { sessionId: await world.liveSession(scene, '2026-07-08T01:00:00Z') },
    }),
  },
  getVenueAttendance: { may: ofVenue, shows: ofVenue, sent: ofSession },
  tickVenue: {
    may: ofVenue,
    sent: async (world, scene) => ({
      path: { sessionId: await world.liveSession(scene), listId: randomUUID() },
      body: { venue: 'Aula Dinas', ticked: [scene.person.enrollmentId], unticked: [] },
    }),
  },
  sendVenuePhoto: {
    may: ofVenue,
    sent: async (world, scene, me) => ({
      path: await world.venueList(scene, me),
      query: { fileName: 'daftar.jpg' },
      file: aPhoto,
    }),
  },
  listReports: {
    may: planning,
    sent: async (world, scene) => {
      const { sessionId } = await world.participantReport(scene);
      return { path: { sessionId } };
    },
  },
  uploadReport: {
    may: planning,
    sent: async (world, scene) => ({
      ...(await ofSession(world, scene)),
      query: { fileName: 'peserta.csv' },
      file: 'Name,Duration (Minutes)\nSiti,30\n',
    }),
  },
  getReport: {
    may: planning,
    shows: planning,
    sent: async (world, scene) => {
      const { sessionId, reportId } = await world.participantReport(scene);
      return { path: { sessionId, reportId } };
    },
  },
  confirmReport: {
    may: planning,
    sent: async (world, scene) => {
      const { sessionId, reportId, key } = await world.participantReport(scene);
      const matches = [{ key, enrollmentId: scene.person.enrollmentId }];
      return { path: { sessionId, reportId }, body: { matches } };
    },
  },
  getClassAttendance: { may: readingAttendance, shows: readingAttendance, sent: ofScene },
  printDailyList: {
    may: readingAttendance,
    sent: (world, scene) => ({ ...ofScene(world, scene), query: { day: '2026-07-08' } }),
  },
  listAttendanceRequests: {
    may: readingAttendance,
    shows: readingAttendance,
    sent: (world, scene) => world.correction(scene).then(() => ofScene(world, scene)),
  },
  decideCorrection: {
    may: planning,
    sent: async (world, scene) => ({
      path: { correctionId: await world.correction(scene) },
      body: { isGranted: true, reason },
    }),
  },
  decideExcuse: {
    may: planning,
    sent: async (world, scene) => {
      const { excuseId } = await world.excuse(scene);
      return { path: { excuseId }, body: { isGranted: true, reason } };
    },
  },
  getExcuseDocument: {
    may: planning,
    sent: async (world, scene) => {
      const { excuseId } = await world.excuse(scene);
      return { path: { excuseId } };
    },
  },
  decideSubstitute: {
    may: planning,
    sent: async (world, scene) => ({
      path: { excuseId: await world.substitute(scene) },
      body: { isGranted: true, reason },
    }),
  },
  getCalendarFeed: own,
  makeCalendarFeed: { ...own, tries: some },
  endCalendarFeed: { ...own, tries: some },

  // The own account
  switchRole: {
    ...own,
    tries: learners,
    sent: () => ({ body: { role: 'trainee' } }),
  },
  listSessions: own,
  endSession: {
    may: everybody,
    foreign: 'nothing',
    done: (world, { path }) =>
      isGone(world, `SELECT 1 FROM identity_session WHERE id = $1`, path?.['sessionId']),
    tries: some,
    sent: (_, __, me) => ({ path: { sessionId: me.sessionId } }),
  },
  endOtherSessions: { ...own, tries: some },
  getOwnAccount: own,
  changePassword: {
    ...own,
    tries: some,
    sent: () => ({ body: { present: aPassword, password: 'perahu layar kertas biru' } }),
  },
  changeContact: {
    ...own,
    tries: some,
    sent: () => ({ body: { phone: '', email: '', password: aPassword } }),
  },
  getSecondFactors: own,
  beginTotp: { ...own, tries: some, sent: () => ({ body: { password: aPassword } }) },
  confirmTotp: {
    ...own,
    tries: some,
    sent: async (world, _, me) => ({ body: { code: codeNow(world, await begunTotp(world, me)) } }),
  },
  removeTotp: {
    ...own,
    tries: some,
    sent: async (world, _, me) => {
      await confirmedTotp(world, me);
      return { body: { password: aPassword } };
    },
  },
  makeRecoveryCodes: {
    ...own,
    tries: some,
    sent: async (world, _, me) => {
      await confirmedTotp(world, me);
      return { body: { password: aPassword } };
    },
  },
  beginPasskey: { ...own, tries: some, sent: () => ({ body: { password: aPassword } }) },
  addPasskey: {
    ...own,
    tries: some,
    sent: async (world, _, me) => ({ body: { name: 'Ponsel', response: await madePasskey(world, me) } }),
  },
  removePasskey: {
    may: everybody,
    foreign: 'nothing',
    done: (world, { path }) =>
      isGone(world, `SELECT 1 FROM identity_passkey WHERE id = $1`, path?.['passkeyId']),
    tries: some,
    sent: async (world, _, me) => {
      await as(world, me, 'POST', 'account/second-factor/passkeys', {
        name: 'Ponsel',
        response: await madePasskey(world, me),
      });
      const { id } = await world.one<{ id: string }>(
        `SELECT id FROM identity_passkey WHERE account_id = $1`,
        [me.accountId],
      );
      return { path: { passkeyId: id }, body: { password: aPassword } };
    },
  },
  listConsents: own,
  giveConsent: { ...own, tries: some, sent: consent },
  withdrawConsent: {
    ...own,
    tries: some,
    sent: async (world, scene, me) => {
      const { path, body } = await consent(world, scene, me);
      await as(world, me, 'PUT', `account/consents/${path.purpose}`, body);
      return { path };
    },
  },
  getDataExport: own,
  requestDataExport: { ...own, tries: some },
  downloadDataExport: {
    may: everybody,
    foreign: 'not-found',
    tries: some,
    sent: async (world, scene, me) => {
      const id = randomUUID();
      await world.db.query(
        `INSERT INTO identity_data_export (id, person_id, requested_at, file_id, ready_at, expires_at)
         VALUES ($1, $2, '2026-07-08', $3, '2026-07-08', '2026-07-15')`,
        [id, me.personId, await world.file(scene, 'application/json')],
      );
      return { path: { exportId: id } };
    },
  },
};

/** The rubric of T1 with other weights. */
async function otherRubric(world: World, { runId, walkers }: Scene) {
  const url = `runs/${runId}/assignments/T1/rubric`;
  const { rubric } = (await as(world, walkers.nationalAdmin, 'GET', url)) as {
    rubric: { criteria: { code: string; weight: number; levels: unknown }[] };
  };
  const criteria = rubric.criteria.map(({ code, levels, weight }, place) => ({
    code,
    levels,
    weight: weight + (place === 0 ? 5 : place === 1 ? -5 : 0),
  }));
  return { path: { runId, assignmentCode: 'T1' }, body: { criteria } };
}

function lessonOf({ curriculum }: World): string {
  return curriculum.modules.flatMap(({ lessonIds }) => lessonIds)[0] ?? '';
}

function readTo(block: number) {
  return {
    blockIndex: block,
    fraction: 1,
    isEndReached: block === 3,
    readAt: '2026-07-08T03:00:00.000Z',
  };
}

async function imported(world: World, scene: Scene): Promise<Sent> {
  return { path: { importId: await world.scoreImport(scene) } };
}

/** Somebody of the class who does not walk. */
async function otherPerson(world: World, scene: Scene): Promise<Sent> {
  const { personId } = await world.participant(scene, `Suparno ${scene.mark}`);
  return { path: { personId }, body: { reason } };
}

/** A call by the walker that has to succeed before the one that is tried. */
async function as(
  world: World,
  me: Walker,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  payload?: unknown,
): Promise<unknown> {
  const answer = await world.api.app.inject({
    method,
    url: `/api/${path}`,
    cookies: { ...me.cookies },
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
  return answer.body ? answer.json() : null;
}

async function consent(world: World, _: Scene, me: Walker) {
  const { items } = (await as(world, me, 'GET', 'account/consents')) as {
    items: { purpose: string; version: number }[];
  };
  const [first] = items;
  return { path: { purpose: first?.purpose ?? '' }, body: { version: first?.version } };
}

async function begunTotp(world: World, me: Walker): Promise<string> {
  const { secret } = (await as(world, me, 'POST', 'account/second-factor/totp', { password: aPassword })) as {
    secret: string;
  };
  return secret;
}

async function confirmedTotp(world: World, me: Walker): Promise<void> {
  const secret = await begunTotp(world, me);
  await as(world, me, 'PUT', 'account/second-factor/totp', { code: codeNow(world, secret) });
}

function codeNow(world: World, secret: string): string {
  return new TOTP({ secret }).generate({ timestamp: world.now.getTime() });
}

async function madePasskey(world: World, me: Walker): Promise<unknown> {
  const { options } = (await as(world, me, 'POST', 'account/second-factor/passkeys/options', {
    password: aPassword,
  })) as {
    options: Record<string, unknown>;
  };
  return aPasskey().make(options);
}

async function isGone(world: World, sql: string, id: string | undefined): Promise<boolean> {
  const rows: unknown[] = await world.db.query(sql, [id]);
  return rows.length === 0;
}
