import { type Annotation, type PagePoint, STROKE_POINTS_MAX } from '@bimtek/assignments-contracts';

/** Quarter turns to the right in which a page is shown. */
export type Turns = 0 | 1 | 2 | 3;

/** Smaller than this on the page a drag is a tap that slipped. */
const SMALLEST = 0.008;

const within = (value: number) => Math.min(1, Math.max(0, value));
/** A ten-thousandth of a page is finer than any screen shows, and short to store. */
const rounded = (value: number) => Math.round(within(value) * 10_000) / 10_000;
export const pointAt = (x: number, y: number): PagePoint => [rounded(x), rounded(y)];

/** Where a place of the screen lies on the page, whichever way the page is turned. */
export function onPage(
  at: { clientX: number; clientY: number },
  shown: { left: number; top: number; width: number; height: number },
  turns: Turns,
): PagePoint {
  const u = (at.clientX - shown.left) / (shown.width || 1);
  const v = (at.clientY - shown.top) / (shown.height || 1);
  if (turns === 1) return pointAt(v, 1 - u);
  if (turns === 2) return pointAt(1 - u, 1 - v);
  return turns === 3 ? pointAt(1 - v, u) : pointAt(u, v);
}

/** The two corners of an area, left above and right below; undefined when it is too small to be meant. */
export function areaOf([x1, y1]: PagePoint, [x2, y2]: PagePoint): [PagePoint, PagePoint] | undefined {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  if (right - left < SMALLEST || bottom - top < SMALLEST / 2) return undefined;
  return [pointAt(left, top), pointAt(right, bottom)];
}

/** A stroke with as few points as show the same line; undefined when the pen hardly moved. */
export function strokeOf(points: readonly PagePoint[]): PagePoint[] | undefined {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (points.length < 2 || size < SMALLEST) return undefined;
  const kept = simplified(points, 0.0008);
  if (kept.length <= STROKE_POINTS_MAX) return kept;
  // A scribble: as many of its points as a mark may hold, evenly.
  const share = (kept.length - 1) / (STROKE_POINTS_MAX - 1);
  return Array.from({ length: STROKE_POINTS_MAX }, (_, n) => kept[Math.round(n * share)] as PagePoint);
}

/** Leaves out points that lie nearer than `tolerance` to the line without them (Ramer, Douglas and Peucker). */
function simplified(points: readonly PagePoint[], tolerance: number): PagePoint[] {
  const isKept = points.map((_, place) => place === 0 || place === points.length - 1);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let farthest = { place: -1, distance: tolerance };
    for (let place = from + 1; place < to; place++) {
      const distance = distanceTo(
        points[place] as PagePoint,
        points[from] as PagePoint,
        points[to] as PagePoint,
      );
      if (distance > farthest.distance) farthest = { place, distance };
    }
    if (farthest.place === -1) continue;
    isKept[farthest.place] = true;
    open.push([from, farthest.place], [farthest.place, to]);
  }
  return points.filter((_, place) => isKept[place]);
}

function distanceTo([x, y]: PagePoint, [x1, y1]: PagePoint, [x2, y2]: PagePoint): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : within(((x - x1) * dx + (y - y1) * dy) / length);
  return Math.hypot(x - (x1 + share * dx), y - (y1 + share * dy));
}

/** Where the number of a note stands. */
export function anchorOf({ kind, points }: Pick<Annotation, 'kind' | 'points'>): PagePoint {
  const middle = pointAt(0.5, 0.5);
  const [first, last] = [points[0] ?? middle, points.at(-1) ?? middle];
  if (kind === 'box') return [last[0], first[1]];
  return kind === 'pen' ? last : first;
}

/** All points moved together, as far as the page reaches. */
export function movedBy(points: readonly PagePoint[], dx: number, dy: number): PagePoint[] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const right = Math.min(Math.max(dx, -Math.min(...xs)), 1 - Math.max(...xs));
  const down = Math.min(Math.max(dy, -Math.min(...ys)), 1 - Math.max(...ys));
  return points.map(([x, y]) => pointAt(x + right, y + down));
}

/** The path of a stroke in an SVG whose page is 1 × 1. */
export function pathOf(points: readonly PagePoint[]): string {
  return points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
