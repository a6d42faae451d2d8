import { describe, expect, it } from '@jest/globals';
import { checkSvg } from './svg.rules.ts';

const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 370"${attributes}>${inside}</svg>`;

describe('checkSvg', () => {
  it('takes a drawing with own style and gradients, and gives its size', () => {
    const drawing = svg(
      '<!-- tangga --><title>Tangga &amp; rumah</title><style>@media (prefers-color-scheme: dark) { .a { fill: #fff } }</style>' +
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient><g id="b"><path d="M0 0z"/></g></defs>' +
        '<rect class="a" fill="url(#g)" width="1" height="1"/><use href="#b" transform="scale(2)"/>',
      ' role="img" font-family="&quot;Plus Jakarta Sans&quot;, sans-serif"',
    );
    expect(checkSvg(`<?xml version="1.0" encoding="UTF-8"?>\n${drawing}\n`)).toEqual({
      width: 640,
      height: 370,
    });
  });

  it.each([
    ['a script', svg('<script>alert(1)</script>'), '<script> may not be'],
    [
      'a script in another namespace',
      svg('<x:script xmlns:x="http://www.w3.org/2000/svg">a</x:script>'),
      'may not',
    ],
    ['an event', svg('<rect onload="alert(1)"/>'), 'may not have the attribute onload'],
    ['an event in capitals', svg('<rect ONCLICK="a"/>'), 'may not have the attribute ONCLICK'],
    ['HTML inside', svg('<foreignObject><p>a</p></foreignObject>'), '<foreignObject> may not be'],
    ['a picture from elsewhere', svg('<image href="https://a.id/x.png"/>'), '<image> may not be'],
    ['a link', svg('<a href="#b"><rect/></a>'), '<a> may not be'],
    ['use of another file', svg('<use href="https://a.id/x.svg#b"/>'), 'href may only point'],
    ['use of data', svg('<use href="data:image/svg+xml,x"/>'), 'href may only point'],
    ['the older href', svg('<use xlink:href="#b"/>'), 'may not have the attribute xlink:href'],
    ['an animation of an address', svg('<set attributeName="href" to="x"/>'), '<set> may not be'],
    ['an import in style', svg('<style>@import "https://a.id/x.css";</style>'), 'rules other than @media'],
    ['a font from elsewhere', svg('<style>@font-face{src:url(x)}</style>'), 'rules other than @media'],
    ['an address in style', svg('<rect style="fill:url(https://a.id/x)"/>'), 'point out of the file'],
    ['an address without scheme', svg('<style>.a{background:url(//a.id)}</style>'), 'point out of the file'],
    ['a hidden address', svg('<style>.a{fill:\\75rl(x)}</style>'), 'escapes'],
    ['an address by character numbers', svg('<rect style="fill:u&#114;l(https://a.id)"/>'), 'escapes'],
    ['a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, 'not readable'],
    ['an own entity', svg('<text>&a;</text>'), 'five entities'],
    ['a section of characters', svg('<text><![CDATA[<script>]]></text>'), 'not readable'],
    ['a processing instruction', svg('<?xml-stylesheet href="x"?>'), 'not readable'],
    ['another encoding', `<?xml version="1.0" encoding="UTF-7"?>${svg('')}`, 'not readable'],
    ['two drawings', svg('') + svg(''), 'one <svg>'],
    ['another root', '<g/>', 'one <svg>'],
    ['words around it', `a${svg('')}`, 'text outside'],
    ['an end without beginning', svg('</g>'), 'closes nothing'],
    [
      'a beginning without end',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g>',
      'is not closed',
    ],
    ['an attribute twice', svg('<rect x="1" x="2"/>'), 'x twice'],
    ['an attribute without quotes', svg('<rect x=1/>'), 'not readable'],
    ['no size', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'viewBox'],
    ['no namespace', '<svg viewBox="0 0 1 1"/>', 'needs xmlns'],
  ])('refuses %s', (_case, source, message) => {
    expect(() => checkSvg(source)).toThrow(message);
  });
});
