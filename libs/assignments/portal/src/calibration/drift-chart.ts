/** The drawing of differences by week: a line around zero, in units of the picture. */
export interface DriftChart {
  width: number;
  height: number;
  zero: number;
  /** Lines of the scale with their points. */
  scale: { y: number; points: number }[];
  line: string;
  dots: { x: number; y: number }[];
}

const width = 640;
const height = 240;
const margin = { left: 44, right: 12, top: 12, bottom: 12 };

export function chartOf(weeks: readonly { difference: number }[]): DriftChart {
  // Zero is always in the middle, so that kinder and stricter look alike far.
  const most = Math.max(10, ...weeks.map(({ difference }) => Math.abs(difference)));
  const top = Math.ceil(most / 5) * 5;
  const inner = height - margin.top - margin.bottom;
  const yOf = (points: number) => margin.top + ((top - points) / (2 * top)) * inner;
  const step = weeks.length > 1 ? (width - margin.left - margin.right) / (weeks.length - 1) : 0;
  const start = weeks.length > 1 ? margin.left : (margin.left + width - margin.right) / 2;
  const dots = weeks.map(({ difference }, place) => ({
    x: round(start + place * step),
    y: round(yOf(difference)),
  }));
  return {
    width,
    height,
    zero: round(yOf(0)),
    scale: [top, 0, -top].map((points) => ({ y: round(yOf(points)), points })),
    line: dots.map(({ x, y }) => `${x},${y}`).join(' '),
    dots,
  };
}

function round(units: number): number {
  return Math.round(units * 10) / 10;
}
