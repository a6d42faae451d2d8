import {
  closingTime,
  type HeldTest,
  type LaidOutQuestion,
  layOut,
  outcomeOf,
  type Question,
  type QuestionBank,
} from '@bimtek/assessment-server';
import type { Answer } from '@bimtek/assessment-contracts';
import type { CurriculumStructure, StructureModule } from '@bimtek/curriculum-server';
import { shareRead } from '@bimtek/learning-server';
import type { Chance } from './chance.ts';

const MINUTE = 60_000;
/** People learn in the late afternoon and evening, so many hours a day. */
const HOURS_A_DAY = 5;
const FIRST_HOUR = 16.5;
/** All self-study fits into so many hours of such evenings. */
const STUDY_HOURS = 22;

const ZONE_HOURS: Record<string, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

/** What somebody is like: from 0 to 1. */
export interface Character {
  ability: number;
  diligence: number;
}

export interface LessonStory {
  lessonId: string;
  isCompleted: boolean;
  blockIndex: number;
  fraction: number;
  share: number;
  readAt: Date;
  reachedEndAt: Date | null;
  completedAt: Date | null;
}

export interface AnswerStory {
  questionId: string;
  answer: Answer;
  revision: number;
  savedAt: Date;
}

export interface AttemptStory {
  id: string;
  test: HeldTest;
  ordinal: number;
  state: 'open' | 'submitted' | 'expired';
  layout: LaidOutQuestion[];
  startedAt: Date;
  closesAt: Date;
  finishedAt: Date | null;
  outcome: { rightCount: number; answeredCount: number; score: number } | null;
  answers: AnswerStory[];
}

export interface LearningStory {
  lessons: LessonStory[];
  attempts: AttemptStory[];
}

/** The content that people learn, as the database has it. */
export interface Course {
  structure: CurriculumStructure;
  tests: HeldTest[];
  bank: QuestionBank;
  /** Blocks of each lesson's document. */
  blocks: ReadonlyMap<string, number>;
}

/** What one person did in the wave, as far as `until`; the rest has not happened yet. */
export class LearningStories {
  /** The questions that a test can ask, so that not the whole bank is searched for each attempt. */
  readonly #questionsOf: ReadonlyMap<string, Question[]>;

