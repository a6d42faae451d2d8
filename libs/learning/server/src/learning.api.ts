import { Module } from '@nestjs/common';
import { LearningModule } from './learning.module.ts';
import { LearningController } from './reading/learning.controller.ts';

@Module({ imports: [LearningModule], controllers: [LearningController] })
export class LearningApiModule {}
