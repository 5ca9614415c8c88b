"""A pull request → one folder with all that its reviewers need: comment, comparison, annotations, preview; and the comment on the forge."""
