import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatProgressBarHarness } from '@angular/material/progress-bar/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  ExecutionsApi,
  SavedViewsApi,
  ScriptsApi,
  type BulkExecutionsDto,
  type ExecutionSummaryDto,
  type ListExecutions$Params,
} from '../../api';
import { followHistory } from '../../shared/linked-dialog/testing/history';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import common from '../../i18n/en';
import en from '../i18n/en';
import { ExecutionFeed } from './execution-feed';
import { ExecutionList } from './execution-list';

const newExecution = (part: Partial<ExecutionSummaryDto>): ExecutionSummaryDto => ({
  id: 1,
  script_id: 1,
  script_name: 'Report',
  version: 1,
  is_draft: false,
  status: 'success',
  reason: null,
  exit_code: 0,
  signal: null,
  error: null,
  trigger: 'manual',
  triggered_by: null,
  schedule_id: null,
  scheduled_for: null,
  rerun_of: null,
  attempt: 1,
  isolation: 'plain',
  created_at: '2026-01-01T00:00:00.000Z',
  install_start_time: null,
  install_end_time: null,
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-01T00:00:01.000Z',
  duration_ms: 1000,
  is_interactive: false,
  is_warm: null,
  cpu_ms: null,
  max_rss_bytes: null,
  keep: false,
  disk_bytes: null,
  progress: null,
  progress_message: null,
  has_result: false,
  queue_position: null,
  waiting_reason: null,
  waiting_for: null,
  waiting_behind: [],
  ...part,
});

