const GROUPS = 'Control groups cannot be made here';

/** Why runs are kept apart, or their limits held, less well than could be. */
export const ISOLATION_SENTENCES = {
  groups_off: () => 'EXECUTION_CGROUPS is off.',
  groups_absent: () => `${GROUPS}: this server is in no control group.`,
  groups_without_controllers: () =>
    `${GROUPS}: the group of this server is not given memory and pids.`,
  groups_undelegated: ({ subgroup }: { subgroup: string }) =>
    `${GROUPS}: the service of this server keeps its group whole; set Delegate=yes and DelegateSubgroup=${subgroup} in its unit.`,
  groups_shared: ({ pid }: { pid: string }) =>
    `${GROUPS}: process ${pid} is in the group of this server as well; start it by systemd-run --scope -p Delegate=yes.`,
  /** Takes the words of the system as they are, as `level_refused` does. */
  groups_refused: ({ why }: { why: string }) => `${GROUPS}: ${why}`,
  level_refused: ({ why }: { why: string }) => why,
  level_needs_root: () => 'Only a server that runs as root can give each run a user of its own.',
  sandbox_unrecorded: () => 'bubblewrap ended without recording a start and an end.',
  user_unusable: ({ uid, exitCode }: { uid: string; exitCode: string }) =>
    `A test with user ${uid} ended with ${exitCode}.`,
} as const;
