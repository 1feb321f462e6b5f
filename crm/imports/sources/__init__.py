"""Where pulls come from by themselves: a watched folder and the portal's addresses."""
