import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { compileEngine } from './compiled-engine-spec.js';
import type { RunOutcome } from './run.types.js';
import { RunnerTestBed, USUAL } from './runner-test-bed-spec.js';

const SECRET = 'hidden-from-every-script';
/** An ordinary user without a name. */
const NORMAL_USER = 65_534;
const isRoot = process.getuid?.() === 0;

/** A server of one run, which tells the outcome and ends; its environment holds a secret. */
const SERVER = `
import { Runner } from './runner.js';
const [options, spec] = process.argv.slice(2).map((text) => JSON.parse(text));
const runner = new Runner({ ...options, logger: { log() {}, warn() {}, error() {} } });
await runner.open();
const run = await runner.start({ ...spec, code: spec.code.replaceAll('SERVER_PID', process.pid) });
process.send(await run.outcome);
await runner.close();
process.disconnect();
`;

/**
 * Everything that a script must not be able to do, each as a piece of Python that raises when it fails. None of them harms
 * the machine if it succeeds: files of the system are opened and not written, calls that need a right are made so that
 * they come to nothing. `base` is the folder that holds the server's data, `server` its process.
 */
const ATTEMPTS: Record<string, string> = {
  'read the database': 'open(f"{base}/data/database.db").read()',
  'list the data folder': 'os.listdir(f"{base}/data")',
  'list the control folders': 'os.listdir(f"{base}/control")',
  'read a log of another run': 'open(f"{base}/control/execution_1/stdout.log").read()',
  'list the execution spaces': 'os.listdir(f"{base}/spaces")',
  'read a file of another run': 'open(f"{base}/spaces/execution_1/secret.txt").read()',
  'write a file of another run': 'writable(f"{base}/spaces/execution_1/secret.txt")',
  'find the other spaces above its own': 'open("../execution_1/secret.txt").read()',
  'follow a link to the database': 'os.symlink(f"{base}/data/database.db", "a"); open("a").read()',
  'make a hard link to the database': 'os.link(f"{base}/data/database.db", "b")',
  'go through the root of the first process': 'open(f"/proc/1/root{base}/data/database.db").read()',
  'go through its own root': 'open(f"/proc/self/root{base}/data/database.db").read()',
  "see the server's process": 'os.stat(f"/proc/{server}")',
  "read the server's environment": 'open(f"/proc/{server}/environ").read()',
  "open the server's memory": 'open(f"/proc/{server}/mem", "rb")',
  "open the server's namespaces": 'os.open(f"/proc/{server}/ns/mnt", 0)',
  'find the secret in any environment':
    'assert any(secret in environment(p) for p in os.listdir("/proc") if p.isdigit())',
  'signal the server': 'os.kill(server, 0)',
  // PTRACE_SEIZE does not stop what it traces
  'trace the server': 'allowed(libc.ptrace(0x4206, server, 0, 0))',
  'list the home of root': 'assert os.listdir("/root")',
  'list the home folders': 'assert os.listdir("/home")',
  'read the passwords': 'os.open("/etc/shadow", os.O_RDONLY)',
  'write to /usr': 'creatable("/usr")',
  'write to /etc': 'creatable("/etc")',
  'write to the root folder': 'creatable("/")',
  'write beside its space': 'creatable("..")',
  'change /etc/passwd': 'writable("/etc/passwd")',
  'change what starts it': 'writable("/exec/sitecustomize.py")',
  'change the kernel': 'assert any(is_writable(path) for path in kernel_files())',
  'read kernel memory': 'os.open("/dev/mem", os.O_RDONLY)',
  'read the disk': '[os.open("/dev/" + name, os.O_RDONLY) for name in os.listdir("/sys/block")][0]',
  'have a right of root':
    'assert any(int(rights(kind), 16) for kind in ("CapEff", "CapPrm", "CapBnd"))',
  // a file system that does not exist, and a command that does not
  'mount something': 'allowed(libc.mount(b"none", b".", b"no-such-kind", 0, None))',
  reboot: 'allowed(libc.reboot(0))',
  'reach a socket of the machine': 'socket.socket(socket.AF_UNIX).connect(f"{base}/socket")',
};

/** Only without a network of the machine. */
const NETWORK_ATTEMPTS: Record<string, string> = {
  'reach a server of the machine': 'socket.create_connection(("127.0.0.1", port), 2)',
  'reach another machine': 'socket.create_connection(("192.0.2.1", 80), 2)',
  'reach an abstract socket': 'socket.socket(socket.AF_UNIX).connect("\\0" + abstract)',
};

