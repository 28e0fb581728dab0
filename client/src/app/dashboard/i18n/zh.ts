import type en from './en';

const zh: typeof en = {
  title: '概览',
  newScript: '新建脚本',
  window: { label: '时间范围', '24h': '24 小时', '7d': '7 天' },
  running: '运行中',
  waiting: '等待中',
  failed: '失败',
  successRate: '成功率',
  ofEnded: '{{count}} 次成功',
  diskFree: '可用磁盘',
  ofSize: '共 {{size}}',
  none: '–',
  now: { title: '正在运行', none: '目前没有正在运行的脚本。' },
  failures: {
    title: '失败情况',
    none: '这段时间没有失败。',
    runs: '{{script}} 失败 {{count}} 次',
  },
  next: {
    title: '未来 24 小时',
    none: '未来 24 小时没有定时任务。',
    more: '另有 {{count}} 个',
  },
  trend: {
    endings: '运行结果',
    durations: '运行时长（中位数）',
    cut: '运行次数过多，图中省略了最早的部分。',
    time: '开始时间',
    median: '时长中位数',
  },
  steps: {
    title: '入门步骤',
    hide: '隐藏入门步骤',
    examples: '准备脚本',
    examplesText: '安装示例，或编写自己的脚本。',
    install: '安装示例',
    run: '运行脚本',
    runText: '选择一个脚本，然后点击“运行”。',
    toScripts: '选择脚本',
    watch: '查看运行',
    watchText: '打开一次运行，实时查看日志。',
    toRuns: '查看运行记录',
    schedule: '设置定时',
    scheduleText: '让服务器按设定的时间启动脚本。',
    toSchedule: '新建定时',
    done: '已完成',
  },
};

export default zh;
