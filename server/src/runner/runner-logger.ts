/** Where the runner tells what happened: a fixed sentence, its facts as fields. */
export interface RunnerLogger {
  log(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}
