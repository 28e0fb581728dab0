import { TestBed } from '@angular/core/testing';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { CronBuilder } from './cron-builder';

describe('CronBuilder', () => {
  it('keeps both of two changes that come before anything is drawn again', async () => {
    TestBed.configureTestingModule({ providers: provideTestTranslations({ schedules: en }) });
    const fixture = TestBed.createComponent(CronBuilder);
    fixture.componentRef.setInput('expression', '0 9 * * 1,2');
    const made: string[] = [];
    fixture.componentInstance.expressionChange.subscribe((expression) => made.push(expression));
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const sunday = [...element.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === 'Sun',
    );
    const time = element.querySelector<HTMLInputElement>('input[type=time]');
    if (!sunday || !time) throw new Error('a day and a time were expected');
    sunday.click();
    time.value = '01:30';
    time.dispatchEvent(new Event('change'));
    expect(made.at(-1)).toBe('30 1 * * 1,2,0');
  });
});
