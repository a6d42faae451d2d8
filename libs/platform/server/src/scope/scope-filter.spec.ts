import { describe, expect, it } from '@jest/globals';
import { anActor } from '../testing/test-app.ts';
import { withinScope } from './scope-filter.ts';

const columns = { own: 'e.person_id', class: 'e.class_group_id', province: 'e.province_code' };
const group = '0197d1a0-0000-7000-8000-000000000001';

describe('withinScope', () => {
  it.each([
    ['national: everything', 'national', [], 'true', []],
    ['a class: compared as the id it is', 'class', [group], 'e.class_group_id = ($3::uuid[])[1]', [[group]]],
    ['a class id that is none: nobody’s', 'class', ['x'], 'e.class_group_id = ANY($3::uuid[])', [[]]],
    ['a province', 'province', ['33'], 'e.province_code = ($3::text[])[1]', [['33']]],
    ['two provinces', 'province', ['33', '34'], 'e.province_code = ANY($3::text[])', [['33', '34']]],
    ['a level that the statement has no column for: nothing', 'regency', ['33.08'], 'false', []],
  ] as const)('%s', (_case, level, ids, sql, parameters) =>
    expect(withinScope(anActor({ scope: { level, ids: [...ids] } }), columns, 3)).toEqual({
      sql,
      parameters,
    }),
  );

  it('own: the person who asks, whatever ids the scope has', () =>
    expect(withinScope(anActor({ scope: { level: 'own', ids: [group] } }), columns)).toEqual({
      sql: 'e.person_id = ($1::uuid[])[1]',
      parameters: [[anActor().userId]],
    }));
});
