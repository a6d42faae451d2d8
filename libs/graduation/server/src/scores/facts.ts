import type { Component } from '@bimtek/graduation-contracts';
import type { RecordedScore } from '../results/graduation.rules.ts';

/** All scores of one enrollment as stored in a decision: `[value, outOf]` by component. */
export type Facts = Record<string, [value: number, outOf: number | null]>;

/** SQL for the facts of the enrollment `e`; equal facts are equal jsonb. */
export const FACTS = `
  coalesce((SELECT jsonb_object_agg(s.component, jsonb_build_array(s.value, s.out_of))
            FROM graduation_component_score s WHERE s.enrollment_id = e.id), '{}')`;

export function scoresOf(facts: Facts): RecordedScore[] {
  return Object.entries(facts).map(([component, [value, outOf]]) => ({
    component: component as Component,
    value,
    outOf,
  }));
}
