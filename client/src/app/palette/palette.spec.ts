import { ComponentHarness, TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialog } from '@angular/material/dialog';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { provideRouter, Router } from '@angular/router';
import { ExecutionsApi, ScriptsApi } from '../api';
import { provideTestTranslations } from '../shared/testing/test-translations';
import { ThemeService } from '../shared/theme.service';
import { Palette } from './palette';

@Component({ template: 'A page' })
class Page {}

class PaletteHarness extends ComponentHarness {
  static readonly hostSelector = 'app-palette';
  readonly field = this.locatorFor('[role=combobox]');
  private readonly options = this.locatorForAll('[role=option]');

  async type(text: string): Promise<void> {
    await (await this.field()).clear();
    await (await this.field()).sendKeys(text);
  }

  async entries(): Promise<string[]> {
    const texts = await Promise.all((await this.options()).map((option) => option.text()));
    return texts.map((text) => text.replace(/\s+/g, ' '));
  }

  /** What the arrow keys point at, as a screen reader finds it. */
  async active(): Promise<string | undefined> {
    const id = await (await this.field()).getAttribute('aria-activedescendant');
    return id === null ? undefined : (await this.locatorFor(`#${id}`)()).text();
  }
}

describe('Palette', () => {
  const answer = (items: unknown[]) => Promise.resolve({ data: { items } });
  const listScripts = jest.fn();
  const openShortcutSheet = jest.fn();

  beforeEach(() => {
    localStorage.clear();
    openShortcutSheet.mockReset();
    listScripts.mockReset().mockImplementation(() => answer([{ id: 7, name: 'nightly backup' }]));
  });

  async function render() {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', component: Page }]),
        provideTestTranslations(),
        // A dialog is gone after its closing animation, which never ends here.
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        { provide: ScriptsApi, useValue: { listScripts } },
        {
          provide: ExecutionsApi,
          useValue: {
            listExecutions: () => answer([{ id: 31, script_name: 'sync', status: 'failed' }]),
          },
        },
      ],
    });
    const fixture = TestBed.createComponent(Page);
    TestBed.inject(MatDialog)
      .open<Palette, unknown, () => unknown>(Palette, { data: { openShortcutSheet } })
      .afterClosed()
      .subscribe((choose) => choose?.());
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    return {
      fixture,
      palette: await loader.getHarness(PaletteHarness),
      dialogs: () => loader.getAllHarnesses(MatDialogHarness),
    };
  }

  it('finds pages, actions, scripts and runs by a few letters', async () => {
    const { palette } = await render();
    expect((await palette.entries()).join()).toMatch(/nightly backup ?Script/);
    await palette.type('SYN');
    expect((await palette.entries()).at(-1)).toMatch(/sync #31 ?Failed/);
    expect(listScripts).toHaveBeenLastCalledWith({ per_page: 8, q: 'SYN' });
    await palette.type('sched');
    const [page, action] = await palette.entries();
    expect(page).toMatch(/Schedules ?Page/);
    expect(action).toMatch(/New schedule ?Action/);
  });

  it('goes round with the arrow keys and back to the first for other letters', async () => {
    const { palette } = await render();
    await palette.type('sched');
    const field = await palette.field();
    expect(await palette.active()).toContain('Schedules');
    await field.sendKeys(TestKey.DOWN_ARROW);
    expect(await palette.active()).toContain('New schedule');
    await field.sendKeys(TestKey.UP_ARROW, TestKey.UP_ARROW);
    expect(await palette.active()).toContain('nightly backup');
    await palette.type('run');
    expect(await palette.active()).toContain('Runs');
  });

  it('opens what is chosen and closes', async () => {
    const { dialogs, fixture, palette } = await render();
    await palette.type('backup');
    await (await palette.field()).sendKeys(TestKey.ENTER);
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/scripts/7/code');
    expect(await dialogs()).toEqual([]);
  });

  it('opens a run by its number, known or not', async () => {
    const { fixture, palette } = await render();
    await palette.type('#4711');
    expect(await palette.active()).toContain('Run #4711');
    await (await palette.field()).sendKeys(TestKey.ENTER);
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/executions/4711');
  });

  it('does what is chosen, e.g. changes the appearance', async () => {
    const { palette } = await render();
    await palette.type('dark');
    await (await palette.field()).sendKeys(TestKey.ENTER);
    expect(TestBed.inject(ThemeService).isDark()).toBe(true);
  });

  it('leads to the keyboard shortcuts', async () => {
    const { dialogs, palette } = await render();
    await palette.type('shortcuts');
    await (await palette.field()).sendKeys(TestKey.ENTER);
    expect(await dialogs()).toEqual([]);
    expect(openShortcutSheet).toHaveBeenCalledTimes(1);
  });

  it('says that nothing was found, and does nothing then', async () => {
    listScripts.mockImplementation(() => answer([]));
    const { dialogs, palette } = await render();
    await palette.type('xyz');
    expect(await (await palette.host()).text()).toContain('Nothing matches');
    expect(await palette.active()).toBeUndefined();
    await (await palette.field()).sendKeys(TestKey.DOWN_ARROW, TestKey.ENTER);
    expect(await dialogs()).toHaveLength(1);
  });
});
