"""The WSGI door that the web server opens."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanban.config.settings")
application = get_wsgi_application()

# What has been loaded stays until the end; looking through it for garbage held a page up by 90 ms now and then.
gc.collect()
gc.freeze()
