import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTestTranslations } from '../testing/test-translations';
import { SearchField } from './search-field';

@Component({
  imports: [SearchField],
  template:
    '<app-search-field label="Search scripts" [text]="text()" (textChange)="found.push($event)" />',
})
class Host {
  readonly text = signal('');
  readonly found: string[] = [];
}

describe('SearchField', () => {
  let found: string[];

  const render = async () => {
    const fixture = TestBed.createComponent(Host);
    found = fixture.componentInstance.found;
    await fixture.whenStable();
    const field = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    return { fixture, field, type };
  };

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['requestAnimationFrame', 'setImmediate', 'queueMicrotask'] });
    TestBed.configureTestingModule({ imports: [Host], providers: [provideTestTranslations()] });
  });

  afterEach(() => jest.useRealTimers());

  it('looks for what was typed, once there is a pause', async () => {
    const { type } = await render();
    await type('bac');
    jest.advanceTimersByTime(200);
    await type('back');
    jest.advanceTimersByTime(249);
    expect(found).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(found).toEqual(['back']);
  });

  it('leaves a space at the end, for the next word', async () => {
    const { fixture, field, type } = await render();
    await type('nightly ');
    jest.advanceTimersByTime(250);
    expect(found).toEqual(['nightly']);
    fixture.componentInstance.text.set('nightly');
    await fixture.whenStable();
    expect(field.value).toBe('nightly ');
  });

  it('follows what is looked for when that changes without it', async () => {
    const { fixture, field, type } = await render();
    await type('nightly');
    jest.advanceTimersByTime(250);
    fixture.componentInstance.text.set('nightly');
    await fixture.whenStable();
    fixture.componentInstance.text.set('');
    await fixture.whenStable();
    expect(field.value).toBe('');
  });

  it('looks for nothing any more after its button was used', async () => {
    const { fixture, type } = await render();
    await type('nightly');
    jest.advanceTimersByTime(250);
    fixture.componentInstance.text.set('nightly');
    await fixture.whenStable();
    const clear = (fixture.nativeElement as HTMLElement).querySelector('button')!;
    clear.click();
    await fixture.whenStable();
    jest.advanceTimersByTime(250);
    expect(found).toEqual(['nightly', '']);
  });
});
