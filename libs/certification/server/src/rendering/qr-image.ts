import encodeQR from 'qr';

/**
 * The QR code of `text` as an SVG without a border: whoever places it leaves four modules of white around it.
 * Error correction M. The dark areas are traced as outlines, so no hairlines appear between modules on screen.
 */
export function qrImage(text: string): string {
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
  const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1));
  const size = modules.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><path fill="#221f18" fill-rule="evenodd" d="${outlines(modules)}"/></svg>`;
}

/** One step along the edge of a module, from one corner to the next. */
interface Step {
  dx: number;
  dy: number;
}

/** Around every dark area with the dark on the right, a hole being an outline of its own. */
function outlines(modules: boolean[][]): string {
  const corners = modules.length + 1;
  const isDark = (x: number, y: number) => modules[y]?.[x] ?? false;
  const leaving = new Map<number, Step[]>();
  const add = (x: number, y: number, dx: number, dy: number) => {
    const corner = y * corners + x;
    leaving.set(corner, [...(leaving.get(corner) ?? []), { dx, dy }]);
  };
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) return;
      if (!isDark(x, y - 1)) add(x, y, 1, 0);
      if (!isDark(x + 1, y)) add(x + 1, y, 0, 1);
      if (!isDark(x, y + 1)) add(x + 1, y + 1, -1, 0);
      if (!isDark(x - 1, y)) add(x, y + 1, 0, -1);
    }),
  );

  let path = '';
  for (const [corner, steps] of leaving) {
    let step = steps.pop();
    while (step) {
      let x = corner % corners;
      let y = Math.floor(corner / corners);
      path += `M${x} ${y}`;
      while (step) {
        const { dx, dy }: Step = step;
        let length = 0;
        do {
          x += dx;
          y += dy;
          length += 1;
          step = leaving.get(y * corners + x)?.pop();
        } while (step && step.dx === dx && step.dy === dy);
        path += dx === 0 ? `v${dy * length}` : `h${dx * length}`;
      }
      path += 'z';
      step = steps.pop();
    }
  }
  return path;
}
