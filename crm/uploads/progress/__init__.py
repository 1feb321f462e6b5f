"""How listings get on: how long each step takes, and where sellers give up."""
