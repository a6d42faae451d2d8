import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  access: {
    notYet: {
      title: 'Your class is not open yet',
      more: 'You can see the list of lessons already. They open with the class.',
    },
    readOnly: {
      title: 'Your class has ended',
      more: 'All lessons can still be read. Progress is no longer recorded.',
    },
  },
  modules: {
    title: 'Learn',
    yours: 'Your modules',
    tests: 'Tests of the training',
    count: {
      completed: '{{n}} done',
      started: '{{n}} under way',
      notStarted: '{{n}} not started',
      notYetAvailable: '{{n}} to follow',
    },
    size: '{{lessons}} lessons, {{minutes}} min, {{size}}',
    notEnrolled: 'You are not enrolled in a training yet',
    notEnrolledMore: 'Once your registration is accepted, its modules appear here.',
  },
  module: {
    title: 'Module',
    where: 'Where this page is',
    lessons: 'Lessons',
    outcome: 'After this module',
    hours: '{{live}} live lesson hours, {{self}} of self-study',
    notYet: 'The lessons of this module are being prepared. They appear here as soon as they are ready.',
    liveOnly: 'This part is held in live sessions, without lessons to read.',
  },
  results: { title: 'Your results', more: 'Quizzes, assignments, final test and decision' },
  assignment: {
    title: 'Assignment',
    name: 'Assignment {{number}}',
    minutes: 'about {{n}} minutes',
    toHandIn: 'Do this assignment',
    all: 'All assignments',
    allMore: 'Due dates, your texts and your trainer’s feedback',
    handIn: 'Write right here, then send it. The mark appears on the Results page.',
  },
  lesson: {
    title: 'Lesson',
    place: 'Lesson {{number}} of {{of}}',
    back: 'Back to the module',
    toModule: 'To the module',
    others: 'Other lessons',
    quiz: 'Quiz of this module',
    allModules: 'All modules',
    goOn: 'Next: {{title}}',
    completed: 'Learned',
    read: '{{percent}} read of {{minutes}} min',
    justBegun: 'Just begun · {{minutes}} min',
    resumed: 'You go on from where you left off.',
    toStart: 'To the start',
    offline:
      'This lesson can still be read. Your place is kept on this phone and sent when the signal is back.',
  },
  end: {
    act: 'Mark as learned',
    notReached: 'Almost there',
    rule: 'Read to the end, then press “Mark as learned”.',
    reached: 'You have opened every part',
    press: 'Press this button to finish the lesson. The exercise is optional.',
    completed: 'This lesson is done',
  },
  problem: {
    'not-enrolled': 'You are not enrolled in a training yet.',
    'learning-not-open': 'Your class is not open yet. The lessons can be read once it opens.',
    'learning-closed':
      'Your class is closed, so progress is no longer recorded. The lessons can still be read.',
    'end-not-reached': 'Read this lesson to the end first, then press “Mark as learned”.',
  },
} satisfies SameWords<typeof id>;
