"""The input of a script that is written to while it runs: a named pipe in the control folder of the run.

Its script sees the end of its input when nobody has the pipe open for writing any more. So that this is not when a
server or the spawner ends, a keeper of each such run, a process of its own, has it open until it is told to end the
input, or until nobody is left who reads it.

`stdin`      the pipe; it is there for as long as the input is open
`stdin.end`  a pipe that nothing is written to: opening it for writing tells the keeper to end the input
"""

import array
import errno
import fcntl
import os
import select
import signal
import sys
import termios

from descriptors import close_all_but

PAGE = os.sysconf('SC_PAGESIZE')
# F_SETPIPE_SZ and F_GETPIPE_SZ of fcntl(2), which Python knows since 3.10.
SET_PIPE_SIZE, GET_PIPE_SIZE = 1031, 1032
# What may wait for the script, in bytes, where the user's share of memory for pipes (pipe(7)) allows it.
PIPE_BYTES = 256 * 1024


def paths(folder):
    return os.path.join(folder, 'stdin'), os.path.join(folder, 'stdin.end')


def open_input(folder):
    """Makes the pipe and its keeper, a child of this process. Returns the end that the script reads."""
    pipe, end = paths(folder)
    os.mkfifo(pipe, 0o600)
    os.mkfifo(end, 0o600)
    descriptors = []
    try:
        # Without O_NONBLOCK it would wait for a writer; the script's own reads must wait.
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        descriptors.append(reader)
        os.set_blocking(reader, True)
        writer = os.open(pipe, os.O_WRONLY)
        descriptors.append(writer)
        ended = os.open(end, os.O_RDONLY | os.O_NONBLOCK)
        descriptors.append(ended)
        try:
            fcntl.fcntl(writer, SET_PIPE_SIZE, PIPE_BYTES)
        except OSError:
            # the user has too much in pipes already: less may wait for the script
            pass
        if os.fork() == 0:
            try:
                keep(folder, writer, ended)
                os._exit(0)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(os.EX_SOFTWARE)
        descriptors.remove(reader)
        return reader
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def keep(folder, writer, ended):
    """Keeps the pipe open until its end is asked for or nobody reads it any more, and holds nothing else."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    close_all_but(writer, ended)
    events = select.poll()
    # No event but the one that is always told: POLLERR, without readers.
    events.register(writer, 0)
    events.register(ended, select.POLLIN)
    events.poll()
    for path in paths(folder):
        remove(path)


def give(folder, data, is_last):
    """
    Writes all of the data or none of it, without waiting, and ends the input after it if it is the last.
    Returns 'taken', 'full' when too much that was given earlier has not been read, or 'closed'.
    """
    try:
        writer = os.open(paths(folder)[0], os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        # ENOENT: it was ended. ENXIO: nobody reads it, and the keeper is about to take note.
        if error.errno in (errno.ENOENT, errno.ENXIO):
            return 'closed'
        raise
    try:
        # What is longer than PIPE_BUF is cut where the pipe is full (pipe(7)).
        if len(data) > select.PIPE_BUF and not has_room(writer, len(data)):
            return 'full'
        if data:
            os.write(writer, data)
    except BlockingIOError:
        return 'full'
    except BrokenPipeError:
        return 'closed'
    finally:
        os.close(writer)
    if is_last:
        end_input(folder)
    return 'taken'


def has_room(pipe, size):
    """
    Whether that many bytes fit for certain. A pipe is a ring of pages; a write begins a new one unless its last piece
    fits into the page before. So two neighbours hold more than one page, but for the first, which may be read in part.
    """
    waiting = array.array('i', [0])
    fcntl.ioctl(pipe, termios.FIONREAD, waiting)
    pages = fcntl.fcntl(pipe, GET_PIPE_SIZE) // PAGE
    return 2 * -(-waiting[0] // PAGE) + -(-size // PAGE) <= pages


def end_input(folder):
    pipe, end = paths(folder)
    try:
        os.close(os.open(end, os.O_WRONLY | os.O_NONBLOCK))
    except OSError as error:
        # Nobody keeps it open any more: it has ended.
        if error.errno not in (errno.ENOENT, errno.ENXIO):
            raise
    # The keeper does it too, a moment later; after this nobody can give anything more.
    remove(pipe)


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        # the other one was faster, or the folder is gone
        pass
