import type { CauseCode } from '../api/models';

/** Why something did not work, each after what the page says of it. */
export default {
  interpreter_not_found:
    'There is no program “{{program}}”. Choose another interpreter in the settings of the script, or another default on the system page.',
  interpreter_unusable:
    'The interpreter “{{program}}” cannot be used: {{why}}. Choose another interpreter in the settings of the script, or another default on the system page.',
  interpreter_silent:
    '“{{program}}” is no interpreter: it did not say who it is. Choose another interpreter in the settings of the script, or another default on the system page.',
  interpreter_absent:
    'There is no {{product}} on this server. Install it, or add one on the system page.',
  interpreter_removed:
    'The interpreter that the script has chosen is not in the list any more. Choose another one in the settings of the script.',
  interpreter_gone:
    'The interpreter “{{name}}” is gone: {{path}} is not there any more, or cannot be executed. Install it again, or choose another one in the settings of the script.',
  default_interpreter_gone:
    'The default interpreter “{{name}}” is gone: {{path}} is not there any more, or cannot be executed. Install it again, or make another one the default on the system page.',
  network_open:
    'It must not use the network, which only the sandbox can ensure, and runs are started at the level {{level}}. Make the sandbox work, or allow the script the network.',
  folder_absent: 'The folder {{folder}}, which the script reads, is not there.',
  folder_forbidden:
    'No script may read {{folder}} any more. An administrator allows folders with the setting READABLE_FOLDERS.',
  folder_leads_out: 'The folder {{folder}} leads out of what scripts may read, by a link.',
  start_refused: 'The system says: {{why}}',
  start_unexplained: 'Nothing says why. Run it again.',
  program_ended: 'The interpreter that waited for it had ended. Run it again.',
  starter_gone: 'The process that starts scripts ended before this one was started. Run it again.',
  server_failed: 'The log of the server says why.',
  recorder_gone: 'The process that records how the script ends is gone and left no exit code.',
  machine_restarted: 'The machine was restarted while the script ran.',
  not_ended: 'The script was killed, but the system did not end it.',
  result_too_large:
    '{{source}} is larger than {{kibibytes}} KiB, the most a result may have. Write large data to a file of another name.',
  result_too_deep: '{{source}} is nested deeper than {{levels}} levels.',
  result_not_json: '{{source}} is not valid JSON: {{why}}',
  install_refused: 'The installer says: {{why}}',
  install_exit_code: 'The installer ended with exit code {{exitCode}}.',
  install_killed: 'The installer was killed.',
  install_too_long: 'The installation took longer than the limit of {{seconds}} s and was stopped.',
  install_unwanted: 'The installation was stopped: nobody waits for it any more.',
  install_interrupted: 'The server ended during the installation.',
  install_broken: 'They could not be installed. The log of the server says why.',
  certificates_unreadable: 'The file of the setting DEPENDENCY_CERTIFICATES cannot be read.',
  npm_absent:
    'There is no npm on this server. Install it beside Node.js, so that packages can be installed.',
  python_installer_absent:
    'There is no installer for Python packages on this server. Install uv, or pip 22.3 or later for this interpreter or the system.',
  requirement_refused:
    '“{{text}}” cannot be installed. Correct it in the dependencies of the script.',
  groups_off: 'The setting EXECUTION_CGROUPS is off.',
  groups_absent: 'This server is in no control group.',
  groups_without_controllers: 'The control group of this server is not given memory and pids.',
  groups_undelegated:
    'The service of this server keeps its control group whole. Set Delegate=yes and DelegateSubgroup={{subgroup}} in its unit.',
  groups_shared:
    'Process {{pid}} is in the control group of this server as well. Start the server by systemd-run --scope -p Delegate=yes.',
  groups_refused: 'Control groups cannot be made here: {{why}}',
  level_refused: '{{why}}',
  level_needs_root: 'Only a server that runs as root can give each run a user of its own.',
  sandbox_unrecorded: 'bubblewrap ended without recording a start and an end.',
  user_unusable: 'A test with user {{uid}} ended with {{exitCode}}.',
} satisfies Record<CauseCode, string>;
