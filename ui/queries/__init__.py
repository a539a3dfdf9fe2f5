"""What the pages may ask: each query checks who asks, looks at the days that were chosen, and is cached by position.

Pages and their parts read through these modules alone (an import contract says so). A cached answer is never out of
date, because it is cached by the position that the views have reached; nor does it show forgotten words, because that
key also counts how much was forgotten. Who asks is checked ahead of the cache.
"""
