/** Begins a migration: `npm run db:migration -- assessment add-attempt-closing-time`. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';
import { giveUp, Trouble } from './trouble.mjs';

try {
  const [context, name] = process.argv.slice(2);
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (!context || !name || !kebab.test(name)) {
    throw new Trouble('Usage: npm run db:migration -- <context> <what-it-does>');
  }
  const server = path.join(root, 'libs', context, 'server', 'src');
  if (!fs.existsSync(server)) throw new Trouble(`There is no context ${context} with a server library.`);

  const time = Date.now();
  const className = name.replace(/(^|-)(.)/g, (_match, _dash, letter) => letter.toUpperCase()) + time;
  const file = path.join(server, 'migrations', `${time}-${name}.ts`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes either the schema or data, and can run on a live system; once merged it is not edited. */
export class ${className} implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(\`\`);
  }
}
`,
  );
  console.log(
    `${path.relative(root, file)}\nNext: name ${className} in the list of migrations of ${context}.`,
  );
} catch (error) {
  giveUp(error);
}
