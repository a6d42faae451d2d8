export { AssignmentBriefView } from './assignment-brief/assignment-brief-view.ts';
export { curriculumManageRoutes } from './curriculum.routes.ts';
export { LessonDocumentView } from './lesson-document/lesson-document-view.ts';
export { lessonWords } from './lesson-words/lesson-words.ts';
