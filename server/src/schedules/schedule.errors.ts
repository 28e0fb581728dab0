import { DomainError } from '../shared/errors/domain-error.js';

export class ScheduleNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SCHEDULE_NOT_FOUND';
  constructor(scheduleId: number) {
    super(`There is no schedule ${scheduleId}.`);
  }
}

/** The text is not a cron expression, or one that never fires. */
export class InvalidCronError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_CRON';
  override readonly fields;
  constructor(message: string) {
    super(message);
    this.fields = [{ field: 'cron_expression', message }];
  }
}

export class InvalidTimezoneError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_TIMEZONE';
  override readonly fields;
  constructor(timezone: string) {
    const message = `"${timezone}" is not an IANA time zone. Use a name like Europe/London or Asia/Shanghai.`;
    super(message);
    this.fields = [{ field: 'timezone', message }];
  }
}
