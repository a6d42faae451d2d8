import { type CheckLanguage, checkWords } from './check-words.ts';
import { checkStyle } from './check-style.ts';
import type { Verdict } from './checks.service.ts';
import { Html, html } from './html.ts';

type Words = (typeof checkWords)['id'];
type Known = Exclude<Verdict, { status: 'unknown' }>;

const SIGNS = {
  valid: html`<path d="m5 12.500 4.600 4.500L19 7.500" />`,
  revoked: html`<circle cx="12" cy="12" r="8.500" /><path d="m6 6 12 12" />`,
  replaced: html`<path d="M5 9h12.500L14 5.500M19 15H6.500L10 18.500" />`,
  unknown: html`<path
    d="M8.800 9.200a3.300 3.300 0 1 1 4.900 2.900c-1.200.7-1.700 1.300-1.700 2.500M12 18.200v.1"
  />`,
};

/** The page on which a code is typed. */
export function formPage(language: CheckLanguage): string {
  const words = checkWords[language];
  return page(
    language,
    '/s',
    html`<section>
        <h1>${words.formTitle}</h1>
        <p class="hint">${words.formLead}</p>
      </section>
      ${codeForm(language, '')}`,
  );
}

/** The verdict, above all else; then whose, what and when. No script, no identity beyond what the visitor knew. */
export function verdictPage(language: CheckLanguage, verdict: Verdict): string {
  const words = checkWords[language];
  if (verdict.status === 'unknown') {
    return page(
      language,
      '/s',
      html`${head(words, verdict, verdict.typed, '')}${codeForm(language, verdict.typed)}`,
    );
  }
  const since = verdict.endedAt ? instant(language, verdict.endedAt) : '';
  const path = `/s/${verdict.code}`;
  const another = html`<a class="other" href="/s?bahasa=${language}">${words.another}</a>`;
  const match = verdict.status === 'valid' ? nameForm(language, path, verdict) : html``;
  return page(
    language,
    path,
    html`${head(words, verdict, verdict.code, since)}${record(language, verdict)}${match}${another}`,
  );
}

/** For an address that keeps guessing. */
export function tooOftenPage(language: CheckLanguage): string {
  const { tooOften } = checkWords[language];
  const body = html`<section>
    <h1>${tooOften[0]}</h1>
    <p class="hint">${tooOften[1]}</p>
  </section>`;
  return page(language, '/s', body);
}

function head(words: Words, { status }: Verdict, code: string, since: string): Html {
  const [title, text] = words.verdicts[status] as [string, string];
  return html`<section class="verdict ${status}" role="status">
    <span class="mark"
      ><svg
        width="52"
        height="52"
        viewBox="0 0 24 24"
        stroke="currentColor"
        stroke-width="2.200"
        aria-hidden="true"
      >
        ${SIGNS[status]}
      </svg></span
    >
    <h1>${title}</h1>
    <p>${text.replace('{date}', since)}</p>
    <p class="code"><span>${words.code}</span><b>${code}</b></p>
  </section>`;
}

function record(language: CheckLanguage, verdict: Known): Html {
  const words = checkWords[language];
  const fact = (label: string, value: Html | string, kind = '') =>
    html`<div class="${kind}">
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const dates = html`${range(language, verdict.startDate, verdict.endDate)}<br />${words.modes[verdict.mode]}`;
  return html`<dl>
    <div>
      <dt>${words.holder}</dt>
      <dd class="name">${verdict.holder}</dd>
    </div>
    ${fact(words.training, verdict.trainingName)}${fact(words.date, dates, 'half')}${fact(words.hours, html`${verdict.lessonHours} JP<br />${words.hoursNote}`, 'half')}${fact(words.result, words.passed, 'half')}${fact(words.grade, verdict.grade, 'half')}${fact(words.issuer, words.issuerName)}${fact(words.issuedOn, day(language, verdict.issuedOn), 'half')}${fact(words.signature, words.signatures[verdict.signature], 'half')}
  </dl>`;
}

function nameForm(language: CheckLanguage, path: string, verdict: Known): Html {
  const words = checkWords[language];
  const said = {
    notAsked: html`<p class="hint" id="petunjuk">${words.nameHint}</p>`,
    matches: html`<p class="said" id="petunjuk" role="status">✓ ${words.nameMatches}</p>`,
    differs: html`<p class="said" id="petunjuk" role="alert">${words.nameDiffers}</p>`,
  }[verdict.nameMatch];
  return html`<form method="post" action="${path}?bahasa=${language}" aria-labelledby="cocok">
    <h2 id="cocok">${words.matchTitle}</h2>
    <label for="nama">${words.nameLabel}</label
    ><input
      id="nama"
      name="nama"
      required
      maxlength="150"
      autocomplete="off"
      aria-describedby="petunjuk"
    />${said}<button>${words.match}</button>
  </form>`;
}

function codeForm(language: CheckLanguage, typed: string): Html {
  const words = checkWords[language];
  return html`<form method="get" action="/s">
    <input type="hidden" name="bahasa" value="${language}" /><label for="kode">${words.codeLabel}</label
    ><input
      id="kode"
      name="kode"
      value="${typed}"
      required
      maxlength="60"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="contoh"
    />
    <p class="hint" id="contoh">${words.codeHint}</p>
    <button>${words.check}</button>
  </form>`;
}

function page(language: CheckLanguage, path: string, body: Html): string {
  const words = checkWords[language];
  const other = language === 'id' ? 'en' : 'id';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${words.title} · Ruang Bimtek</title>
        <meta name="description" content="${words.formLead}" />
        ${new Html(`<style>${checkStyle}</style>`)}
      </head>
      <body>
        <header>
          <a class="brand" href="/"
            ><svg width="28" height="28" viewBox="0 0 32 32" stroke-width="2.200" aria-hidden="true">
              <path stroke="var(--roof)" d="M3.500 13.200 16 4l12.500 9.200" />
              <path
                stroke="var(--primary)"
                d="M16 14.800c-2.700-2-6-2.600-9.500-2.200v12.600c3.500-.4 6.800.2 9.500 2.200 2.700-2 6-2.600 9.500-2.200V12.600c-3.500-.4-6.800.2-9.500 2.200zM16 14.800v12.600"
              /></svg
            >Ruang Bimtek</a
          ><a href="${path}?bahasa=${other}" hreflang="${other}" lang="${other}">${words.otherLanguage}</a>
        </header>
        <main>${body}</main>
        <footer><p>${words.privacy}</p></footer>
      </body>
    </html>`.text;
}

const locale = (language: CheckLanguage) => (language === 'id' ? 'id-ID' : 'en-GB');

function day(language: CheckLanguage, date: string): string {
  const format = new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

function range(language: CheckLanguage, start: string, end: string): string {
  const format = new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(new Date(`${start}T00:00:00Z`), new Date(`${end}T00:00:00Z`));
}

function instant(language: CheckLanguage, at: Date): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'Asia/Jakarta' }).format(
    at,
  );
}
