import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { InterpretersApi, SystemApi, type SystemDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { SystemPage } from './system-page';

const system: SystemDto = {
  version: '0.1.0',
  node_version: '22.1.0',
  database: 'SQLite 3.50.1',
  isolation: 'bwrap',
  unavailable_isolation: [],
  interpreters: [],
  concurrency: 4,
  running: 1,
  waiting: 2,
  default_limits: {},
  groups_problem: null,
  groups_cause: null,
  default_network: true,
  readable_folders: [],
  default_timeout_seconds: 300,
  default_timezone: 'Europe/London',
  upload_limit_bytes: 2_000_000_000,
};

describe('SystemPage', () => {
  let getSystem: jest.Mock<Promise<unknown>>;

  async function render(change: Partial<SystemDto> | HttpErrorResponse = {}) {
    getSystem =
      change instanceof HttpErrorResponse
        ? jest.fn().mockRejectedValueOnce(change)
        : jest.fn(() => Promise.resolve({ data: { ...system, ...change } }));
    const listInterpreters = () => Promise.resolve({ data: { items: [] } });
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ system: en }),
        { provide: SystemApi, useValue: { getSystem } },
        { provide: InterpretersApi, useValue: { listInterpreters } },
      ],
    });
    const fixture = TestBed.createComponent(SystemPage);
    await fixture.whenStable();
    const text = () => (fixture.nativeElement as HTMLElement).textContent ?? '';
    return { text, loader: TestbedHarnessEnvironment.loader(fixture) };
  }

  it('shows the versions of the server and its database', async () => {
    const { text } = await render();
    for (const fact of ['0.1.0', '22.1.0', 'SQLite 3.50.1', '1 running, 2 waiting', '5m']) {
      expect(text()).toContain(fact);
    }
  });

  it('says what runs may use by default, and why limits are not held by the kernel', async () => {
    const { text } = await render({
      isolation: 'uid',
      default_limits: { memory_bytes: 1_000_000_000, cpu_seconds: null },
      default_network: false,
      readable_folders: ['/srv/reports'],
      groups_problem: 'in the words of the server',
      groups_cause: { code: 'groups_absent', values: {} },
    });
    const groups = 'This server is in no control group.';
    for (const fact of ['A user of its own', '1GB', '/srv/reports', groups])
      expect(text()).toContain(fact);
    expect(text()).not.toContain('in the words of the server');
    expect(text()).toContain(en.isolation.unlimited);
  });

  it('says why there is no sandbox and what would help', async () => {
    const why = 'spawn /usr/bin/bwrap ENOENT';
    const { text } = await render({
      isolation: 'plain',
      unavailable_isolation: [
        { level: 'bwrap', why, cause: { code: 'level_refused', values: { why } } },
      ],
    });
    expect(text()).toContain('Plain processes');
    expect(text()).toContain('Sandbox: not available on this machine');
    expect(text()).toContain(why);
    expect(text()).toContain('apt install bubblewrap');
    expect(text()).not.toContain('EXECUTION_ISOLATION');
  });

  it('says when the setting asked for no sandbox', async () => {
    const { text } = await render({ isolation: 'plain' });
    expect(text()).toContain('Chosen by the setting EXECUTION_ISOLATION');
  });

  it('says why it could not be read and tries again', async () => {
    const { text, loader } = await render(new HttpErrorResponse({ status: 0 }));
    expect(text()).toContain('The server cannot be reached');
    getSystem.mockResolvedValue({ data: system });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();
    expect(text()).toContain('SQLite 3.50.1');
  });
});
