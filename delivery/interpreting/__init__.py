"""The services that translate and write down, over HTTP."""
