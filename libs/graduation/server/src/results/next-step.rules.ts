import type { TestStanding } from '@bimtek/assessment-contracts';
import type { Condition, Explanation, StepToPass } from '@bimtek/graduation-contracts';

/**
 * The one thing that brings somebody nearer to passing. First what they can do here and now, then what they hand in,
 * then what they wait for.
 */
export function nextStepOf(explanation: Explanation, standings: readonly TestStanding[]): StepToPass {
  const { conditions, missingQuizzes, missingAssignments } = explanation;
  const unmet = new Map(conditions.filter(({ state }) => state !== 'met').map((one) => [one.code, one]));
  if (unmet.size === 0) return { kind: 'awaitDecision' };

  const taking = standings.find((one) => one.kind !== 'preTest' && one.openAttemptId !== null);
  if (taking) return takeTest(taking);
  const postTest = standings.find(({ kind }) => kind === 'postTest');
  const canTakePostTest = postTest !== undefined && attemptsLeft(postTest) > 0;
  const finalScore = unmet.get('finalScore');
  if (finalScore) {
    const quiz = standings.find(
      (one) => one.kind === 'quiz' && missingQuizzes.includes(one.moduleCode ?? '') && attemptsLeft(one) > 0,
    );
    if (quiz) return takeTest(quiz);
  }
  if (unmet.has('postTest') && canTakePostTest) return takeTest(postTest);
  return (
    stepForPlan(unmet.get('plan')) ??
    stepForAssignments(unmet.get('assignments'), missingAssignments) ??
    stepForAttendance(unmet.get('attendance')) ??
    stepForPostTest(unmet.get('postTest')) ??
    stepForScore(finalScore, standings)
  );
}

function attemptsLeft({ attemptsAllowed, attemptsUsed }: TestStanding): number {
  return Math.max(0, attemptsAllowed - attemptsUsed);
}

function takeTest(test: TestStanding): StepToPass {
  return {
    kind: test.kind === 'postTest' ? 'takePostTest' : 'takeQuiz',
    testId: test.testId,
    moduleCode: test.moduleCode,
    isOpen: test.openAttemptId !== null,
    attemptsLeft: attemptsLeft(test),
    bestScore: test.bestScore,
    waitUntil: test.waitUntil,
  };
}

function stepForPlan(plan: Condition | undefined): StepToPass | null {
  if (!plan) return null;
  if (plan.value === null) return { kind: 'handInPlan' };
  if (plan.value < plan.limit || plan.isApproved === false) {
    return { kind: 'improvePlan', value: plan.value, limit: plan.limit };
  }
  return { kind: 'awaitPlanApproval' };
}

function stepForAssignments(assignments: Condition | undefined, missing: string[]): StepToPass | null {
  if (!assignments) return null;
  return { kind: 'handInAssignments', missing, needed: assignments.limit - (assignments.value ?? 0) };
}

function stepForAttendance(attendance: Condition | undefined): StepToPass | null {
  if (!attendance) return null;
  if (!attendance.hours) return { kind: 'awaitAttendance' };
  return { kind: 'attendMore', ...attendance.hours, limit: attendance.limit };
}

function stepForPostTest(postTest: Condition | undefined): StepToPass | null {
  if (!postTest) return null;
  return { kind: 'noAttemptsLeft', value: postTest.value, limit: postTest.limit };
}

/** Everything else is met: the test that can add most, if one can still be taken. */
function stepForScore(finalScore: Condition | undefined, standings: readonly TestStanding[]): StepToPass {
  const [weakest] = standings
    .filter((test) => test.kind !== 'preTest' && attemptsLeft(test) > 0 && (test.bestScore ?? 0) < 100)
    .sort((a, b) => (a.bestScore ?? 0) - (b.bestScore ?? 0));
  if (weakest) return takeTest(weakest);
  return { kind: 'raiseScore', value: finalScore?.value ?? 0, limit: finalScore?.limit ?? 0 };
}
