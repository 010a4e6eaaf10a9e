"""Nothing to serve: this bento is there for its bento.yaml."""