describe('ExecutionList', () => {
  let stored: ExecutionSummaryDto[];
  const listExecutions = jest.fn((params: ListExecutions$Params = {}) => {
    const below = stored
      .filter(({ id }) => id < Number(params.cursor ?? Infinity))
      .filter(({ status }) => params.status?.includes(status) ?? true);
    const items = below.slice(0, params.per_page);
    const next_cursor = below.length > items.length ? String(items.at(-1)?.id) : null;
    return Promise.resolve({ data: { items, total: below.length, next_cursor } });
  });
  const getExecution = jest.fn(({ id }: { id: number }) =>
    Promise.resolve({ data: stored.find((execution) => execution.id === id) }),
  );

  /** Refuses run 1. */
  const changeExecutions = jest.fn(({ body }: { body: BulkExecutionsDto }) =>
    Promise.resolve({
      data: {
        items: body.ids.map((id) => ({
          ...{ id, is_done: id !== 1, new_id: null, reasons: [], fields: [] },
          ...{ error: id === 1 ? 'EXECUTION_NOT_FOUND' : null, message: null },
        })),
      },
    }),
  );

  const open = async (url: string) => {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        provideLocationMocks(),
        // A dialog is gone after its closing animation, which never ends here.
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        provideRouter(
          [{ path: 'executions', component: ExecutionList }],
          withComponentInputBinding(),
        ),
        { provide: ExecutionsApi, useValue: { listExecutions, getExecution, changeExecutions } },
        {
          provide: SavedViewsApi,
          useValue: { listSavedViews: () => Promise.resolve({ data: { items: [] } }) },
        },
        {
          provide: ScriptsApi,
          useValue: {
            listScripts: () =>
              Promise.resolve({ data: { items: [{ id: 287, name: 'Far away' }] } }),
            getScript: ({ id }: { id: number }) =>
              Promise.resolve({ data: { id, name: 'Far away' } }),
          },
        },
      ],
    });
    const page = await RouterTestingHarness.create(url);
    await page.fixture.whenStable();
    const element = page.routeNativeElement!;
    return {
      page,
      element,
      loader: TestbedHarnessEnvironment.loader(page.fixture),
      shown: () =>
        [...element.querySelectorAll('li')].map((row) => /#\d+/.exec(row.textContent ?? '')?.[0]),
    };
  };

  beforeEach(() => {
    jest.clearAllMocks();
    stored = [3, 2, 1].map((id) => newExecution({ id }));
  });

  it('asks for what the address says', async () => {
    const { element } = await open('/executions?status=failed,running&script_id=3');
    expect(element.querySelector('app-filter-bar')?.textContent).toContain('Far away');
    expect(listExecutions).toHaveBeenCalledWith(
      expect.objectContaining({ status: ['running', 'failed'], script_id: 3 }),
    );
  });

  describe('filters by a script that is searched for', () => {
    const choose = async ({ page }: Awaited<ReturnType<typeof open>>) => {
      const root = TestbedHarnessEnvironment.documentRootLoader(page.fixture);
      const dialog = await root.getHarness(MatDialogHarness);
      expect(await dialog.getTitleText()).toBe(en.list.chooseScript);
      const picker = await dialog.getHarness(MatAutocompleteHarness);
      expect(await picker.isFocused()).toBe(true);
      await picker.enterText('Far');
      await picker.selectOption({ text: 'Far away' });
      await arriveAt('/executions?script_id=287');
      await page.fixture.whenStable();
      expect(await root.getAllHarnesses(MatDialogHarness)).toEqual([]);
    };
    let arriveAt: (url: string) => Promise<void>;

    it('from the menu of filters', async () => {
      const opened = await open('/executions');
      arriveAt = followHistory();
      const menu = await opened.loader.getHarness(
        MatMenuHarness.with({ triggerText: /Add filter/ }),
      );
      await menu.open();
      await menu.clickItem({ text: en.list.script });
      expect(await menu.isOpen()).toBe(false);
      await choose(opened);
    });

    it('from the chip of another one', async () => {
      const opened = await open('/executions?script_id=3');
      arriveAt = followHistory();
      opened.element.querySelector<HTMLButtonElement>('app-filter-chip .choice')?.click();
      await opened.page.fixture.whenStable();
      await choose(opened);
    });
  });

  it('puts a chosen filter into the address and asks again', async () => {
    stored[1] = newExecution({ id: 2, status: 'failed' });
    const { loader, shown, page } = await open('/executions');
    expect(shown()).toEqual(['#3', '#2', '#1']);
    const menu = await loader.getHarness(MatMenuHarness.with({ triggerText: /Add filter/ }));
    await menu.open();
    await menu.clickItem({ text: en.list.status }, { text: new RegExp(common.status.failed) });
    await page.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/executions?status=failed');
    expect(shown()).toEqual(['#2']);
  });

  it('shows no chip for a part of the address that means nothing', async () => {
    const { element } = await open('/executions?last=99&reason=luck&trigger=magic&status=failed');
    expect(element.querySelectorAll('app-filter-chip')).toHaveLength(1);
    expect(element.textContent).not.toContain('executions.');
  });

  it('removes a filter by its chip', async () => {
    const { element, page } = await open('/executions?status=failed&reason=timeout&last=24h');
    expect(listExecutions).toHaveBeenCalledWith(
      expect.objectContaining({ reason: 'timeout', created_from: expect.any(String) }),
    );
    const remove = element.querySelector<HTMLButtonElement>('[aria-label$="Failed because"]');
    remove?.click();
    await page.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/executions?status=failed&last=24h');
  });

  it('keeps what arrives aside while runs are selected, and shows it on demand', async () => {
    const { loader, shown } = await open('/executions');
    const ticks = await loader.getAllHarnesses(MatCheckboxHarness);
    await ticks[1]?.check();
    stored = [newExecution({ id: 4 }), ...stored];
    const feed = TestBed.inject(ExecutionFeed);
    feed.holdsArrivals.set(true);
    await feed.refresh();
    expect(shown()).toEqual(['#3', '#2', '#1']);
    await (await loader.getHarness(MatButtonHarness.with({ text: /1 new/ }))).click();
    expect(shown()).toEqual(['#4', '#3', '#2', '#1']);
  });

  it('does the same to all that are selected, and keeps those selected that refused', async () => {
    const { loader } = await open('/executions');
    for (const tick of await loader.getAllHarnesses(MatCheckboxHarness)) await tick.check();
    await (await loader.getHarness(MatButtonHarness.with({ text: /Keep$/ }))).click();
    expect(changeExecutions).toHaveBeenCalledWith({ body: { action: 'keep', ids: [3, 2, 1] } });
    const ticked = await Promise.all(
      (await loader.getAllHarnesses(MatCheckboxHarness)).map((tick) => tick.isChecked()),
    );
    expect(ticked).toEqual([false, false, true]);
  });

  it('loads older executions by cursor', async () => {
    stored = Array.from({ length: 60 }, (_, index) => newExecution({ id: 60 - index }));
    const { loader, shown } = await open('/executions');
    expect(shown()).toHaveLength(50);
    await (await loader.getHarness(MatButtonHarness.with({ text: en.list.more }))).click();
    expect(shown()).toHaveLength(60);
    expect(await loader.getHarnessOrNull(MatButtonHarness.with({ text: en.list.more }))).toBeNull();
  });

  it('marks the runs that are kept for ever', async () => {
    stored[1] = newExecution({ id: 2, keep: true });
    const { element } = await open('/executions');
    const marks = [...element.querySelectorAll(`[aria-label="${en.list.kept}"]`)];
    expect(marks.map((mark) => mark.closest('li')?.textContent)).toEqual([
      expect.stringContaining('#2'),
    ]);
  });

  it('shows how far a running script says it is, and nothing of it once it has ended', async () => {
    const told = { progress: 40, progress_message: 'loading' };
    stored = [
      newExecution({ id: 3, status: 'running', ...told }),
      newExecution({ id: 2, status: 'running' }),
      newExecution({ id: 1, status: 'success', ...told }),
    ];
    const { loader, element } = await open('/executions');
    const bars = await loader.getAllHarnesses(MatProgressBarHarness);
    expect(await Promise.all(bars.map((bar) => bar.getValue()))).toEqual([40]);
    expect(element.querySelector('li')?.textContent).toMatch(/40 %\s*loading/);
  });

  it('teaches what to do when nothing has run yet', async () => {
    stored = [];
    const { element } = await open('/executions');
    expect(element.textContent).toContain(en.list.empty);
  });

  it('offers to try again when the list cannot be read', async () => {
    listExecutions.mockRejectedValueOnce(new Error('broken'));
    const { loader, shown } = await open('/executions');
    await (await loader.getHarness(MatButtonHarness.with({ text: common.action.retry }))).click();
    expect(shown()).toEqual(['#3', '#2', '#1']);
  });
});
