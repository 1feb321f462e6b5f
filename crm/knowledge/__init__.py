"""Knowledge: the answers to common problems, read before anybody needs to be asked."""
