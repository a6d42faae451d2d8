/** What is wrong with the dependencies, as sentences. No files, no network: `tools/dependencies.mjs` has those. */

/** Splits `(MIT OR Apache-2.0)` and asks whether one may choose: all of an AND, any of an OR. */
export function isAllowedLicence(expression, licences) {
  const parts = expression
    .replaceAll(/[()]/g, ' ')
    .trim()
    .split(/\s+OR\s+/);
  return parts.some((part) => part.split(/\s+AND\s+/).every((name) => Object.hasOwn(licences, name.trim())));
}

/** `packages`: what is shipped, as `{ name, version, licence }`. */
export function licenceFaults(packages, { licences, unnamed }) {
  return packages.flatMap(({ name, version, licence = unnamed[name] }) => {
    if (!licence) {
      return [`${name} ${version} names no licence: read its papers and put what they say into unnamed.`];
    }
    if (isAllowedLicence(licence, licences)) return [];
    return [
      `${name} ${version} is under ${licence}, which nobody has allowed yet: take another, or allow it.`,
    ];
  });
}

/** `packages`: all that is installed, as `{ name, scripts }` where `scripts` names those that run on installation. */
export function scriptFaults(packages, allowScripts, installScripts) {
  const faults = [];
  for (const { name, scripts } of packages) {
    if (scripts.length === 0) continue;
    const decided = installScripts[name];
    if (!decided) {
      faults.push(`${name} would run ${scripts.join(', ')} when it is installed: decide, and say why.`);
    } else if (allowScripts[name] !== decided.runs) {
      const told = JSON.stringify(allowScripts[name]) ?? 'nothing';
      faults.push(`${name}: allowScripts in package.json says ${told}, the list says ${decided.runs}.`);
    }
  }
  for (const name of Object.keys(allowScripts)) {
    if (!installScripts[name])
      faults.push(`${name} is in allowScripts, but nobody says why: add it to the list.`);
  }
  return faults;
}

/** `audit`: what `npm audit --json` answered; `today` as YYYY-MM-DD. Low and moderate ones are for a quiet day. */
export function holeFaults(audit, acceptedHoles, today) {
  const faults = new Set();
  for (const { name, via } of Object.values(audit.vulnerabilities ?? {})) {
    // A string names another package of this list: it speaks for itself.
    for (const hole of via.filter((one) => typeof one === 'object')) {
      if (hole.severity !== 'high' && hole.severity !== 'critical') continue;
      const advisory = hole.url?.split('/').at(-1) ?? String(hole.source);
      const accepted = acceptedHoles[advisory];
      if (accepted && accepted.until >= today) continue;
      const late = accepted ? ` (accepted until ${accepted.until}, which is over)` : '';
      faults.add(`${name} has a ${hole.severity} hole, ${advisory}: ${hole.title}${late}.`);
    }
  }
  return [...faults];
}
