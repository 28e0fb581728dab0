"""Starts programs, and stays with those that do not record their start and end by themselves.

The spawner forks a supervisor when it has none to spare; forks are slow, so one that has ended a run is kept for the
next. Each holds one program at a time, and none when the spawner wants no more of it.

From the spawner: a request as `spawner.py` tells, on one line, with the descriptors that the program gets.
To the spawner:   a byte for each program whose end was recorded, and of which no process is left.
"""

import array
import ctypes
import json
import os
import resource
import signal
import socket
import sys
import time

import descriptors

PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
STATUS_DESCRIPTOR = 3
ORDER_DESCRIPTOR = 4
# The spawner ends with the server and a supervisor with its script, whoever asks them to end earlier.
IGNORED_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# What Python ignores, and what is ignored here: a script gets the defaults.
CHANGED_SIGNALS = (signal.SIGPIPE, signal.SIGXFSZ, *IGNORED_SIGNALS)
RLIMITS = {'files': resource.RLIMIT_NOFILE, 'processes': resource.RLIMIT_NPROC, 'data': resource.RLIMIT_DATA}
# How long killed processes may take to disappear, in seconds: only one stuck in the kernel takes longer.
KILL_PATIENCE = 5.0
# Exit status of a child that failed before it became anything (EX_SOFTWARE of sysexits.h).
INTERNAL_ERROR = 70
NOT_EXECUTABLE = 127
TICK_MS = 1000 // os.sysconf('SC_CLK_TCK')
# Of status, output, errors, order and input.
MOST_DESCRIPTORS = 5
DONE = b'.'


# A C library without it: the server looks for leftovers in its own way.
prctl = getattr(ctypes.CDLL(None), 'prctl', lambda *_: -1)


def exit_code(status):
    """Turns a status of wait(2) into a shell's exit code."""
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def stat_fields(pid):
    """Fields 3 and on of proc_pid_stat(5)."""
    # A new process pays for every page that it touches, and the objects of `open` are spread over many.
    stat = os.open('/proc/%d/stat' % pid, os.O_RDONLY)
    try:
        return os.read(stat, 4096).rpartition(b') ')[2].split()
    finally:
        os.close(stat)


def run_record(script):
    start_time = stat_fields(script)[19]
    own = stat_fields(os.getpid())
    cpu_ms = sum(map(int, own[11:15])) * TICK_MS
    return b'run %d %s %d %s %d\n' % (script, start_time, os.getpid(), own[19], cpu_ms)


class Usage:
    """What processes that have ended have used, each with those that it has waited for."""

    def __init__(self):
        self.cpu = self.peak = self.blocks = 0

    def add(self, usage):
        self.cpu += usage.ru_utime + usage.ru_stime
        self.peak = max(self.peak, usage.ru_maxrss)
        self.blocks += usage.ru_oublock

    def record(self):
        # blocks of 512 bytes, see getrusage(2)
        return b'usage %d %d %d\n' % (round(self.cpu * 1000), self.peak * 1024, self.blocks * 512)


def limit_itself(limits):
    """What this process starts next has the limits. Returns what to give back to `setrlimit`."""
    before = []
    for name, value in limits.items():
        soft, hard = resource.getrlimit(RLIMITS[name])
        if hard == resource.RLIM_INFINITY or value < hard:
            before.append((RLIMITS[name], (soft, hard)))
            resource.setrlimit(RLIMITS[name], (value, hard))
    return before


def spawn(request, stdin, stdout, stderr, order=None, status=None):
    """Starts the program in a session of its own. Its memory is never copied, unlike after a fork. Returns its pid."""
    program, *_ = command = request['command']
    targets = [
        (descriptor, target)
        for descriptor, target in (
            (stdin, 0), (stdout, 1), (stderr, 2), (status, STATUS_DESCRIPTOR), (order, ORDER_DESCRIPTOR)
        )
        if descriptor is not None
    ]
    if request['user'] is not None:
        return spawn_as(request, targets)
    before = limit_itself(request['limits'])
    try:
        child = os.posix_spawn(
            program,
            command,
            request['environment'],
            file_actions=[(os.POSIX_SPAWN_DUP2, *pair) for pair in targets],
            setsid=True,
            setsigdef=CHANGED_SIGNALS,
        )
    finally:
        limited = [(kind, resource.getrlimit(kind)[0]) for kind, _ in before]
        for kind, values in before:
            resource.setrlimit(kind, values)
    for kind, value in limited:
        try:
            # so that it cannot raise them again, long before it starts anything itself
            resource.prlimit(child, kind, (value, value))
        except ProcessLookupError:
            break
    return child


