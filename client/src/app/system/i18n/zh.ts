import type en from './en';

const zh: typeof en = {
  title: '系统',
  server: {
    title: '服务器',
    version: '脚本管理系统',
    node: '服务器的 Node.js',
    database: '数据库',
    now: '当前',
    counts: '{{running}} 个运行中，{{waiting}} 个等待中',
    concurrency: '同时运行数',
    timeout: '运行时限',
    timezone: '时区',
    upload: '上传文件上限',
  },
  isolation: {
    title: '运行的隔离',
    level: { bwrap: '沙箱', plain: '普通进程' },
    text: {
      bwrap:
        '每次运行只能看到自己的工作目录和解释器，看不到数据库、其他运行、其他进程和用户目录。由 bubblewrap 实现。',
      plain: '运行可以看到和修改服务器用户能接触的一切。',
    },
    unavailable: '{{level}}：这台机器上不可用',
    remedy: {
      bwrap:
        '请安装 bubblewrap（apt install bubblewrap）；若已安装，请允许它使用用户命名空间。然后重启服务器。',
    },
    chosen: '由设置 EXECUTION_ISOLATION 指定。',
  },
  interpreters: {
    title: '解释器',
    text: '用来运行脚本的程序。脚本使用其语言的默认解释器，除非在脚本设置中另选了一个。',
    add: '添加解释器',
    name: '名称',
    version: '版本',
    origin: '来源',
    found: '自动发现',
    added: '手动添加',
    default: '默认',
    gone: '已不存在',
    goneText: '程序已不存在，使用它的脚本会运行失败。',
    actions: '{{name}} 的更多操作',
    makeDefault: '设为 {{language}} 的默认解释器',
    rename: '重命名',
    remove: '从列表中移除',
    madeDefault: '{{name}} 已成为 {{language}} 的默认解释器',
    removed: '{{name}} 已从列表中移除',
    removeTitle: '移除 {{name}}？',
    removeText: '脚本将不能再选择它。程序本身仍保留在机器上。',
    removeAction: '移除',
    noDefault: '没有可用的 {{language}}：',
  },
  dialog: {
    addTitle: '添加解释器',
    addText:
      '安装在服务器上的 Python（3.8 或更新）或 Node.js（18 或更新）。添加时会启动它一次，询问其版本。',
    renameTitle: '重命名 {{name}}',
    name: '名称',
    nameExample: 'Python 3.13 (opt)',
    nameRequired: '请输入名称，至多 100 个字符',
    path: '程序',
    pathExample: '/opt/python3.13/bin/python3',
    pathRequired: '请输入程序的完整路径',
    asking: '正在询问程序的版本…',
    added: '已添加 {{name}}：{{language}} {{version}}',
    renamed: '已重命名为 {{name}}',
  },
  errors: {
    INTERPRETER_NOT_FOUND: '列表中没有这个解释器，或已被移除。',
    INTERPRETER_NAME_TAKEN: '已有同名的解释器。',
  },
};

export default zh;
