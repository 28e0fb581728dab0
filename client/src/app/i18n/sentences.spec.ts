import { INSTALLATION_SENTENCES } from '../../../../server/src/runner/cause-sentences/installations';
import { ISOLATION_SENTENCES } from '../../../../server/src/runner/cause-sentences/isolation';
import { LAUNCH_SENTENCES } from '../../../../server/src/runner/cause-sentences/launches';
import { RESULT_SENTENCES } from '../../../../server/src/runner/cause-sentences/results';
import { EXECUTION_SENTENCES } from '../../../../server/src/shared/problems/sentences/executions';
import { REQUEST_SENTENCES } from '../../../../server/src/shared/problems/sentences/requests';
import { SCHEDULE_SENTENCES } from '../../../../server/src/shared/problems/sentences/schedules';
import { SCRIPT_SENTENCES } from '../../../../server/src/shared/problems/sentences/scripts';
import { SYSTEM_SENTENCES } from '../../../../server/src/shared/problems/sentences/system';
import causesEn from './causes.en';
import causesZh from './causes.zh';
import errorsEn from './errors.en';
import errorsZh from './errors.zh';

type Sentences = Record<string, (values: never) => string>;

const PROBLEMS: Sentences = {
  ...REQUEST_SENTENCES,
  ...SCRIPT_SENTENCES,
  ...EXECUTION_SENTENCES,
  ...SCHEDULE_SENTENCES,
  ...SYSTEM_SENTENCES,
};

const CAUSES: Sentences = {
  ...LAUNCH_SENTENCES,
  ...RESULT_SENTENCES,
  ...INSTALLATION_SENTENCES,
  ...ISOLATION_SENTENCES,
};

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
  it.each<[string, Record<string, string>, Sentences]>([
    ['refusals in Chinese', errorsZh, PROBLEMS],
    ['refusals in English', errorsEn, PROBLEMS],
    ['causes in Chinese', causesZh, CAUSES],
    ['causes in English', causesEn, CAUSES],
  ])('name only what the server tells: %s', (_, texts, sentences) => {
    for (const [code, text] of Object.entries(texts)) {
      const say = sentences[code];
      if (!say) throw new Error(`The server has no sentence ${code}.`);
      const told = valuesOf(say);
      const unknown = placesIn(text).filter((name) => !told.includes(name));
      expect({ code, unknown }).toEqual({ code, unknown: [] });
    }
  });
});
