"""`./dev bench [--json] [NAME…]`: figures of this machine, on a database made for them and dropped after."""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

# What knows the models can be imported only now.
import_module("benchmarks.running").main()
