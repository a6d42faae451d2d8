import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  'mark-released': {
    title: 'Your score for “{{title}}” is out',
    text: 'A trainer has marked your work. Read the feedback and what to do next.',
  },
  'revision-asked': {
    title: '“{{title}}” needs a revision',
    text: 'A trainer has left notes for you. Improve it and hand it in again; you still have the chance.',
  },
  'mark-due-soon': {
    title: 'To be marked soon: “{{title}}” by {{name}}',
    text: 'Marking is due {{dueAt}}. The trainee is waiting for your feedback.',
  },
  'mark-overdue': {
    title: 'Marking is late: “{{title}}” by {{name}}',
    text: 'Marking was due {{dueAt}}. If you cannot do it, give it back so that another trainer can.',
  },
  'mark-overdue-in-class': {
    title: 'Marking is late in {{class}}',
    text: '“{{title}}” by {{name}} was due from {{marker}} {{dueAt}}.',
  },
  'appeal-made': {
    title: 'An appeal about “{{title}}” by {{name}}',
    text: 'The trainee asks another trainer to look at the score. Please read and decide.',
  },
  'appeal-kept': {
    title: 'Your appeal about “{{title}}” is decided',
    text: 'The score stays {{score}}. You can read the trainer’s reason.',
  },
  'appeal-changed': {
    title: 'Your appeal about “{{title}}” is decided',
    text: 'The score changes from {{before}} to {{score}}. You can read the trainer’s reason.',
  },
  'rubric-corrected': {
    title: 'Your score for “{{title}}” was recalculated',
    text: 'The rubric was corrected, so your score changes from {{before}} to {{score}}.',
  },
} satisfies SameWords<typeof id>;
