#!/bin/sh
# Process 1 of a small machine of its own, whose control groups are of version 2: runs hold-runs.mjs in every place that
# a server may be started in. $REPORTS: where the reports go; hold-runs.mjs and node are in it.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t cgroup2 cgroup /sys/fs/cgroup
cd "$REPORTS" || exit 1
groups=/sys/fs/cgroup

# in_group GROUP REPORT COMMAND...: as a job of its own in a group
in_group() {
  group=$1 report=$2
  shift 2
  setsid -w sh -c 'echo $$ > "$0/cgroup.procs"; exec "$@"' "$group" "$@" > "$report.json" 2> "$report.err"
}
hold="./node hold-runs.mjs"
hold_as_user="setpriv --reuid=1000 --regid=1000 --clear-groups $hold"

$hold crowd > root.json 2> root.err

# what systemd makes of Delegate=yes and DelegateSubgroup=scriptorium-server
mkdir -p $groups/delegated.service/scriptorium-server
chown -R 1000 $groups/delegated.service
in_group $groups/delegated.service/scriptorium-server delegated $hold_as_user crowd
in_group $groups/delegated.service/scriptorium-server again $hold_as_user

# what systemd-run --user --scope -p Delegate=yes makes
mkdir $groups/run.scope
chown -R 1000 $groups/run.scope
in_group $groups/run.scope scope $hold_as_user

mkdir $groups/whole.service
in_group $groups/whole.service whole $hold

mkdir $groups/shared.scope
setsid sh -c 'echo $$ > "$0/cgroup.procs"; exec sleep 600' $groups/shared.scope &
until grep -q . $groups/shared.scope/cgroup.procs; do :; done
in_group $groups/shared.scope shared $hold
ls $groups/shared.scope > shared.list

# the machine goes off a moment later, and must not be without a process 1 until then
echo o > /proc/sysrq-trigger
exec sleep 600
