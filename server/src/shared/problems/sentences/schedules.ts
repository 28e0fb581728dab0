const PARTS = 'also *, lists (1,3), ranges (1-5) and steps (*/2, 1-5/2)';

/** What can be wrong with schedules and with the calendar. */
export const SCHEDULE_SENTENCES = {
  SCHEDULE_NOT_FOUND: ({ id }: { id: number }) => `There is no schedule ${id}.`,
  SCHEDULE_CHANGED: ({ fields }: { fields: string }) =>
    `Somebody else changed ${fields} meanwhile. Look at the schedule as it is now and send the change again with its values as base.`,
  CRON_NICKNAME_UNKNOWN: ({ text, known }: { text: string; known: string }) =>
    `"${text}" is not known. Use one of ${known}.`,
  CRON_FIELD_COUNT: ({ count }: { count: number }) =>
    `A cron expression has five fields (minute, hour, day of the month, month, day of the week), or six with seconds first; this one has ${count}.`,
  CRON_SECOND: ({ value }: { value: string }) =>
    `The second "${value}" is not valid. Use 0-59; ${PARTS}.`,
  CRON_MINUTE: ({ value }: { value: string }) =>
    `The minute "${value}" is not valid. Use 0-59; ${PARTS}.`,
  CRON_HOUR: ({ value }: { value: string }) =>
    `The hour "${value}" is not valid. Use 0-23; ${PARTS}.`,
  CRON_DAY_OF_MONTH: ({ value }: { value: string }) =>
    `The day of the month "${value}" is not valid. Use 1-31, L (the last day) or 15W (the working day nearest the 15th); ${PARTS}.`,
  CRON_MONTH: ({ value }: { value: string }) =>
    `The month "${value}" is not valid. Use 1-12 or JAN-DEC; ${PARTS}.`,
  CRON_DAY_OF_WEEK: ({ value }: { value: string }) =>
    `The day of the week "${value}" is not valid. Use 0-7 (0 and 7 are Sunday), SUN-SAT, 5L (the last Friday) or 1#2 (the second Monday); ${PARTS}.`,
  CRON_UNREADABLE: ({ text }: { text: string }) => `"${text}" is not a cron expression.`,
  CRON_NEVER_FIRES: ({ text }: { text: string }) => `"${text}" never fires: there is no such day.`,
  INVALID_TIMEZONE: ({ timezone }: { timezone: string }) =>
    `"${timezone}" is not an IANA time zone. Use a name like Europe/London or Asia/Shanghai.`,
  CALENDAR_DAY_UNKNOWN: ({ field }: { field: string }) => `${field} is not a day of the calendar.`,
  CALENDAR_REVERSED: () => 'to must not be before from.',
  CALENDAR_TOO_LONG: ({ days }: { days: number }) => `to must be at most ${days} days after from.`,
} as const;
