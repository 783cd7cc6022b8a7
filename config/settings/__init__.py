"""All settings; one file a subject, later files may read earlier ones."""

from config.settings.api import *
from config.settings.auth import *
from config.settings.base import *
from config.settings.database import *
from config.settings.logging import *
from config.settings.mail import *
from config.settings.market import *
from config.settings.openapi import *
from config.settings.pipelines import *
from config.settings.redis import *
from config.settings.secrets import *
from config.settings.security import *
from config.settings.static import *
