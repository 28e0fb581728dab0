# Python imports this before the script that it was started with (see its module `site`), from a folder that `PYTHONPATH`
# names. It makes the log be written line by line: without it, Python keeps 8 KiB back when its output is a file, and `-u`
# splits one print() into many writes. So the script is run by the interpreter itself, and nothing of ours is below it in a
# traceback, in inspect.stack() or for sys._getframe(). Then it is as if this had never been there.
import os
import sys

for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(line_buffering=True)
folder = os.environ.pop('PYTHONPATH')
sys.path.remove(folder)
sys.path_importer_cache.pop(folder, None)
# The installation may have a module of this name, as Debian's has. If not, `site` expects the error that this is.
del sys.modules['sitecustomize']
import sitecustomize
