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
  usage <CPU ms> <peak bytes of the largest process>              of every process that has ended
  alone                                                           no process of the run is left
  exit <code>                                                     128 + n for signal n
"""

import ctypes
import gc
import json
import os
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
STATUS_DESCRIPTOR = 3
ORDER_DESCRIPTOR = 4
# What Python ignores, and what a supervisor ignores: a script gets the defaults.
CHANGED_SIGNALS = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# How long killed processes may take to disappear, in seconds: only one stuck in the kernel takes longer.
KILL_PATIENCE = 5.0
# Exit status of a child that failed before it became anything (EX_SOFTWARE of sysexits.h).
INTERNAL_ERROR = 70
NOT_EXECUTABLE = 127


def exit_code(status):
    """Turns a status of wait(2) into a shell's exit code."""
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def identity(pid):
    """The pid and the start time of a process: fields 1 and 22 of proc_pid_stat(5)."""
    with open('/proc/%d/stat' % pid, 'rb', buffering=0) as stat:
        fields = stat.read().rpartition(b') ')[2].split()
    return b'%d %s' % (pid, fields[19])


def usage_record(usage):
    cpu_ms = round((usage.ru_utime + usage.ru_stime) * 1000)
    return b'usage %d %d\n' % (cpu_ms, usage.ru_maxrss * 1024)


def spawn(request, stdin, stdout, stderr, order=None, status=None):
    """Starts the program in a session of its own. Its memory is never copied, unlike after a fork. Returns its pid."""
    program, *_ = command = request['command']
    descriptors = [(stdin, 0), (stdout, 1), (stderr, 2), (status, STATUS_DESCRIPTOR), (order, ORDER_DESCRIPTOR)]
    return os.posix_spawn(
        program,
        command,
        request['environment'],
        file_actions=[
            (os.POSIX_SPAWN_DUP2, descriptor, target)
            for descriptor, target in descriptors
            if descriptor is not None
        ],
        setsid=True,
        setsigdef=CHANGED_SIGNALS,
    )


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


def supervise(request, prctl, null, stdin, stdout, stderr, order, status):
    """Holds one program: records its start and end, and ends what it leaves behind. A signal to it does not reach us."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    # The server must not wait for this process when the spawner ends.
    for descriptor, target in ((null, 0), (null, 1), (stderr, 2)):
        os.dup2(descriptor, target)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
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
        self.is_heard = True
        # a C library without it: the server looks for leftovers in its own way
        self.prctl = getattr(ctypes.CDLL(None), 'prctl', lambda *_: -1)
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
                supervise(request, self.prctl, self.null, stdin, stdout, stderr, order, status)
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
        number, folder = self.children.pop(child, (None, None))
        if number is None:
            # the keeper of a script's input
            return True
        if number in self.waiting:
            os.close(self.stop_waiting(number)[1])
        if folder is not None:
            self.record_usage(folder, usage)
        self.answer('exited', request=number, code=exit_code(ending))
        return True

    @staticmethod
    def record_usage(folder, usage):
        try:
            descriptor = os.open(os.path.join(folder, 'status'), os.O_APPEND | os.O_WRONLY)
        except OSError:
            # the folder was removed meanwhile: nobody will ask
            return
        os.write(descriptor, usage_record(usage))
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
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
# What is here for good is not looked at again, nor copied by a fork.
gc.freeze()
Spawner().serve()
