"""Starts scripts for the server, so that the cost of a fork does not grow with the server's memory.

Reads requests from standard input and writes answers to standard output, one JSON object a line. Keeps nothing that
matters: the server starts another one when this process ends. When the server ends first, this process stays until
what it has started is over.

A request:
  request       its number, named in every answer
  folder        absolute path; where `status` and the log files go
  command       absolute path of a program, and its arguments
  directory     absolute path of the working directory
  environment   all of it
  recordsEnd    whether the program records its start and end in `status`, its descriptor 3, by itself (bubblewrap
                does); otherwise a fork of this process stays with it as its supervisor
  user          the user and group that the program becomes, needs root; null for those of this process
  limits        of each of its processes, by name (RLIMITS)
  waits         whether the program writes a byte to its descriptor 4, a socket, when it is ready, and reads an order
                from it before it does anything
  hasInput      whether its standard input is a pipe that can be written to while it runs; otherwise it is empty

What may follow for a program that waits:
  {"request": n, "order": any, "folder": path}   gives the order; the folder has been renamed to this one meanwhile, and
                                                 `spec.new` in it becomes `spec.json`: whoever takes it away first decides
  {"request": n, "order": null}                  lets the program end

Of a run with input that was started in that folder, by this process or an earlier one:
  {"request": n, "input": text, "isLast": bool, "folder": path}  gives it the text, and ends its input if it is the last

Answers:
  {"kind": "ready"}
  {"kind": "spawned", "request": n, "pid": p}                     p is the supervisor, or bubblewrap; again for an order
  {"kind": "claimed" | "failed", "request": n, "message": text}   nothing was started; claimed: `status` exists
  {"kind": "waits", "request": n}                                 it is ready for its order
  {"kind": "input", "request": n, "outcome": text}                as told in script_input.py
  {"kind": "exited", "request": n, "code": c}                     of p; 128 + n for signal n

Records in `status`, each one short write to a file opened for append; one without its newline does not count:
  run <pid> <start time> <supervisor pid> <its start time>        as soon as the program has been started
  absent                                                          the program cannot be executed
  usage <CPU ms> <peak bytes of the largest process> <bytes written to disks>    of every process that has ended
  alone                                                           no process of the run is left
  exit <code>                                                     128 + n for signal n
"""

import ctypes
import gc
import json
import os
import re
import resource
import select
import signal
import socket
import sys
import time

# An isolated interpreter does not look beside the file it runs; what it finds there is not to be compiled in place.
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import script_input

PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
STATUS_DESCRIPTOR = 3
ORDER_DESCRIPTOR = 4
# This process ends with the server and a supervisor with its script, whoever asks them to end earlier.
IGNORED_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# What Python ignores, and what is ignored here: a script gets the defaults.
CHANGED_SIGNALS = (signal.SIGPIPE, signal.SIGXFSZ, *IGNORED_SIGNALS)
RLIMITS = {'files': resource.RLIMIT_NOFILE, 'processes': resource.RLIMIT_NPROC, 'data': resource.RLIMIT_DATA}
# How long killed processes may take to disappear, in seconds: only one stuck in the kernel takes longer.
KILL_PATIENCE = 5.0
# Exit status of a child that failed before it became anything (EX_SOFTWARE of sysexits.h).
INTERNAL_ERROR = 70
NOT_EXECUTABLE = 127


# A C library without it: the server looks for leftovers in its own way.
prctl = getattr(ctypes.CDLL(None), 'prctl', lambda *_: -1)


def exit_code(status):
    """Turns a status of wait(2) into a shell's exit code."""
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def identity(pid):
    """The pid and the start time of a process: fields 1 and 22 of proc_pid_stat(5)."""
    # A new process pays for every page that it touches, and the objects of `open` are spread over many.
    stat = os.open('/proc/%d/stat' % pid, os.O_RDONLY)
    fields = os.read(stat, 4096).rpartition(b') ')[2].split()
    os.close(stat)
    return b'%d %s' % (pid, fields[19])


def usage_record(usage):
    cpu_ms = round((usage.ru_utime + usage.ru_stime) * 1000)
    # blocks of 512 bytes, see getrusage(2)
    return b'usage %d %d %d\n' % (cpu_ms, usage.ru_maxrss * 1024, usage.ru_oublock * 512)


