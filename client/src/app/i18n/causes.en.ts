import type { CauseCode } from '../api/models';

/** Why something did not work, each after what the page says of it. */
export default {
  interpreter_not_found:
    'There is no program “{{program}}”. Choose another interpreter in the settings of the script, or another default on the system page.',
  interpreter_unusable:
    'The interpreter “{{program}}” cannot be used: {{why}}. Choose another interpreter in the settings of the script, or another default on the system page.',
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
  starter_gone: 'The process that starts scripts ended before this one was started. Run it again.',
  server_failed: 'The log of the server says why.',
  recorder_gone: 'The process that records how the script ends is gone and left no exit code.',
  machine_restarted: 'The machine was restarted while the script ran.',
  not_ended: 'The script was killed, but the system did not end it.',
  result_too_large:
    '{{source}} is larger than {{kibibytes}} KiB, the most a result may have. Write large data to a file of another name.',
  result_too_deep: '{{source}} is nested deeper than {{levels}} levels.',
  result_not_json: '{{source}} is not valid JSON: {{why}}',
} satisfies Record<CauseCode, string>;