def spawn_as(request, targets):
    """Starts the program as another user, without any way back. Returns its pid."""
    failure, failing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            for number in CHANGED_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            for descriptor, target in targets:
                os.dup2(descriptor, target)
            for name, value in request['limits'].items():
                resource.setrlimit(RLIMITS[name], (value, value))
            user = request['user']
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            os.execve(request['command'][0], request['command'], request['environment'])
        except BaseException as error:
            os.write(failing, str(error).encode())
        finally:
            os._exit(NOT_EXECUTABLE)
    os.close(failing)
    message = os.read(failure, 4096)
    os.close(failure)
    if message:
        os.waitpid(child, 0)
        raise OSError(message.decode())
    return child


def end_user(user):
    """Ends every process of a user: the kernel does it in one go, nothing can be started in between."""
    child = os.fork()
    if child == 0:
        try:
            os.setresuid(user, user, user)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)


def kill_leftovers(usage):
    """Ends what the script left behind: a subreaper's orphans are its children. Returns whether all have ended."""
    end = time.monotonic() + KILL_PATIENCE
    while time.monotonic() < end:
        try:
            child, _, used = os.wait4(-1, os.WNOHANG)
            if child:
                usage.add(used)
                continue
            with open('/proc/self/task/%d/children' % os.getpid(), 'rb') as children:
                for child in children.read().split():
                    os.kill(int(child), signal.SIGKILL)
            time.sleep(0.001)
        except ChildProcessError:
            return True
        except FileNotFoundError:
            # a kernel without CONFIG_PROC_CHILDREN: the server looks for leftovers in its own way
            return False
    return False


def supervise(request, is_reaper, status, stdin, stdout, stderr, order):
    """
    Holds one program: records its start and end, and ends what it leaves behind. A signal to it does not reach us.
    Returns whether no process of it is left for certain.
    """
    try:
        os.chdir(request['directory'])
        script = spawn(request, stdin, stdout, stderr, order)
        # The script's alone from now on: an order ends where its last writer does, and input where nobody reads it.
        for descriptor in (order, stdin if request['hasInput'] else None):
            if descriptor is not None:
                os.close(descriptor)
    except (OSError, ValueError) as error:
        # ValueError: no program can be given such a text, half of a surrogate pair for one
        os.write(stderr, b'%s\n' % str(error).encode())
        os.write(status, b'absent\nexit %d\n' % NOT_EXECUTABLE)
        return False
    os.write(status, run_record(script))
    usage = Usage()
    pid = 0
    while pid != script:
        pid, ending, used = os.wait4(-1, 0)
        usage.add(used)
    if request['user'] is not None:
        end_user(request['user'])
    is_alone = is_reaper and kill_leftovers(usage)
    how = b'signalled\n' if os.WIFSIGNALED(ending) else b'exited\n'
    os.write(status, usage.record() + (b'alone\n' if is_alone else b'') + how + b'exit %d\n' % exit_code(ending))
    return is_alone


def hand_over(channel, line, passed):
    """Gives a supervisor its next program: the request's line, and the descriptors in the order of `receive`."""
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', passed))
    channel.sendall(line[channel.sendmsg([line], [rights]):])


def receive(channel):
    """Waits for the next program. Returns its request and descriptors, or None when the spawner wants no more."""
    line, passed = b'', array.array('i')
    while not line.endswith(b'\n'):
        room = socket.CMSG_SPACE(MOST_DESCRIPTORS * passed.itemsize)
        chunk, messages, *_ = channel.recvmsg(1 << 16, room, socket.MSG_CMSG_CLOEXEC)
        if not chunk:
            return None
        line += chunk
        for *_, numbers in messages:
            passed.frombytes(numbers)
    return json.loads(line), list(passed)


def serve(channel, null):
    """Holds one program after the other. Never returns, and must be called in a fork of the spawner."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    # Orders and input end where their last writer does, and the server must not wait for us when the spawner ends.
    descriptors.close_all_but(null, channel.fileno())
    for target in (0, 1, 2):
        os.dup2(null, target)
    is_reaper = prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    while True:
        taken = receive(channel)
        if taken is None:
            os._exit(0)
        request, (status, stdout, stderr, *others) = taken
        order = others.pop(0) if request['waits'] else None
        stdin = others.pop(0) if request['hasInput'] else null
        try:
            is_alone = supervise(request, is_reaper, status, stdin, stdout, stderr, order)
        except BaseException:
            os.dup2(stderr, 2)
            raise
        if not is_alone:
            os._exit(0)
        for descriptor in (status, stdout, stderr):
            os.close(descriptor)
        os.chdir('/')
        try:
            channel.send(DONE)
        except BrokenPipeError:
            # the spawner has ended
            os._exit(0)


def fork(null):
    """Returns the pid of a new supervisor, and the channel to it."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        try:
            serve(theirs, null)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(INTERNAL_ERROR)
    theirs.close()
    return child, ours