def parent_of(pid):
    """Field 4 of proc_pid_stat(5); None when there is no such process."""
    try:
        with open('/proc/%d/stat' % pid, 'rb', buffering=0) as stat:
            return int(stat.read().rpartition(b') ')[2].split()[1])
    except OSError:
        return None


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
    descriptors = [
        (descriptor, target)
        for descriptor, target in (
            (stdin, 0), (stdout, 1), (stderr, 2), (status, STATUS_DESCRIPTOR), (order, ORDER_DESCRIPTOR)
        )
        if descriptor is not None
    ]
    if request['user'] is not None:
        return spawn_as(request, descriptors)
    before = limit_itself(request['limits'])
    try:
        child = os.posix_spawn(
            program,
            command,
            request['environment'],
            file_actions=[(os.POSIX_SPAWN_DUP2, *pair) for pair in descriptors],
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


def spawn_as(request, descriptors):
    """Starts the program as another user, without any way back. Returns its pid."""
    failure, failing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            for number in CHANGED_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            for descriptor, target in descriptors:
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


def kill_leftovers():
    """Ends what the script left behind: a subreaper's orphans are its children. Returns whether all have ended."""
    end = time.monotonic() + KILL_PATIENCE
    while time.monotonic() < end:
        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
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


def supervise(request, null, stdin, stdout, stderr, order, status):
    """Holds one program: records its start and end, and ends what it leaves behind. A signal to it does not reach us."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    # The server must not wait for this process when the spawner ends.
    for descriptor, target in ((null, 0), (null, 1), (stderr, 2)):
        os.dup2(descriptor, target)
    is_reaper = prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    try:
        os.chdir(request['directory'])
        script = spawn(request, stdin, stdout, stderr, order)
        # The script's alone from now on: an order ends where its last writer does, and input where nobody reads it.
        for descriptor in (order, stdin if request['hasInput'] else None):
            if descriptor is not None:
                os.close(descriptor)
    except OSError as error:
        os.write(stderr, b'%s\n' % str(error).encode())
        os.write(status, b'absent\nexit %d\n' % NOT_EXECUTABLE)
        return
    os.write(status, b'run %s %s\n' % (identity(script), identity(os.getpid())))
    pid = 0
    while pid != script:
        pid, ending = os.waitpid(-1, 0)
    if request['user'] is not None:
        end_user(request['user'])
    is_alone = is_reaper and kill_leftovers()
    records = usage_record(resource.getrusage(resource.RUSAGE_CHILDREN))
    records += b'alone\n' if is_alone else b''
    os.write(status, records + b'exit %d\n' % exit_code(ending))


def order_channel():
    """Two ends of a socket: the one that the program reads its order from, and the one to write it to."""
    return [end.detach() for end in socket.socketpair()]


class Spawner:
    def __init__(self):
        # Of each child: its request, and the folder whose `status` gets what it has used.
        self.children = {}
        # Of each program that waits: its pid, and where to write its order.
        self.waiting = {}
        # Of each program that waits, but is not ready yet: its request, by where to write its order.
        self.unready = {}
        # Of each first process of a namespace that outlives its bubblewrap: its request, its folder, bubblewrap's code.
        self.inits = {}
        self.is_heard = True
        # So that first processes of namespaces come to us, who else would never know what they have used.
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.null = os.open('/dev/null', os.O_RDONLY)

    def answer(self, kind, **facts):
        if not self.is_heard:
            return
        try:
            os.write(1, json.dumps({'kind': kind, **facts}).encode() + b'\n')
        except BrokenPipeError:
            # the server has ended: what it asked for goes on without it
            self.is_heard = False

    def start(self, request):
        """Whoever creates `status` first decides: a server that finds it missing knows that nothing will be started."""
        number, folder = request['request'], request['folder']
        descriptors = []
        try:
            for name, flags in (('status', os.O_EXCL), ('stdout.log', 0), ('stderr.log', 0)):
                flags |= os.O_CREAT | os.O_APPEND | os.O_WRONLY
                descriptors.append(os.open(os.path.join(folder, name), flags, 0o600))
            descriptors += order_channel() if request['waits'] else (None, None)
            descriptors.append(script_input.open_input(folder) if request['hasInput'] else None)
            status, stdout, stderr, order, giving, stdin = descriptors
            child = self.launch(request, status, stdin, stdout, stderr, order, giving)
            self.children[child] = (number, folder if request['recordsEnd'] else None)
            if giving is not None:
                descriptors.remove(giving)
                self.waiting[number] = (child, giving)
                self.unready[giving] = number
            self.answer('spawned', request=number, pid=child)
        except FileExistsError as error:
            self.answer('claimed', request=number, message=str(error))
        except OSError as error:
            self.answer('failed', request=number, message=str(error))
        finally:
            for descriptor in descriptors:
                if descriptor is not None:
                    os.close(descriptor)

    def launch(self, request, status, stdin, stdout, stderr, order, giving):
        """Returns the pid of what records the end: the program itself, or a supervisor forked from this process."""
        stdin = self.null if stdin is None else stdin
        if request['recordsEnd']:
            return spawn(request, stdin, stdout, stderr, order, status)
        child = os.fork()
        if child == 0:
            try:
                # An order ends where its last writer does.
                for descriptor in (giving, *(writer for _, writer in self.waiting.values())):
                    if descriptor is not None:
                        os.close(descriptor)
                supervise(request, self.null, stdin, stdout, stderr, order, status)
                os._exit(0)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(INTERNAL_ERROR)
        return child

    def stop_waiting(self, number):
        child, giving = self.waiting.pop(number, (None, None))
        self.unready.pop(giving, None)
        return child, giving

    def give_order(self, request):
        number, order = request['request'], request['order']
        child, giving = self.stop_waiting(number)
        if child is None:
            # It has ended by itself, and nobody had told yet.
            if order is not None:
                self.answer('failed', request=number, message='The waiting program has ended.')
            return
        try:
            if order is None:
                return
            folder = request['folder']
            os.rename(os.path.join(folder, 'spec.new'), os.path.join(folder, 'spec.json'))
            if self.children[child][1] is not None:
                self.children[child] = (number, folder)
            os.write(giving, json.dumps(order).encode())
            self.answer('spawned', request=number, pid=child)
        except OSError as error:
            self.answer('failed', request=number, message=str(error))
        finally:
            os.close(giving)

    def give_input(self, request):
        number = request['request']
        try:
            data = request['input'].encode(errors='replace')
            outcome = script_input.give(request['folder'], data, request['isLast'])
            self.answer('input', request=number, outcome=outcome)
        except OSError as error:
            self.answer('failed', request=number, message=str(error))

    def reap(self, options):
        """Takes note of children that have ended. Returns whether there was one."""
        try:
            child, ending, usage = os.wait4(-1, options)
        except ChildProcessError:
            return False
        if child == 0:
            return False
        if child in self.inits:
            number, folder, code = self.inits.pop(child)
        elif child in self.children:
            number, folder = self.children.pop(child)
            code = exit_code(ending)
            init = None if folder is None else self.orphaned_init(folder)
            if init is not None:
                if os.WIFSIGNALED(ending):
                    # Somebody has ended bubblewrap. What it was about to start would wait for its word for ever, and
                    # how a script ends that is left alone nobody could tell.
                    os.kill(init, signal.SIGKILL)
                self.inits[init] = (number, folder, code)
                return True
        else:
            # the keeper of a script's input, or left behind by a supervisor that somebody has ended
            return True
        if number in self.waiting:
            os.close(self.stop_waiting(number)[1])
        if folder is not None:
            self.record(folder, usage_record(usage))
        self.answer('exited', request=number, code=code)
        return True

    @staticmethod
    def orphaned_init(folder):
        """The first process of the namespace if it is our child now: bubblewrap ends without waiting for it."""
        try:
            with open(os.path.join(folder, 'status'), 'rb', buffering=0) as status:
                found = re.search(rb'"child-pid": ?(\d+)', status.read())
        except OSError:
            # the folder was removed meanwhile
            return None
        init = int(found.group(1)) if found else 0
        return init if init and parent_of(init) == os.getpid() else None

    @staticmethod
    def record(folder, text):
        try:
            descriptor = os.open(os.path.join(folder, 'status'), os.O_APPEND | os.O_WRONLY)
        except OSError:
            # the folder was removed meanwhile: nobody will ask
            return
        os.write(descriptor, text)
        os.close(descriptor)

    def serve(self):
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.answer('ready')
        text = b''
        while True:
            readable = select.select([0, woken, *self.unready], [], [])[0]
            for giving in self.unready.keys() & set(readable):
                number = self.unready.pop(giving)
                if os.read(giving, 1):
                    self.answer('waits', request=number)
            if woken in readable:
                os.read(woken, 4096)
                while self.reap(os.WNOHANG):
                    pass
            if 0 in readable:
                chunk = os.read(0, 1 << 16)
                if not chunk:
                    break
                *lines, text = (text + chunk).split(b'\n')
                for line in lines:
                    request = json.loads(line)
                    if 'order' in request:
                        self.give_order(request)
                    elif 'input' in request:
                        self.give_input(request)
                    else:
                        self.start(request)
        self.is_heard = False
        for _, giving in self.waiting.values():
            os.close(giving)
        self.waiting.clear()
        while self.reap(0):
            pass


os.chdir('/')
# Before anything is forked, so that no supervisor has to do it by itself.
for ignored in IGNORED_SIGNALS:
    signal.signal(ignored, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
# What is here for good is not looked at again, nor copied by a fork.
gc.freeze()
Spawner().serve()
