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
                does); otherwise a supervisor (supervisor.py) stays with it
  user          the user and group that the program becomes, needs root; null for those of this process
  limits        of each of its processes, by name (RLIMITS of supervisor.py)
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
  {"kind": "ended", "request": n}                                 it has ended before its order came
  {"kind": "input", "request": n, "outcome": text}                as told in script_input.py
  {"kind": "exited", "request": n, "code": c}                     of p; 128 + n for signal n

Records in `status`, each one short write to a file opened for append; one without its newline does not count:
  run <pid> <start time> <supervisor pid> <its start time> <CPU ms>    as soon as the program has been started; the
                                                  supervisor and what it held before have used that much by then
  absent                                                          the program cannot be executed
  usage <CPU ms> <peak bytes of the largest process> <bytes written to disks>    of every process that has ended
  alone                                                           no process of the run is left
  exited | signalled                                              how the program ended: not told by bubblewrap
  exit <code>                                                     128 + n for signal n
"""

import gc
import json
import os
import re
import resource
import select
import signal
import socket
import sys

# An isolated interpreter does not look beside the file it runs; what it finds there is not to be compiled in place.
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import script_input
import supervisor

# How many supervisors are kept that have nothing to do.
MOST_IDLE = 8


def parent_of(pid):
    """None when there is no such process."""
    try:
        return int(supervisor.stat_fields(pid)[1])
    except OSError:
        return None


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
        # Supervisors: the channel to each by its pid, the pid by the channel's descriptor, and those with nothing to do.
        self.channels = {}
        self.pids = {}
        self.idle = []
        self.is_heard = True
        # So that first processes of namespaces come to us, who else would never know what they have used.
        supervisor.prctl(supervisor.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.null = os.open('/dev/null', os.O_RDONLY)

    def answer(self, kind, **facts):
        if not self.is_heard:
            return
        try:
            os.write(1, json.dumps({'kind': kind, **facts}).encode() + b'\n')
        except BrokenPipeError:
            # the server has ended: what it asked for goes on without it
            self.is_heard = False

    def start(self, request, line):
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
            if request['recordsEnd']:
                stdin = self.null if stdin is None else stdin
                child = supervisor.spawn(request, stdin, stdout, stderr, order, status)
            else:
                passed = (status, stdout, stderr, order, stdin)
                child = self.supervise(line, [descriptor for descriptor in passed if descriptor is not None])
            self.children[child] = (number, folder if request['recordsEnd'] else None)
            if giving is not None:
                descriptors.remove(giving)
                self.waiting[number] = (child, giving)
                self.unready[giving] = number
            self.answer('spawned', request=number, pid=child)
        except FileExistsError as error:
            self.answer('claimed', request=number, message=str(error))
        except (OSError, ValueError) as error:
            # ValueError: no program can be given such a text, half of a surrogate pair for one
            self.answer('failed', request=number, message=str(error))
        finally:
            for descriptor in descriptors:
                if descriptor is not None:
                    os.close(descriptor)

    def supervise(self, line, passed):
        """Lets a supervisor start the program. Returns its pid."""
        while self.idle:
            try:
                return self.hand_over(self.idle.pop(), line, passed)
            except ConnectionError:
                # Somebody has ended it, and nobody had told yet.
                continue
        child, channel = supervisor.fork(self.null)
        self.channels[child] = channel
        self.pids[channel.fileno()] = child
        return self.hand_over(child, line, passed)

    def hand_over(self, child, line, passed):
        try:
            supervisor.hand_over(self.channels[child], line, passed)
        except OSError:
            self.dismiss(child)
            raise
        return child

    def hear(self, child):
        """Takes note of what a supervisor says: that its program is over, or, by silence, that it ends."""
        try:
            is_done = self.channels[child].recv(1) == supervisor.DONE
        except ConnectionError:
            is_done = False
        if not is_done or len(self.idle) == MOST_IDLE:
            self.dismiss(child)
        else:
            self.idle.append(child)
        if is_done:
            number, _ = self.children.pop(child)
            self.end(number, 0)

    def dismiss(self, child):
        channel = self.channels.pop(child)
        del self.pids[channel.fileno()]
        channel.close()
        if child in self.idle:
            self.idle.remove(child)

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
                self.answer('ended', request=number)
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
        if child in self.channels:
            self.dismiss(child)
        if child in self.inits:
            number, folder, code = self.inits.pop(child)
        elif child in self.children:
            number, folder = self.children.pop(child)
            code = supervisor.exit_code(ending)
            init = None if folder is None else self.orphaned_init(folder)
            if init is not None:
                if os.WIFSIGNALED(ending):
                    # Somebody has ended bubblewrap. What it was about to start would wait for its word for ever, and
                    # how a script ends that is left alone nobody could tell.
                    os.kill(init, signal.SIGKILL)
                self.inits[init] = (number, folder, code)
                return True
        else:
            # a supervisor without a program, what one that somebody has ended left behind, or the keeper of an input
            return True
        if folder is not None:
            used = supervisor.Usage()
            used.add(usage)
            self.record(folder, used.record())
        self.end(number, code)
        return True

    def end(self, number, code):
        if number in self.waiting:
            os.close(self.stop_waiting(number)[1])
        self.answer('exited', request=number, code=code)

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

    def readable(self, requests, woken):
        """Waits for something to be told. Answers where: by supervisors that have done first, who may be wanted next."""
        events = select.poll()
        for descriptor in (requests, woken, *self.unready, *self.pids):
            events.register(descriptor, select.POLLIN)
        return sorted((descriptor for descriptor, _ in events.poll()), reverse=True)

    def obey(self, line):
        request = json.loads(line)
        if 'order' in request:
            self.give_order(request)
        elif 'input' in request:
            self.give_input(request)
        else:
            self.start(request, line + b'\n')

    def serve(self):
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.answer('ready')
        text = b''
        is_open = True
        while is_open:
            for descriptor in self.readable(0, woken):
                if descriptor in self.unready:
                    number = self.unready.pop(descriptor)
                    if os.read(descriptor, 1):
                        self.answer('waits', request=number)
                elif descriptor in self.pids:
                    self.hear(self.pids[descriptor])
                elif descriptor == woken:
                    os.read(woken, 4096)
                    while self.reap(os.WNOHANG):
                        pass
                elif descriptor == 0:
                    chunk = os.read(0, 1 << 16)
                    is_open = bool(chunk)
                    *lines, text = (text + chunk).split(b'\n')
                    for line in lines:
                        self.obey(line)
        self.is_heard = False
        for _, giving in self.waiting.values():
            os.close(giving)
        self.waiting.clear()
        for channel in self.channels.values():
            # it ends when it has ended what it holds
            channel.shutdown(socket.SHUT_WR)
        while self.reap(0):
            pass


os.chdir('/')
# Before anything is forked, so that no supervisor has to do it by itself.
for ignored in supervisor.IGNORED_SIGNALS:
    signal.signal(ignored, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
# What is here for good is not looked at again, nor copied by a fork.
gc.freeze()
Spawner().serve()
