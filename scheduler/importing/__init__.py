"""Files that are taken in while the bot goes on answering."""
