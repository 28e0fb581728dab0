import { ConsoleLogger } from '@nestjs/common';

/** Contexts in which Nest tells, at every start, which classes and routes it found. */
const START_UP_CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The server's own log, without Nest's inventory of itself. */
export class ServerLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && START_UP_CHATTER.has(context)) return;
    super.log(message, ...rest);
  }
}
