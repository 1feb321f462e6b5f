"""Updates: spooled before they are acknowledged, handled once, in order within a chat."""
