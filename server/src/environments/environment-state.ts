/** How an environment stands. */
export enum EnvironmentState {
  /** Being installed; one that was installed before can be used meanwhile. */
  Building = 'building',
  Ready = 'ready',
  /** The installation failed, and there is no earlier one. The next run that needs it tries again. */
  Failed = 'failed',
}
