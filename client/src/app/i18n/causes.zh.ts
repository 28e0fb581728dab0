import type { CauseCode } from '../api/models';

export default {
  interpreter_not_found:
    '找不到程序“{{program}}”。请在脚本设置中另选一个解释器，或在系统页更换默认解释器。',
  interpreter_unusable:
    '无法使用解释器“{{program}}”：{{why}}。请在脚本设置中另选一个，或在系统页更换默认解释器。',
  interpreter_silent:
    '“{{program}}”不是解释器：它没有说明自己的身份。请在脚本设置中另选一个解释器，或在系统页更换默认解释器。',
  interpreter_absent: '这台服务器上没有 {{product}}。请安装，或在系统页添加一个。',
  interpreter_removed: '脚本所选的解释器已不在列表中。请在脚本设置中另选一个。',
  interpreter_gone:
    '解释器“{{name}}”已不可用：{{path}} 已不存在，或无法执行。请重新安装，或在脚本设置中另选一个。',
  default_interpreter_gone:
    '默认解释器“{{name}}”已不可用：{{path}} 已不存在，或无法执行。请重新安装，或在系统页更换默认解释器。',
  network_open:
    '脚本不得使用网络，而只有沙箱能保证这一点；目前的隔离级别是 {{level}}。请让沙箱可用，或允许脚本使用网络。',
  folder_absent: '脚本要读取的目录 {{folder}} 不存在。',
  folder_forbidden: '脚本已不能读取 {{folder}}。管理员可在设置 READABLE_FOLDERS 中允许目录。',
  folder_leads_out: '目录 {{folder}} 通过链接指向了允许范围之外。',
  start_refused: '系统的答复：{{why}}',
  start_unexplained: '没有给出原因。请再运行一次。',
  program_ended: '预先启动的解释器已经结束。请再运行一次。',
  starter_gone: '负责启动脚本的进程在启动它之前已经结束。请再运行一次。',
  server_failed: '原因见服务器日志。',
  recorder_gone: '记录脚本如何结束的进程已不存在，也没有留下退出码。',
  machine_restarted: '脚本运行期间机器重新启动过。',
  not_ended: '脚本已被强制终止，但系统没有结束它。',
  result_too_large:
    '{{source}} 超过了结果的上限 {{kibibytes}} KiB。请把大量数据写入其他名称的文件。',
  result_too_deep: '{{source}} 的嵌套超过 {{levels}} 层。',
  result_not_json: '{{source}} 不是有效的 JSON：{{why}}',
  install_refused: '安装程序的答复：{{why}}',
  install_exit_code: '安装程序以退出码 {{exitCode}} 结束。',
  install_killed: '安装程序被强制终止。',
  install_too_long: '安装超过时限 {{seconds}} 秒，已被停止。',
  install_unwanted: '安装已停止：不再有运行等待它。',
  install_interrupted: '安装期间服务器停止了运行。',
  install_broken: '未能安装，原因见服务器日志。',
  certificates_unreadable: '无法读取设置 DEPENDENCY_CERTIFICATES 所指的文件。',
  npm_absent: '这台服务器上没有 npm。请将它与 Node.js 安装在一起，才能安装依赖包。',
  python_installer_absent:
    '这台服务器上没有安装 Python 包的程序。请安装 uv，或为此解释器或系统安装 pip 22.3 或更高版本。',
  requirement_refused: '无法安装“{{text}}”。请在脚本的依赖中改正。',
  groups_off: '设置 EXECUTION_CGROUPS 已关闭。',
  groups_absent: '服务器不在任何控制组中。',
  groups_without_controllers: '服务器所在的控制组没有 memory 和 pids 控制器。',
  groups_undelegated:
    '服务器的 systemd 服务没有委派控制组。请在其单元文件中设置 Delegate=yes 和 DelegateSubgroup={{subgroup}}。',
  groups_shared:
    '进程 {{pid}} 也在服务器的控制组中。请用 systemd-run --scope -p Delegate=yes 启动服务器。',
  groups_refused: '这里无法创建控制组：{{why}}',
  level_refused: '{{why}}',
  level_needs_root: '只有以 root 运行的服务器才能为每次运行提供独立的用户。',
  sandbox_unrecorded: 'bubblewrap 结束时没有记录开始和结束。',
  user_unusable: '以用户 {{uid}} 进行的测试以退出码 {{exitCode}} 结束。',
} satisfies Record<CauseCode, string>;
