import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A package of a test, with the text of its one module. */
export interface TestPackage {
  name: string;
  version: string;
  code: string;
  /** Requirements of its own. */
  needs?: string[];
  /** What else is in the package of npm's manifest. */
  manifest?: object;
}

/** Makes a wheel as a build tool would: `record` lists every file with its hash. */
const WHEEL = `
import base64, hashlib, json, sys, zipfile
p = json.load(sys.stdin)
info = f"{p['name']}-{p['version']}.dist-info"
files = {
    f"{p['name']}/__init__.py": p['code'],
    f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {p['name']}\\nVersion: {p['version']}\\n" + ''.join(f"Requires-Dist: {n}\\n" for n in p['needs']),
    f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    f"{info}/entry_points.txt": f"[console_scripts]\\n{p['name']} = {p['name']}:main\\n",
}
def hashed(text): return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()
record = ''.join(f"{name},sha256={hashed(text)},{len(text.encode())}\\n" for name, text in files.items())
files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\\n"
with zipfile.ZipFile(p['path'], 'w', zipfile.ZIP_DEFLATED) as wheel:
    for name, text in files.items(): wheel.writestr(name, text)
`;

/** An index of Python packages and a registry of npm on a loopback port, with packages that a test makes. */
export class PackageIndex {
  /** Paths that were asked for. */
  readonly requests: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'scriptorium-index-'));
  private readonly wheels = new Map<string, string[]>();
  private readonly packages = new Map<string, TestPackage[]>();
  private gate: Promise<void> = Promise.resolve();
  private readonly server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    this.requests.push(path);
    void this.gate.then(() => {
      const answer = this.answer(path);
      if (!answer) response.writeHead(404).end('{"error":"not found"}');
      else response.writeHead(200, { 'content-type': answer.type }).end(answer.body);
    });
  });

  static async start(): Promise<PackageIndex> {
    const index = new PackageIndex();
    await new Promise<void>((resolve) => index.server.listen(0, '127.0.0.1', resolve));
    return index;
  }

  /** Settings of a server that installs from here. */
  get settings() {
    return { PYTHON_INDEX_URL: `${this.url}/simple`, NPM_REGISTRY: this.url };
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  addWheel(wheel: TestPackage): void {
    const { name, version } = wheel;
    const file = `${name}-${version}-py3-none-any.whl`;
    const input = JSON.stringify({ needs: [], ...wheel, path: join(this.folder, file) });
    execFileSync('python3', ['-I', '-c', WHEEL], { input });
    this.wheels.set(name, [...(this.wheels.get(name) ?? []), file]);
  }

  addPackage(entry: TestPackage): void {
    this.packages.set(entry.name, [...(this.packages.get(entry.name) ?? []), entry]);
    const folder = join(this.folder, 'npm', entry.name, entry.version, 'package');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(entry)));
    writeFileSync(join(folder, 'index.js'), entry.code);
    const tarball = this.tarballOf(entry);
    mkdirSync(join(tarball, '..'), { recursive: true });
    execFileSync('tar', ['-czf', tarball, '-C', join(folder, '..'), 'package']);
  }

  /** Writes the wheels as an index that needs no server. @returns its address */
  writeTo(folder: string): string {
    for (const [name, files] of this.wheels) {
      const page = join(folder, name.replaceAll('_', '-'));
      mkdirSync(page, { recursive: true });
      for (const file of files) copyFileSync(join(this.folder, file), join(page, file));
      const links = files.map((file) => `<a href="${file}">${file}</a>`);
      writeFileSync(join(page, 'index.html'), links.join('\n'));
    }
    return pathToFileURL(folder).href;
  }

  /** Lets all requests wait from now on. @returns answers them */
  hold(): () => void {
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answer(path: string): { type: string; body: Buffer | string } | null {
    const simple = /^\/simple\/([^/]+)\/?$/.exec(path)?.[1];
    if (simple) return this.simplePage(simple);
    const file = /^\/files\/(.+)$/.exec(path)?.[1];
    if (file) {
      return { type: 'application/octet-stream', body: readFileSync(join(this.folder, file)) };
    }
    const versions = this.packages.get(path.slice(1));
    return versions ? this.packument(versions) : null;
  }

  private simplePage(name: string) {
    const files = this.wheels.get(name.replaceAll('-', '_'));
    if (!files) return null;
    const links = files.map((file) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(this.folder, file)))
        .digest('hex');
      return `<a href="/files/${file}#sha256=${hash}">${file}</a>`;
    });
    return {
      type: 'text/html',
      body: `<!doctype html><html><body>${links.join('')}</body></html>`,
    };
  }

  private packument(entries: TestPackage[]) {
    const versions = entries.map((entry) => {
      const bytes = readFileSync(this.tarballOf(entry));
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const tarball = `${this.url}/files/${entry.name}-${entry.version}.tgz`;
      return [entry.version, { ...manifestOf(entry), dist: { integrity, tarball } }] as const;
    });
    const [name, latest] = [entries[0]?.name, entries.at(-1)?.version];
    const document = { name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) };
    return { type: 'application/json', body: JSON.stringify(document) };
  }

  private tarballOf({ name, version }: TestPackage): string {
    return join(this.folder, `${name}-${version}.tgz`);
  }
}

const manifestOf = ({ name, version, needs = [], manifest }: TestPackage) => ({
  name,
  version,
  main: 'index.js',
  dependencies: Object.fromEntries(needs.map((need) => [need, '*'])),
  ...manifest,
});
