import { Module } from '@nestjs/common';
import { LiveModule } from './live.module.ts';

@Module({ imports: [LiveModule] })
export class LiveWorkerModule {}
