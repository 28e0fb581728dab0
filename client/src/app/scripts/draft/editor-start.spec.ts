import { TestBed } from '@angular/core/testing';
import type { ExecutionDraftDto } from '../../api/models';
import { ExecutionsApi, ScriptsApi } from '../../api/services';
import { EditorStart } from './editor-start';
import { ParkedEdits } from './parked-edits';
import { contentOf } from './script-content';
import { newScript } from '../testing/new-script';

const script = newScript({ code: 'print(3)' });
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

  it('leaves parked edits alone that the run did not run', async () => {
    parked.park(edits());
    parked.tryIn(7, 11);
    const { content, versionNote } = await start.of(7, 12);
    expect(content).toMatchObject({ ...draft, name: 'backup' });
    expect(versionNote).toBe('');
    expect(await start.of(7, null)).toEqual(edits());
  });

  it('keeps what no version has of the edits that the run ran', async () => {
    parked.park(edits());
    parked.tryIn(7, 12);
    const { content, versionNote } = await start.of(7, 12);
    expect(content).toMatchObject({ ...draft, name: 'archive' });
    expect(versionNote).toBe('faster');
    expect(parked.of(7)).toBeNull();
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
