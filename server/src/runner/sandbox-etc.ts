import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What programs expect of `/etc`: names, time zone, libraries. No configuration of services, no passwords. */
const FILES = ['ld.so.cache', 'resolv.conf', 'hosts', 'nsswitch.conf', 'localtime']
  .concat(['timezone', 'mime.types', 'passwd', 'group'])
  .concat('ssl/openssl.cnf');
/** Debian's choices among programs: links into `/usr`. */
const ALTERNATIVES = '/etc/alternatives';
/** How long one look at the machine's files is believed, in milliseconds. */
const FRESH_MS = 1000;

/**
 * The `/etc` that scripts in a sandbox see: copies of a few files of the machine, kept up to date. One folder, because
 * every mount costs 0.1 ms at every start of a script.
 */
export class SandboxEtc {
  readonly #copied = new Map<string, string>();
  #lookedAt = -Infinity;

  /** @param path absolute; the folder belongs to this object */
  constructor(readonly path: string) {}

  /** Makes what is missing: runs that an earlier server has started still look at the folder. */
  create(): void {
    mkdirSync(join(this.path, 'ssl', 'certs'), { recursive: true });
    this.#copyAlternatives();
    this.refresh();
  }

  /** Copies what has changed since, a new name server for one. Runs that go on see it too. */
  refresh(): void {
    if (performance.now() - this.#lookedAt < FRESH_MS) return;
    this.#lookedAt = performance.now();
    for (const name of FILES) this.#copy(name);
  }

  #copy(name: string): void {
    const source = join('/etc', name);
    const facts = statSync(source, { throwIfNoEntry: false });
    if (!facts) return;
    const state = `${facts.ino} ${facts.size} ${facts.mtimeMs}`;
    if (this.#copied.get(name) === state) return;
    const target = join(this.path, name);
    this.#replace(target, () =>
      writeFileSync(`${target}.new`, readFileSync(source), { mode: 0o644 }),
    );
    this.#copied.set(name, state);
  }

  #copyAlternatives(): void {
    const facts = statSync(ALTERNATIVES, { throwIfNoEntry: false });
    if (!facts) return;
    const target = join(this.path, 'alternatives');
    // A link is changed by another one in its place, which is a change of the folder. There are hundreds.
    const changedMs = Math.floor(facts.mtimeMs);
    const copied = statSync(target, { throwIfNoEntry: false });
    if (copied && Math.round(copied.mtimeMs) === changedMs) return;
    this.#replace(target, () => {
      rmSync(`${target}.new`, { recursive: true, force: true });
      cpSync(ALTERNATIVES, `${target}.new`, { recursive: true, verbatimSymlinks: true });
      utimesSync(`${target}.new`, changedMs / 1000, changedMs / 1000);
      rmSync(target, { recursive: true, force: true });
    });
  }

  /** Keeps what is there when nothing new can be written: a full disk must not keep the server from starting. */
  #replace(target: string, writeNew: () => void): void {
    try {
      writeNew();
      renameSync(`${target}.new`, target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    }
  }
}
