import { Component, input } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { keepUnsavedChanges, type Editing } from './keep-unsaved-changes';

const canLeave = jest.fn<boolean, []>();

@Component({ selector: 'app-editing', template: '{{ id() }}/{{ tab() }}' })
class EditingPage implements Editing {
  readonly id = input.required<string>();
  readonly tab = input.required<string>();
  canLeave = canLeave;
}

@Component({ selector: 'app-elsewhere', template: 'elsewhere' })
class Elsewhere {}

describe('keepUnsavedChanges', () => {
  beforeEach(async () => {
    canLeave.mockReset().mockReturnValue(false);
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'elsewhere', component: Elsewhere },
            {
              path: 'scripts/:id/:tab',
              component: EditingPage,
              canDeactivate: [keepUnsavedChanges],
            },
          ],
          withComponentInputBinding(),
        ),
      ],
    });
    await RouterTestingHarness.create('/scripts/7/code');
  });

  const goTo = (url: string) => TestBed.inject(Router).navigateByUrl(url);

  it('lets a person change the tab without a question', async () => {
    expect(await goTo('/scripts/7/versions')).toBe(true);
    expect(canLeave).not.toHaveBeenCalled();
  });

  it('asks before another script or another page is opened', async () => {
    expect(await goTo('/scripts/8/code')).toBe(false);
    expect(await goTo('/elsewhere')).toBe(false);
    expect(TestBed.inject(Router).url).toBe('/scripts/7/code');
    canLeave.mockReturnValue(true);
    expect(await goTo('/elsewhere')).toBe(true);
  });
});
