import { TestBed } from '@angular/core/testing';
import type { ExecutionDraftDto, ParameterDefinitionDto } from '../../api';
import { ExecutionsApi, ScriptsApi } from '../../api';
import { ParkedEdits } from '../../scripts/draft/parked-edits';
import { contentOf } from '../../scripts/draft/script-content';
import { RunPlans } from './run-plan';
import { newScript } from '../../scripts/testing/new-script';

const parameter = (key: string): ParameterDefinitionDto => ({
  key,
  type: 'string',
  required: false,
});
const script = newScript({
  id: 5,
  version: 4,
  code: 'print(4)',
  parameters: [parameter('NEWEST')],
});
const draft: ExecutionDraftDto = {
  type: 'python',
  code: 'print("draft")',
  dependencies: [],
  parameters: [parameter('DRAFT')],
};

const answer = (data: unknown) => Promise.resolve({ code: 0, data, message: '' });

describe('RunPlans', () => {
  let plans: RunPlans;
  let isDraft: boolean;

  beforeEach(() => {
    sessionStorage.clear();
    isDraft = true;
    TestBed.configureTestingModule({
      providers: [
        {
          provide: ScriptsApi,
          useValue: {
            getScript: () => answer(script),
            getVersion: ({ version }: { version: number }) =>
              answer({ version, parameters: [parameter(`V${version}`)] }),
          },
        },
        {
          provide: ExecutionsApi,
          useValue: {
            getExecution: () =>
              answer({ id: 12, version: 3, is_draft: isDraft, params: { A: 1 }, uploads: ['a'] }),
            getExecutionDraft: () => answer(draft),
          },
        },
      ],
    });
    plans = TestBed.inject(RunPlans);
  });

  it('is the newest version unless the address says otherwise', async () => {
    const plan = await plans.of({ scriptId: 5, isUnsaved: false });
    expect(plan).toMatchObject({ version: null, draft: null, definitions: [{ key: 'NEWEST' }] });
  });

  it('is the draft of an earlier run, with its values', async () => {
    const plan = await plans.of({ scriptId: 5, from: 12, isUnsaved: false });
    expect(plan).toMatchObject({
      version: 3,
      draft,
      definitions: [{ key: 'DRAFT' }],
      values: { A: 1 },
      uploads: ['a'],
    });
  });

  it('is a version that is asked for, with the values of an earlier run', async () => {
    const plan = await plans.of({ scriptId: 5, from: 12, version: 2, isUnsaved: false });
    expect(plan).toMatchObject({ version: 2, draft: null, values: { A: 1 } });
    isDraft = false;
    const other = await plans.of({ scriptId: 5, from: 12, isUnsaved: false });
    expect(other).toMatchObject({ version: null, draft: null });
  });

  it('is what the editor has parked, if it still is', async () => {
    const wish = { scriptId: 5, isUnsaved: true };
    expect((await plans.of(wish)).draft).toBeNull();
    const content = { ...contentOf(script), code: 'print(5)', parameters: [parameter('EDITED')] };
    TestBed.inject(ParkedEdits).park({ saved: script, content, versionNote: '' });
    const { type, code, dependencies, parameters } = content;
    expect(await plans.of(wish)).toMatchObject({
      version: 4,
      draft: { type, code, dependencies, parameters },
      definitions: [{ key: 'EDITED' }],
    });
  });
});
