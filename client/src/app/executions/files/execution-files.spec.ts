import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { Component, input } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FilesApi, type ExecutionFileDto } from '../../api';
import { followHistory } from '../../shared/linked-dialog/testing/history';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ExecutionFiles } from './execution-files';

@Component({
  imports: [ExecutionFiles],
  template: '<app-execution-files [executionId]="7" [isFinal]="true" [chosenPath]="file()" />',
})
class Page {
  readonly file = input<string>();
}

describe('ExecutionFiles', () => {
  const file = (path: string): ExecutionFileDto => ({
    path,
    name: path.replace(/.*\//, ''),
    kind: 'binary',
    size: 10,
    modified_at: '2026-01-01T00:00:00.000Z',
    is_upload: false,
  });

  async function open(url: string) {
    const items = [file('out/a b&c.bin'), file('d.bin')];
    const data = { items, total: 2, total_bytes: 20, is_truncated: false };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'run', component: Page }], withComponentInputBinding()),
        provideLocationMocks(),
        provideTestTranslations({ executions: en }),
        { provide: FilesApi, useValue: { listExecutionFiles: () => Promise.resolve({ data }) } },
      ],
    });
    const arriveAt = followHistory();
    const harness = await RouterTestingHarness.create('/run?tab=files');
    await harness.navigateByUrl(url);
    await harness.fixture.whenStable();
    const page = harness.routeNativeElement;
    const loader = TestbedHarnessEnvironment.loader(harness.fixture);
    return {
      page,
      location: TestBed.inject(Location),
      url: () => TestBed.inject(Router).url,
      async choose(path: string) {
        const names = [...(page?.querySelectorAll<HTMLButtonElement>('li button') ?? [])];
        names.find(({ textContent }) => textContent.includes(path))?.click();
        await harness.fixture.whenStable();
      },
      closePreview: async () =>
        (
          await loader.getHarness(
            MatButtonHarness.with({ selector: '[aria-label="Close preview"]' }),
          )
        ).click(),
      preview: () => page?.querySelector('section')?.textContent ?? null,
      async arrival(url: string) {
        await arriveAt(url);
        await harness.fixture.whenStable();
      },
    };
  }

  it('has the file that is looked at in the address, which the way back takes out', async () => {
    const { arrival, choose, location, preview, url } = await open('/run?tab=files');
    await choose('a b&c.bin');
    expect(url()).toBe('/run?tab=files&file=out%2Fa%20b%26c.bin');
    expect(preview()).toContain('a b&c.bin');
    await choose('d.bin');
    expect(url()).toBe('/run?tab=files&file=d.bin');
    location.back();
    await arrival('/run?tab=files');
    expect(preview()).toBeNull();
  });

  it('leaves the history as it was when the preview is closed', async () => {
    const { arrival, choose, closePreview, location, preview } = await open('/run?tab=log');
    await choose('d.bin');
    await closePreview();
    await arrival('/run?tab=log');
    expect(preview()).toBeNull();
    location.back();
    await arrival('/run?tab=files');
  });

  it('is opened by an address, and replaces it when it is closed', async () => {
    const { arrival, closePreview, location, preview } = await open('/run?line=3&file=d.bin');
    expect(preview()).toContain(en.files.noPreview);
    await closePreview();
    // the list stays open although the file is gone, which alone had opened it
    await arrival('/run?line=3&tab=files');
    location.back();
    await arrival('/run?tab=files');
  });

  it('says that there is no file of that name', async () => {
    const { preview } = await open('/run?tab=files&file=none.txt');
    expect(preview()).toContain('No file none.txt is listed here');
  });
});
