import type { AssignmentHead } from '@bimtek/assignments-contracts';
import type { AssignmentBrief, Rubric } from '@bimtek/curriculum-contracts';
import type { CurriculumStructure, StructureModule } from '@bimtek/curriculum-server';

export type ModuleWithAssignment = StructureModule & { assignment: AssignmentBrief };

export function modulesWithAssignment({ modules }: CurriculumStructure): ModuleWithAssignment[] {
  return modules.filter((module): module is ModuleWithAssignment => module.assignment !== null);
}

export function moduleOf(
  structure: CurriculumStructure,
  assignmentCode: string,
): ModuleWithAssignment | undefined {
  return modulesWithAssignment(structure).find(({ assignment }) => assignment.code === assignmentCode);
}

/** The module of a piece of work, with the rubric as it was corrected for its run. */
export function moduleFor(
  structure: CurriculumStructure,
  { assignmentCode, correctedRubric }: { assignmentCode: string; correctedRubric: Rubric | null },
): ModuleWithAssignment | undefined {
  const module = moduleOf(structure, assignmentCode);
  if (!module || !correctedRubric) return module;
  return { ...module, assignment: { ...module.assignment, rubric: correctedRubric } };
}

export function headOf({ assignment, code, title }: ModuleWithAssignment): AssignmentHead {
  return {
    code: assignment.code,
    title: assignment.title,
    minutes: assignment.minutes,
    summary: assignment.summary,
    moduleCode: code,
    moduleTitle: title,
  };
}
