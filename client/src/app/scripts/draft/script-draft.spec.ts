import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import type { ScriptDto, UpdateScriptDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ScriptDraft } from './script-draft';
import { newScript } from '../testing/new-script';
import { newProblem } from '../../shared/testing/new-problem';

const answer = (data: ScriptDto) => ({ code: 0 as const, data, message: '' });

describe('ScriptDraft', () => {
  let draft: ScriptDraft;
  let updateScript: jest.Mock<Promise<unknown>, [{ id: number; body: UpdateScriptDto }]>;

  beforeEach(() => {
    updateScript = jest.fn();
    TestBed.configureTestingModule({
      providers: [ScriptDraft, { provide: ScriptsApi, useValue: { updateScript } }],
    });
    draft = TestBed.inject(ScriptDraft);
    draft.load(newScript());
  });

  it('is dirty while something differs from what is saved, and not after it is typed back', () => {
    draft.change({ code: 'print(2)' });
    expect(draft.isDirty()).toBe(true);
    draft.change({ code: 'print(1)' });
    expect(draft.isDirty()).toBe(false);
  });

  it('moves the script to another category without a new version', async () => {
    updateScript.mockResolvedValue(answer(newScript({ category: 'reports' })));
    draft.change({ category: 'reports' });
    await draft.save();
    expect(updateScript).toHaveBeenCalledWith({
      id: 7,
      body: { category: 'reports', base: { category: null } },
    });
  });

  it('sends only what changed, and the version it is based on when the content changed', async () => {
    updateScript.mockResolvedValue(answer(newScript({ code: 'print(2)', version: 4 })));
    draft.change({ code: 'print(2)' });
    draft.versionNote.set('  counts again ');
    expect(await draft.save()).toBeNull();
    expect(updateScript).toHaveBeenCalledWith({
      id: 7,
      body: { code: 'print(2)', base_version: 3, version_description: 'counts again' },
    });
    expect(draft.isDirty()).toBe(false);

    updateScript.mockResolvedValue(
      answer(newScript({ code: 'print(2)', version: 4, description: 'x' })),
    );
    draft.change({ description: 'x' });
    await draft.save();
    expect(updateScript).toHaveBeenLastCalledWith({
      id: 7,
      body: { description: 'x', base: { description: '' } },
    });
  });

  it('keeps what is typed while the answer is on its way', async () => {
    updateScript.mockImplementation(() => {
      draft.change({ code: 'print(3)' });
      return Promise.resolve(answer(newScript({ code: 'print(2)', version: 4 })));
    });
    draft.change({ code: 'print(2)' });
    await draft.save();
    expect(draft.content().code).toBe('print(3)');
    expect(draft.isDirty()).toBe(true);
  });

  it('answers a conflict with both sides and saves on top of theirs when asked to', async () => {
    const theirs = newScript({
      version: 5,
      code: 'print(1)  # theirs',
      dependencies: ['requests'],
    });
    const body = {
      error: 'SCRIPT_VERSION_CONFLICT',
      message: '',
      details: { current: theirs, base: null },
    };
    updateScript.mockRejectedValueOnce(new HttpErrorResponse({ status: 409, error: body }));
    draft.change({ code: 'print(2)' });

    const conflict = await draft.save();
    expect(draft.content().code).toBe('print(2)');
    expect(conflict).toMatchObject({
      base: 3,
      theirs,
      ancestor: { code: 'print(1)', dependencies: [] },
      edited: { code: 'print(2)', dependencies: [] },
      mine: { code: 'print(2)', dependencies: ['requests'] },
    });

    if (!conflict) throw new Error('a conflict was expected');
    draft.rebase(conflict, conflict.mine);
    updateScript.mockResolvedValue(answer(newScript({ ...conflict.mine, version: 6 })));
    await draft.save();
    expect(updateScript).toHaveBeenLastCalledWith({
      id: 7,
      body: { code: 'print(2)', base_version: 5, version_description: '' },
    });
  });

  it('answers a conflict of settings alone in the same way', async () => {
    const theirs = newScript({ description: 'from A' });
    const body = {
      error: 'SCRIPT_CHANGED',
      message: '',
      details: { current: theirs, changed: ['description'] },
    };
    updateScript.mockRejectedValueOnce(new HttpErrorResponse({ status: 409, error: body }));
    draft.change({ description: 'from B' });
    const conflict = await draft.save();
    expect(conflict).toMatchObject({ theirs, edited: { description: 'from B' } });

    if (!conflict) throw new Error('a conflict was expected');
    draft.rebase(conflict, conflict.mine);
    updateScript.mockResolvedValue(answer(newScript({ description: 'from B' })));
    await draft.save();
    expect(updateScript).toHaveBeenLastCalledWith({
      id: 7,
      body: { description: 'from B', base: { description: 'from A' } },
    });
  });

  it('keeps the problems of the fields that were not touched since', async () => {
    draft.load(
      newScript({
        parameters: ['A', 'B'].map((key) => ({ key, type: 'string', required: false })),
      }),
    );
    const fields = ['name', 'parameters.0.key', 'parameters.1.key'].map((field) =>
      newProblem(field, 'no'),
    );
    const body = { error: 'VALIDATION_FAILED', message: '', fields };
    updateScript.mockRejectedValue(new HttpErrorResponse({ status: 400, error: body }));
    draft.change({ description: 'x' });
    await expect(draft.save()).rejects.toBeInstanceOf(HttpErrorResponse);
    expect(draft.problems()).toEqual(fields);

    const [first, second] = draft.content().parameters;
    if (!first || !second) throw new Error('two parameters were expected');
    draft.change({ parameters: [{ ...first, key: 'C' }, second] });
    expect(draft.problems().map(({ field }) => field)).toEqual(['name', 'parameters.1.key']);
    draft.change({ parameters: [second] });
    expect(draft.problems().map(({ field }) => field)).toEqual(['name']);
  });

  it('leaves the chosen interpreter with its language, and takes it again when the language comes back', () => {
    draft.load(newScript({ interpreter_id: 4 }));
    draft.change({ type: 'javascript' });
    expect(draft.content().interpreter_id).toBeNull();
    draft.change({ type: 'python' });
    expect(draft.content().interpreter_id).toBe(4);
    expect(draft.isDirty()).toBe(false);
  });

  it('starts a script of the other language only while the code is untouched', () => {
    draft.begin('python');
    draft.change({ type: 'javascript' });
    expect(draft.content().code).toContain('console.log');
    draft.change({ code: 'mine()' });
    draft.change({ type: 'python' });
    expect(draft.content().code).toBe('mine()');
  });
});
