"""What Sapa serves over HTTP: the webhook, health and metrics."""
