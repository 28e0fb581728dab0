import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { ScriptDto } from '../../api/models';
import { InterpretersApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import { contentOf } from '../draft/script-content';
import type { SaveConflict } from '../draft/script-draft';
import en from '../i18n/en';
import { newScript } from '../testing/new-script';
import { SaveConflictDialog } from './save-conflict-dialog';

describe('SaveConflictDialog', () => {
  /** @returns what is shown of theirs and of mine, for each place */
  async function sides(
    theirs: Partial<ScriptDto>,
    mine: Partial<ScriptDto>,
    began: Partial<ScriptDto> = {},
  ): Promise<string[]> {
    const ancestor = contentOf(newScript(began));
    const edited = contentOf(newScript(mine));
    const data: SaveConflict = {
      theirs: newScript(theirs),
      ...{ ancestor, edited, mine: edited, base: 3 },
    };
    const items = [{ id: 4, name: 'Python 3.12 (pyenv)', version: '3.12.1' }];
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ scripts: en }),
        { provide: MAT_DIALOG_DATA, useValue: data },
        { provide: MatDialogRef, useValue: {} },
        {
          provide: InterpretersApi,
          useValue: { listInterpreters: () => Promise.resolve({ data: { items } }) },
        },
      ],
    });
    const fixture = TestBed.createComponent(SaveConflictDialog);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return [...element.querySelectorAll('.lines')].map(({ textContent }) =>
      textContent.trim().replace(/\s+/g, ' '),
    );
  }

  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
  const headings = () => texts('li > strong');
  const choices = () => texts('mat-radio-button');

  it('names interpreters', async () => {
    expect(await sides({ interpreter_id: 4 }, { interpreter_id: 5 })).toEqual([
      'Python 3.12 (pyenv) · 3.12.1',
      en.settings.removed,
    ]);
  });

  it('names limits, with units', async () => {
    expect(
      await sides(
        { limits: { memory_bytes: 300_000_000, cpu_seconds: 90 } },
        { limits: { memory_bytes: 0, open_files: null } },
      ),
    ).toEqual(['Memory: 300MB Processor time: 1m 30s', 'Memory: no limit']);
  });

  it.each<[string, Partial<ScriptDto>, Partial<ScriptDto>, string[]]>([
    ['a time', { timeout_seconds: 90 }, { timeout_seconds: 7_200 }, ['1m 30s', '2h 0m']],
    ['the network', { network: true }, { network: false }, ['may be used', 'cut off']],
    ['keeping for ever', { retention_days: 30 }, { retention_days: 0 }, ['30', 'no limit']],
    ['a text', { description: 'theirs' }, { description: 'mine' }, ['theirs', 'mine']],
  ])('says %s as a person would', async (_what, theirs, mine, said) => {
    expect(await sides(theirs, mine)).toEqual(said);
  });

  it('says of a parameter what differs, field by field, and how it was before', async () => {
    const city = { key: 'CITY', type: 'string', required: false, pattern: '[A-Z]+' } as const;
    const began = [{ ...city, label: 'City' }];
    const theirs = [{ ...city, label: 'Place', required: true }];
    const mine = [
      { ...city, type: 'select' as const, label: 'Town', options: ['Oslo', 'Rome'] },
      { ...city, key: 'MINE' },
    ];
    const said = await sides({ parameters: theirs }, { parameters: mine }, { parameters: began });
    expect(said).toEqual([
      'Label: City Type: Text Required: No Choices: (nothing)',
      'Label: Place Type: Text Required: Yes Choices: (nothing)',
      'Label: Town Type: Choice Required: No Choices: Oslo, Rome',
    ]);
    expect(headings()).toEqual(['Parameter CITY']);
    expect(choices()).toEqual([en.conflict.take.theirs, en.conflict.take.mine]);
  });

  it('says that a parameter was deleted, or was not there before', async () => {
    const city = { key: 'CITY', type: 'string', required: false } as const;
    const began = { parameters: [city] };
    expect(
      await sides({ parameters: [] }, { parameters: [{ ...city, max_length: 9 }] }, began),
    ).toEqual(['Most characters: (nothing)', en.conflict.nothing, 'Most characters: 9']);
  });

  it('says that there is nothing on one side', async () => {
    const began = { category: 'old', limits: { processes: 5 } };
    const theirs = { category: null, limits: {} };
    const mine = { category: 'new', limits: { processes: 6 } };
    const nothing = en.conflict.unset;
    expect(await sides(theirs, mine, began)).toEqual([
      ...[nothing, 'new'],
      ...[nothing, 'Processes at a time: 6'],
    ]);
  });
});
