import { TestBed } from '@angular/core/testing';
import type { ExecutionDraftDto, ScriptDto } from '../../api/models';
import { ExecutionsApi, ScriptsApi } from '../../api/services';
import { EditorStart } from './editor-start';
import { ParkedEdits } from './parked-edits';
import { contentOf } from './script-content';

const script: ScriptDto = {
  id: 7,
  name: 'backup',
  description: '',
  type: 'python',
  code: 'print(3)',
  dependencies: [],
  parameters: [],
  tags: [],
  category: null,
  favourite: false,
  timeout_seconds: null,
  concurrency_limit: null,
  interpreter_id: null,
  retention_days: null,
  retention_runs: null,
  limits: {},
  network: null,
  readable_folders: [],
  version: 3,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};
const draft: ExecutionDraftDto = {
  type: 'python',
  code: 'print("draft")',
  dependencies: ['requests'],
  parameters: [],
};

const answer = (data: unknown) => Promise.resolve({ code: 0, data, message: '' });

describe('EditorStart', () => {
  let start: EditorStart;
  let parked: ParkedEdits;
  let executionVersion: number;

  beforeEach(() => {
    sessionStorage.clear();
    executionVersion = 3;
    TestBed.configureTestingModule({
      providers: [
        {
          provide: ScriptsApi,
          useValue: {
            getScript: () => answer(script),
            getVersion: ({ version }: { version: number }) =>
              answer({ ...script, version, code: `print(${version})` }),
          },
        },
        {
          provide: ExecutionsApi,
          useValue: {
            getExecution: () => answer({ id: 12, version: executionVersion }),
            getExecutionDraft: () => answer(draft),
          },
        },
      ],
    });
    start = TestBed.inject(EditorStart);
    parked = TestBed.inject(ParkedEdits);
  });

  const edits = () => ({
    saved: script,
    content: { ...contentOf(script), name: 'archive', code: 'print("parked")' },
    versionNote: 'faster',
  });

  it('is the script as it is saved', async () => {
    expect(await start.of(7, null)).toEqual({
      saved: script,
      content: contentOf(script),
      versionNote: '',
    });
  });

  it('goes on once with the edits that were parked', async () => {
    parked.park(edits());
    expect(await start.of(7, null)).toEqual(edits());
    expect((await start.of(7, null)).content).toEqual(contentOf(script));
  });

  it('puts what a run of a draft ran on the version that it is based on', async () => {
    executionVersion = 2;
    const { saved, content } = await start.of(7, 12);
    expect(saved).toMatchObject({ version: 2, code: 'print(2)', name: 'backup' });
    expect(content).toMatchObject({ ...draft, name: 'backup' });
  });

  it('keeps what no version has of parked edits, under what the run ran', async () => {
    parked.park(edits());
    const { content, versionNote } = await start.of(7, 12);
    expect(content).toMatchObject({ ...draft, name: 'archive' });
    expect(versionNote).toBe('faster');
  });
});

describe('ParkedEdits', () => {
  const edits = { saved: script, content: contentOf(script), versionNote: '' };
  beforeEach(() => sessionStorage.clear());

  it('are there after the page was loaded again, and gone once they were taken', () => {
    TestBed.inject(ParkedEdits).park(edits);
    TestBed.resetTestingModule();
    const parked = TestBed.inject(ParkedEdits);
    expect(parked.of(8)).toBeNull();
    expect(parked.take(7)).toEqual(edits);
    TestBed.resetTestingModule();
    expect(TestBed.inject(ParkedEdits).of(7)).toBeNull();
  });

  it('are kept for this visit when the storage is full', () => {
    const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const parked = TestBed.inject(ParkedEdits);
    parked.park(edits);
    full.mockRestore();
    expect(parked.of(7)).toBe(edits);
  });
});
