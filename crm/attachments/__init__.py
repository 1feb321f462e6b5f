"""Files that Sapa makes and sends."""
