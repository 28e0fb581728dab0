import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { provideRouter, TitleStrategy } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { PageTitle } from './page-title';
import { provideTestTranslations } from './testing/test-translations';

@Component({ template: '' })
class Page {}

describe('PageTitle', () => {
  async function open(url: string) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'scripts/:id/:tab', title: 'nav.scripts', component: Page },
          { path: 'other', title: 'unknown.key', component: Page },
        ]),
        { provide: TitleStrategy, useExisting: PageTitle },
        provideTestTranslations(),
      ],
    });
    const harness = await RouterTestingHarness.create(url);
    const title = TestBed.inject(PageTitle);
    const shown = async () => {
      await harness.fixture.whenStable();
      return TestBed.inject(Title).getTitle();
    };
    return { harness, title, shown };
  }

  it('says what the page is about, also in another tab of it', async () => {
    const { harness, title, shown } = await open('/scripts/7/code');
    expect(await shown()).toBe('Scripts · Scriptorium');
    title.about('backup');
    expect(await shown()).toBe('backup · Scripts · Scriptorium');
    await harness.navigateByUrl('/scripts/7/settings');
    expect(await shown()).toBe('backup · Scripts · Scriptorium');
  });

  it('forgets it for another page, and leaves out what is not translated', async () => {
    const { harness, title, shown } = await open('/scripts/7/code');
    title.about('backup');
    await harness.navigateByUrl('/scripts/8/code');
    expect(await shown()).toBe('Scripts · Scriptorium');
    await harness.navigateByUrl('/other');
    expect(await shown()).toBe('Scriptorium');
  });
});
