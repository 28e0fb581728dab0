import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideLocationMocks } from '@angular/common/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatSnackBarHarness } from '@angular/material/snack-bar/testing';
import { provideRouter, Router, withNavigationErrorHandler } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { DashboardApi } from '../api';
import en from '../i18n/en';
import { explainMissingPart, LOAD_ANEW, LOADED_ADDRESS } from './missing-parts';
import { shownNews } from './testing/shown-news';
import { provideTestTranslations } from './testing/test-translations';

@Component({ template: 'A page' })
class Page {}

const missing = new TypeError('Failed to fetch dynamically imported module: /chunk-A.js');

describe('MissingParts', () => {
  const getAttention = jest.fn<Promise<unknown>, []>();
  const loadAnew = jest.fn<void, [string]>();
  const loadPage = jest.fn<Promise<typeof Page>, []>();
  const address = new URL('/page?q=1', document.baseURI).href;

  beforeEach(() => {
    getAttention.mockReset().mockResolvedValue({ data: {} });
    loadAnew.mockReset();
    loadPage.mockReset().mockRejectedValue(missing);
  });

  async function follow(url: string, loadedAddress = document.baseURI) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'here', component: Page },
            { path: 'page', loadComponent: loadPage },
          ],
          withNavigationErrorHandler(explainMissingPart),
        ),
        provideLocationMocks(),
        provideTestTranslations(),
        { provide: DashboardApi, useValue: { getAttention } },
        { provide: LOAD_ANEW, useValue: loadAnew },
        { provide: LOADED_ADDRESS, useValue: loadedAddress },
      ],
    });
    const harness = await RouterTestingHarness.create('/here');
    const navigation = TestBed.inject(Router).navigateByUrl(url);
    await navigation.catch(() => undefined);
    // the server is asked once more
    await new Promise((resolve) => setTimeout(resolve));
    const loader = TestbedHarnessEnvironment.documentRootLoader(harness.fixture);
    return {
      news: () => shownNews(loader),
      hasNews: () => loader.hasHarness(MatSnackBarHarness),
    };
  }

  it('says that the server does not answer, and tries again when asked', async () => {
    getAttention.mockRejectedValue(new Error('away'));
    const { news } = await follow('/page');
    const said = await news();
    expect(await said.getMessage()).toBe(en.nav.notOpened);
    expect(loadAnew).not.toHaveBeenCalled();
    loadPage.mockResolvedValue(Page);
    await said.dismissWithAction();
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/page');
  });

  it('loads the address anew when the server has another version', async () => {
    const { hasNews } = await follow('/page?q=1');
    expect(loadAnew.mock.calls).toEqual([[address]]);
    expect(await hasNews()).toBe(false);
  });

  it('lets the person decide while there are unsaved changes', async () => {
    const keep = (event: Event) => event.preventDefault();
    window.addEventListener('beforeunload', keep);
    const { news } = await follow('/page?q=1');
    window.removeEventListener('beforeunload', keep);
    const said = await news();
    expect(await said.getMessage()).toBe(en.nav.newVersion);
    expect(loadAnew).not.toHaveBeenCalled();
    await said.dismissWithAction();
    expect(loadAnew.mock.calls).toEqual([[address]]);
  });

  it('does not load an address again and again, unless somebody wants it', async () => {
    const { news } = await follow('/page?q=1', address);
    const said = await news();
    expect(await said.getMessage()).toBe(en.nav.partMissing);
    expect(loadAnew).not.toHaveBeenCalled();
    await said.dismissWithAction();
    expect(loadAnew.mock.calls).toEqual([[address]]);
  });

  it('leaves other errors alone', async () => {
    loadPage.mockRejectedValue(new TypeError('x is undefined'));
    const { hasNews } = await follow('/page');
    expect(loadAnew).not.toHaveBeenCalled();
    expect(await hasNews()).toBe(false);
  });
});
