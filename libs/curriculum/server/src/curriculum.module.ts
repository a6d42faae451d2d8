import { Module } from '@nestjs/common';
import { Assets } from './assets/assets.service.ts';
import { PackageLoader } from './packages/package-loader.service.ts';
import { Curricula } from './versions/curricula.service.ts';
import { VersionsService } from './versions/versions.service.ts';

@Module({
  providers: [Curricula, PackageLoader, Assets, VersionsService],
  exports: [Curricula, Assets, VersionsService],
})
export class CurriculumModule {}
