import type en from './en';

const zh: typeof en = {
  title: '磁盘',
  runs: '运行的日志和文件',
  database: '数据库',
  free: '磁盘剩余',
  ofSize: '共 {{size}}',
  unknown: '未知',
  keeping: '运行记录保留',
  newest: '每个脚本最新 {{count}} 条',
  bytes: '总计不超过 {{size}}',
  unlimited: '永久',
  keepingHint: '脚本可以另设规则；标记为保留的运行永不删除。',
  perScript: '按脚本',
  script: '脚本',
  count: '运行数',
  size: '占用磁盘',
  kept: '{{count}} 条标记保留，{{size}}',
  oldest: '最早的运行',
  rule: '保留',
  ruleRuns: '最新 {{count}} 条',
  unmeasured: '还有 {{count}} 次运行尚未统计大小。',
  showAll: '显示全部 {{count}} 个脚本',
  empty: '还没有脚本',
  emptyText: '每个脚本的运行占用的空间会显示在这里。',
};

export default zh;
