import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import type { CauseDto } from '../../api';
import zh from '../../i18n/causes.zh';
import { provideTestTranslations } from '../testing/test-translations';
import { CauseTextPipe } from './cause-text.pipe';

describe('CauseTextPipe', () => {
  const cause: CauseDto = { code: 'folder_absent', values: { folder: '/srv/{{x}}' } };

  function pipe(): CauseTextPipe {
    TestBed.configureTestingModule({ providers: [provideTestTranslations(), CauseTextPipe] });
    return TestBed.inject(CauseTextPipe);
  }

  it('says a cause in the language of the reader, with what the server names as it is', () => {
    const text = pipe();
    expect(text.transform(cause, 'in the words of the server')).toBe(
      'The folder /srv/{{x}}, which the script reads, is not there.',
    );
    const transloco = TestBed.inject(TranslocoService);
    transloco.setAvailableLangs(['en', 'zh']);
    transloco.setTranslation({ cause: zh }, 'zh');
    transloco.setActiveLang('zh');
    expect(text.transform(cause, 'in the words of the server')).toBe(
      '脚本要读取的目录 /srv/{{x}} 不存在。',
    );
  });

  it('takes the words of the server for what was stored without a code', () => {
    const text = pipe();
    expect(text.transform(null, 'in the words of the server')).toBe('in the words of the server');
    expect(text.transform(null, null)).toBe('');
  });
});
