import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { ScriptsApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { CategoryField } from './category-field';

describe('CategoryField', () => {
  async function render(category: string | null, listScriptCategories: () => Promise<unknown>) {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ scripts: en }),
        { provide: ScriptsApi, useValue: { listScriptCategories } },
      ],
    });
    const fixture = TestBed.createComponent(CategoryField);
    fixture.componentRef.setInput('category', category);
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const field = await loader.getHarness(MatAutocompleteHarness);
    return { field, category: () => fixture.componentInstance.category() };
  }
  const known = () =>
    Promise.resolve({ data: { items: [{ name: 'ops' }, { name: 'reports/daily' }] } });

  it('offers the categories that exist and contain what is typed', async () => {
    const { field, category } = await render(null, known);
    await field.enterText('Dai');
    const [option, ...others] = await field.getOptions();
    expect(others).toEqual([]);
    await option?.click();
    expect(category()).toBe('reports/daily');
  });

  it('tidies what is typed without changing it under the cursor, and empties to none', async () => {
    const { field, category } = await render('ops', () => Promise.reject(new Error('away')));
    await field.clear();
    expect(category()).toBeNull();
    await field.enterText(' ops / new/');
    expect(category()).toBe('ops/new');
    expect(await field.getValue()).toBe(' ops / new/');
  });
});
