# `python3 boot.py` gets ready to run a script, waits for an order on descriptor 4, and then runs what it says as
# `python3 main.py` would, with a log that is written line by line (see `site/sitecustomize.py`).
import sys


def wait_for_order():
    """Says that it is ready, waits until the spawner tells what to run: JSON {file, directory, environment}. Ends when nobody will."""
    import gc
    import json
    import os

    # What scripts import most, but for what looks at the clock or the environment as it is loaded (logging, locale).
    for name in (
        'argparse,base64,collections,contextlib,csv,dataclasses,datetime,decimal,enum,functools,glob,hashlib,io,itertools,'
        'math,pathlib,random,re,shutil,ssl,string,subprocess,tempfile,threading,time,traceback,typing,urllib.request,uuid'
    ).split(','):
        try:
            __import__(name)
        except Exception:
            # an interpreter built without it, ssl for one: the script will be told if it wants it
            pass
    os.write(4, b'!')
    chunks = []
    while True:
        chunk = os.read(4, 65536)
        if not chunk:
            break
        chunks.append(chunk)
    os.close(4)
    if not chunks:
        # EX_SOFTWARE of sysexits.h
        os.write(2, b'No order came.\n')
        os._exit(70)
    order = json.loads(b''.join(chunks))
    home = os.environ.get('HOME')
    os.environ.clear()
    os.environ.update(order['environment'])
    os.chdir(order['directory'])
    site = sys.modules.get('site')
    if site and site.USER_SITE and os.environ.get('HOME') != home:
        site.USER_BASE = site.USER_SITE = None
        site.getusersitepackages()
    # What is loaded already is not taken down again one by one when the script ends.
    gc.freeze()
    return order['file']


def run_main(name):
    import os

    sys.argv[:] = [name]
    # What the interpreter itself does for a script.
    path = os.path.join(os.getcwd(), name)
    file = path if sys.version_info >= (3, 9) else name
    sys.path[0] = os.path.dirname(os.path.realpath(path))
    if hasattr(sys, 'orig_argv'):
        sys.orig_argv[1:] = [name]
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


run_main(wait_for_order())
