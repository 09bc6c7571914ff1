"""The author's loop: a page that shows a film while its file is being written, and makes again only what changed."""
