/** Languages that a script can be written in. */
export enum ScriptType {
  Python = 'python',
  JavaScript = 'javascript',
}
