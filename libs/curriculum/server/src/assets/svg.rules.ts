/** The elements that draw. No script, foreignObject, image, animation, or anything that fetches. */
const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol ' +
    'linearGradient radialGradient stop clipPath mask pattern marker style'
  ).split(' '),
);

/** Attributes that say how something looks and where it is. No `on…`, no address but an `#id` in the same file. */
const ATTRIBUTES = new Set(
  (
    'xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points id class style transform role lang xml:lang ' +
    'aria-label aria-labelledby aria-hidden fill fill-opacity fill-rule stroke stroke-width stroke-opacity ' +
    'stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit opacity color display ' +
    'font-family font-size font-weight font-style letter-spacing word-spacing text-anchor textLength lengthAdjust ' +
    'dominant-baseline alignment-baseline baseline-shift paint-order vector-effect clip-path clip-rule mask ' +
    'clipPathUnits maskUnits maskContentUnits gradientUnits gradientTransform spreadMethod offset stop-color ' +
    'stop-opacity patternUnits patternContentUnits patternTransform preserveAspectRatio href marker-start marker-mid ' +
    'marker-end markerWidth markerHeight markerUnits orient refX refY shape-rendering text-rendering'
  ).split(' '),
);

const NAMESPACE = 'http://www.w3.org/2000/svg';
const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const COMMENT = /<!--(?:(?!--)[\s\S])*-->/y;
const TEXT = /[^<]+/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});)/;

export interface CheckedSvg {
  /** From the viewBox: the room a page keeps for the figure. */
  width: number;
  height: number;
}

interface Tag {
  name: string;
  attributes: [string, string][];
  isEnd: boolean;
  isEmpty: boolean;
}

/**
 * Checks a figure against the list of what it may contain, and gives its size. Throws a sentence when something else is
 * in it: the reader below knows a narrow part of XML, so that no browser can see in it what this did not.
 */
export function checkSvg(source: string): CheckedSvg {
  const open: string[] = [];
  let size: CheckedSvg | undefined;
  for (const part of partsOf(source)) {
    if (typeof part === 'string') {
      if (ENTITY.test(part))
        throw new Error('only the five entities of XML and character numbers may be used');
      if (open.length === 0 && part.trim() !== '') throw new Error('text outside of <svg>');
      if (open.at(-1) === 'style') checkCss(part);
      continue;
    }
    if (part.isEnd) {
      if (open.pop() !== part.name) throw new Error(`</${part.name}> closes nothing`);
      continue;
    }
    if (!ELEMENTS.has(part.name)) throw new Error(`<${part.name}> may not be in a figure`);
    if (open.length === 0) {
      if (size || part.name !== 'svg') throw new Error('a figure is one <svg>');
      size = sizeOf(part);
    }
    if (open.at(-1) === 'style') throw new Error('an element inside <style>');
    checkAttributes(part);
    if (!part.isEmpty) open.push(part.name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  if (!size) throw new Error('there is no <svg>');
  return size;
}

function* partsOf(source: string): Generator<string | Tag> {
  const start =
    /^(?:<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")?\s*\?>)?/i.exec(source)?.[0]
      .length ?? 0;
  for (let at = start; at < source.length;) {
    const text = match(TEXT, source, at) ?? match(COMMENT, source, at);
    if (text) {
      if (!text[0].startsWith('<')) yield text[0];
      at += text[0].length;
      continue;
    }
    const tag = match(TAG, source, at);
    if (!tag) throw new Error(`not readable from “${source.slice(at, at + 30)}” on`);
    yield tagOf(tag);
    at += tag[0].length;
  }
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function tagOf([, end, name = '', given = '', empty]: RegExpExecArray): Tag {
  if (end === '/' && (given.trim() !== '' || empty === '/')) throw new Error(`</${name}> has attributes`);
  const attributes = [...given.matchAll(ATTRIBUTE)].map(
    ([, key = '', double, single]) => [key, double ?? single ?? ''] as [string, string],
  );
  return { name, attributes, isEnd: end === '/', isEmpty: empty === '/' };
}

function checkAttributes({ name, attributes }: Tag): void {
  const seen = new Set<string>();
  for (const [key, value] of attributes) {
    if (seen.has(key)) throw new Error(`<${name}> has ${key} twice`);
    seen.add(key);
    if (!ATTRIBUTES.has(key)) throw new Error(`<${name}> may not have the attribute ${key}`);
    if (ENTITY.test(value))
      throw new Error('only the five entities of XML and character numbers may be used');
    if (key === 'xmlns' && value !== NAMESPACE) throw new Error('xmlns is that of SVG');
    if (key === 'href' && !/^#[\w-]+$/.test(value)) throw new Error('href may only point into the same file');
    if (key !== 'xmlns' && key !== 'href') checkCss(value);
  }
}

/** Style may not reach out of the file, however it is spelled: no backslash, no character number, no address. */
function checkCss(css: string): void {
  if (/[\\]|&#|@(?!media\b)/.test(css))
    throw new Error('style may not use escapes or rules other than @media');
  const withoutOwn = css.replaceAll(/url\(\s*#[\w-]+\s*\)/g, '');
  if (/url\s*\(|image\s*\(|image-set|expression|javascript:|data:|https?:|\/\//i.test(withoutOwn)) {
    throw new Error('nothing in a figure may point out of the file');
  }
}

function sizeOf({ attributes }: Tag): CheckedSvg {
  const value = attributes.find(([key]) => key === 'viewBox')?.[1] ?? '';
  const numbers = value
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , width, height] = numbers;
  if (
    numbers.length !== 4 ||
    !numbers.every(Number.isFinite) ||
    !width ||
    !height ||
    width < 1 ||
    height < 1
  ) {
    throw new Error('the <svg> needs a viewBox of four numbers');
  }
  if (!attributes.some(([key, given]) => key === 'xmlns' && given === NAMESPACE)) {
    throw new Error(`the <svg> needs xmlns="${NAMESPACE}"`);
  }
  return { width: Math.round(width), height: Math.round(height) };
}
