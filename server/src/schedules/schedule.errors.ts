import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class ScheduleNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SCHEDULE_NOT_FOUND';
  constructor(scheduleId: number) {
    super(problem('SCHEDULE_NOT_FOUND', { id: scheduleId }));
  }
}

/** Somebody changed the same fields after they were read: nothing was written. */
export class ScheduleChangedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCHEDULE_CHANGED';
  /** @param details the schedule as it is now, and which of the fields being changed somebody else changed */
  constructor(override readonly details: { current: object; changed: string[] }) {
    super(problem('SCHEDULE_CHANGED', { fields: details.changed.join(', ') }));
  }
}

/** The text is not a cron expression, or one that never fires. */
export class InvalidCronError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_CRON';
  override readonly fields = this.at('cron_expression');
}

export class InvalidTimezoneError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_TIMEZONE';
  override readonly fields = this.at('timezone');
  constructor(timezone: string) {
    super(problem('INVALID_TIMEZONE', { timezone }));
  }
}
