/** Reads as much of Dockerfiles and their ignore files as ours use; what it does not know is an error, never skipped. */

const KNOWN = 'FROM WORKDIR COPY RUN ENV VOLUME USER STOPSIGNAL EXPOSE HEALTHCHECK CMD'.split(' ');

/** The stages in order: `{ name, from, steps: [{ keyword, text }] }`, where `from` is an image or an earlier stage. */
export function stagesOf(dockerfile) {
  const stages = [];
  const lines = dockerfile.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n\s*/g, '');
  for (const line of lines.split('\n').filter((one) => one.trim())) {
    const [, keyword, text] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (!KNOWN.includes(keyword)) throw new Error(`This Dockerfile has a line nobody reads here: ${line}`);
    if (keyword === 'FROM') {
      const [from, name] = text.split(/\s+AS\s+/);
      stages.push({ name, from, steps: [] });
    } else stages.at(-1).steps.push({ keyword, text });
  }
  return stages;
}

/** What a container of this stage starts with, its own lines over those of the stages below. */
export function containerOf(stages, name) {
  const stage = stages.find((one) => one.name === name);
  if (!stage) return { env: {}, copies: [] };
  const container = containerOf(stages, stage.from);
  container.image ??= stage.from;
  for (const { keyword, text } of stage.steps) {
    if (keyword === 'ENV') Object.assign(container.env, Object.fromEntries([text.split('=')]));
    if (keyword === 'COPY') container.copies.push(copyOf(text));
    if (keyword === 'CMD') container.command = JSON.parse(text);
    if (keyword === 'HEALTHCHECK') container.check = JSON.parse(text.slice(text.indexOf('CMD ') + 4));
    if (keyword === 'USER') container.user = text;
    if (keyword === 'WORKDIR') container.folder = text;
  }
  return container;
}

export function copyOf(text) {
  const words = text.split(/\s+/);
  const from = words[0].startsWith('--from=') ? words.shift().slice('--from='.length) : undefined;
  return { from, sources: words.slice(0, -1), target: words.at(-1) };
}

/** The shell's part of a RUN, without the mounts that only Docker knows. */
export function commandOf(run) {
  return run.replace(/^(--mount=\S+\s+)+/, '');
}

/** Whether the ignore file keeps a path out of the context. Ours has neither `!` nor `?`. */
export function ignores(ignoreFile) {
  const patterns = ignoreFile
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const part = (text) => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
      const inner = line.startsWith('**/') ? `(.*/)?${part(line.slice(3))}` : part(line);
      return new RegExp(`^${inner}(/|$)`);
    });
  return (path) => patterns.some((pattern) => pattern.test(path));
}
