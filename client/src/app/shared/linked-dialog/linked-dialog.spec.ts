import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { Component, ErrorHandler, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButton } from '@angular/material/button';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { MissingParts } from '../missing-parts';
import { WHEN_IDLE } from '../when-idle';
import { linkDialog } from './linked-dialog';
import { followHistory } from './testing/history';

@Component({
  imports: [MatButton, MatDialogModule],
  template: 'About {{ about }} <button matButton mat-dialog-close="done">Do</button>',
})
class Dialog {
  protected readonly about = inject<string>(MAT_DIALOG_DATA);
}

const closed = jest.fn();
const handleError = jest.fn();
const explain = jest.fn();
let becomeIdle: () => void;

@Component({ template: '' })
class Page {
  readonly known = signal<Record<string, string>>({ 3: 'three' });
  readonly openDialog = linkDialog<string, string>({
    name: 'edit',
    component: () => Dialog,
    subject: (value) => this.known()[value],
    closed: (result, subject) => closed(result, subject, TestBed.inject(Router).url),
  });
  readonly isAway = signal(false);
  readonly openLazy = linkDialog<string, never>({
    name: 'lazy',
    component: () => (this.isAway() ? Promise.reject(new Error('away')) : Dialog),
    subject: (value) => value,
  });
  readonly loadAlways = jest.fn(() => Promise.resolve(Dialog));
  readonly openAlways = linkDialog<string, never>({
    name: 'always',
    component: this.loadAlways,
    subject: (value) => value,
    isNeededAlways: true,
  });
  readonly openOther = linkDialog<string, never>({
    name: 'show',
    component: () => Dialog,
    subject: (value) => value,
  });
}

@Component({ template: 'Other' })
class Other {}

describe('linkDialog', () => {
  beforeEach(() => [closed, explain, handleError].forEach((mock) => mock.mockReset()));

  async function open(url: string) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'list', component: Page },
          { path: 'other', component: Other },
        ]),
        provideLocationMocks(),
        { provide: ErrorHandler, useValue: { handleError } },
        {
          provide: WHEN_IDLE,
          useValue: (run: () => void) => {
            becomeIdle = run;
            return () => undefined;
          },
        },
        { provide: MissingParts, useValue: { explain } },
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    const arriveAt = followHistory();
    const harness = await RouterTestingHarness.create('/other');
    const page = await harness.navigateByUrl(url, Page);
    const loader = TestbedHarnessEnvironment.documentRootLoader(harness.fixture);
    return {
      harness,
      loader,
      page,
      router: TestBed.inject(Router),
      location: TestBed.inject(Location),
      arrival: async (url: string) => {
        await arriveAt(url);
        await harness.fixture.whenStable();
      },
      shown: async () => {
        await harness.fixture.whenStable();
        return loader.getHarnessOrNull(MatDialogHarness);
      },
    };
  }

  it('is in the address while it is open, and leaves the history as it was', async () => {
    const { arrival, page, router, location, shown } = await open('/list?q=a');
    await page.openDialog(3);
    expect(router.url).toBe('/list?q=a&edit=3');
    expect(await (await shown())?.getText()).toContain('About three');
    await (await shown())?.close();
    await arrival('/list?q=a');
    expect(await shown()).toBeNull();
    expect(closed).not.toHaveBeenCalled();
    location.back();
    await arrival('/other');
  });

  it('is opened by its address, and replaces it when it is closed', async () => {
    const { arrival, location, shown } = await open('/list?edit=3');
    await (await shown())?.close();
    await arrival('/list');
    location.back();
    await arrival('/other');
  });

  it('is closed by going back', async () => {
    const { arrival, page, location, shown } = await open('/list');
    await page.openDialog(3);
    expect(await shown()).not.toBeNull();
    location.back();
    await arrival('/list');
    expect(await shown()).toBeNull();
    location.forward();
    await arrival('/list?edit=3');
    expect(await shown()).not.toBeNull();
  });

  it('tells its result once the address is as before', async () => {
    const { arrival, loader, page, shown } = await open('/list');
    await page.openDialog(3);
    await shown();
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Do' }))).click();
    await arrival('/list');
    expect(await shown()).toBeNull();
    expect(closed).toHaveBeenCalledWith('done', 'three', '/list');
  });

  it('waits for what it is about', async () => {
    const { page, shown } = await open('/list?edit=4');
    expect(await shown()).toBeNull();
    page.known.set({ 4: 'four' });
    expect(await (await shown())?.getText()).toContain('About four');
  });

  it('comes after another one that is on its way out of the address', async () => {
    const { arrival, page, router, shown } = await open('/list');
    await page.openDialog(3);
    await (await shown())?.close();
    await page.openOther('it');
    await arrival('/list?show=it');
    expect(await (await shown())?.getText()).toContain('About it');
    expect(router.url).toBe('/list?show=it');
  });

  it('leaves the address when it cannot be loaded, and can be tried again', async () => {
    const { arrival, page, shown } = await open('/list');
    page.isAway.set(true);
    await page.openLazy('it');
    await arrival('/list');
    expect(handleError).toHaveBeenCalledWith(new Error('away'));
    expect(explain).toHaveBeenCalledWith(new Error('away'), '/list?lazy=it');
    expect(await shown()).toBeNull();
    page.isAway.set(false);
    await page.openLazy('it');
    expect(await (await shown())?.getText()).toContain('About it');
  });

  it('is loaded once the browser is idle where it is needed also without a server', async () => {
    const { page, shown } = await open('/list');
    expect(page.loadAlways).not.toHaveBeenCalled();
    becomeIdle();
    expect(page.loadAlways).toHaveBeenCalledTimes(1);
    expect(await shown()).toBeNull();
  });

  it('leaves the focus in the page when its result takes away what opened it', async () => {
    const main = document.createElement('main');
    main.tabIndex = -1;
    main.innerHTML = '<button>Open</button>';
    document.body.append(main);
    const button = main.querySelector('button');
    const { arrival, loader, page, shown } = await open('/list');
    closed.mockImplementation(() => button?.remove());
    button?.focus();
    await page.openDialog(3);
    await shown();
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Do' }))).click();
    await arrival('/list');
    expect(document.activeElement).toBe(main);
    main.remove();
  });

  it('goes with its page', async () => {
    const { harness, shown } = await open('/list?edit=3');
    expect(await shown()).not.toBeNull();
    await harness.navigateByUrl('/other');
    expect(await shown()).toBeNull();
  });
});
