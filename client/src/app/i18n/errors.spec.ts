import { EXECUTION_SENTENCES } from '../../../../server/src/shared/problems/sentences/executions';
import { REQUEST_SENTENCES } from '../../../../server/src/shared/problems/sentences/requests';
import { SCHEDULE_SENTENCES } from '../../../../server/src/shared/problems/sentences/schedules';
import { SCRIPT_SENTENCES } from '../../../../server/src/shared/problems/sentences/scripts';
import { SYSTEM_SENTENCES } from '../../../../server/src/shared/problems/sentences/system';
import en from './errors.en';
import zh from './errors.zh';

/** What a sentence of the server is told, by reading what it reads. */
function valuesOf(say: (values: never) => string): string[] {
  const read = new Set<string>();
  const values = new Proxy({}, { get: (_, name) => (read.add(String(name)), 'x') });
  say(values as never);
  return [...read];
}

const placesIn = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

describe('translated sentences of the server', () => {
  const sentences: Record<string, (values: never) => string> = {
    ...REQUEST_SENTENCES,
    ...SCRIPT_SENTENCES,
    ...EXECUTION_SENTENCES,
    ...SCHEDULE_SENTENCES,
    ...SYSTEM_SENTENCES,
  };

  it.each(Object.entries({ zh, en }))('name in %s only what the server tells', (_, texts) => {
    for (const [code, text] of Object.entries(texts)) {
      const say = sentences[code];
      if (!say) throw new Error(`The server has no sentence ${code}.`);
      const told = valuesOf(say);
      const unknown = placesIn(text).filter((name) => !told.includes(name));
      expect({ code, unknown }).toEqual({ code, unknown: [] });
    }
  });
});