const program = (
  { base, port }: { base: string; port: number },
  attempts: Record<string, string>,
) => `
import ctypes, errno, json, os, socket
base = ${JSON.stringify(base)}
secret, server = ${JSON.stringify(SECRET)}, SERVER_PID
port, abstract = ${port}, "scriptorium"
libc = ctypes.CDLL(None, use_errno=True)
def allowed(answer):
    if answer != 0 and ctypes.get_errno() in (errno.EPERM, errno.ESRCH, errno.EACCES):
        raise OSError(ctypes.get_errno())
def writable(path):
    os.open(path, os.O_WRONLY)
def creatable(folder):
    os.open(folder, os.O_TMPFILE | os.O_WRONLY)
def is_writable(path):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        return True
    except OSError:
        return False
def kernel_files():
    for folder, folders, files in os.walk("/proc"):
        if folder == "/proc":
            folders[:] = [name for name in folders if not name.isdigit() and name not in ("self", "thread-self")]
        yield from (os.path.join(folder, name) for name in files)
def environment(pid):
    try:
        return open(f"/proc/{pid}/environ", errors="replace").read()
    except OSError:
        return ""
def rights(kind):
    return next(line.split()[1] for line in open("/proc/self/status") if line.startswith(kind + ":"))
done = []
for name, code in json.loads(${JSON.stringify(JSON.stringify(attempts))}).items():
    try:
        exec(code)
        done.append(name)
    except BaseException:
        pass
print(json.dumps(done))`;

describe.each([
  ['root', 0],
  ['an ordinary user', NORMAL_USER],
])('a script in the sandbox of a server that runs as %s', (_name, user) => {
  if (!isRoot && user === 0) return;
  const bed = new RunnerTestBed();
  const uid = isRoot ? user : (process.getuid?.() ?? 0);
  let script = '';
  let socket: Server;
  let listener: Server;

  beforeAll(async () => {
    script = compileEngine(join(bed.base, 'server'), SERVER);
    const space = join(bed.spacesDirectory, 'execution_1');
    const folders = [join(bed.base, 'data'), bed.controlDirectory, bed.controlFolder(1)];
    for (const folder of [...folders, bed.spacesDirectory, space]) {
      mkdirSync(folder, { recursive: true });
      chownSync(folder, uid, uid);
    }
    const files = [join(bed.base, 'data/database.db'), join(space, 'secret.txt')];
    for (const file of [...files, join(bed.controlFolder(1), 'stdout.log')]) {
      writeFileSync(file, SECRET, { mode: 0o600 });
      chownSync(file, uid, uid);
    }
    socket = createServer().listen(join(bed.base, 'socket'));
    listener = createServer((connection) => connection.end()).listen(0, '127.0.0.1');
    await Promise.all([once(socket, 'listening'), once(listener, 'listening')]);
  });
  afterAll(async () => {
    socket.close();
    listener.close();
    await bed.close();
  });

  const attempt = async (
    attempts: Record<string, string>,
    level: string,
    network: boolean,
  ): Promise<string[]> => {
    const { controlDirectory, spacesDirectory, uids } = bed;
    const interpreters = { python: '/usr/bin/python3', javascript: process.execPath };
    const folders = { controlDirectory, spacesDirectory, uids };
    const options = {
      ...folders,
      isolation: level,
      interpreters,
      warmSlots: 0,
      usual: USUAL,
      usesGroups: false,
      niceness: 0,
    };
    const { port } = listener.address() as { port: number };
    const code = program({ base: bed.base, port }, attempts);
    const server = fork(script, [options, bed.spec(code, { id: 2, network })].map(asText), {
      ...{ uid, gid: uid, cwd: '/', execArgv: [] },
      env: { PATH: process.env['PATH'], SECRET },
    });
    const outcome = await outcomeOf(server);
    expect(outcome).toMatchObject({ status: 'success', errorTail: '' });
    return JSON.parse(outcome.outputTail) as string[];
  };

  it('fails in everything that would lead out of it', async () => {
    expect(await attempt(ATTEMPTS, 'bwrap', true)).toEqual([]);
  });

  it('reaches nothing without a network', async () => {
    expect(await attempt(NETWORK_ATTEMPTS, 'bwrap', false)).toEqual([]);
  });

  // Never as root: without a sandbox there is nothing between the attempts and the machine.
  if (user === 0) return;

  it('would succeed without the sandbox: the attempts are real', async () => {
    const done = await attempt({ ...ATTEMPTS, ...NETWORK_ATTEMPTS }, 'plain', true);
    expect(done).toEqual(
      expect.arrayContaining([
        'read the database',
        'read a log of another run',
        'write a file of another run',
        'find the other spaces above its own',
        'follow a link to the database',
        'make a hard link to the database',
        "read the server's environment",
        'find the secret in any environment',
        'signal the server',
        'reach a server of the machine',
      ]),
    );
  });
});

const asText = (value: object): string => JSON.stringify(value);

async function outcomeOf(server: ChildProcess): Promise<RunOutcome> {
  const ended = once(server, 'exit');
  const outcome = (await Promise.race([once(server, 'message'), ended]))[0] as unknown;
  await ended;
  if (typeof outcome !== 'object')
    throw new Error(`The server ended with ${JSON.stringify(outcome)}.`);
  return outcome as RunOutcome;
}
