# Runs `python3 boot.py main.py` as `python3 main.py` would run, but with a log that is written line by line:
# without this, Python keeps 8 KiB back when its output is a file, and `-u` splits one print() into many writes.
import sys


def run_main():
    import os

    arguments = sys.argv[1:]
    sys.argv[:] = arguments
    # What the interpreter itself does for a script (since Python 3.9 the file's name is absolute).
    file = os.path.join(os.getcwd(), arguments[0])
    sys.path[0] = os.path.dirname(os.path.realpath(file))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)

    # The types of what is there already: importing their modules by name would cost a millisecond.
    main = type(sys)('__main__')
    main.__file__ = file
    main.__builtins__ = sys.modules['builtins']
    main.__loader__ = type(__loader__)('__main__', file)
    main.__dict__['__cached__'] = None
    main.__dict__['__annotations__'] = {}
    sys.modules['__main__'] = main

    boot_file = __file__
    try:
        with open(file, 'rb') as source:
            code = compile(source.read(), file, 'exec', dont_inherit=True)
        exec(code, main.__dict__)
    except BaseException:
        hook = sys.excepthook

        def without_boot_frames(kind, error, traceback):
            while traceback is not None and traceback.tb_frame.f_code.co_filename == boot_file:
                traceback = traceback.tb_next
            hook(kind, error.with_traceback(traceback), traceback)

        sys.excepthook = without_boot_frames
        raise


run_main()
