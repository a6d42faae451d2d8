import { DOCUMENT, Service, inject } from '@angular/core';
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';

/** Why a PDF cannot be shown. */
export type PdfFault = 'encrypted' | 'damaged' | 'network';
export class PdfUnreadable extends Error {
  constructor(
    readonly fault: PdfFault,
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
}

export interface PageSize {
  width: number;
  height: number;
}

/** A PDF that is open; each page is drawn when it is asked for. */
export interface OpenPdf {
  readonly pages: number;
  sizeOf(page: number): Promise<PageSize>;
  /** Resolves when the page is drawn; a call that is aborted resolves too, and leaves the canvas as it is. */
  draw(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Phones refuse larger canvases. */
const WIDEST = 2_400;

/** Draws PDFs by pdf.js, which is fetched with the first one. Its worker and fonts come from this very site. */
@Service()
export class PdfFiles {
  readonly #document = inject(DOCUMENT);

  async open(url: string): Promise<OpenPdf> {
    const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist/legacy/build/pdf.mjs').catch(
      (cause: unknown) => {
        throw new PdfUnreadable('network', { cause });
      },
    );
    const home = new URL('pdf/', this.#document.baseURI).href;
    GlobalWorkerOptions.workerSrc = `${home}pdf.worker.min.mjs`;
    const task = getDocument({
      url,
      standardFontDataUrl: `${home}fonts/`,
      // The page's rules let nothing be compiled; pictures of rare kinds are unpacked by plain script instead.
      wasmUrl: home,
      useWasm: false,
      isEvalSupported: false,
      // Nothing in a file runs: no forms, no scripts, no links.
      enableXfa: false,
      maxImageSize: 60_000_000,
      verbosity: 0,
    });
    // Instead of asking for the password.
    task.onPassword = () => void task.destroy();
    try {
      return opened(await task.promise);
    } catch (error) {
      throw new PdfUnreadable(faultOf(error), { cause: error });
    }
  }
}

function opened(pdf: PDFDocumentProxy): OpenPdf {
  return {
    pages: pdf.numPages,
    sizeOf: async (page) => {
      const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 });
      return { width, height };
    },
    draw: async (number, canvas, width, signal) => {
      const page = await pdf.getPage(number);
      if (signal.aborted) return;
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: Math.min(width, WIDEST) / natural.width });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      const task: RenderTask = page.render({ canvas, viewport });
      const stop = () => task.cancel();
      signal.addEventListener('abort', stop);
      try {
        await task.promise;
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        page.cleanup();
      }
    },
    close: () => void pdf.loadingTask.destroy(),
  };
}

function faultOf(error: unknown): PdfFault {
  const name = (error as Error).name;
  if (name === 'PasswordException' || /destroyed/i.test((error as Error).message)) return 'encrypted';
  return name === 'InvalidPDFException' || name === 'FormatError' ? 'damaged' : 'network';
}
