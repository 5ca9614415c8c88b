"""`gongkai due`: what every agency must publish or report soon, first what is overdue; and publication dates against the git history."""
