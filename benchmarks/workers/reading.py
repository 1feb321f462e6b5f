"""What a worker's process says of itself."""

import json
import resource
from pathlib import Path


def report(seconds: float) -> None:
    """Print the seconds, and the most megabytes that this process ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        text = status.read_text(encoding="ascii")
        kilobytes = int(text.split("VmHWM:")[1].split()[0])
    else:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))
