import { Injectable } from '@angular/core';
import type { TranslocoTranspiler, TranspileParams } from '@jsverse/transloco';

const place = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * Puts values into texts, each once. What Transloco brings looks through the result again, so that a script named
 * `{{name}}` would keep it busy for ever, and one named `{{product}}` would get another name.
 */
@Injectable()
export class OnePassTranspiler implements TranslocoTranspiler {
  transpile({ value, params = {} }: TranspileParams): unknown {
    if (typeof value !== 'string') return value;
    return value.replace(place, (_, name: string) => {
      const given = params[name] as string | number | null | undefined;
      return String(given ?? '');
    });
  }
}
