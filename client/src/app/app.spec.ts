import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { provideLocationMocks } from '@angular/common/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter, Router } from '@angular/router';
import { DashboardApi, ExecutionsApi, ScriptsApi, type AttentionDto } from './api';
import { App } from './app';
import { Attention } from './shared/attention';
import { followHistory } from './shared/linked-dialog/testing/history';
import { provideTestTranslations } from './shared/testing/test-translations';
import { ThemeService } from './shared/theme.service';
import { WHEN_IDLE } from './shared/when-idle';

@Component({ template: 'A page' })
class Page {}

describe('App', () => {
  const getAttention = jest.fn<Promise<unknown>, [{ since?: string }]>();
  const answer = (change: Partial<AttentionDto>) =>
    Promise.resolve({ data: { failed: 0, waiting: 0, disabled_schedules: 0, ...change } });

  const noItems = Promise.resolve({ data: { items: [] } });

  beforeEach(() => {
    localStorage.clear();
    getAttention.mockReset().mockImplementation(() => answer({}));
  });

  async function render() {
    const whenIdle: (() => void)[] = [];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', component: Page }]),
        provideTestTranslations(),
        provideLocationMocks(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        {
          provide: WHEN_IDLE,
          useValue: (run: () => void) => {
            whenIdle.push(run);
            return () => undefined;
          },
        },
        { provide: DashboardApi, useValue: { getAttention } },
        { provide: ScriptsApi, useValue: { listScripts: () => noItems } },
        { provide: ExecutionsApi, useValue: { listExecutions: () => noItems } },
      ],
    });
    const fixture = TestBed.createComponent(App);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    const button = (label: string) =>
      element.querySelector<HTMLElement>(`header [aria-label="${label}"]`);
    return {
      fixture,
      element,
      router: TestBed.inject(Router),
      loader,
      button,
      /** The first page is there, and what else belongs to the bar comes. */
      async settle() {
        await TestBed.inject(Router).navigateByUrl('/');
        whenIdle.forEach((run) => run());
        await import('./bar/bar-actions');
        await fixture.whenStable();
      },
      room: (path: string) =>
        element.querySelector(`nav a[href="${path}"]`)?.textContent?.replace(/\s+/g, ' '),
      async look() {
        await TestBed.inject(Attention).refresh();
        await fixture.whenStable();
      },
    };
  }

  it('marks the rooms where something waits for somebody', async () => {
    getAttention.mockImplementation(() =>
      answer({ failed: 120, waiting: 3, disabled_schedules: 2 }),
    );
    const { room } = await render();
    expect(room('/')).toMatch(/3.*Runs that wait: 3/);
    expect(room('/executions')).toMatch(/99\+.*New failures: 120/);
    expect(room('/schedules')).toMatch(/2.*Switched off: 2/);
    expect(room('/scripts')).not.toMatch(/\d/);
  });

  it('takes the mark of failures away once the runs are looked at', async () => {
    getAttention.mockImplementation(({ since }) => answer({ failed: since ? 0 : 4 }));
    const { fixture, room, router } = await render();
    expect(room('/executions')).toContain('New failures: 4');
    await router.navigateByUrl('/executions?status=failed');
    await fixture.whenStable();
    expect(room('/executions')).not.toContain('New failures');
    expect(getAttention.mock.lastCall?.[0].since).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('says while the server does not answer, and not for other failures', async () => {
    const { element, look } = await render();
    getAttention.mockRejectedValueOnce(new HttpErrorResponse({ status: 500 }));
    await look();
    expect(element.querySelector('[role=alert]')).toBeNull();
    getAttention.mockRejectedValueOnce(new HttpErrorResponse({ status: 0 }));
    await look();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('does not answer');
    await look();
    expect(element.querySelector('[role=alert]')).toBeNull();
  });

  it('leads to the rooms by keys', async () => {
    const { fixture, router } = await render();
    for (const [key, url] of [
      ['s', '/scripts'],
      ['r', '/executions'],
      ['c', '/schedules'],
      ['y', '/system'],
      ['o', '/'],
    ]) {
      for (const pressed of ['g', key]) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      }
      await fixture.whenStable();
      expect(router.url).toBe(url);
    }
  });

  it('has an address for the palette and for the keyboard shortcuts', async () => {
    const { fixture, loader, router } = await render();
    const arriveAt = followHistory();
    await router.navigateByUrl('/scripts?q=a');
    const press = (event: KeyboardEventInit) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...event, bubbles: true }));
    press({ key: 'k', ctrlKey: true });
    await arriveAt('/scripts?q=a&palette=1');
    await fixture.whenStable();
    const palette = await loader.getHarness(MatDialogHarness);
    expect(await (await palette.host()).getAttribute('aria-labelledby')).toBe('palette-title');
    await palette.close();
    await arriveAt('/scripts?q=a');
    press({ key: '?' });
    await arriveAt('/scripts?q=a&keys=1');
    await fixture.whenStable();
    const sheet = await loader.getHarness(MatDialogHarness);
    expect(await sheet.getTitleText()).toBe('Keyboard shortcuts');
  });

  it('changes the appearance', async () => {
    const { loader, settle } = await render();
    await settle();
    const [, menu] = await loader.getAllHarnesses(MatMenuHarness);
    await menu?.open();
    await menu?.clickItem({ text: /Dark/ });
    expect(TestBed.inject(ThemeService).isDark()).toBe(true);
  });

  it('opens a menu of the bar also when its button is pressed at once', async () => {
    const { button, fixture, loader } = await render();
    button('Appearance')?.click();
    await import('./bar/bar-actions');
    await fixture.whenStable();
    const [language, appearance] = await loader.getAllHarnesses(MatMenuHarness);
    expect(await language?.isOpen()).toBe(false);
    expect(await appearance?.isOpen()).toBe(true);
  });

  it('leaves a button of the bar where it is while somebody is at it', async () => {
    const { button, fixture, loader, settle } = await render();
    const early = button('Language');
    early?.focus();
    await settle();
    expect(await loader.getAllHarnesses(MatMenuHarness)).toHaveLength(0);
    expect(document.activeElement).toBe(early);
    early?.blur();
    await fixture.whenStable();
    expect(await loader.getAllHarnesses(MatMenuHarness)).toHaveLength(2);
  });

  it('lets the keyboard skip to the content', async () => {
    const { element } = await render();
    element.querySelector<HTMLElement>('.skip')?.click();
    expect(document.activeElement?.id).toBe('main');
  });
});
