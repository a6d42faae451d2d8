export * from './a-test.ts';
export * from './an-attempt.ts';
export { aClassroom, type Classroom } from './a-classroom.ts';
