import {
  completeLesson,
  getLearningModule,
  getLesson,
  getModuleAssignment,
  listLearningModules,
  saveLessonProgress,
} from '@bimtek/learning-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { LearningProgress } from '../progress/learning-progress.service.ts';
import { LearningService } from './learning.service.ts';

@Controller()
export class LearningController {
  constructor(
    private readonly learning: LearningService,
    private readonly progress: LearningProgress,
  ) {}

  @Endpoint(listLearningModules)
  modules(@Me() me: Actor) {
    return this.learning.overview(me);
  }

  @Endpoint(getLearningModule)
  module(@Me() me: Actor, @Input() { params }: InputOf<typeof getLearningModule>) {
    return this.learning.module(me, params);
  }

  @Endpoint(getModuleAssignment)
  assignment(@Me() me: Actor, @Input() { params }: InputOf<typeof getModuleAssignment>) {
    return this.learning.assignment(me, params.moduleCode);
  }

  @Endpoint(getLesson)
  lesson(@Me() me: Actor, @Input() { params }: InputOf<typeof getLesson>) {
    return this.learning.lesson(me, params.lessonId);
  }

  @Endpoint(saveLessonProgress)
  save(@Me() me: Actor, @Input() { params, body }: InputOf<typeof saveLessonProgress>) {
    return this.progress.save(me, params.lessonId, body);
  }

  @Endpoint(completeLesson)
  complete(@Me() me: Actor, @Input() { params }: InputOf<typeof completeLesson>) {
    return this.learning.complete(me, params);
  }
}
