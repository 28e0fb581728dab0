import { Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router, RouterOutlet, TitleStrategy } from '@angular/router';
import { PageTitle } from '../page-title';
import { provideTestTranslations } from '../testing/test-translations';
import { Breadcrumbs } from './breadcrumbs';
import type { Trail } from './trail';

@Component({ template: '' })
class Page {}

@Component({
  imports: [Breadcrumbs, RouterOutlet],
  template: '<app-breadcrumbs /><router-outlet />',
})
class Frame {}

const trail: Trail = ({ params, subject }) => ({
  above: [
    { key: 'nav.scripts', link: '/scripts' },
    { text: subject, link: `/scripts/${params['id']}` },
  ],
  here: [{ key: 'action.run' }],
});

describe('Breadcrumbs', () => {
  let fixture: ComponentFixture<Frame>;
  const words = () =>
    [...element().querySelectorAll('li .clip')].map((word) => word.textContent?.trim());
  const element = () => fixture.nativeElement as HTMLElement;

  async function open(url: string) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'scripts', component: Page },
          { path: 'scripts/:id/run', component: Page, data: { trail } },
        ]),
        { provide: TitleStrategy, useExisting: PageTitle },
        provideTestTranslations(),
      ],
    });
    fixture = TestBed.createComponent(Frame);
    await TestBed.inject(Router).navigateByUrl(url);
    await fixture.whenStable();
  }

  it('leads to the pages above and names the one that is shown', async () => {
    await open('/scripts/7/run');
    TestBed.inject(PageTitle).about('backup');
    await fixture.whenStable();
    expect(words()).toEqual(['Scripts', 'backup', 'Run']);
    const links = [...element().querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/scripts', '/scripts/7']);
    expect(element().querySelector('[aria-current=page]')?.textContent).toContain('Run');
    expect(element().querySelector('.parent')?.textContent).toContain('backup');
  });

  it('waits for a name that is on its way rather than show what would jump', async () => {
    await open('/scripts/7/run');
    expect(words()).toEqual(['Scripts']);
    expect(element().querySelector('.parent')?.textContent).toContain('Scripts');
    expect(element().querySelector('app-breadcrumbs')?.classList).toContain('shown');
  });

  it('takes no room on a page at the top', async () => {
    await open('/scripts');
    expect(element().querySelector('nav')).toBeNull();
    expect(element().querySelector('app-breadcrumbs')?.classList).not.toContain('shown');
  });
});
