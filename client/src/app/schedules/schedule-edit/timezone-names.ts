/**
 * Today's names of the zones that browsers list under a former one, by the former name: Intl keeps to what the CLDR first
 * called them; what the IANA database calls them today is in its file `backward`.
 */
export const TODAYS_NAMES: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Cities that people look for and no zone is named after, or that they write in Chinese, by the zone they lie in. */
export const CITIES: Readonly<Record<string, string>> = {
  'America/Chicago': '芝加哥',
  'America/Los_Angeles': '洛杉矶 旧金山 san_francisco',
  'America/New_York': '纽约 华盛顿 washington',
  'America/Sao_Paulo': '圣保罗',
  'America/Toronto': '多伦多',
  'Asia/Bangkok': '曼谷',
  'Asia/Dubai': '迪拜',
  'Asia/Ho_Chi_Minh': '胡志明市',
  'Asia/Hong_Kong': '香港',
  'Asia/Jakarta': '雅加达',
  'Asia/Kolkata': '新德里 孟买 delhi mumbai',
  'Asia/Kuala_Lumpur': '吉隆坡',
  'Asia/Macau': '澳门',
  'Asia/Seoul': '首尔',
  'Asia/Shanghai': '上海 北京 广州 深圳 beijing',
  'Asia/Singapore': '新加坡',
  'Asia/Taipei': '台北 臺北',
  'Asia/Tokyo': '东京',
  'Asia/Urumqi': '乌鲁木齐',
  'Australia/Sydney': '悉尼',
  'Europe/Berlin': '柏林',
  'Europe/London': '伦敦',
  'Europe/Moscow': '莫斯科',
  'Europe/Paris': '巴黎',
};
