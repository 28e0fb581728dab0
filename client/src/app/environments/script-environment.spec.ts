import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { EnvironmentsApi, type EnvironmentDto } from '../api';
import { provideTestTranslations } from '../shared/testing/test-translations';
import en from './i18n/en';
import { ScriptEnvironment } from './script-environment';

const newEnvironment = (change: Partial<EnvironmentDto> = {}): EnvironmentDto => ({
  id: 5,
  language: 'python',
  state: 'ready',
  requirements: ['requests'],
  packages: [{ name: 'requests', version: '2.32.3', hashes: ['sha256:abc'] }],
  interpreter_path: '/usr/bin/python3',
  interpreter_version: '3.11.2',
  bytes: 12_300,
  built_at: '2026-01-01T00:00:00.000Z',
  created_at: '2026-01-01T00:00:00.000Z',
  last_used_at: '2026-01-01T00:00:00.000Z',
  error: null,
  cause: null,
  log: 'Collecting requests',
  ...change,
});

const answer = (data: unknown) => Promise.resolve({ code: 0, data, message: '' });

describe('ScriptEnvironment', () => {
  let answers: (EnvironmentDto | null)[];
  let api: Record<'getScriptEnvironment' | 'rebuildEnvironment', jest.Mock<Promise<unknown>>>;

  async function render(...given: (EnvironmentDto | null)[]) {
    answers = given;
    api = {
      getScriptEnvironment: jest.fn(() =>
        answer({ environment: answers.length > 1 ? answers.shift() : answers[0] }),
      ),
      rebuildEnvironment: jest.fn(() => answer(null)),
    };
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ environments: en }),
        { provide: EnvironmentsApi, useValue: api },
      ],
    });
    const fixture = TestBed.createComponent(ScriptEnvironment);
    fixture.componentRef.setInput('scriptId', 3);
    fixture.componentRef.setInput('requirements', ['requests']);
    await fixture.whenStable();
    const text = () => (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ');
    return { fixture, text, loader: TestbedHarnessEnvironment.loader(fixture) };
  }

  it('says that the next run installs what is not there', async () => {
    const { text } = await render(null);
    expect(text()).toContain('Not installed yet. The next run installs them first');
  });

  it('shows the exact packages with the interpreter they are for', async () => {
    const { text } = await render(newEnvironment());
    expect(text()).toMatch(/Installed 1 Jan 2026, .* for Python 3\.11\.2 · 12\.3kB/);
    expect(text()).toContain('requests2.32.3 sha256:abc');
  });

  it('shows why an installation failed, and what the installer printed', async () => {
    const change = {
      error: 'in the words of the server',
      cause: { code: 'install_refused', values: { why: 'no such package' } },
    } as const;
    const { fixture } = await render(newEnvironment({ state: 'failed', packages: [], ...change }));
    const element = fixture.nativeElement as HTMLElement;
    const alert = element.querySelector('[role=alert]');
    expect(alert?.textContent).toBe('The installer says: no such package');
    expect(element.querySelector('details')?.open).toBe(true);
    expect(element.querySelector('pre')?.textContent).toBe('Collecting requests');
  });

  it('installs again, and looks until that is over', async () => {
    const building = newEnvironment({ state: 'building' });
    const { fixture, text, loader } = await render(newEnvironment(), building, newEnvironment());
    const button = await loader.getHarness(MatButtonHarness.with({ text: /Install again/ }));
    await button.click();
    expect(api.rebuildEnvironment).toHaveBeenCalledWith({ id: 5 });
    expect(text()).toContain('Installing');
    expect(await button.isDisabled()).toBe(true);
    for (let look = 0; look < 100 && text().includes('Installing'); look++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await fixture.whenStable();
    }
    expect(text()).not.toContain('Installing');
    expect(api.getScriptEnvironment).toHaveBeenCalledTimes(3);
  });
});
