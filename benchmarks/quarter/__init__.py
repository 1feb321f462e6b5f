"""A simulated quarter: stores live for thirteen weeks, and are followed up all the while.

Sapa runs whole, against the simulator and a real mail server on this machine, both of which
stumble. At the end the log is audited by code that shares nothing with the engine's own.
"""
