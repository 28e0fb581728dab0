import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

/** What the first page is written with. Fetched as it is drawn, the fonts would come too late, and it would be drawn again. */
const FIRST_FONTS = ['1em Roboto', '500 1em Roboto', "1em 'Material Icons Outlined'"];

// Without a font the page is drawn in another one; the browser reports the failed request by itself.
for (const font of FIRST_FONTS) document.fonts.load(font).catch(() => undefined);
bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
