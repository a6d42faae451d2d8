/** Pages of a PDF. The browser draws them one by one, so that there may be hundreds. */
export async function pagesOf(bytes: Uint8Array): Promise<number> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    stopAtErrors: false,
  });
  try {
    const { numPages } = await task.promise;
    return numPages;
  } finally {
    await task.destroy();
  }
}