  constructor(
    private readonly course: Course,
    private readonly nextId: (at: Date) => string,
  ) {
    const all = [...course.bank.values()];
    this.#questionsOf = new Map(
      course.tests.map(({ testId, rules }) => {
        const use = rules.form === 'A' ? 'formA' : rules.form === 'B' ? 'formB' : 'quiz';
        return [testId, all.filter((one) => one.use === use && one.moduleCode in rules.blueprint)];
      }),
    );
  }

  tell(
    chance: Chance,
    character: Character,
    wave: { startsAt: Date; timeZone: string },
    until: Date,
    isSomethingOpen: boolean,
  ): LearningStory {
    const at = (day: number, hour: number) =>
      new Date(wave.startsAt.getTime() + (day * 24 + hour - (ZONE_HOURS[wave.timeZone] ?? 7)) * 60 * MINUTE);
    const story: LearningStory = { lessons: [], attempts: [] };
    const take = (test: HeldTest | undefined, from: Date, bonus: number) => {
      if (test) this.#takeTest(story, chance, character.ability + bonus, test, from, until);
    };

    if (chance.isLikely(0.97)) take(this.#test('preTest'), at(0, chance.between(8.2, 10)), -0.22);
    this.#study(story, chance, character, at, until, (module, from) =>
      take(this.#test('quiz', module.code), from, 0.06),
    );
    if (chance.isLikely(0.75 + character.diligence / 4)) {
      take(this.#test('postTest'), at(4, chance.between(13.5, 16)), 0.02);
    }
    if (isSomethingOpen) this.#beginQuiz(story, chance, character, until);
    return story;
  }

  #test(kind: HeldTest['rules']['kind'], moduleCode: string | null = null): HeldTest | undefined {
    return this.course.tests.find(({ rules }) => rules.kind === kind && rules.moduleCode === moduleCode);
  }

  /** Reads lesson after lesson, as far as this person gets, and takes the quiz at the end of each module. */
  #study(
    story: LearningStory,
    chance: Chance,
    { diligence }: Character,
    at: (day: number, hour: number) => Date,
    until: Date,
    finished: (module: StructureModule, from: Date) => void,
  ): void {
    const modules = this.course.structure.modules.filter(({ lessons }) => lessons.length > 0);
    const total = modules.reduce((sum, { lessons }) => sum + lessons.length, 0);
    const reach = diligence > 0.18 ? total : Math.ceil(total * chance.between(0.05, 0.8));
    const pace = chance.between(0.78, 1);
    let place = 0;
    for (const module of modules) {
      let endedAt: Date | null = null;
      for (const lesson of module.lessons) {
        if (place >= reach) return;
        const hours = chance.between(0, 0.15) + (place / total) * STUDY_HOURS * pace;
        const startedAt = at(Math.floor(hours / HOURS_A_DAY), FIRST_HOUR + (hours % HOURS_A_DAY));
        endedAt = this.#read(story, chance, lesson, startedAt, until, place === reach - 1 && reach < total);
        if (!endedAt) return;
        place++;
      }
      if (endedAt) finished(module, new Date(endedAt.getTime() + chance.between(4, 50) * MINUTE));
    }
  }

  /** Gives when the lesson was completed, or null when it was not (yet). */
  #read(
    story: LearningStory,
    chance: Chance,
    lesson: { id: string; minutes: number },
    startedAt: Date,
    until: Date,
    isLeft: boolean,
  ): Date | null {
    if (startedAt >= until) return null;
    const length = lesson.minutes * chance.between(0.6, 1.2) * MINUTE;
    const endsAt = new Date(startedAt.getTime() + length);
    const blocks = Math.max(1, this.course.blocks.get(lesson.id) ?? 1);
    if (!isLeft && endsAt <= until) {
      const completedAt = new Date(Math.min(endsAt.getTime() + 8_000, until.getTime()));
      story.lessons.push({
        lessonId: lesson.id,
        isCompleted: true,
        blockIndex: blocks - 1,
        fraction: 1,
        share: 1,
        readAt: endsAt,
        reachedEndAt: endsAt,
        completedAt,
      });
      return completedAt;
    }
    // Left in the middle, or still in it.
    const readAt = new Date(
      Math.min(startedAt.getTime() + length * chance.between(0.1, 0.9), until.getTime()),
    );
    const through = ((readAt.getTime() - startedAt.getTime()) / length) * blocks;
    const blockIndex = Math.min(blocks - 1, Math.floor(through));
    const fraction = Math.round(Math.min(1, through - blockIndex) * 100) / 100;
    story.lessons.push({
      lessonId: lesson.id,
      isCompleted: false,
      blockIndex,
      fraction,
      share: shareRead({ blockIndex, fraction }, blocks, false),
      readAt,
      reachedEndAt: null,
      completedAt: null,
    });
    return null;
  }

  /** Takes a test, and again after the wait as long as it is not passed and the person has the patience. */
  #takeTest(
    story: LearningStory,
    chance: Chance,
    ability: number,
    test: HeldTest,
    from: Date,
    until: Date,
  ): void {
    const { attempts, minutes, passMark, waitMinutes } = test.rules;
    let startedAt = from;
    for (let ordinal = 1; ordinal <= attempts && startedAt < until; ordinal++) {
      const isForgotten = chance.isLikely(0.02);
      const length = minutes * (isForgotten ? 1 : chance.between(0.35, 0.95));
      const attempt = this.#attempt(chance, ability + ordinal * 0.04, test, ordinal, startedAt, {
        length,
        isForgotten,
        until,
      });
      story.attempts.push(attempt);
      if (!attempt.outcome || passMark === null || attempt.outcome.score >= passMark) return;
      if (!chance.isLikely(0.9)) return;
      const ended = attempt.finishedAt ?? attempt.closesAt;
      startedAt = new Date(ended.getTime() + (waitMinutes + chance.between(3, 90)) * MINUTE);
    }
  }

  /** Somebody is in the middle of the first quiz that was not taken yet. */
  #beginQuiz(story: LearningStory, chance: Chance, { ability }: Character, now: Date): void {
    const taken = new Set(story.attempts.map(({ test }) => test.testId));
    const isOpen = story.attempts.some(({ state }) => state === 'open');
    const test = this.course.tests.find(({ testId, rules }) => rules.kind === 'quiz' && !taken.has(testId));
    if (!test || isOpen) return;
    const length = test.rules.minutes * 0.9;
    const startedAt = new Date(now.getTime() - length * chance.between(0.1, 0.8) * MINUTE);
    story.attempts.push(
      this.#attempt(chance, ability, test, 1, startedAt, { length, isForgotten: false, until: now }),
    );
  }

  #attempt(
    chance: Chance,
    ability: number,
    test: HeldTest,
    ordinal: number,
    begun: Date,
    { length, isForgotten, until }: { length: number; isForgotten: boolean; until: Date },
  ): AttemptStory {
    const startedAt = new Date(Math.floor(begun.getTime()));
    const id = this.nextId(startedAt);
    const layout = layOut(test.rules, this.#questionsOf.get(test.testId) ?? [], id);
    const closesAt = closingTime(startedAt, test.rules.minutes);
    const endsAt = isForgotten ? closesAt : new Date(Math.floor(startedAt.getTime() + length * MINUTE));
    const isOpen = endsAt > until;
    const answers = this.#answers(
      chance,
      ability,
      layout,
      startedAt,
      Math.min(length, test.rules.minutes - 1),
    ).filter(({ savedAt }) => savedAt <= until);
    const given = new Map(answers.map(({ questionId, answer }) => [questionId, answer]));
    const asked = layout.map(
      ({ questionId }) => this.course.bank.get(questionId) ?? { id: questionId, options: [] },
    );
    return {
      id,
      test,
      ordinal,
      state: isOpen ? 'open' : isForgotten ? 'expired' : 'submitted',
      layout,
      startedAt,
      closesAt,
      finishedAt: isOpen ? null : endsAt,
      outcome: isOpen ? null : outcomeOf(asked, given),
      answers,
    };
  }

  #answers(
    chance: Chance,
    ability: number,
    layout: LaidOutQuestion[],
    startedAt: Date,
    length: number,
  ): AnswerStory[] {
    return layout.flatMap(({ questionId, optionIds }, place) => {
      const question = this.course.bank.get(questionId);
      if (!question || chance.isLikely(0.015)) return [];
      const ease = { easy: 0.1, medium: 0, hard: -0.12 }[question.difficulty];
      const share = (place + chance.between(0.3, 0.9)) / layout.length;
      return {
        questionId,
        answer: answerTo(chance, question, optionIds, chance.isLikely(ability + ease)),
        revision: chance.isLikely(0.12) ? 2 : 1,
        savedAt: new Date(Math.floor(startedAt.getTime() + share * length * MINUTE)),
      };
    });
  }
}

/** The right options, or ones that somebody who does not know would choose. */
function answerTo(chance: Chance, question: Question, optionIds: string[], isKnown: boolean): Answer {
  const right = question.options.filter(({ isRight }) => isRight).map(({ id }) => id);
  if (question.type !== 'multiple') {
    const wrong = optionIds.filter((id) => !right.includes(id));
    return { kind: 'single', optionId: chance.pick(isKnown ? right : wrong) };
  }
  if (isKnown) return { kind: 'multiple', optionIds: optionIds.filter((id) => right.includes(id)) };
  // One too few, or one too many.
  const missed = chance.pick(right);
  const extra = chance.pick(optionIds.filter((id) => !right.includes(id)));
  const chosen = chance.isLikely(0.5) ? right.filter((id) => id !== missed) : [...right, extra];
  return { kind: 'multiple', optionIds: optionIds.filter((id) => chosen.includes(id)) };
}
