import {
  archiveCurriculum,
  getCurriculumVersion,
  listCurriculumVersions,
  previewLesson,
  putCurriculumInUse,
} from '@bimtek/curriculum-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { VersionsService } from './versions.service.ts';

@Controller()
export class VersionsController {
  constructor(private readonly versions: VersionsService) {}

  @Endpoint(listCurriculumVersions)
  list(@Me() me: Actor, @Input() { query }: InputOf<typeof listCurriculumVersions>) {
    return this.versions.list(me, query);
  }

  @Endpoint(getCurriculumVersion)
  view(@Me() me: Actor, @Input() { params }: InputOf<typeof getCurriculumVersion>) {
    return this.versions.view(me, params.versionId);
  }

  @Endpoint(previewLesson)
  preview(@Me() me: Actor, @Input() { params }: InputOf<typeof previewLesson>) {
    return this.versions.preview(me, params);
  }

  @Endpoint(putCurriculumInUse)
  putInUse(@Me() me: Actor, @Input() { params }: InputOf<typeof putCurriculumInUse>) {
    return this.versions.putInUse(me, params);
  }

  @Endpoint(archiveCurriculum)
  archive(@Me() me: Actor, @Input() { params }: InputOf<typeof archiveCurriculum>) {
    return this.versions.archive(me, params);
  }
}
