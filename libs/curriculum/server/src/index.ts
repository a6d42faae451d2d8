export { sppTikFolder } from './content-folder.ts';
export { curriculumTables } from './curriculum-tables.ts';
export { CurriculumApiModule } from './curriculum.api.ts';
export { CurriculumModule } from './curriculum.module.ts';
export { ContentError } from './packages/content-error.ts';
export type { LoadedPackage } from './packages/package-loader.service.ts';
export { parseYaml } from './packages/yaml-file.ts';
export { Curricula } from './versions/curricula.service.ts';
export type { CurriculumStructure, LessonPlace, StructureModule } from './versions/curriculum-structure.ts';
