const MARK = 'bimtek.outdated';

/** Whether a part of the portal could not be fetched, in the words of Chromium, Firefox and Safari. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported|module script/i.test(error.message);
}

/**
 * After an update of the server the parts of the portal that still runs here are gone. When the server's page names
 * another first script, this opens the address anew, once for each portal that runs; what waits to be sent lies on the
 * phone and stays. When it does not answer, the signal is the matter, and nothing happens.
 */
export async function openWithNewerPortal(
  url: string,
  open: (url: string) => void = (to) => location.assign(to),
): Promise<void> {
  try {
    const running = document.querySelector('script[src*="main-"]')?.getAttribute('src');
    if (!running || sessionStorage.getItem(MARK) === running) return;
    const answer = await fetch('/', { cache: 'no-store' });
    const page = answer.ok ? await answer.text() : '';
    if (!page.includes('main-') || page.includes(running)) return;
    sessionStorage.setItem(MARK, running);
    open(url);
  } catch {
    // Without signal, or without storage to remember that it was tried.
  }
}
