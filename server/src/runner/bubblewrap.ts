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
  .concat(['--proc', '/proc', '--remount-ro', '/proc', '--dev', '/dev', '--tmpfs', '/tmp']);

export interface SandboxedCommand {
  /** Absolute path of the folder that becomes the working directory. */
  readonly space: string;
  /** Absolute path of what becomes `/etc`. */
  readonly etc: string;
  readonly network: boolean;
  /** Absolute paths of further folders that are seen, read-only, at their own paths. */
  readonly readableFolders: readonly string[];
  /** Null for a program of the system. */
  readonly interpreter: Interpreter | null;
  /** Absolute paths of files that are seen at their `sandboxPath`. */
  readonly files: readonly string[];
  readonly command: readonly string[];
}

/**
 * Runs a command that sees the system read-only and writes nothing but its space and a private `/tmp`. Its network is
 * the machine's, or a loopback device of its own. bubblewrap records start and end in the status file. The environment is that of the spawn: variables
 * given as arguments would be shown by `ps`.
 */
export function bubblewrapCommand({
  space,
  etc,
  network,
  readableFolders,
  interpreter,
  files,
  command,
}: SandboxedCommand): string[] {
  return [
    BUBBLEWRAP,
    ...NAMESPACES,
    ...(network ? [] : ['--unshare-net']),
    ...SYSTEM,
    ...['--ro-bind', etc, '/etc', '--ro-bind-try', CERTIFICATES, CERTIFICATES],
    ...(interpreter ? interpreterBinds(interpreter) : []),
    ...readableFolders.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...['--dir', '/exec', '--bind', space, SANDBOX_SPACE],
    ...files.flatMap((file) => ['--ro-bind', file, sandboxPath(file)]),
    ...['--remount-ro', '/', '--chdir', SANDBOX_SPACE],
    ...['--json-status-fd', STATUS_DESCRIPTOR, '--', ...command],
  ];
}

/** An interpreter outside of `/usr` finds its libraries at its own path only (RPATH, `pyvenv.cfg`). */
function interpreterBinds({ path, prefix }: Interpreter): string[] {
  const isWithin = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  if (isWithin('/usr')) return [];
  const binds = ['--ro-bind', prefix, prefix];
  // The interpreter of a virtual environment lies beside its base installation.
  const environment = path.replace(/\/bin\/[^/]+$/, '');
  return isWithin(prefix) ? binds : [...binds, '--ro-bind', environment, environment];
}
