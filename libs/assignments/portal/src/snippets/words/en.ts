import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Comment bank',
  open: 'Comment bank',
  search: 'Search comments',
  list: 'Comments',
  own: 'your own',
  shared: '{{name}}, from {{by}}',
  none: 'No comments kept yet',
  noneMore: 'Write a comment on a criterion and keep it here to use it again.',
  noneFound: 'Nothing matches',
  remove: 'Take out: {{text}}',
  removed: 'The comment was taken out.',
  keep: 'Keep a new comment',
  text: 'Comment',
  textHint: 'Use {nama} for the trainee’s name and {modul} for the title of the module.',
  textShort: 'Write at least 3 characters.',
  reach: 'For whom',
  reachOwn: 'Only me',
  reachClass: 'All trainers of this class',
  save: 'Keep it',
  saved: 'The comment is kept.',
  hint: 'Choose with the arrow keys, insert with Enter.',
  problem: {
    'too-many-snippets': 'You have kept as many as there may be. Take out what you do not use.',
    'placeholder-unknown': 'Only {nama} and {modul} are filled in.',
  },
} satisfies SameWords<typeof id>;
