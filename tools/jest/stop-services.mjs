import fs from 'node:fs';

export default async function stopServices() {
  const { folder, postgres, redis } = globalThis.__services ?? {};
  await redis?.stop();
  await postgres?.stop();
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
}
