"""The voice of a hall: what is said of a call, in which words, and of which clips of sound it is made."""
