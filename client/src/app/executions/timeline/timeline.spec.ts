import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ExecutionsApi } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import executions from '../i18n/en';
import { Timeline, type TimelinePlace } from './timeline';

const UNTIL = '2026-03-01T12:00:00.000Z';

describe('Timeline', () => {
  async function show(inputs: { minutes?: string; until?: string }) {
    const asked: { from: string; to: string }[] = [];
    const getTimeline = (window: { from: string; to: string }) => {
      asked.push(window);
      return Promise.resolve({ data: { items: [], is_cut: false } });
    };
    TestBed.configureTestingModule({
      providers: [
        ...provideTestTranslations({ executions }),
        provideRouter([]),
        { provide: ExecutionsApi, useValue: { getTimeline } },
      ],
    });
    const fixture = TestBed.createComponent(Timeline);
    fixture.componentRef.setInput('filters', {});
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    const places: TimelinePlace[] = [];
    fixture.componentInstance.moved.subscribe((place) => places.push(place));
    await fixture.whenStable();
    const press = async (label: string) => {
      fixture.nativeElement.querySelector(`button[aria-label="${label}"]`).click();
      await fixture.whenStable();
    };
    return { asked, places, press };
  }

  it('shows the window of its address', async () => {
    const { asked } = await show({ minutes: '60', until: UNTIL });
    expect(asked.at(-1)).toMatchObject({ from: '2026-03-01T11:00:00.000Z', to: UNTIL });
  });

  it('shows the last three hours where the address says nothing that makes sense', async () => {
    const { asked } = await show({ minutes: 'many', until: '2999-01-01' });
    const { from, to } = asked.at(-1) ?? { from: '', to: '' };
    expect(Date.parse(to) - Date.parse(from)).toBe(10_800_000);
    expect(Math.abs(Date.now() - Date.parse(to))).toBeLessThan(60_000);
  });

  it('tells where it was moved to, and how long it became', async () => {
    const { asked, places, press } = await show({ until: UNTIL });
    await press('Earlier');
    expect(places.at(-1)).toEqual({ minutes: null, until: '2026-03-01T10:30:00.000Z' });
    await press('Zoom in');
    expect(places.at(-1)).toEqual({ minutes: '60', until: '2026-03-01T09:30:00.000Z' });
    expect(asked.at(-1)).toMatchObject({ from: '2026-03-01T08:30:00.000Z' });
  });
});
