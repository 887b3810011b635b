"""What is loaded once, before the heap is saved: modules that answers use, so that no trial pays for them."""

import array
import bisect
import cmath
import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import heapq
import itertools
import json
import math
import operator
import random
import re
import statistics
import string
import sys
import textwrap
import time
import traceback
import typing

WARM_MODULES = {
    name: value for name, value in globals().items() if type(value) is type(sys) and not name.startswith('_')
}
