import { basename } from 'node:path';
import type { Interpreter } from './interpreters.js';

const BUBBLEWRAP = '/usr/bin/bwrap';
/** Everything of ours is below one folder, so that no mount hides a path of the machine (an interpreter, say). */
export const SANDBOX_SPACE = '/exec/work';

/** Where a command sees one of its `files`. */
export const sandboxPath = (file: string): string => `/exec/${basename(file)}`;

/** The status file's descriptor, see `launch/spawner.py`. */
const STATUS_DESCRIPTOR = '3';

const CERTIFICATES = '/etc/ssl/certs';

const NAMESPACES = ['--unshare-user-try', '--unshare-pid', '--unshare-ipc', '--unshare-uts'].concat(
  // No terminal to push characters into, no capability even for root. Without `--die-with-parent`: runs outlive us.
  ['--unshare-cgroup-try', '--new-session', '--cap-drop', 'ALL'],
);

const SYSTEM = ['--ro-bind', '/usr', '/usr']
  .concat(
    ['bin', 'lib', 'lib64', 'sbin'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
  )
  // A script of a server that runs as root has no right, but is the owner of the kernel's settings below /proc.
  .concat(['--proc', '/proc', '--remount-ro', '/proc', '--dev', '/dev']);

/** The folders whose files are memory that no process owns: each gets no more than the processes may have. */
const temporary = (bytes: number | null): string[] => [
  ...['/tmp', '/dev/shm'].flatMap((folder) => [
    ...(bytes === null ? [] : ['--size', String(bytes)]),
    ...['--tmpfs', folder],
  ]),
  // bubblewrap's own device folder is such memory too, without a limit.
  ...['--remount-ro', '/dev'],
];

export interface SandboxedCommand {
  /** Absolute path of the folder that becomes the working directory. */
  readonly space: string;
  /** Absolute path of what becomes `/etc`. */
  readonly etc: string;
  readonly network: boolean;
  /** Bytes that `/tmp` may take, and shared memory (`/dev/shm`) as many; null = half of the machine's memory. */
  readonly temporaryBytes: number | null;
  /** Absolute paths of further folders that are seen, read-only, at their own paths. */
  readonly readableFolders: readonly string[];
  /** Null for a program of the system. */
  readonly interpreter: Interpreter | null;
  /** Absolute paths of files that are seen at their `sandboxPath`. */
  readonly files: readonly string[];
  /** Absolute path of installed Node packages; null for none. */
  readonly modules: string | null;
  readonly command: readonly string[];
}

/** Where a script finds installed Node packages: beside its space, where Node looks for `require` and `import` alike. */
export const SANDBOX_MODULES = '/exec/node_modules';

/** A program of the server's own, such as an installer of packages. */
export interface Tool {
  /** Absolute path of the folder that it works in and writes to; it has the same path inside. */
  readonly folder: string;
  readonly interpreter: Interpreter;
  /** Absolute paths of what else it reads, each at the same path inside. */
  readonly readable: readonly string[];
  readonly command: readonly string[];
}

/**
 * Runs a command that sees the system read-only and writes nothing but its space, a private `/tmp` and shared memory.
 * Its network is the machine's, or a loopback device of its own. bubblewrap records start and end in the status file.
 * The environment is that of the spawn: variables given as arguments would be shown by `ps`.
 */
export function bubblewrapCommand({
  space,
  etc,
  network,
  temporaryBytes,
  readableFolders,
  interpreter,
  files,
  modules,
  command,
}: SandboxedCommand): string[] {
  return [
    BUBBLEWRAP,
    ...NAMESPACES,
    ...(network ? [] : ['--unshare-net']),
    ...SYSTEM,
    ...temporary(temporaryBytes),
    ...['--ro-bind', etc, '/etc', '--ro-bind-try', CERTIFICATES, CERTIFICATES],
    ...(interpreter ? interpreterBinds(interpreter) : []),
    ...readableFolders.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...['--dir', '/exec', '--bind', space, SANDBOX_SPACE],
    ...files.flatMap((file) => ['--ro-bind', file, sandboxPath(file)]),
    ...(modules ? ['--ro-bind', modules, SANDBOX_MODULES] : []),
    ...['--remount-ro', '/', '--chdir', SANDBOX_SPACE],
    ...['--json-status-fd', STATUS_DESCRIPTOR, '--', ...command],
  ];
}

/**
 * Runs a tool that sees the system and what it needs read-only and writes nothing but its folder, a private `/tmp`
 * and shared memory. It ends when the server does. The network is the machine's.
 */
export function bubblewrapTool(etc: string, tool: Tool): string[] {
  const { folder, interpreter, readable, command } = tool;
  return [
    ...[BUBBLEWRAP, ...NAMESPACES, '--die-with-parent', ...SYSTEM, ...temporary(null)],
    ...['--ro-bind', etc, '/etc', '--ro-bind-try', CERTIFICATES, CERTIFICATES],
    ...interpreterBinds(interpreter),
    ...readable.filter((path) => !isWithin(path, '/usr')).flatMap((path) => bindOf(path)),
    ...['--bind', folder, folder, '--remount-ro', '/', '--chdir', folder, '--', ...command],
  ];
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

const bindOf = (path: string): string[] => ['--ro-bind', path, path];

/** An interpreter outside of `/usr` finds its libraries at its own path only (RPATH, `pyvenv.cfg`). */
function interpreterBinds({ path, prefix }: Interpreter): string[] {
  if (isWithin(path, '/usr')) return [];
  const binds = isWithin(prefix, '/usr') ? [] : bindOf(prefix);
  // The interpreter of a virtual environment lies beside its base installation.
  return isWithin(path, prefix) ? binds : [...binds, ...bindOf(path.replace(/\/bin\/[^/]+$/, ''))];
}
