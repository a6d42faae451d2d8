import { createHash } from 'node:crypto';

/** The page's only style, inlined so that one request shows the verdict. Colors are the product's tokens. */
export const checkStyle = `
:root{--bg:#faf7f1;--surface:#fff;--line:#e6dfd0;--ink:#221f18;--ink-2:#6b6455;--control:#857c6b;--primary:#3748a8;--on:#fff;--link:#2c3a8c;--roof:#b37b00}
@media(prefers-color-scheme:dark){:root{--bg:#12141c;--surface:#1a1d28;--line:#333849;--ink:#f1eee6;--ink-2:#b4afa2;--control:#767d96;--primary:#8d9cf0;--on:#12183c;--link:#c3ccfa;--roof:#f0b93a}}
*{box-sizing:border-box}html{color-scheme:light dark}
body{margin:0 auto;max-width:480px;min-height:100dvh;display:flex;flex-direction:column;background:var(--bg);color:var(--ink);font:450 1rem/1.5 'Plus Jakarta Sans Variable','Plus Jakarta Sans',system-ui,sans-serif}
h1,h2,p,dl,dd{margin:0}h1{font-size:2rem;line-height:1.15;letter-spacing:-.03em}h2{font-size:1.25rem;line-height:1.25}
header{display:flex;justify-content:space-between;align-items:center;padding:8px 16px}
a{color:var(--link)}header a{display:inline-flex;gap:10px;align-items:center;min-height:48px;font-weight:600;text-decoration:none}
.brand{color:var(--ink);font-weight:700}svg{fill:none;stroke-linecap:round;stroke-linejoin:round}
main{flex:1;padding:8px 16px 32px;display:flex;flex-direction:column;gap:28px}
.verdict{padding:28px 20px 24px;border-radius:12px;color:#fff;background:#1e6b3c}
.verdict p{margin-top:8px}.revoked{background:#9b2c2c}.replaced{background:#8a5a00}
.unknown{background:var(--surface);color:var(--ink);border:1.5px solid var(--control)}
.mark{display:grid;place-items:center;width:72px;height:72px;border-radius:50%;background:#fff;color:#1e6b3c;margin-bottom:16px}
.revoked .mark{color:#9b2c2c;border-radius:12px}.replaced .mark{color:#8a5a00;border-radius:12px}.unknown .mark{background:none;color:var(--ink-2);border:1.5px solid var(--control)}
.verdict .code{display:flex;justify-content:space-between;flex-wrap:wrap;gap:4px 16px;margin-top:16px;padding-top:16px;border-top:1px solid rgb(255 255 255/.35);overflow-wrap:anywhere}
.unknown .code{border-color:var(--line)}.code b{letter-spacing:.04em;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:1fr 1fr}dl>div{grid-column:1/-1;padding:12px 0;border-top:1px solid var(--line)}dl>div:first-child{border-top:0}
dl>.half{grid-column:auto;padding-right:8px}dt{font-size:.875rem;color:var(--ink-2)}dd{font-weight:600;overflow-wrap:anywhere}.name{font-size:1.25rem;font-weight:700}
form{display:grid;gap:12px}label{font-weight:700}
input{width:100%;height:56px;padding:0 16px;border:1.5px solid var(--control);border-radius:12px;background:var(--surface);color:inherit;font:inherit;font-size:1.125rem}
button,.btn{display:grid;place-items:center;width:100%;min-height:56px;padding:8px 20px;border:0;border-radius:12px;background:var(--primary);color:var(--on);font:inherit;font-weight:700;text-decoration:none}
:focus-visible{outline:3px solid var(--primary);outline-offset:2px;border-radius:4px}
.hint,footer{font-size:.875rem;color:var(--ink-2)}.said{font-weight:600}
.other{display:flex;align-items:center;min-height:56px;border-block:1px solid var(--line);font-weight:600;text-decoration:none}
footer{padding:16px;border-top:1px solid var(--line)}
@media(min-width:840px){body{max-width:560px}}
`;

/** The Content-Security-Policy of the page: nothing runs, nothing is loaded, only this very style applies. */
export const checkPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(checkStyle).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
