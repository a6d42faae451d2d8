import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Curriculum',
  version: 'Version {{number}}',
  state: { draft: 'Draft', inUse: 'In use', archived: 'Archived' },
  group: {
    basic: 'Basic subjects',
    core: 'Core subjects',
    application: 'Application',
    supporting: 'Supporting subjects',
  },
  list: {
    title: 'Curriculum',
    about: 'A version in use cannot be changed. Changes become a new version.',
    version: 'Version',
    state: 'State',
    lessons: 'Lessons',
    hours: 'Lesson hours',
    inUseSince: 'In use since',
    empty: 'No curriculum yet',
    emptyMore: 'The first version appears here once the content has been loaded.',
    shown: '{{count}} of {{total}}',
    first: 'To the start',
  },
  detail: {
    counts: '{{modules}} subjects · {{lessons}} lessons · {{hours}} lesson hours',
    frozen: 'Frozen {{date}}',
    modules: 'Subjects and lessons',
    hours: '{{live}} live lesson hours, {{self}} of self-study',
    minutes: '{{n}} min',
    notWritten: 'Its lessons are still being written.',
    liveOnly: 'Live sessions only, no lessons to read.',
    noAssignment: 'This module has no assignment.',
  },
  rules: {
    title: 'Pass rules',
    attendance: 'Attendance',
    final: 'Final score',
    plan: 'Activity plan',
    postTest: 'Post-test',
    assignments: 'Graded assignments',
    assignmentsOf: 'at least {{min}} of {{all}}',
    weights: 'Weights',
    weightsOf: 'Quizzes {{quiz}}% · assignments {{assignment}}% · plan {{plan}}% · post-test {{postTest}}%',
    grades: 'Grades',
  },
  tests: {
    title: 'Tests',
    quiz: 'Quiz',
    preTest: 'Pre-test',
    postTest: 'Post-test',
    rule: '{{minutes}} minutes, attempts: {{attempts}}',
  },
  use: {
    act: 'Put in use',
    ask: 'Put version {{number}} in use?',
    follows:
      'Its content is frozen: lessons, tests and pass rules cannot be changed any more. After this, new training runs can use it.',
  },
  archive: {
    act: 'Archive',
    ask: 'Archive version {{number}}?',
    follows:
      'New training runs can no longer use it. Runs that are going on with this version go on as before.',
  },
  problem: {
    'version-archived': 'This version is archived, so it cannot be put in use any more.',
    'version-without-lessons': 'This version has no lessons yet, so it cannot be put in use.',
  },
} satisfies SameWords<typeof id>;
