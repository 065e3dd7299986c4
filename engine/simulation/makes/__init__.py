"""Makes: ways of making a walker and its pictures, each truly unlike the others.

A correction that is fitted on one way of rendering learns that way. Leaving a whole make out of a fit
says what the correction does on pictures of a kind that it never saw. One file each; `registry` names
them.
"""
