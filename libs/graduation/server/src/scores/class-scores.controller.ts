import { downloadScoreTemplate, listClassScores, uploadScores } from '@bimtek/graduation-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Uploaded, type UploadedFile } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ClassScores } from './class-scores.service.ts';

@Controller()
export class ClassScoresController {
  constructor(private readonly classScores: ClassScores) {}

  @Endpoint(listClassScores)
  listClassScores(@Me() me: Actor, @Input() { params, query }: InputOf<typeof listClassScores>) {
    return this.classScores.list(me, params, query);
  }

  @Endpoint(downloadScoreTemplate)
  downloadScoreTemplate(@Me() me: Actor, @Input() { params }: InputOf<typeof downloadScoreTemplate>) {
    return this.classScores.template(me, params);
  }

  @Endpoint(uploadScores)
  uploadScores(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof uploadScores>,
    @Uploaded() file: UploadedFile,
  ) {
    return this.classScores.upload(me, params, file);
  }
}
