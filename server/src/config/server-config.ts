import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Transform, plainToInstance } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import { NoLessThan } from '../shared/http/no-less-than.js';
import { isWithin } from '../shared/path-within.js';
import { fieldProblems } from '../shared/errors/validation.js';
import type { ResourceLimits } from '../runner/resource-limits.js';

/** What a variable becomes before it is checked; text that fits no rule stays text, so that the check refuses it by name. */
const read = (convert: (text: string) => unknown) =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? convert(value) : value,
  );

const toNumber = () => read((text) => (text.trim() === '' ? NaN : Number(text)));
const toPath = () => read((text) => (text ? resolve(text) : text));
const toBoolean = () =>
  read((text) => ({ true: true, on: true, false: false, off: false })[text] ?? text);
const toList = () =>
  read((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Every setting of the server, read from environment variables (also from a `.env` file) and nowhere else. */
export class ServerConfig {
  /** Address to listen on. Until users can log in only loopback addresses are accepted. */
  @Matches(/^(127(\.\d{1,3}){3}|::1|localhost)$/, {
    message:
      'HOST must be a loopback address (127.0.0.1, ::1 or localhost): there is no login yet, so nobody else may reach the server.',
  })
  HOST = '127.0.0.1';

  /** TCP port; 0 takes a free one. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

  /** Folder of the database and of the runs' logs. */
  @toPath()
  @MinLength(1)
  DATA_DIR = resolve('data');

  /** Folder in which every run gets its own working directory. */
  @toPath()
  @MinLength(1)
  EXECUTION_SPACES_DIR = resolve('execution_spaces');

  /** Where the rows live: `sqlite:` and a path. */
  @Matches(/^sqlite:.+/, {
    message: 'DATABASE_URL must be sqlite: followed by a path, e.g. sqlite:data/database.db.',
  })
  DATABASE_URL = 'sqlite:data/database.db';

  /** When SQLite forces a commit to the disk: NORMAL survives a crash of the server, FULL also a power cut. */
  @IsIn(['NORMAL', 'FULL'])
  SQLITE_SYNCHRONOUS: 'NORMAL' | 'FULL' = 'NORMAL';

  /** Python that runs scripts: a name on the PATH or an absolute path. */
  @MinLength(1)
  PYTHON_EXECUTABLE = 'python3';

  /** Node.js that runs scripts: a name on the PATH or an absolute path. */
  @MinLength(1)
  NODE_EXECUTABLE = 'node';

  /** Whether the Python and Node.js installations of the machine (system, pyenv, nvm) are looked for at start. */
  @toBoolean()
  @IsBoolean()
  INTERPRETER_DISCOVERY = true;

  /** Folder of pyenv, whose Python versions are found. */
  @toPath()
  @MinLength(1)
  PYENV_ROOT = join(homedir(), '.pyenv');

  /** Folder of nvm, whose Node.js versions are found. */
  @toPath()
  @MinLength(1)
  NVM_DIR = join(homedir(), '.nvm');

  /** How long a run may take unless its script says otherwise, in seconds. */
  @toNumber()
  @IsInt()
  @Min(1)
  @Max(2_000_000)
  EXECUTION_TIMEOUT = 300;

  /** Time a run gets between SIGTERM and SIGKILL, in milliseconds. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(600_000)
  EXECUTION_GRACE_MS = 5_000;

  /** Runs at the same time. Default: the number of cores, at least 2. */
  @toNumber()
  @IsInt()
  @Min(1)
  @Max(1_000)
  EXECUTION_CONCURRENCY = Math.max(2, availableParallelism());

  /** How runs are kept apart: `auto` takes the strongest that works here (`bwrap`, else `uid`, else `plain`). */
  @IsIn(['auto', 'bwrap', 'uid', 'plain'])
  EXECUTION_ISOLATION: 'auto' | 'bwrap' | 'uid' | 'plain' = 'auto';

  /** Users that runs get at the level `uid`, each another one: first and last number. Nothing else on the machine may use them, and every process of theirs is ended. */
  @Matches(/^[1-9]\d{2,8}-[1-9]\d{2,8}$/, {
    message: 'EXECUTION_UIDS must be two user numbers of at least 100, e.g. 61000-61999.',
  })
  EXECUTION_UIDS = '61000-61999';

  /** Whether scripts may use the network unless they say otherwise themselves. Only `bwrap` can take it away: without, a run that must not have it fails. */
  @toBoolean()
  @IsBoolean()
  EXECUTION_NETWORK = true;

  /** Bytes of memory that all processes of a run may use together, unless its script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @NoLessThan(16 * 1024 * 1024)
  EXECUTION_MEMORY_BYTES = 2 * 1024 * 1024 * 1024;

  /** Processes of a run alive at a time, unless its script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  EXECUTION_PROCESSES = 256;

  /** Seconds of processor time that all processes of a run may use, unless its script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  EXECUTION_CPU_SECONDS = 0;

  /** Bytes that the files of a run may take, unless its script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @NoLessThan(1024 * 1024)
  EXECUTION_SPACE_BYTES = 10 * 1024 * 1024 * 1024;

  /** Bytes that a run may print, however little of them is kept (see LOG_LIMIT_BYTES), unless its script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @NoLessThan(1024 * 1024)
  EXECUTION_LOG_BYTES = 10 * 1024 * 1024 * 1024;

  /** Files that one process of a run may have open, unless its script says otherwise; 0 = as many as the server. */
  @toNumber()
  @IsInt()
  @NoLessThan(32)
  EXECUTION_OPEN_FILES = 0;

  /** Whether runs are put into control groups of the kernel where the server may make some; else they are watched only. */
  @toBoolean()
  @IsBoolean()
  EXECUTION_CGROUPS = true;

  /** How far runs that last longer than a moment step behind the server and what else runs on the machine where processors are scarce, as nice(1) does: 0 (not at all) to 19. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(19)
  EXECUTION_NICENESS = 5;

  /** Folders that scripts may be shown, read-only, separated by commas; a script names those it needs. Absolute paths. */
  @toList()
  @Matches(/^\/[^\0]*$/, {
    each: true,
    message: 'READABLE_FOLDERS must be absolute paths, separated by commas.',
  })
  READABLE_FOLDERS: string[] = [];

  /** Interpreters kept ready for each kind of run used lately, so that runs start at once; 0 = none. About 20 MB each. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(32)
  WARM_POOL_SIZE = 2;

  /** Bytes kept of each of a run's two streams; beyond it only the last 256 KiB are kept. */
  @toNumber()
  @IsInt()
  @Min(65_536)
  LOG_LIMIT_BYTES = 64 * 1024 * 1024;

  /**
   * Package index of Python; empty = PyPI. May hold a name and a password, which are never shown. `file:///…` names a
   * folder with all of the index in it.
   */
  @IsString()
  @Matches(/^((https?:\/\/|file:\/\/\/).+)?$/, { message: 'PYTHON_INDEX_URL must be an address.' })
  PYTHON_INDEX_URL = '';

  /** More indexes of Python, separated by commas. */
  @toList()
  @Matches(/^(https?:\/\/|file:\/\/\/).+$/, {
    each: true,
    message: 'PYTHON_EXTRA_INDEX_URLS must be addresses, separated by commas.',
  })
  PYTHON_EXTRA_INDEX_URLS: string[] = [];

  /** uv, which installs Python packages faster than pip: a name on the PATH or an absolute path. Without it pip is used. */
  @MinLength(1)
  UV_EXECUTABLE = 'uv';

  /** Registry of npm; empty = npm's own. */
  @IsString()
  @Matches(/^(https?:\/\/.+)?$/, { message: 'NPM_REGISTRY must be an http or https address.' })
  NPM_REGISTRY = '';

  /** Whether npm packages may run their install scripts. Off, since most do without and the others run before anybody has read them. */
  @toBoolean()
  @IsBoolean()
  NPM_INSTALL_SCRIPTS = false;

  /** Proxy for the installation of dependencies, e.g. `http://proxy:3128`; empty = none. */
  @IsString()
  @Matches(/^(https?:\/\/.+)?$/, { message: 'DEPENDENCY_PROXY must be an http or https address.' })
  DEPENDENCY_PROXY = '';

  /** Hosts that are reached without the proxy, separated by commas. */
  @toList()
  @IsString({ each: true })
  DEPENDENCY_NO_PROXY: string[] = [];

  /** File with certificates (PEM) that installers trust; empty = those of the system and of the installers. */
  @IsString()
  DEPENDENCY_CERTIFICATES = '';

  /** How long one installation of dependencies may take, in seconds. */
  @toNumber()
  @IsInt()
  @Min(1)
  @Max(86_400)
  DEPENDENCY_TIMEOUT = 600;

  /** Days that installed dependencies are kept after their last use; 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(36_500)
  ENVIRONMENT_DAYS = 30;

  /** Bytes that installed dependencies may take; beyond it those not used for longest go. 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  ENVIRONMENT_BYTES = 10 * 1024 * 1024 * 1024;

  /** Largest file of one upload, in bytes. */
  @toNumber()
  @IsInt()
  @Min(1)
  UPLOAD_LIMIT_BYTES = 2 * 1024 * 1024 * 1024;

  /** Free bytes that must stay on the disk of the execution spaces; below it nothing is started. */
  @toNumber()
  @IsInt()
  @Min(0)
  DISK_RESERVE_BYTES = 256 * 1024 * 1024;

  /** Days that ended runs are kept, with their logs and files, unless their script says otherwise; 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(36_500)
  RETENTION_DAYS = 90;

  /** Ended runs that are kept of each script unless it says otherwise, the newest, and as many runs of its drafts; 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  @Max(100_000)
  RETENTION_RUNS = 1_000;

  /** Bytes that the logs and files of all ended runs may take; beyond it the oldest go, whatever their script says. 0 = no limit. */
  @toNumber()
  @IsInt()
  @Min(0)
  RETENTION_BYTES = 0;

  /** Other origins whose pages may call the API, separated by commas, e.g. `http://localhost:4200`. */
  @toList()
  @Matches(/^https?:\/\/[^/]+$/, {
    each: true,
    message: 'CORS_ORIGINS must be origins like http://localhost:4200, separated by commas.',
  })
  CORS_ORIGINS: string[] = [];

  /** IANA time zone of schedules that name none. Default: the zone of the server. */
  @IsString()
  @MinLength(1)
  DEFAULT_TIMEZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

  /** Whether due schedules are fired by this process. */
  @toBoolean()
  @IsBoolean()
  SCHEDULER = true;

  /** What is written to the server's own log. */
  @IsIn(['error', 'warn', 'log', 'debug', 'verbose'])
  LOG_LEVEL: 'error' | 'warn' | 'log' | 'debug' | 'verbose' = 'log';

  /** First and last user of runs at the level `uid`. */
  get uids(): { first: number; last: number } {
    const [first = 0, last = 0] = this.EXECUTION_UIDS.split('-').map(Number);
    return { first, last };
  }

  /** What runs may use unless their script says otherwise; null = no limit. */
  get resources(): ResourceLimits {
    return {
      memoryBytes: this.EXECUTION_MEMORY_BYTES || null,
      processes: this.EXECUTION_PROCESSES || null,
      cpuSeconds: this.EXECUTION_CPU_SECONDS || null,
      spaceBytes: this.EXECUTION_SPACE_BYTES || null,
      logBytes: this.EXECUTION_LOG_BYTES || null,
      openFiles: this.EXECUTION_OPEN_FILES || null,
    };
  }

  /** Path of the SQLite file, or `:memory:`. */
  get databasePath(): string {
    const path = this.DATABASE_URL.slice('sqlite:'.length);
    return path === ':memory:' ? path : resolve(path);
  }
}

/** The environment does not make a valid configuration; the message names every bad setting. */
export class InvalidConfigError extends Error {}

/**
 * Reads the settings.
 * @param environment variables, `process.env` in production
 * @throws InvalidConfigError that names all bad values at once
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const names = Object.keys(new ServerConfig());
  const given = Object.fromEntries(
    names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
  // a moved data folder takes its database along
  if (given['DATA_DIR'] && !given['DATABASE_URL'])
    given['DATABASE_URL'] = `sqlite:${given['DATA_DIR']}/database.db`;
  const config = plainToInstance(ServerConfig, given);
  const problems = [
    ...fieldProblems(validateSync(config)),
    ...zoneProblems(config.DEFAULT_TIMEZONE),
    ...uidProblems(config),
    ...folderProblems(config),
    ...spaceProblems(config),
  ];
  if (problems.length) {
    const lines = problems.map(
      ({ field, message }) => `  ${field} = ${environment[field] ?? ''}: ${message}`,
    );
    throw new InvalidConfigError(`These settings are not valid:\n${lines.join('\n')}`);
  }
  return config;
}

function uidProblems({ uids }: ServerConfig) {
  return uids.first <= uids.last
    ? []
    : [{ field: 'EXECUTION_UIDS', message: 'The first user must not be above the last one.' }];
}

/** What scripts may be shown must neither hold nor be what is hidden from them. */
function folderProblems({ READABLE_FOLDERS, DATA_DIR, EXECUTION_SPACES_DIR }: ServerConfig) {
  const meets = (folder: string, own: string) => isWithin(folder, own) || isWithin(own, folder);
  const exposed = READABLE_FOLDERS.filter((folder) =>
    [DATA_DIR, EXECUTION_SPACES_DIR].some((own) => meets(resolve(folder), own)),
  );
  return exposed.map((folder) => ({
    field: 'READABLE_FOLDERS',
    message: `${folder} would show scripts the server's data or other runs. Name a folder beside them.`,
  }));
}

/** A run that could write where its own control folder is would write its own ending. */
function spaceProblems({ DATA_DIR, EXECUTION_SPACES_DIR }: ServerConfig) {
  const [control, spaces] = [join(resolve(DATA_DIR), 'control'), resolve(EXECUTION_SPACES_DIR)];
  if (!isWithin(spaces, control) && !isWithin(control, spaces)) return [];
  const message = `${spaces} and ${control}, where the server keeps how runs end, must not lie within each other. Name another folder.`;
  return [{ field: 'EXECUTION_SPACES_DIR', message }];
}

function zoneProblems(zone: string) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    // RangeError is how Intl says that a zone is unknown; it offers no test
    return [
      { field: 'DEFAULT_TIMEZONE', message: 'This is not an IANA time zone, e.g. Europe/London.' },
    ];
  }
}
