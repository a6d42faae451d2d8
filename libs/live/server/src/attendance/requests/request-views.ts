import { type MyCorrection, type MyExcuse, type MySubstitute, substituteTask } from '@bimtek/live-contracts';
import type * as z from 'zod';
import type { CorrectionRow, ExcuseRow } from '../my-attendance.queries.ts';

export function correctionView(row: CorrectionRow): z.infer<typeof MyCorrection> {
  return { ...row, askedAt: row.askedAt.toISOString() };
}

export function excuseView({ id, kind, note, state, askedAt, decisionReason, ...row }: ExcuseRow): MyExcuse {
  return {
    id,
    kind,
    note,
    state,
    askedAt: askedAt.toISOString(),
    decisionReason,
    substitute: substituteView(row),
  };
}

export function substituteView({
  substituteKind,
  scores,
  text,
  textAt,
  passedAt,
  substituteReason,
}: Pick<
  ExcuseRow,
  'substituteKind' | 'scores' | 'text' | 'textAt' | 'passedAt' | 'substituteReason'
>): MySubstitute | null {
  if (!substituteKind) return null;
  return {
    kind: substituteKind,
    isPassed: passedAt !== null,
    attemptsUsed: scores.length,
    attemptsAllowed: substituteTask.attempts,
    lastScore: scores.at(-1) ?? null,
    isWaiting: passedAt === null && textAt !== null,
    text,
    decisionReason: substituteReason,
  };
}
