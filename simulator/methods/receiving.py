"""Methods that choose how updates come: long polling or a webhook."""

import re
from typing import Any

import orjson

from simulator.records import Raw
from simulator.refusal import bad_request
from simulator.webhook import Webhook
from simulator.world import World

Params = dict[str, Any]
_LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


async def get_updates(world: World, params: Params) -> list[orjson.Fragment]:
    """Wait for updates and return them; those before `offset` are acknowledged."""
    world.updates.allow(params.get("allowed_updates"))
    wait = min(max(params.get("timeout", 0), 0), _LONGEST_POLL)
    return await world.updates.poll(params.get("offset", 0), params.get("limit", 100), wait)


async def set_webhook(world: World, webhook: Webhook, params: Params) -> bool:
    """Deliver updates to `url` from now on; https, or http on this machine."""
    url = params["url"]
    if not url.startswith(("https://", *_LOOPBACK)):
        reason = "bad webhook: An HTTPS URL must be provided for webhook"
        raise bad_request(reason)
    secret = params.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        reason = "secret token contains unallowed characters"
        raise bad_request(reason)
    world.updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        world.updates.pending.clear()
    await webhook.point_at(url, secret, int(params.get("max_connections", 40)))
    return True


async def delete_webhook(world: World, webhook: Webhook, params: Params) -> bool:
    """Go back to long polling."""
    await webhook.stop()
    if params.get("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def get_webhook_info(world: World, webhook: Webhook) -> Raw:
    """Return where updates go and how that went lately."""
    info: Raw = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error:
        info["last_error_date"], info["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info
