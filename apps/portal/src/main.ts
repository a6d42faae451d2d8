import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app.ts';
import { appConfig } from './app.config.ts';

// In a task of its own: a slow phone draws and listens between reading the scripts and starting.
void Promise.resolve().then(() =>
  setTimeout(() => {
    bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
  }),
);
