/** What else to do when the interpreter of a script cannot be used. */
const ANOTHER =
  'Choose another interpreter in the settings of the script, or another default on the system page.';

/** What keeps a run from starting, or makes the server lose it. */
export const LAUNCH_SENTENCES = {
  interpreter_not_found: ({ program }: { program: string }) =>
    `The interpreter “${program}” cannot be used: there is no such program. ${ANOTHER}`,
  interpreter_unusable: ({ program, why }: { program: string; why: string }) =>
    `The interpreter “${program}” cannot be used: ${why}. ${ANOTHER}`,
  interpreter_silent: ({ program }: { program: string }) =>
    `The interpreter “${program}” cannot be used: it did not say who it is. ${ANOTHER}`,
  interpreter_absent: ({ product }: { product: string }) =>
    `There is no ${product} on this server. ${ANOTHER}`,
  interpreter_removed: () =>
    `The interpreter that this script has chosen is not in the list any more. ${ANOTHER}`,
  interpreter_gone: ({ name, path }: { name: string; path: string }) =>
    `The interpreter “${name}” is gone: ${path} is not there any more, or cannot be executed. Install it again, or choose another one in the settings of the script.`,
  default_interpreter_gone: ({ name, path }: { name: string; path: string }) =>
    `The default interpreter “${name}” is gone: ${path} is not there any more, or cannot be executed. Install it again, or make another one the default on the system page.`,
  network_open: ({ level }: { level: string }) =>
    `It must not use the network, which only the sandbox (bwrap) can ensure, and runs are started at the level ${level}. Make the sandbox work, or allow the script the network.`,
  folder_absent: ({ folder }: { folder: string }) =>
    `The folder ${folder}, which the script reads, is not there.`,
  folder_forbidden: ({ folder }: { folder: string }) =>
    `No script may read ${folder} any more. An administrator allows folders with the setting READABLE_FOLDERS.`,
  folder_leads_out: ({ folder }: { folder: string }) =>
    `The folder ${folder} leads out of what scripts may read, by a link.`,
  start_refused: ({ why }: { why: string }) => `The script could not be started: ${why}`,
  start_unexplained: () => 'The script could not be started, and nothing says why.',
  program_ended: () => 'The script could not be started: the waiting program has ended.',
  starter_gone: () => 'The process that starts scripts ended before this one was started.',
  server_failed: () => 'The server could not start it. Its own log says why.',
  recorder_gone: () =>
    'The process that records how the script ends is gone and left no exit code.',
  machine_restarted: () => 'The machine was restarted while the script ran.',
  not_ended: () => 'The script was killed, but the system did not end it.',
} as const;
