import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { provideTestTranslations } from '../shared/testing/test-translations';

describe('texts with values', () => {
  const said = (values: Record<string, unknown>): string => {
    TestBed.configureTestingModule({
      providers: provideTestTranslations({
        room: { greeting: '{{name}}: {{ count }} of {{name}}' },
      }),
    });
    return TestBed.inject(TranslocoService).translate('room.greeting', values);
  };

  it('have each value at each of its places, and nothing for what is not given', () => {
    expect(said({ name: 'backup', count: 0 })).toBe('backup: 0 of backup');
    expect(TestBed.inject(TranslocoService).translate('room.greeting', { count: null })).toBe(
      ':  of ',
    );
  });

  it('leave a value as it is, whatever it looks like', () => {
    expect(said({ name: '{{product}}', count: '$&' })).toBe('{{product}}: $& of {{product}}');
  });
});
