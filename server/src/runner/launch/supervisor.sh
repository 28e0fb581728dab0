#!/bin/sh
# Holds one script where bubblewrap cannot: sh supervisor.sh command [argument...]
#
# fd 3 is the status file, opened for append. A record is one short write and counts only when it ends with a newline:
#   run <pid> <start time> <supervisor pid> <its start time>   before the script's first instruction
#   absent                                                     the command is not an executable file
#   <user> <system> of this shell, then of its children        as `times` prints them
#   exit <code>                                                128 + n for signal n
# The script gets a session of its own, so a signal to its group never reaches this process.

# A handler, because an ignored signal would stay ignored in the script.
trap : TERM INT HUP
ulimit -c 0

# The shell reports a killed child on its standard error, which is the script's log.
exec 4>&2 2>/dev/null

# Sets `identity` to "<pid> <start time>" of the process that calls it (fields 1 and 22 of proc_pid_stat(5)).
identify() {
  read -r identity </proc/self/stat
  set -- "${identity%% *}" ${identity##*) }
  identity="$1 ${21}"
}

identify
supervisor=$identity
(
  identify
  echo "run $identity $supervisor" >&3
  [ -x "$1" ] || echo absent >&3
  exec setsid "$@" 2>&4 3>&- 4>&-
)
code=$?
times >&3
echo "exit $code" >&3
