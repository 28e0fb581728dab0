const FAILED = 'The dependencies could not be installed';

/** Why what a script depends on is not installed. */
export const INSTALLATION_SENTENCES = {
  /** Takes the words of the installer as they are. */
  install_refused: ({ why }: { why: string }) => `${FAILED}: ${why}`,
  install_exit_code: ({ exitCode }: { exitCode: string }) => `${FAILED}: exit code ${exitCode}`,
  install_killed: () => `${FAILED}: the installer was killed.`,
  install_too_long: ({ seconds }: { seconds: string }) =>
    `${FAILED}: it took longer than the limit of ${seconds} s and was stopped.`,
  install_unwanted: () => 'The installation was stopped: nobody waits for it any more.',
  install_interrupted: () => 'The server ended while it was installed.',
  install_broken: () => `${FAILED}. The log of the server says why.`,
  certificates_unreadable: () =>
    `${FAILED}: the file of the setting DEPENDENCY_CERTIFICATES cannot be read.`,
  npm_absent: () =>
    `${FAILED}: there is no npm on this server: install it beside Node.js, so that packages can be installed.`,
  python_installer_absent: () =>
    `${FAILED}: there is no installer for Python packages on this server: install uv, or pip 22.3 or later for this interpreter or the system.`,
  requirement_refused: ({ text, why }: { text: string; why: string }) =>
    `“${text}” cannot be installed. ${why}`,
} as const;
