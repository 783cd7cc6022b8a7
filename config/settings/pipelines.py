"""Where features are kept and where Spark runs."""

from config.env import env_spark_master, env_str
from config.settings.base import DATA_DIR

__all__ = ["FEATURES_DIR", "SPARK_DRIVER_HOST", "SPARK_MASTER", "SPARK_MEMORY"]

FEATURES_DIR = DATA_DIR / "features"
SPARK_MASTER = env_spark_master("SIGHTLINE_SPARK_MASTER", "local[*]")
# Executors on other machines call back here; loopback suits every master on this one.
SPARK_DRIVER_HOST = env_str("SIGHTLINE_SPARK_DRIVER_HOST", "127.0.0.1")
SPARK_MEMORY = env_str("SIGHTLINE_SPARK_MEMORY", "1g")
