/**
 * Second markings (`w`) that wait for a master trainer: marks too far apart, and pieces that have nobody for the second
 * mark.
 */
export const WAITS_FOR_DECISION = `w.state IN ('open', 'disputed')
  AND (w.state = 'disputed' OR EXISTS (SELECT FROM assignments_allocation a
    WHERE a.version_id = w.version_id AND a.round = 2 AND a.closed_at IS NULL AND a.marker_id IS NULL))`;
