import { Module } from '@nestjs/common';
import { AssetsController } from './assets/assets.controller.ts';
import { CurriculumModule } from './curriculum.module.ts';
import { VersionsController } from './versions/versions.controller.ts';

@Module({ imports: [CurriculumModule], controllers: [VersionsController, AssetsController] })
export class CurriculumApiModule {}
