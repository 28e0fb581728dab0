import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { provideRouter } from '@angular/router';
import type { BulkOutcomeDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { BulkSummary } from './bulk-summary';

const refusal = (id: number, code: 'EXECUTION_FINISHED' | 'SCRIPT_NOT_FOUND'): BulkOutcomeDto => ({
  ...{ id, is_done: false, new_id: null, fields: [] },
  ...{ error: code, message: 'in the words of the server' },
  reasons: [{ code, values: { id }, message: 'in the words of the server' }],
});

describe('BulkSummary', () => {
  it("says in the reader's language why something could not be done to a run", async () => {
    const refused = [refusal(4, 'EXECUTION_FINISHED'), refusal(5, 'SCRIPT_NOT_FOUND')];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ executions: en }),
        { provide: MAT_DIALOG_DATA, useValue: { text: 'Started again: 3', refused } },
        { provide: MatDialogRef, useValue: {} },
      ],
    });
    const fixture = TestBed.createComponent(BulkSummary);
    await fixture.whenStable();
    const rows = [...(fixture.nativeElement as HTMLElement).querySelectorAll('li')];
    expect(rows.map((row) => row.textContent?.trim().replace(/\s+/g, ' '))).toEqual([
      '#4 This run has ended already.',
      '#5 This script does not exist, or no longer.',
    ]);
  });
});
