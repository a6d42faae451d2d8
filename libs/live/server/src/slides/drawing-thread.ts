import { createCanvas } from '@napi-rs/canvas';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import type { DrawnPage, FromThread } from './drawn-pages.ts';

const { pdf, most } = workerData as { pdf: Uint8Array; most: number };

/** Pixels of the longer side: letters of a slide can be read on a phone and in a hall. */
const SIDE = 1280;
/** A page is fetched while somebody speaks over a weak link: some tens of KB. The first way that keeps to it is taken. */
const BYTES_MAX = 60_000;
const WAYS = [
  { side: SIDE, quality: 70 },
  { side: SIDE, quality: 50 },
  { side: 1024, quality: 45 },
  { side: 800, quality: 40 },
];

const assets = (folder: string) =>
  fileURLToPath(new URL(`${folder}/`, import.meta.resolve('pdfjs-dist/package.json')));

async function draw(): Promise<void> {
  const task = getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    standardFontDataUrl: assets('standard_fonts'),
    cMapUrl: assets('cmaps'),
    wasmUrl: assets('wasm'),
    iccUrl: assets('iccs'),
  });
  const document = await task.promise;
  for (let number = 1; number <= Math.min(document.numPages, most); number++) {
    const page = await document.getPage(number);
    const whole = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: SIDE / Math.max(whole.width, whole.height) });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    const canvasContext = canvas.getContext('2d');
    canvasContext.fillStyle = '#fff';
    canvasContext.fillRect(0, 0, canvas.width, canvas.height);
    // The canvas speaks the browser's language, without being the browser's.
    await page.render({ canvas: canvas as never, canvasContext: canvasContext as never, viewport }).promise;
    tell({ page: await smallest(canvas.data(), canvas) });
    page.cleanup();
  }
  await task.destroy();
}

async function smallest(
  pixels: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<DrawnPage> {
  let last: DrawnPage | undefined;
  for (const { side, quality } of WAYS) {
    const { data, info } = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality, effort: 4, smartSubsample: true })
      .toBuffer({ resolveWithObject: true });
    last = { bytes: new Uint8Array(data), width: info.width, height: info.height };
    if (data.byteLength <= BYTES_MAX) break;
  }
  if (!last) throw new Error('There is no way to write a page');
  return last;
}

function tell(said: FromThread): void {
  parentPort?.postMessage(said);
}

draw().then(
  () => tell({ done: true }),
  (error: unknown) => {
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    tell({ refusal: name === 'PasswordException' ? 'encrypted' : 'damaged', message: `${name}: ${message}` });
  },
);
