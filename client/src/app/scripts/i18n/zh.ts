import type en from './en';

const zh: typeof en = { title: '脚本' };

export default zh;
