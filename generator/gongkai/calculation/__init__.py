"""What the scores of one unit come to, and its grade: a scheme → a plan of what is asked and how it counts → results, all exact. Core.

`plan` says what a scheme has computed from what, `compute` does it with scores, `grading` gives the grade and the quotas. They are plain
functions over plain values; `theme/scripts/calculator-*.js` do the same in the browser from the same plan, held to them by shared vectors.
"""
