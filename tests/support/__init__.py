"""What tests stand on: databases, builders and programs that `make check` runs."""
