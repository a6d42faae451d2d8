/** What the build of the portal knows of a page that people come to first (`first-load.json`). */
export interface FirstLoad {
  /** The page's address, parameters as `:name`. */
  path: string;
  /** The scripts of its lazily loaded parts. */
  scripts: string[];
  /** What it asks at once, below `/api/`. */
  asks: string[];
}

/**
 * The links for the end of a page, after the scripts that come first: the browser fetches all of them side by side, and gives way to what the still picture needs (`low`). What
 * the page will ask is only fetched ahead where there may be somebody to answer to (`isKnown`).
 */
export function linksFor(url: string, pages: readonly FirstLoad[], isKnown: boolean): string {
  const address = url.replace(/[?#].*$/, '');
  for (const { path, scripts, asks } of pages) {
    const params = paramsOf(path, address);
    if (!params) continue;
    const answers = isKnown ? asks : asks.filter((ask) => ask === 'session');
    return [
      ...answers.map((ask) => {
        const href = ask.replace(/:(\w+)/g, (_match, name: string) => params[name] ?? '');
        return `<link rel="preload" as="fetch" crossorigin href="/api/${href}">`;
      }),
      ...scripts.map((file) => `<link rel="modulepreload" fetchpriority="low" href="/${file}">`),
    ].join('');
  }
  return '';
}

/** Only plain letters and digits may come from an address into the page. */
function paramsOf(path: string, address: string): Record<string, string> | undefined {
  const pattern = path.replace(/:(\w+)/g, '(?<$1>[\\w-]+)');
  const match = new RegExp(`^${pattern}$`).exec(address);
  return match ? { ...match.groups } : undefined;
}
