"""Files that staff pull from the portal, taken in: sellers, sales and partners."""

import os

# polars' allocator would keep what it freed; the bot's memory is to fall again after an import.
os.environ.setdefault(
    "_RJEM_MALLOC_CONF", "background_thread:true,dirty_decay_ms:500,muzzy_decay_ms:0"
)
