import 'reflect-metadata';
import { createHttpApp, readSettings, SettingsError } from '@bimtek/platform-server';
import { ApiModule } from './api.module.ts';

try {
  const settings = readSettings();
  const app = await createHttpApp(ApiModule.for(settings), settings);
  // As many as the system lets wait: when a hall of people comes back at once, none shall be turned away at the door.
  await app.listen({ port: settings.port, host: settings.host, backlog: 4_096 });
} catch (error) {
  const { code } = error as { code?: string };
  const sentence =
    error instanceof SettingsError
      ? error.message
      : code === 'EADDRINUSE'
        ? 'The port is taken by another program; choose another with PORT.'
        : `The api could not start: ${error instanceof Error ? error.message : String(error)}`;
  console.error(sentence);
  process.exit(1);
}
