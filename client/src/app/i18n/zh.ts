import type en from './en';

const zh: typeof en = {
  product: '脚本管理系统',
  nav: {
    label: '主导航',
    scripts: '脚本',
    executions: '运行',
    schedules: '定时',
    system: '系统',
    language: '语言',
    theme: '外观',
    skip: '跳到正文',
  },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  action: {
    save: '保存',
    cancel: '取消',
    delete: '删除',
    edit: '编辑',
    run: '运行',
    close: '关闭',
    retry: '重试',
    add: '添加',
    back: '返回',
    refresh: '刷新',
    download: '下载',
    copy: '复制',
    more: '更多',
    search: '搜索',
    clear: '清除',
    discard: '放弃',
    open: '打开',
  },
  state: {
    loading: '加载中…',
    failed: '加载失败',
    empty: '这里还没有内容',
    noMatch: '没有符合条件的内容',
  },
  status: {
    pending: '等待中',
    running: '运行中',
    success: '成功',
    failed: '失败',
    cancelled: '已取消',
  },
  pager: {
    label: '分页',
    range: '第 {{from}}–{{to}} 条，共 {{total}} 条',
    previous: '上一页',
    next: '下一页',
  },
  type: { python: 'Python', javascript: 'JavaScript' },
  time: { justNow: '刚刚' },
  notFound: {
    title: '页面不存在',
    text: '这个地址没有对应的页面。',
    home: '前往脚本列表',
  },
  errors: {
    NETWORK: '无法连接服务器，请确认它正在运行。',
    UNEXPECTED: '服务器未能完成操作，原因见服务器日志。',
    VALIDATION_FAILED: '部分内容需要修改。',
    request: '请求编号 {{id}}',
  },
};

export default zh;
